"""The flows by the names that the server knows, with what a clerk sees in the list and in a form's heading."""

from __future__ import annotations

PLAN = "lap-ke-hoach"
DECIDE = "duyet-ke-hoach"
LAUNCH = "phat-hanh"
LETTER = "soan-cong-van"
TRACK = "theo-doi-thoi-han"
REMIND = "nhac-viec"
REPORT = "nhap-bao-cao"
CONSOLIDATE = "tong-hop-bao-cao"
EXTEND = "gia-han"

TITLES = {
    PLAN: "1. Lập kế hoạch một đợt văn bản",
    LETTER: "1a. Soạn một công văn",
    DECIDE: "2. Duyệt kế hoạch",
    LAUNCH: "3. Phát hành kế hoạch đã duyệt",
    REPORT: "4. Nhập báo cáo của một đơn vị",
    EXTEND: "5. Gia hạn báo cáo",
    CONSOLIDATE: "6. Tổng hợp báo cáo",
    TRACK: "7. Theo dõi thời hạn (mỗi sáng)",
    REMIND: "8. Nhắc việc (mỗi sáng)",
}
"""What each deployment is called; the numbers keep the list in the order of the work."""
