"""An approved plan becomes issued letters, if it still is what was approved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vanban.domain.campaigns.approval import Aspect, PlanRecord
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import VanbanError
from vanban.domain.letters.rendition import Rendition
from vanban.store.approval.plan_ledger import PlanLetter, plan_letters
from vanban.store.database import Database
from vanban.usecases.approving.derive_plan import PlanSources, derive_plan
from vanban.usecases.approving.find_plan import find_plan
from vanban.usecases.approving.hash_plan import hash_plan
from vanban.usecases.approving.list_plans import PlanState, plan_standing
from vanban.usecases.issuing.launch_campaign import Launch, launch_campaign
from vanban.usecases.issuing.proof_plan import NotReady, Press
from vanban.usecases.planning.plan_campaign import Plan

_NAMES_TOLD = 10
_ASPECTS = {Aspect.CONTENT: "nội dung", Aspect.FORMAT: "thể thức, kỹ thuật trình bày"}


class NotApproved(NotReady):
    """A plan that one of the two has not said yes to."""


class PlanChanged(NotReady):
    """A plan whose sources no longer give the letters that were approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPlan:
    """What was issued, from which plan, under which record."""

    record: PlanRecord
    plan: Plan
    launch: Launch


def issue_plan(  # each is what the use case works with
    plan_id: str,
    sources: PlanSources,
    press: Press,
    occasion: Occasion,
    progress: Callable[[Rendition], None] = lambda _file: None,
) -> IssuedPlan:
    """Issues an approved plan; a second time, or twice at once, there is still one set of letters.

    Args:
        plan_id: of the ledger.
        sources: what the plan is derived from anew.
        press: what draws the letters.
        occasion: when and by whom.
        progress: called with each file as it is done.

    Raises:
        InvalidInput: no such plan, or its sources cannot be read any more.
        NotApproved: a decision is missing or is a no; nothing was numbered.
        PlanChanged: the letters differ from those approved, naming them; nothing was numbered.
        NotReady: a day of issue is still to come, or a finding stops the plan; nothing was numbered.
    """
    database = sources.database
    record = find_plan(database, plan_id)
    _refuse_unapproved(record, database)
    plan = _derived(record, sources)
    # Somebody may have said no while the plan was derived, which takes its time.
    _refuse_unapproved(record, database)
    launch = launch_campaign(plan, database, press, occasion, progress)
    return IssuedPlan(record=record, plan=plan, launch=launch)


def _refuse_unapproved(record: PlanRecord, database: Database) -> None:
    standing = plan_standing(database, record)
    if not standing.missing:
        return
    told = []
    for aspect in standing.missing:
        last = standing.last(aspect)
        name = _ASPECTS[aspect]
        if last is None:
            told.append(f"chưa duyệt {name}")
        else:
            told.append(f"{last.name} ({last.position}) không duyệt {name}: {last.reason}")
    raise NotApproved(
        f"Kế hoạch {record.id} chưa đủ điều kiện phát hành: {'; '.join(told)} → Duyệt bằng"
        f" 'vanban approve {record.id}'. Chưa cấp số nào."
    )


def _derived(record: PlanRecord, sources: PlanSources) -> Plan:
    """The plan as its sources give it now, which must be the one on record."""
    try:
        plan = derive_plan(record.kind, record.request, sources)
        hashed = hash_plan(plan, sources.database)
        if hashed.sha256 != record.sha256:
            raise PlanChanged(_told_changes(record, plan_letters(sources.database, record.id), hashed.letters))
    except VanbanError as error:
        if plan_standing(sources.database, record).state is PlanState.ISSUED:
            raise NotReady(
                f"Kế hoạch {record.id} đã phát hành đủ {record.letters} văn bản; nguồn của kế hoạch nay đã khác nên"
                " không vẽ lại tệp. Số đã cấp và tệp đã phát hành giữ nguyên."
            ) from error
        raise
    return plan


def _told_changes(record: PlanRecord, before: Sequence[PlanLetter], now: Sequence[PlanLetter]) -> str:
    lines = list(changes(before, now))
    told = "".join(f"\n- {line}" for line in lines[:_NAMES_TOLD])
    more = f"\n- … và {len(lines) - _NAMES_TOLD} văn bản khác" if len(lines) > _NAMES_TOLD else ""
    return (
        f"Kế hoạch đã thay đổi sau khi duyệt (kế hoạch {record.id}); chưa cấp số nào → Trình và duyệt lại,"
        f" hoặc khôi phục như khi duyệt.{told}{more}"
    )


def changes(before: Sequence[PlanLetter], now: Sequence[PlanLetter]) -> tuple[str, ...]:
    """What became of each letter since the plan was recorded, in the words of a list."""
    old, new = {one.key: one for one in before}, {one.key: one for one in now}
    lines = []
    for one in now:
        known = old.get(one.key)
        if known is None and old:
            lines.append(f"thêm {_name(one)}")
        elif known is not None and known.sha256 != one.sha256:
            lines.append(f"đổi {_name(one)}: {_what(known, one)}")
    lines += [f"bớt {_name(one)}" for one in before if one.key not in new]
    if not lines and old:
        is_order = list(old) != list(new)
        lines.append("thứ tự cấp số của các văn bản" if is_order else "mẫu trình bày văn bản (thư mục templates)")
    return tuple(lines)


def _what(known: PlanLetter, one: PlanLetter) -> str:
    differing = []
    if known.draft_sha256 != one.draft_sha256:
        differing.append("nội dung, nơi nhận hoặc người ký")
    if known.day != one.day:
        differing.append("ngày ban hành")
    return ", ".join(differing) or "tệp kèm theo, hoặc số đã giữ"


def _name(one: PlanLetter) -> str:
    return f"văn bản “{one.key.letter_id}” của {one.key.organ_id}"
