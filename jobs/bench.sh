#!/usr/bin/env bash
# Ours and the peer (libtorch) side by side; jobs/bench.sh --help lists the options.
# With --rounds [MASTER] as the first option: what an averaging round costs beside the training, the
# constants of docs/SCALING.md, by default on two executor processes on this machine.
# With --sweep [TRIALS...]: what a sweep costs beside its trials, on trials that do nothing: trials a
# second, heap, size of the store; the constants of docs/SCALING.md.
# Builds what it needs with Maven's profile "peer", which also downloads the peer (110 MB, once).
#
# Environment:
#   CONVRELU_BENCH_OPTIONS  further JVM options of our processes
#   CONVRELU_BENCH_BUILT    "yes": what is under target/ is used as it is
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
here="$PWD"
bench="$home/target/bench"

fail() {
  echo "error: $1" >&2
  exit 2
}

[ -r /proc/stat ] || fail "the benchmark reads Linux's /proc and runs nowhere else"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
command -v "$java" >/dev/null || fail "no java found; install a JDK 17 or set JAVA_HOME"

main="$home/target/test-classes/io/convrelu/bench/BenchCommand.class"
peer="$bench/peer/classes/io/convrelu/bench/peer/PeerMain.class"
up_to_date() {
  [ -f "$main" ] && [ -f "$peer" ] && [ -f "$bench/class-path" ] &&
    [ -z "$(find "$home/src" "$home/pom.xml" -newer "$bench/class-path" -print -quit)" ]
}
if [ "${CONVRELU_BENCH_BUILT:-}" != yes ] && ! up_to_date; then
  command -v mvn >/dev/null || fail "no mvn found; install Apache Maven 3.8 or newer and a JDK 17"
  (cd "$home" && mvn -B -q -ntp -Ppeer process-test-classes </dev/null) >&2 ||
    fail "the build failed; see above"
  # Maven leaves an unchanged file alone, and its date is what the next run compares with.
  touch "$bench/class-path"
fi

cost=""
case "${1:-}" in
  --rounds) cost=rounds.RoundCost ;;
  --sweep) cost=sweeps.SweepCost ;;
esac
if [ -n "$cost" ]; then
  [ -d "$home/target/spark/jars" ] || fail "no Spark runtime; build it with: mvn package -DskipTests"
  export SPARK_HOME="$home/target/spark" SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1
  opens=()
  # What Spark's launcher would add.
  for package in java.lang java.lang.invoke java.nio java.util java.util.concurrent sun.nio.ch sun.security.action; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  shift
  cd "$bench"
  exec "$java" -Xmx3g -Dfile.encoding=UTF-8 --add-modules jdk.incubator.vector "${opens[@]}" \
    -Dlog4j2.configurationFile="file:$home/conf/log4j2.properties" \
    -cp "$home/target/classes:$home/target/test-classes:$(cat "$bench/class-path")" \
    "io.convrelu.bench.$cost" "$@"
fi

revision="$(git -C "$home" describe --always --dirty 2>/dev/null || echo unknown)"
cd "$here"
exec "$java" -Xmx256m -Dfile.encoding=UTF-8 \
  -cp "$home/target/classes:$home/target/test-classes:$(cat "$bench/class-path")" \
  -Dbench.peer.class.path="$bench/peer/classes:$home/target/test-classes:$bench/peer/lib/*" \
  -Dbench.logs="$bench/logs" \
  -Dbench.our.options="${CONVRELU_BENCH_OPTIONS:-} -Dlog4j2.configurationFile=file:$home/conf/log4j2.properties -Dbench.spark.defaults=$home/conf/spark-defaults.conf" \
  -Dbench.revision="$revision" \
  io.convrelu.bench.BenchCommand "$@"
