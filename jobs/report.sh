#!/usr/bin/env bash
# jobs/report.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" report "$@"
