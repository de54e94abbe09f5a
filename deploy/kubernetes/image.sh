#!/usr/bin/env bash
# Builds the image for Kubernetes from the job jar under target/:
#
#   deploy/kubernetes/image.sh TAG        for example registry.example/convrelu-spark:0.1.0
#
# Environment:
#   CONVRELU_S3A      "no": leave out what S3 needs (280 MB, fetched by Maven)
#   CONVRELU_BUILDER  docker, or podman, or what else builds as they do; "none" fills the context and
#                     stops (docker)
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

fail() {
  echo "error: $1" >&2
  exit 2
}

[ $# -eq 1 ] || fail "usage: deploy/kubernetes/image.sh TAG"
builder="${CONVRELU_BUILDER:-docker}"
[ "$builder" = none ] || command -v "$builder" >/dev/null ||
  fail "no $builder found; install it, or name another with CONVRELU_BUILDER"
jar="$(find "$home/target" -maxdepth 1 -name 'convrelu-spark-*-job.jar' 2>/dev/null | sort | tail -1)"
[ -n "$jar" ] || fail "no job jar; build it with: mvn package -DskipTests"

context="$home/target/image"
rm -rf "$context"
mkdir -p "$context/jars"
cp "$jar" "$context/convrelu-spark-job.jar"
cp -r "$home/conf" "$home/deploy/kubernetes/Dockerfile" "$context/"
if [ "${CONVRELU_S3A:-}" != no ]; then
  # The S3 client of the Hadoop that Spark 3.5 is built with, and the SDK that it was built with.
  for artifact in org.apache.hadoop:hadoop-aws:3.3.4 com.amazonaws:aws-java-sdk-bundle:1.12.262; do
    mvn -B -q -ntp -f "$home/pom.xml" dependency:copy -Dartifact="$artifact" \
      -DoutputDirectory="$context/jars" </dev/null
  done
fi
[ "$builder" = none ] || "$builder" build -t "$1" "$context"
