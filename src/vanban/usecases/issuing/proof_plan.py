"""Everything that can stop a launch shows before its first number: findings, days, masters, fonts, form, the folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.domain.errors import VanbanError
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.wording import short_date
from vanban.storage.storage import Storage
from vanban.store.database import Database
from vanban.usecases.issuing.form_problems import BadForm, form_problems
from vanban.usecases.issuing.pick_proofs import pick_proofs
from vanban.usecases.issuing.render_letters import MapLike, proof_letter
from vanban.usecases.planning.expect_numbers import issued_letters
from vanban.usecases.planning.plan_campaign import Plan

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
    """Looks for everything that could stop a launch halfway, or would issue what breaks the Decree.

    No number is used and no register is begun. Letters that have a number already are past their proof; of the others
    those are drawn and checked that :func:`pick_proofs` takes.

    Raises:
        NotReady: a finding stops the plan, or a day of issue is missing or still to come.
        InvalidTemplate: a master is broken.
        BadForm: letters would break a rule of error level; all of what is wrong in them is told.
        RenderFailed: a letter cannot be drawn, or nothing can be written where it belongs.
    """
    issued = issued_letters(database, [letter.draft.key for letter in plan.letters])
    _refuse_unready(plan, today, issued)
    chosen = pick_proofs(letter for letter in plan.letters if letter.draft.key not in issued)
    if not chosen:
        return
    drafts = [one.draft for one in chosen]
    told = press.run(proof_letter, [draft.letter for draft in drafts])
    if problems := form_problems(zip(drafts, told, strict=True)):
        raise BadForm(problems)
    try_writing(press.storage)


def try_writing(storage: Storage) -> None:
    """Writes a file and takes it away again.

    Raises:
        StorageFailed: the folder or bucket is not there, or may not be written to.
    """
    storage.write_whole(_TRIAL_FILE, b"")
    storage.remove(_TRIAL_FILE)


def _refuse_unready(plan: Plan, today: date, issued: frozenset[LetterKey]) -> None:
    if plan.is_stopped:
        raise NotReady("Đợt phát hành còn lỗi phải sửa → Xem lệnh 'vanban plan'.")
    if any(letter.issue_day is None for letter in plan.letters):
        raise NotReady("Chưa rõ ngày ban hành → Thêm --date NĂM-THÁNG-NGÀY, hoặc ghi đủ ngày trong campaign.toml.")
    ahead = {
        letter.draft.key: letter.issue_day for letter in plan.letters if letter.issue_day and letter.issue_day > today
    }
    if seen := [day for key, day in ahead.items() if key in issued]:
        raise NotReady(
            f"Văn bản ngày {short_date(max(seen))} đã có số, mà đồng hồ của máy mới là ngày {short_date(today)}"
            " → Chỉnh lại ngày giờ của máy, rồi phát hành lại."
        )
    if ahead:
        raise NotReady(f"Ngày ban hành {short_date(max(ahead.values()))} chưa tới → Phát hành vào đúng ngày đó.")
