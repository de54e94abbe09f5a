#!/usr/bin/env bash
# jobs/describe.sh --help lists the options.
exec "$(dirname "${BASH_SOURCE[0]}")/submit.sh" describe "$@"
