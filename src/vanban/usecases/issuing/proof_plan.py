"""Everything that can stop a launch shows before its first number: findings, days, masters, fonts, the folder."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vanban.domain.errors import VanbanError
from vanban.domain.letter import Letter
from vanban.domain.wording import short_date
from vanban.regulations.metrics import has_width
from vanban.rendering.view import printed_lines, view_letter
from vanban.storage.storage import Storage
from vanban.store.database import Database
from vanban.usecases.issuing.render_letters import MapLike, proof_letter
from vanban.usecases.planning.expect_numbers import issued_letters
from vanban.usecases.planning.plan_campaign import Plan, PlannedLetter

_TRIAL_FILE = ".thu-ghi"


class NotReady(VanbanError):
    """A plan that cannot be launched as it stands."""

    code = "PLAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """How letters are drawn: over which ``map``, how many at a time, into which storage."""

    run: MapLike
    batch: int
    storage: Storage


def proof_plan(plan: Plan, database: Database | None, press: Press, today: date) -> None:
    """Looks for everything that could stop a launch halfway; no number is used and no register is begun.

    Letters that have a number already are past their proof.

    Raises:
        NotReady: a finding stops the plan, or a day of issue is missing or still to come.
        InvalidTemplate: a master is broken.
        RenderFailed: a letter cannot be drawn, or nothing can be written where it belongs.
    """
    _refuse_unready(plan, today)
    issued = issued_letters(database, [letter.draft.key for letter in plan.letters])
    chosen = _chosen(letter for letter in plan.letters if letter.draft.key not in issued)
    if not chosen:
        return
    # That none failed is all there is to know.
    deque(press.run(proof_letter, chosen), maxlen=0)
    try_writing(press.storage)


def try_writing(storage: Storage) -> None:
    """Writes a file and takes it away again.

    Raises:
        StorageFailed: the folder or bucket is not there, or may not be written to.
    """
    storage.write_whole(_TRIAL_FILE, b"")
    storage.remove(_TRIAL_FILE)


def _refuse_unready(plan: Plan, today: date) -> None:
    if plan.is_stopped:
        raise NotReady("Đợt phát hành còn lỗi phải sửa → Xem lệnh 'vanban plan'.")
    if any(letter.issue_day is None for letter in plan.letters):
        raise NotReady("Chưa rõ ngày ban hành → Thêm --date NĂM-THÁNG-NGÀY, hoặc ghi đủ ngày trong campaign.toml.")
    late = [letter.issue_day for letter in plan.letters if letter.issue_day and letter.issue_day > today]
    if late:
        raise NotReady(f"Ngày ban hành {short_date(max(late))} chưa tới → Phát hành vào đúng ngày đó.")


def _chosen(letters: Iterable[PlannedLetter]) -> list[Letter]:
    """One letter of each order, whose letters share text and master, and all that bring unusual characters.

    A font may lack a character that the table of widths does not know.
    """
    chosen: list[Letter] = []
    orders: set[str] = set()
    drawn: set[str] = set()
    for one in letters:
        letter = one.draft.letter
        unusual = _unusual(letter)
        if one.order_id not in orders or not unusual <= drawn:
            chosen.append(letter)
            orders.add(one.order_id)
            drawn |= unusual
    return chosen


def _unusual(letter: Letter) -> set[str]:
    return {char for line in printed_lines(view_letter(letter)) for char in set(line) if not has_width(char)}
