#!/bin/sh
# Prints the first Python that the project runs on (3.11 up to, not including, 3.14); prints nothing and fails without one.
# PYTHON=… names another one to try first.
set -eu
for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
    # A name on the PATH may be a shim without a Python behind it, so each is run.
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
exit 1
