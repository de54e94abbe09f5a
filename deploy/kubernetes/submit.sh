#!/usr/bin/env bash
# jobs/submit.sh on Kubernetes, with driver and executors in pods:
#
#   deploy/kubernetes/submit.sh COMMAND [options of the command]
#
# Paths of the command are hdfs: or s3a: ones, or lie in the image (file:/opt/convrelu/conf/...).
#
# Environment, besides that of jobs/submit.sh:
#   SPARK_HOME               a Spark 3.5 distribution; the runtime under target/spark has no Kubernetes
#   CONVRELU_KUBERNETES      address of the API server, for example https://10.0.0.1:6443
#   CONVRELU_IMAGE           what deploy/kubernetes/image.sh has built, where nodes can pull it
#   CONVRELU_EXECUTORS       executors (2)
#   CONVRELU_EXECUTOR_CORES  workers that an executor carries out at once, and its CPUs (1)
#   CONVRELU_NAMESPACE       (convrelu)
#   CONVRELU_SERVICE_ACCOUNT of the driver (convrelu-driver)
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

fail() {
  echo "error: $1" >&2
  exit 2
}

[ $# -gt 0 ] || fail "usage: deploy/kubernetes/submit.sh COMMAND [options]"
for variable in SPARK_HOME CONVRELU_KUBERNETES CONVRELU_IMAGE; do
  [ -n "${!variable:-}" ] || fail "$variable is not set; see the head of $0"
done
compgen -G "$SPARK_HOME/jars/spark-kubernetes_2.12-3.5.*.jar" >/dev/null ||
  fail "SPARK_HOME is $SPARK_HOME, which has no Spark 3.5 for Scala 2.12 with Kubernetes"

cores="${CONVRELU_EXECUTOR_CORES:-1}"
template="$home/deploy/kubernetes/pod-template.yaml"
settings=(
  "spark.executor.instances=${CONVRELU_EXECUTORS:-2}"
  "spark.executor.cores=$cores"
  "spark.kubernetes.executor.request.cores=$cores"
  "spark.kubernetes.executor.limit.cores=$cores"
  "spark.kubernetes.container.image=$CONVRELU_IMAGE"
  "spark.kubernetes.namespace=${CONVRELU_NAMESPACE:-convrelu}"
  "spark.kubernetes.authenticate.driver.serviceAccountName=${CONVRELU_SERVICE_ACCOUNT:-convrelu-driver}"
  "spark.kubernetes.driver.podTemplateFile=$template"
  "spark.kubernetes.executor.podTemplateFile=$template"
  # The driver's share of native memory: its pod is killed above heap and overhead together.
  "spark.driver.memoryOverhead=2g"
)
arguments="--deploy-mode cluster"
for setting in "${settings[@]}"; do
  arguments="$arguments --conf $setting"
done
export SPARK_SUBMIT_ARGS="$arguments ${SPARK_SUBMIT_ARGS:-}"
export CONVRELU_JAR="local:///opt/convrelu/convrelu-spark-job.jar"
exec "$home/jobs/submit.sh" "$@" --master "k8s://$CONVRELU_KUBERNETES"
