"""What a báo cáo adds up, unit by unit, for whoever approves it."""

from __future__ import annotations

from vanban.domain.campaigns.consolidation import ConsolidatedReport
from vanban.usecases.consolidating.describe_consolidation import (
    column_headings,
    note_words,
    row_words,
    sent_words,
    total_words,
)
from workflows.pages.markdown import ROWS_SHOWN, cell, table


def consolidation_section(added_up: ConsolidatedReport) -> str:
    """The sums, each unit with its figures, and those that have not reported by name."""
    day = added_up.day
    columns = ("Đơn vị", *map(cell, column_headings(added_up)), "Ghi chú")
    units = [tuple(map(cell, (row.label, *row_words(row, added_up), note_words(row, day)))) for row in added_up.rows]
    total = ("**Tổng cộng**", *map(cell, total_words(added_up)), cell(sent_words(added_up.totals.sent)))
    cut = f"\nCòn {len(units) - ROWS_SHOWN} đơn vị nữa trong phụ lục của báo cáo.\n" if len(units) > ROWS_SHOWN else ""
    missing = "".join(f"- {cell(row.label)}\n" for row in added_up.missing[:ROWS_SHOWN])
    named = f"\n## Chưa gửi báo cáo\n\n{missing}" if missing else ""
    return f"\n## Số liệu tổng hợp\n\n{table(columns, [total, *units[:ROWS_SHOWN]])}{cut}{named}"
