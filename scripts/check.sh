#!/bin/sh
# Runs every check, the tests last, and goes on after a failure so that one run tells them all. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."

bin=.venv/bin
failed=""

step() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed, $name"
}

step "ruff check" "$bin/ruff" check .
step "ruff format" "$bin/ruff" format --check .
step "mypy" "$bin/mypy"
step "import contracts" "$bin/lint-imports"
step "glossary" "$bin/python" scripts/check_glossary.py
step "locks" "$bin/python" scripts/audit_locks.py
"$bin/python" scripts/warn_stale_data.py || echo "the warning for stale data did not run"  # a warning never fails a run
step "pytest" "$bin/pytest" -n 2 -rs "$@"

if [ -n "$failed" ]; then
    echo "Failed: ${failed#, }" >&2
    exit 1
fi
