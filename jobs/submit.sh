#!/usr/bin/env bash
# Runs one command of the job jar through spark-submit. Every other script here is a thin wrapper:
#
#   jobs/submit.sh COMMAND [options of the command]
#
# Which Spark: $SPARK_HOME/bin/spark-submit when SPARK_HOME is set, else the runtime that the build
# put under target/spark. The same jar and the same main class either way.
#
# Settings of Spark, the first that is given counts: SPARK_SUBMIT_ARGS and the variables below, the
# site's spark-defaults.conf, conf/spark-defaults.conf of this project, which says why.
#
# Environment:
#   SPARK_HOME              a Spark 3.5 installation (Scala 2.12)
#   SPARK_SUBMIT_ARGS       further options for spark-submit, for example "--deploy-mode cluster"
#   CONVRELU_JAR            the job jar, when it is not under target/; a path, or a URL for spark-submit
#   CONVRELU_DRIVER_MEMORY  heap of the driver, which in local mode holds the workers too (4g)
#   CONVRELU_EXECUTOR_MEMORY, CONVRELU_EXECUTOR_OVERHEAD  of an executor on a cluster (2g, 2g)
#   CONVRELU_OFF_HEAP       bound on native memory of the driver and of each executor (4g)
#   CONVRELU_LOOPBACK       "yes": a cluster on this machine alone, reached at 127.0.0.1
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
case "$jar" in
  *:/*) ;; # not of this machine
  *) [ -f "$jar" ] || fail "no job jar${jar:+ at $jar}; build it with: mvn package -DskipTests" ;;
esac

# Words of SPARK_SUBMIT_ARGS are options of their own.
read -r -d '' -a given <<<"${SPARK_SUBMIT_ARGS:-}" || true

# The last value of an option among words, written as two words or with "=".
option() {
  local name="$1" value="" previous="" word
  shift
  for word in "$@"; do
    [ "$previous" = "$name" ] && value="$word"
    case "$word" in "$name="*) value="${word#*=}" ;; esac
    previous="$word"
  done
  printf '%s' "$value"
}

# The master is spark-submit's, and the command learns it from there: in a driver that runs inside
# the cluster it may have another address.
master="$(option --master "$@")"
words=()
while [ $# -gt 0 ]; do
  case "$1" in
    --master) shift ;;
    --master=*) ;;
    *) words+=("$1") ;;
  esac
  [ $# -gt 0 ] && shift
done
submit_master="$(option --master ${given[@]+"${given[@]}"})"
master="${submit_master:-$master}"

built="$home/target/spark"
site="$(option --properties-file ${given[@]+"${given[@]}"})"
site="${site:-${SPARK_CONF_DIR:-${SPARK_HOME:-$built}/conf}/spark-defaults.conf}"
site_keys=" "
[ -f "$site" ] &&
  site_keys=" $(sed -nE 's/^[[:space:]]*(spark\.[^[:space:]=:]+).*/\1/p' "$site" | tr '\n' ' ') "
case "$site_keys" in *" spark.master "*) ;; *) master="${master:-local[*]}" ;; esac

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
case "$master" in
  local*) ;;
  *) [ "$SPARK_LOCAL_IP" = "127.0.0.1" ] && [ "${CONVRELU_LOOPBACK:-}" != yes ] && unset SPARK_LOCAL_IP ;;
esac

# Progress is drawn for people: the command does so where this script writes to a terminal, and as
# wide as that is. Bash knows the size but keeps it to itself.
if [ -t 2 ]; then
  export CONVRELU_TERMINAL=yes
  size="$(stty size 2>/dev/null <&2 || true)"
  case "$size" in
    [1-9]*\ [1-9]*) export LINES="${size% *}" COLUMNS="${size#* }" ;;
  esac
fi

submit=(--class io.convrelu.cli.Main --name "convrelu ${words[0]:-}")
while read -r key value; do
  case "$key" in
    spark.*) case "$site_keys" in *" $key "*) ;; *) submit+=(--conf "$key=$value") ;; esac ;;
  esac
done <"$home/conf/spark-defaults.conf"
[ -n "$master" ] && submit+=(--master "$master")
for pair in spark.driver.memory=CONVRELU_DRIVER_MEMORY spark.executor.memory=CONVRELU_EXECUTOR_MEMORY \
  spark.executor.memoryOverhead=CONVRELU_EXECUTOR_OVERHEAD; do
  variable="${pair#*=}"
  [ -n "${!variable:-}" ] && submit+=(--conf "${pair%=*}=${!variable}")
done

# Executors on YARN and Kubernetes do not get the environment of this shell; what tells native
# libraries which kernels to choose changes the last bits of results.
for variable in $(compgen -e | grep -E '^(OPENBLAS|MKL|DNNL|ONEDNN)_'); do
  submit+=(--conf "spark.executorEnv.$variable=${!variable}")
done

# A driver inside the cluster has its log in its container, and this folder perhaps not at all.
driver_options=""
if [ "$(option --deploy-mode ${given[@]+"${given[@]}"})" != cluster ]; then
  driver_options="-Dlog4j2.configurationFile=file:$home/conf/log4j2.properties"
fi
if [ -n "${CONVRELU_OFF_HEAP:-}" ]; then
  bound="-Dorg.bytedeco.javacpp.maxbytes=$CONVRELU_OFF_HEAP"
  driver_options="$driver_options $bound"
  submit+=(--conf "spark.executor.extraJavaOptions=$bound")
fi
[ -n "$driver_options" ] && submit+=(--driver-java-options "$driver_options")
submit+=(${given[@]+"${given[@]}"})

if [ -n "${SPARK_HOME:-}" ]; then
  [ -x "$SPARK_HOME/bin/spark-submit" ] ||
    fail "SPARK_HOME is $SPARK_HOME, which has no bin/spark-submit; unset it to use the built-in runtime"
  exec "$SPARK_HOME/bin/spark-submit" "${submit[@]}" "$jar" ${words[@]+"${words[@]}"}
fi

export SPARK_HOME="$built" SPARK_SCALA_VERSION=2.12
[ -d "$SPARK_HOME/jars" ] ||
  fail "no Spark: set SPARK_HOME, or build the runtime with: mvn package -DskipTests"
exec "$home/deploy/runtime/spark-class" org.apache.spark.deploy.SparkSubmit "${submit[@]}" "$jar" \
  ${words[@]+"${words[@]}"}
