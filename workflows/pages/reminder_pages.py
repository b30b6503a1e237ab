"""The round of reminders of a campaign: what was made, and which letters wait for approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vanban.domain.letters.wording import short_date
from vanban.usecases.reminding.due_reminders import ReminderLetter
from vanban.usecases.sending.remind_units import RemindingRound
from workflows.pages.markdown import cell, link, table

_COLUMNS = ("Văn bản", "Nhắc", "Đơn vị", "Dự thảo")


def reminders_page(
    campaign: str, done: RemindingRound, drafts: Sequence[tuple[ReminderLetter, tuple[str, str]]], day: date
) -> str:
    """The page.

    Args:
        campaign: its id.
        done: the round.
        drafts: every letter that waits, with the address of its page or the reason why there is none.
        day: of the round.
    """
    told = f"Ngày {short_date(day)}: {len(done.made)} lượt nhắc mới, trong đó {len(done.notices)} nhắc nhẹ."
    rows = [
        (
            cell(letter.key.letter_id),
            "quá hạn" if letter.is_late else "sắp đến hạn",
            str(len(letter.reminders)),
            link("xem và duyệt", address) if address else cell(reason or "chạy dưới Prefect để có trang"),
        )
        for letter, (address, reason) in drafts
    ]
    waiting = table(_COLUMNS, rows) if rows else "Không có văn bản nào chờ duyệt.\n"
    return f"# Nhắc việc: {cell(campaign)}\n\n{told}\n\n## Chờ duyệt\n\n{waiting}"
