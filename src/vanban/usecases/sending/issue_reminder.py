"""One person approves a drafted reminder, in content and in form, and it goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vanban.domain.campaigns.approval import Aspect, PlanKind, PlanRecord
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.rendition import Rendition
from vanban.domain.letters.wording import short_date
from vanban.usecases.approving.decide_plan import Verdict, decide_plan
from vanban.usecases.approving.derive_plan import PlanSources, derive_plan
from vanban.usecases.approving.find_plan import find_plan
from vanban.usecases.approving.hash_plan import hash_plan
from vanban.usecases.approving.issue_plan import IssuedPlan, PlanChanged, issue_plan
from vanban.usecases.approving.list_plans import plan_standing
from vanban.usecases.issuing.proof_plan import Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who says yes."""

    name: str
    position: str


def issue_reminder(  # each is what the use case works with
    plan_id: str,
    approver: Approver,
    sources: PlanSources,
    press: Press,
    occasion: Occasion,
    progress: Callable[[Rendition], None] = lambda _file: None,
) -> IssuedPlan:
    """Records both decisions and issues the letter; cut short anywhere, the same call finishes it.

    Args:
        plan_id: the plan of the ledger that the draft was made from.
        approver: who approves.
        sources: what the plan is derived from anew.
        press: what draws the letter.
        occasion: when and by whom.
        progress: called with each file as it is done.

    Raises:
        InvalidInput: no such plan, or the name or position is missing.
        IllegalTransition: it is the plan of something else, its draft is of another day, or nobody is left to remind.
        PlanChanged: somebody has reported since, or the text has changed; nothing is decided or numbered.
        NotReady: something else stops the letter; nothing is numbered.
    """
    record = find_plan(sources.database, plan_id)
    if record.kind is not PlanKind.REMINDER:
        raise IllegalTransition(
            f"Kế hoạch {record.id} không phải công văn đôn đốc → Duyệt bằng 'vanban approve {record.id}'."
        )
    if not plan_standing(sources.database, record).progress.issued:
        _refuse_outdated(record, sources, occasion)
        for aspect in Aspect:
            verdict = Verdict(
                plan_id=record.id, aspect=aspect, approved=True, name=approver.name, position=approver.position
            )
            decide_plan(verdict, sources.database, occasion)
    return issue_plan(record.id, sources, press, occasion, progress)


def _refuse_outdated(record: PlanRecord, sources: PlanSources, occasion: Occasion) -> None:
    """A person approves what he has read: the draft as it would still be written today."""
    again = f"Chạy lại 'vanban remind {record.campaign_id}' để lập dự thảo mới rồi duyệt. Chưa cấp số nào."
    if record.day != occasion.today:
        raise IllegalTransition(f"Dự thảo này ghi ngày {short_date(record.day)}, không phải hôm nay → {again}")
    plan = derive_plan(record.kind, record.request, sources)
    if hash_plan(plan, sources.database).sha256 != record.sha256:
        raise PlanChanged(f"Từ khi lập dự thảo đã có đơn vị báo cáo, hoặc bài hay mẫu trình bày đã được sửa → {again}")
