#!/bin/sh
# Makes .venv with the locked packages of one level (run, flows, cluster or dev) and the project itself, editable.
# A stamp per level, keyed on everything the result depends on, makes the second run instant.
set -eu
cd "$(dirname "$0")/.."

level=${1:-run}
case "$level" in
    run) levels="run flows cluster dev" ;;  # each lock holds all of the one before, with the same versions
    flows) levels="flows cluster dev" ;;
    cluster) levels="cluster dev" ;;
    dev) levels="dev" ;;
    *) echo "usage: $0 run|flows|cluster|dev" >&2; exit 2 ;;
esac

key_of() {
    # The folder is part of it: scripts in .venv/bin name it, so a moved checkout is installed anew.
    { pwd -P; .venv/bin/python --version; cat "requirements/$1.txt" pyproject.toml; } 2>&1 | sha256sum | cut -d' ' -f1
}

stamp_of() {
    echo ".venv/.installed-$1"
}

is_installed() {
    [ -f "$(stamp_of "$1")" ] && [ "$(cat "$(stamp_of "$1")")" = "$(key_of "$1")" ]
}

pip() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet "$@"
}

sh scripts/system_packages.sh base
for one in $levels; do
    if is_installed "$one"; then exit 0; fi
done

if ! PYTHON=.venv/bin/python sh scripts/find_python.sh 2>/dev/null | grep -q '^\.venv/bin/python$' ||
    ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! python=$(sh scripts/find_python.sh); then
        echo "Cần Python 3.11, 3.12 hoặc 3.13. / Python 3.11, 3.12 or 3.13 is needed." >&2
        exit 1
    fi
    echo "Tạo môi trường Python trong .venv / making a Python environment in .venv ($python)"
    "$python" -m venv --clear .venv
fi

echo "Cài thư viện đã khóa phiên bản / installing locked packages: requirements/$level.txt"
# The lock names every package, so there is nothing to resolve: older pips, asked to, look past a pinned version
# to the newest when a package is wanted with an extra, and then refuse it for having no hash.
pip --no-deps --require-hashes -r "requirements/$level.txt"
pip --no-deps --no-build-isolation -e .
.venv/bin/python -m pip --disable-pip-version-check check >/dev/null || {
    .venv/bin/python -m pip --disable-pip-version-check check >&2
    exit 1
}
key_of "$level" >"$(stamp_of "$level")"
