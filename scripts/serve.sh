#!/bin/sh
# Runs the office's server until Ctrl-C.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python -m scripts.serve "$@"
