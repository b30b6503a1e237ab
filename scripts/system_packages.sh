#!/bin/sh
# Sees to the Debian packages behind the project: installs what is missing where it may (as root, or by sudo without a
# password), otherwise says exactly what is missing and stops.
#   system_packages.sh base    what drawing a letter needs, and what a virtual environment needs
#   system_packages.sh peers   the other programs that only tests use
# VANBAN_SYSTEM_PACKAGES="name …" replaces the list.
set -eu
cd "$(dirname "$0")/.."

LIBRARIES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
# Liberation 1.07, which Debian 12 calls fonts-liberation, has no ơ, ư, ạ; version 2 has, under a name that differs by release.
FONTS="fonts-liberation2 fonts-liberation"
# An ơ with a tone mark stands for all the letters that only Vietnamese has.
VIETNAMESE_LETTER=1edf
# A program that is there under another package's name is as good.
PEERS="soffice:libreoffice-writer-nogui pdftoppm:poppler-utils chromium:chromium zbarimg:zbar-tools initdb:postgresql"
# Debian keeps PostgreSQL's server, a folder for each version, off the search path.
OFF_THE_PATH="/usr/lib/postgresql/*/bin"

installed() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

has_program() {
    command -v "$1" >/dev/null 2>&1 || ls $OFF_THE_PATH/"$1" >/dev/null 2>&1
}

has_vietnamese_fonts() {
    if command -v fc-list >/dev/null 2>&1; then
        fc-list "Liberation Serif:charset=$VIETNAMESE_LETTER" family | grep -q .
    else
        installed "${FONTS%% *}"
    fi
}

font_package() {
    for name in $FONTS; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "${FONTS%% *}"
}

python_packages() {
    if [ -x .venv/bin/python ]; then
        return
    elif python=$(sh scripts/find_python.sh); then
        # Debian keeps ensurepip, without which no virtual environment is made, in a package of its own.
        "$python" -c 'import ensurepip' 2>/dev/null ||
            "$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")'
    else
        echo python3 python3-venv
    fi
}

missing_packages() {
    if [ -n "${VANBAN_SYSTEM_PACKAGES:-}" ]; then
        for name in $VANBAN_SYSTEM_PACKAGES; do installed "$name" || echo "$name"; done
    elif [ "$1" = base ]; then
        for name in $LIBRARIES; do installed "$name" || echo "$name"; done
        has_vietnamese_fonts || font_package
        python_packages
    else
        for peer in $PEERS; do
            has_program "${peer%%:*}" || echo "${peer#*:}"
        done
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null
}

quiet_apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" \
        </dev/null >>"$log" 2>&1
}

stop_with() {
    cat >&2 <<TEXT
$1
Thiếu gói hệ thống: $2
  Nhờ người quản trị máy chạy lệnh sau, rồi chạy lại lệnh vừa rồi:
    sudo apt-get update && sudo apt-get install --no-install-recommends $2
Missing system packages: $2
  Ask someone who may to run the command above, then run yours again.
TEXT
    exit 1
}

group=${1:-base}
case "$group" in base | peers) ;; *) echo "usage: $0 base|peers" >&2; exit 2 ;; esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    names="$LIBRARIES ${FONTS%% *}"
    [ "$group" = base ] || names=$(printf '%s ' $PEERS | sed 's/[a-z]*://g')
    cat >&2 <<TEXT
Máy không phải Debian: hãy tự cài các gói tương ứng với: $names
Not a Debian machine: install what corresponds to: $names
TEXT
    exit 0
fi

missing=$(missing_packages "$group" | xargs)
[ -n "$missing" ] || exit 0
may_install || stop_with "Tài khoản này không được cài gói hệ thống. / This account may not install system packages." "$missing"

echo "Cài gói hệ thống / installing system packages: $missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quiet_apt update || echo "apt-get update không trọn vẹn, thử cài tiếp / apt-get update failed in part, going on" >&2
missing=$(missing_packages "$group" | xargs)  # the name of the fonts depends on the lists just fetched
# shellcheck disable=SC2086  # a list of names
if ! quiet_apt install --no-install-recommends $missing; then
    tail -n 15 "$log" >&2
    stop_with "apt-get không cài được. / apt-get could not install." "$missing"
fi
