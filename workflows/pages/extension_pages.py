"""What became of an extension, unit by unit."""

from __future__ import annotations

from datetime import date

from vanban.domain.letters.wording import short_date
from vanban.usecases.amending.extend_deadlines import Extended
from workflows.pages.markdown import cell, link, table

_COLUMNS = ("Đơn vị", "Nhiệm vụ", "Hạn cũ", "Hạn mới")


def extension_page(done: Extended, due: date, board: str) -> str:
    """Who has until when, who had it before, and why others were refused.

    Args:
        done: what came of it.
        due: the new deadline.
        board: the address of the board; empty where there is none.
    """
    rows = [(cell(one.label), cell(one.title), short_date(one.due_now), short_date(due)) for one in done.put_off]
    put_off = f"# Đã gia hạn {len(rows)} hạn báo cáo\n\n{table(_COLUMNS, rows) if rows else ''}\n"
    already = "".join(f"- {cell(one.label)}: đã có hạn {short_date(due)} từ trước\n" for one in done.already)
    refused = "".join(f"- {cell(one)}\n" for one in done.refused)
    not_done = f"## Không gia hạn được\n\n{refused}\n" if refused else ""
    return f"{put_off}{already}\n{not_done}{link('Xem bảng theo dõi', board)}\n"
