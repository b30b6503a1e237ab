#!/bin/sh
# Writes requirements/*.txt anew from pyproject.toml: hashed, for every platform, without a download address.
# Versions already locked stay; UPGRADE=1 takes the newest that fit.
set -eu
cd "$(dirname "$0")/.."

if [ ! -x .venv-tools/bin/uv ]; then
    "$(sh scripts/find_python.sh)" -m venv --clear .venv-tools
    .venv-tools/bin/python -m pip --disable-pip-version-check --no-input install --quiet uv
fi

compile() {
    lock=requirements/$1.txt
    shift
    .venv-tools/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --strip-extras --custom-compile-command "make lock" \
        ${UPGRADE:+--upgrade} --output-file "$lock" "$@" >/dev/null
}

compile dev --extra flows --extra cluster --group build --group dev
# The smaller locks take their versions from the largest, so that one can be installed over the other.
compile cluster --extra flows --extra cluster --group build --constraint requirements/dev.txt
compile flows --extra flows --group build --constraint requirements/dev.txt
compile run --group build --constraint requirements/dev.txt
