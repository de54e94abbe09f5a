#!/usr/bin/env bash
# Runs one command of the job jar through spark-submit. Every other script here is a thin wrapper:
#
#   jobs/submit.sh COMMAND [options of the command]
#
# Which Spark: $SPARK_HOME/bin/spark-submit when SPARK_HOME is set, else the runtime that the build
# put under target/spark. The same jar and the same main class either way.
#
# Environment:
#   SPARK_HOME              a Spark 3.5 installation (Scala 2.12)
#   SPARK_SUBMIT_ARGS       further options for spark-submit, for example "--deploy-mode cluster"
#   CONVRELU_JAR            the job jar, when it is not under target/
#   CONVRELU_DRIVER_MEMORY  heap of the driver, which in local mode holds the workers too (4g)
#   CONVRELU_EXECUTOR_MEMORY, CONVRELU_EXECUTOR_OVERHEAD  of an executor on a cluster (2g, 2g)
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

fail() {
  echo "error: $1" >&2
  exit 2
}

[ $# -gt 0 ] || fail "usage: jobs/submit.sh COMMAND [options]; try jobs/submit.sh --help"

jar="${CONVRELU_JAR:-}"
if [ -z "$jar" ]; then
  for candidate in "$home"/target/convrelu-spark-*-job.jar; do
    [ -f "$candidate" ] && jar="$candidate"
  done
fi
[ -n "$jar" ] && [ -f "$jar" ] || fail "no job jar; build it with: mvn package -DskipTests"

# spark-submit has to know the master before the command reads its own options.
master=""
previous=""
for argument in "$@"; do
  case "$argument" in
    --master=*) master="${argument#--master=}" ;;
  esac
  [ "$previous" = "--master" ] && master="$argument"
  previous="$argument"
done

# One arithmetic thread a worker: fastest with a worker a core, and the thread count changes the
# rounding of results.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
case "${master:-local}" in
  local*) ;;
  *) [ "$SPARK_LOCAL_IP" = "127.0.0.1" ] && [ "${CONVRELU_LOOPBACK:-}" != yes ] && unset SPARK_LOCAL_IP ;;
esac

# A progress line is for people: the command shows one where this script writes to a terminal.
[ -t 2 ] && export CONVRELU_TERMINAL=yes

# Off-heap memory: JavaCPP's own count is bounded, the process's resident size is left to the
# cluster manager, which sees it anyway.
java_options="--add-modules=jdk.incubator.vector -Dfile.encoding=UTF-8 -Duser.timezone=UTC"
java_options="$java_options -Dorg.bytedeco.javacpp.maxbytes=${CONVRELU_OFF_HEAP:-4g}"
java_options="$java_options -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
# DL4J would write a file into the working directory where off-heap memory ends; the error says it.
java_options="$java_options -Dorg.deeplearning4j.crash.reporting.enabled=false"

submit=(
  --class io.convrelu.cli.Main
  --name "convrelu $1"
  --master "${master:-local[*]}"
  --driver-memory "${CONVRELU_DRIVER_MEMORY:-4g}"
  --driver-java-options "$java_options -Dlog4j2.configurationFile=file:$home/conf/log4j2.properties"
  --conf "spark.executor.extraJavaOptions=$java_options"
  --conf "spark.executor.memory=${CONVRELU_EXECUTOR_MEMORY:-2g}"
  --conf "spark.executor.memoryOverhead=${CONVRELU_EXECUTOR_OVERHEAD:-2g}"
  --conf "spark.executorEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS"
  --conf "spark.yarn.appMasterEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS"
  --conf spark.ui.enabled=false
  --conf spark.ui.showConsoleProgress=false
)
# Words of SPARK_SUBMIT_ARGS are options of their own.
# shellcheck disable=SC2206
submit+=(${SPARK_SUBMIT_ARGS:-})

if [ -n "${SPARK_HOME:-}" ]; then
  [ -x "$SPARK_HOME/bin/spark-submit" ] ||
    fail "SPARK_HOME is $SPARK_HOME, which has no bin/spark-submit; unset it to use the built-in runtime"
  exec "$SPARK_HOME/bin/spark-submit" "${submit[@]}" "$jar" "$@"
fi

export SPARK_HOME="$home/target/spark" SPARK_SCALA_VERSION=2.12
[ -d "$SPARK_HOME/jars" ] ||
  fail "no Spark: set SPARK_HOME, or build the runtime with: mvn package -DskipTests"
exec "$home/deploy/runtime/spark-class" org.apache.spark.deploy.SparkSubmit "${submit[@]}" "$jar" "$@"
