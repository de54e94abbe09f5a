#!/usr/bin/env bash
# jobs/export.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" export "$@"
