#!/bin/sh
# Launches an example campaign into output/demo and says, in Vietnamese, what was made and where.
set -eu
cd "$(dirname "$0")/.."

example=examples/2024-khao-sat-hai-long
out=output/demo
database=$out/vanban.db
vanban=.venv/bin/vanban

rm -rf "$out"
mkdir -p "$out"
"$vanban" launch "$example" --out "$out" --database "$database" --date 2024-09-27 --yes
"$vanban" register export --out "$out" --database "$database"

show() {
    find "$out" -type f -name "$2" | LC_ALL=C sort | sed "s|^|  $1 |"
}

echo
echo "Đã phát hành thử đợt «$example» (số văn bản là số giả định). Kết quả trong thư mục $out:"
show "Word (DOCX)  " '*.docx'
show "PDF          " '*.pdf'
show "Sổ đăng ký   " '*.csv'
show "Sổ đăng ký   " '*.xlsx'
echo "  Cơ sở dữ liệu $database"
