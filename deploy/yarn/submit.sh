#!/usr/bin/env bash
# jobs/submit.sh on YARN:
#
#   deploy/yarn/submit.sh COMMAND [options of the command]
#
# Environment, besides that of jobs/submit.sh:
#   HADOOP_CONF_DIR         folder of the cluster's core-site.xml and yarn-site.xml
#   CONVRELU_DEPLOY_MODE    client: the driver runs here; cluster: in a container (client)
#   CONVRELU_EXECUTORS      executors (2)
#   CONVRELU_EXECUTOR_CORES  workers that an executor carries out at once (1)
#   CONVRELU_SPARK_JARS     where the nodes find Spark's own jars, for example hdfs:///spark/jars/* or
#                           local:/opt/spark/jars/*; without it 250 MB are uploaded for every job
#   CONVRELU_QUEUE          queue of the scheduler (default)
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

fail() {
  echo "error: $1" >&2
  exit 2
}

[ $# -gt 0 ] || fail "usage: deploy/yarn/submit.sh COMMAND [options]"
[ -n "${HADOOP_CONF_DIR:-}" ] || fail "HADOOP_CONF_DIR is not set; name the folder of yarn-site.xml"
[ -f "$HADOOP_CONF_DIR/yarn-site.xml" ] ||
  fail "HADOOP_CONF_DIR is $HADOOP_CONF_DIR, which has no yarn-site.xml"
mode="${CONVRELU_DEPLOY_MODE:-client}"
case "$mode" in
  client | cluster) ;;
  *) fail "CONVRELU_DEPLOY_MODE is $mode; allowed: client, cluster" ;;
esac

arguments="--deploy-mode $mode --num-executors ${CONVRELU_EXECUTORS:-2}"
arguments="$arguments --executor-cores ${CONVRELU_EXECUTOR_CORES:-1} --queue ${CONVRELU_QUEUE:-default}"
[ -n "${CONVRELU_SPARK_JARS:-}" ] &&
  arguments="$arguments --conf spark.yarn.jars=$CONVRELU_SPARK_JARS"
export SPARK_SUBMIT_ARGS="$arguments ${SPARK_SUBMIT_ARGS:-}"
exec "$home/jobs/submit.sh" "$@" --master yarn
