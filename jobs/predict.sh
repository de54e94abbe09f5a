#!/usr/bin/env bash
# jobs/predict.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" predict "$@"
