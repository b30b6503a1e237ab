#!/bin/sh
# Lends this machine's cores to the Dask cluster at an address until Ctrl-C; a process that dies is replaced.
set -eu
cd "$(dirname "$0")/.."

address=${1:-${VANBAN_DASK_ADDRESS:-}}
if [ -z "$address" ]; then
    echo "Thiếu địa chỉ cụm: make worker ADDRESS=tcp://10.0.0.5:8786" >&2
    exit 2
fi

set -a
. scripts/dask.env
set +a

# Each process draws one letter at a time and has the presses loaded before the first.
exec .venv/bin/dask worker "$address" --nworkers "${WORKERS:-$(nproc)}" --nthreads 1 --no-dashboard \
    --local-directory "${TMPDIR:-/tmp}/vanban-worker" --preload vanban.rendering.letter_files \
    --preload vanban.usecases.checking.check_letter
