#!/usr/bin/env bash
# jobs/rerun.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" rerun "$@"
