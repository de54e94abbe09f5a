#!/usr/bin/env bash
# jobs/prepare.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" prepare "$@"
