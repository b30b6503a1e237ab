#!/bin/sh
# Launches the example cascade of 2024 into output/demo, hands in made-up reports, and says in Vietnamese what was made
# and where. It all happens on supposed days of 2024, as the audit log says.
set -eu
cd "$(dirname "$0")/.."

example=examples/2024-khao-sat-hai-long
out=output/demo
database=$out/vanban.db
vanban=.venv/bin/vanban

rm -rf "$out"
mkdir -p "$out"
echo "Đang phát hành thử $example: cấp số và vẽ 150 văn bản của ba cấp, khoảng một phút ..."
"$vanban" --today 2024-10-01 launch "$example" --out "$out" --database "$database" --yes --json >"$out/phat-hanh.json"
# Each of the 150 offices has a register of its own; the one at the top stands for all.
"$vanban" register export --organ "Sở Nội vụ" --year 2024 --out "$out" --database "$database" >/dev/null

echo
echo "Đã phát hành thử với số giả định."
.venv/bin/python -X utf8 scripts/show_cascade.py "$example" --out "$out" --database "$database"
echo "Mọi văn bản: $out/khao-sat-hai-long-2024/ (mỗi cơ quan một thư mục; DOCX để sửa và ký, PDF/A để gửi và lưu)"
echo "Danh sách kèm số và mã băm: $out/phat-hanh.json"
echo "Sổ đăng ký văn bản đi của Sở Nội vụ, bốn dạng: $out/so-van-ban-di-snv-2020-chung-2024.*"
echo "Sổ của cơ quan khác: $vanban register show --database $database --year 2024 --organ \"UBND thành phố Nha Trang\""
echo
echo "Báo cáo mô phỏng của đợt này, xem như của ngày 12/12/2024:"
.venv/bin/python -X utf8 scripts/demo_reports.py --database "$database" --out "$out"
"$vanban" --today 2024-12-12 report consolidate khao-sat-hai-long-2024 --issuer "Sở Nội vụ" --as-of 2024-12-12 \
    --database "$database" --out "$out" --xlsx "$out/tong-hop-bao-cao.xlsx" --svg "$out/tong-hop-bao-cao.svg" \
    --draft --json >/dev/null
echo "Báo cáo tổng hợp của Sở Nội vụ gửi cấp trên, dự thảo chưa cấp số:"
ls "$out"/khao-sat-hai-long-2024/du-thao/snv-2020/bao-cao-* | sed 's/^/  /'
echo "Xem ngày khác: $vanban board khao-sat-hai-long-2024 --database $database --date 2024-12-09"
