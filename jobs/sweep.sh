#!/usr/bin/env bash
# jobs/sweep.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" sweep "$@"
