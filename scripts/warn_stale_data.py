"""Print one warning line when the working calendar lacks the notice of this or the coming year; always exit 0."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta, timezone

from vanban.regulations.calendar import missing_official_years

VIETNAM = timezone(timedelta(hours=7))


def warning(today: date) -> str:
    """The line to print, empty when nothing is missing."""
    years = ", ".join(str(year) for year in missing_official_years(today))
    if not years:
        return ""
    return (
        f"CẢNH BÁO: chưa có thông báo lịch nghỉ chính thức năm {years}; hạn tính qua năm đó ghi “dự kiến”. / "
        f"WARNING: no official holiday notice for {years} in src/vanban/regulations/data/calendar; "
        "deadlines counted through it are marked as projected."
    )


def main() -> None:
    """Warn for the day given as YYYY-MM-DD, or for today in Viet Nam."""
    today = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime.now(tz=VIETNAM).date()
    line = warning(today)
    if line:
        print(line)


if __name__ == "__main__":
    main()
