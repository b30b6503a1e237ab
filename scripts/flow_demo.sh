#!/bin/sh
# Runs an example campaign under Prefect and by the command line, compares the files, and stops what it started.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python -m scripts.flow_demo "$@"
