#!/usr/bin/env bash
# The main job on one machine: builds if needed, finds or downloads data, prepares it, compares
# activations over several seeds, and writes the report.
#
#   jobs/quickstart.sh [--output DIR]      (default: runs/quickstart)
#
# Where the data come from, first found:
#   1. $CONVRELU_DATA           a folder with an official data set in it
#   2. data/ in this project
#   3. ../shared/data beside this project
#   4. /usr/share/datasets/fashion-mnist (Debian's package dataset-fashion-mnist)
#   5. CIFAR-10 from its official address, checked against its published checksum
#   6. without a network: synthetic images, labelled as such everywhere
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$home"

output="runs/quickstart"
while [ $# -gt 0 ]; do
  case "$1" in
    --output) output="${2:?--output needs a folder}"; shift 2 ;;
    --help | -h) sed -n '2,/^set /p' "${BASH_SOURCE[0]}" | sed '$d; s/^# \{0,1\}//'; exit 0 ;;
    *) echo "error: unknown option $1; allowed: --output DIR, --help" >&2; exit 2 ;;
  esac
done

say() { printf '\n== %s\n' "$*"; }

cifar_address="https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
cifar_sha256="c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"

# Sets dataset and input when a folder holds a data set that the quickstart can use.
dataset=""
input=""
find_in() {
  local folder="$1"
  local candidate
  for candidate in "$folder/cifar-10-batches-bin" "$folder/cifar-10-binary.tar.gz" "$folder"; do
    if [ -f "$candidate/data_batch_1.bin" ] || [ -f "$candidate" ]; then
      dataset=cifar10 input="$candidate"
      return 0
    fi
  done
  for candidate in "$folder/fashion-mnist" "$folder"; do
    if [ -f "$candidate/train-images-idx3-ubyte.gz" ]; then
      dataset=fashion-mnist input="$candidate"
      return 0
    fi
  done
  return 1
}

download() {
  mkdir -p data
  echo "downloading $cifar_address (162 MB)"
  local partial="data/cifar-10-binary.tar.gz.partial"
  if command -v curl >/dev/null; then
    curl --fail --location --connect-timeout 15 --progress-bar -o "$partial" "$cifar_address" || return 1
  elif command -v wget >/dev/null; then
    wget --timeout=15 --tries=2 -O "$partial" "$cifar_address" || return 1
  else
    echo "neither curl nor wget is installed"
    return 1
  fi
  if ! echo "$cifar_sha256  $partial" | sha256sum --check --status; then
    rm -f "$partial"
    echo "error: what came from $cifar_address is not the published file (SHA-256 differs);" >&2
    echo "       nothing was kept; try again or put the archive into data/ yourself" >&2
    exit 3
  fi
  mv "$partial" data/cifar-10-binary.tar.gz
}

say "Build"
jar_of_build() { find target -maxdepth 1 -name 'convrelu-spark-*-job.jar' 2>/dev/null | sort | tail -1; }
if [ -n "${CONVRELU_JAR:-}" ]; then
  echo "using $CONVRELU_JAR"
elif [ -n "$(jar_of_build)" ] && [ -z "$(find src pom.xml -newer "$(jar_of_build)" -print -quit)" ] &&
  { [ -n "${SPARK_HOME:-}" ] || [ -d target/spark/jars ]; }; then
  echo "up to date: $(jar_of_build)"
else
  command -v mvn >/dev/null || {
    echo "error: no mvn found; install Apache Maven 3.8 or newer and a JDK 17" >&2
    exit 2
  }
  mvn -B -q -ntp package -DskipTests
  echo "built $(jar_of_build)"
fi

say "Data"
if [ -n "${CONVRELU_DATA:-}" ]; then
  find_in "$CONVRELU_DATA" || {
    echo "error: CONVRELU_DATA is $CONVRELU_DATA, which holds neither cifar-10-batches-bin," >&2
    echo "       cifar-10-binary.tar.gz nor fashion-mnist; give another folder or unset it" >&2
    exit 2
  }
else
  find_in data || find_in ../shared/data || find_in /usr/share/datasets || true
  if [ -z "$dataset" ]; then
    if download; then
      find_in data
    else
      rm -f data/cifar-10-binary.tar.gz.partial
      dataset=synthetic
      echo "No data found and no network: using SYNTHETIC images, generated here."
      echo "The accuracies below say nothing about real data."
    fi
  fi
fi
echo "data set: $dataset${input:+ from $input}"

workers="local[2]"
prepared="$output/data-$dataset"
if [ -f "$prepared/dataset.json" ]; then
  echo "already prepared: $prepared"
else
  say "Prepare"
  jobs/prepare.sh --dataset "$dataset" ${input:+--input "$input"} --output "$prepared" --master "$workers"
fi

say "Sweep: activations × seeds, two local workers"
status=0
jobs/sweep.sh --data "$prepared" --output "$output/sweep-$dataset" --config conf/quickstart.conf \
  --master "$workers" || status=$?
[ "$status" -le 1 ] || exit "$status"

say "Report"
jobs/report.sh --input "$output/sweep-$dataset" --output "$output/report-$dataset" --master "$workers"
exit "$status"
