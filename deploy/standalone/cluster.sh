#!/usr/bin/env bash
# A standalone Spark cluster from SPARK_HOME, or from the runtime that the build put under target/spark.
#
#   cluster.sh start [options]        a master and workers on this machine
#   cluster.sh master [options]       the master alone, with workers on other machines
#   cluster.sh worker URL [options]   workers of a master that runs elsewhere
#   cluster.sh status                 what of it runs, and the master's address
#   cluster.sh stop                   ends what this folder says was started
#
# Options:
#   --directory DIR  logs, process ids and the executors' files (runs/standalone)
#   --host HOST      address to listen at (127.0.0.1: reachable from this machine alone)
#   --port PORT      the master's port (7077; 0 takes a free one)
#   --workers N      worker processes to start (2)
#   --cores N        cores of each worker (1)
#   --memory SIZE    memory of each worker, for its executors' heaps (2g)
#
# Prints the master's address when everything runs.
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

fail() {
  echo "error: $1" >&2
  exit 2
}

usage() { sed -n '2,/^set /p' "${BASH_SOURCE[0]}" | sed '$d; s/^# \{0,1\}//'; }

directory="$home/runs/standalone"
host="127.0.0.1" port=7077 workers=2 cores=1 memory=2g url=""

command="${1:-}"
[ $# -gt 0 ] && shift
case "$command" in
  start | master | status | stop) ;;
  worker)
    url="${1:-}"
    case "$url" in spark://*) shift ;; *) fail "worker needs the master's address, spark://HOST:PORT" ;; esac
    ;;
  --help | -h) usage; exit 0 ;;
  *) fail "unknown command '$command'; allowed: start, master, worker URL, status, stop, --help" ;;
esac
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value; try --help"
  case "$1" in
    --directory) directory="$2" ;;
    --host) host="$2" ;;
    --port) port="$2" ;;
    --workers) workers="$2" ;;
    --cores) cores="$2" ;;
    --memory) memory="$2" ;;
    *) fail "unknown option $1; try --help" ;;
  esac
  shift 2
done

spark_class="${SPARK_HOME:+$SPARK_HOME/bin/spark-class}"
spark_class="${spark_class:-$home/deploy/runtime/spark-class}"
export SPARK_HOME="${SPARK_HOME:-$home/target/spark}" SPARK_SCALA_VERSION=2.12
export SPARK_DAEMON_MEMORY="${SPARK_DAEMON_MEMORY:-512m}"
# Start a dying executor again as often as it dies: whether a training can go on is for
# spark.task.maxFailures to say.
export SPARK_MASTER_OPTS="-Dspark.deploy.maxExecutorRetries=-1 ${SPARK_MASTER_OPTS:-}"
# Every executor gets a copy of the job jar; a day after its application has ended it goes.
export SPARK_WORKER_OPTS="-Dspark.worker.cleanup.enabled=true -Dspark.worker.cleanup.appDataTtl=86400 ${SPARK_WORKER_OPTS:-}"
case "$host" in 127.*) export SPARK_LOCAL_IP="$host" ;; esac

# Whether a process id is still that of a Spark daemon, and not of somebody who got it since.
is_ours() {
  [ -r "/proc/$1/cmdline" ] || [ ! -d /proc/self ] || return 1
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\0' ' ' <"/proc/$1/cmdline"
  else
    ps -p "$1" -o args=
  fi | grep -q 'org\.apache\.spark\.deploy'
}

launch() {
  local name="$1"
  shift
  if [ -f "$directory/$name.pid" ] && is_ours "$(cat "$directory/$name.pid")"; then
    fail "$name runs already (process $(cat "$directory/$name.pid")); stop it first: $0 stop --directory $directory"
  fi
  nohup "$spark_class" "$@" >"$directory/$name.log" 2>&1 </dev/null &
  echo $! >"$directory/$name.pid"
}

# Waits until a log says something and prints what it says after it.
await() {
  local name="$1" words="$2" second
  for second in $(seq 1 120); do
    if grep -q "$words" "$directory/$name.log"; then
      sed -n "s/.*$words *//p" "$directory/$name.log" | head -n 1
      return 0
    fi
    kill -0 "$(cat "$directory/$name.pid")" 2>/dev/null || break
    sleep 0.5
  done
  stop
  fail "$name did not start within ${second} half seconds; see $directory/$name.log"
}

start_master() {
  launch master org.apache.spark.deploy.master.Master --host "$host" --port "$port" --webui-port 0
  url="$(await master 'Starting Spark master at')"
  await master 'I have been elected leader!' >/dev/null
  echo "$url" >"$directory/url"
}

start_workers() {
  local number
  for number in $(seq 1 "$workers"); do
    launch "worker-$number" org.apache.spark.deploy.worker.Worker --host "$host" --webui-port 0 \
      --cores "$cores" --memory "$memory" --work-dir "$directory/work-$number" "$url"
  done
  for number in $(seq 1 "$workers"); do
    await "worker-$number" 'Successfully registered with master' >/dev/null
  done
}

# Workers first, which end their executors.
stop() {
  local file pid try
  for file in "$directory"/worker-*.pid "$directory"/master.pid; do
    [ -f "$file" ] || continue
    pid="$(cat "$file")"
    if is_ours "$pid"; then
      kill "$pid" 2>/dev/null || true
      for try in $(seq 1 40); do
        is_ours "$pid" || break
        [ "$try" -lt 40 ] || kill -9 "$pid" 2>/dev/null || true
        sleep 0.25
      done
    fi
    rm -f "$file"
  done
  rm -f "$directory/url"
}

case "$command" in
  stop) stop; exit 0 ;;
  status)
    for file in "$directory"/master.pid "$directory"/worker-*.pid; do
      [ -f "$file" ] || continue
      name="$(basename "$file" .pid)"
      if is_ours "$(cat "$file")"; then echo "$name: process $(cat "$file")"; else echo "$name: ended"; fi
    done
    [ ! -f "$directory/url" ] || cat "$directory/url"
    exit 0
    ;;
esac

[ -d "$SPARK_HOME/jars" ] ||
  fail "no Spark: set SPARK_HOME, or build the runtime with: mvn package -DskipTests"
mkdir -p "$directory"
case "$command" in
  start) start_master; start_workers ;;
  master) start_master ;;
  worker) start_workers ;;
esac
echo "$url"
