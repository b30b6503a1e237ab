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
"$vanban" register export --out "$out" --database "$database" >/dev/null

list_files() {
    printf '%s\n' "$1"
    shift
    find "$out" -type f "$@" | LC_ALL=C sort | sed 's/^/    /'
}

echo
echo "Đã phát hành thử đợt $example, với số giả định. Đã tạo:"
list_files "  Văn bản (DOCX để sửa và ký, PDF/A để gửi và lưu):" -path "$out/*/*" \( -name '*.docx' -o -name '*.pdf' \)
list_files "  Sổ đăng ký văn bản đi, bốn dạng:" -name 'so-van-ban-di-*'
echo "  Cơ sở dữ liệu của sổ: $database"
