#!/bin/sh
# Runs the scheduler of a Dask cluster until Ctrl-C; it listens on HOST, this machine alone unless told otherwise.
set -eu
cd "$(dirname "$0")/.."

set -a
. scripts/dask.env
set +a

# Whoever reaches the port may run anything on every worker: with certificates (docs/operations.md) it asks for one.
exec .venv/bin/dask scheduler --host "${HOST:-127.0.0.1}" --port "${PORT:-8786}" --no-dashboard \
    ${DASK_DISTRIBUTED__COMM__TLS__CA_FILE:+--protocol tls}
