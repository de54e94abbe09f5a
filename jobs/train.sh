#!/usr/bin/env bash
# jobs/train.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" train "$@"
