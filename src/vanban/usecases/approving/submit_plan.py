"""A plan enters the ledger, to be approved by two people; no number is used."""

from __future__ import annotations

import hashlib

from vanban.domain.campaigns.approval import PlanKind, PlanRecord
from vanban.domain.dates.occasion import Occasion
from vanban.domain.judging.finding import Severity
from vanban.store.approval.plan_ledger import record_plan
from vanban.store.canonical import canonical_json
from vanban.store.database import Database
from vanban.usecases.approving.hash_plan import hash_plan
from vanban.usecases.issuing.proof_plan import NotReady
from vanban.usecases.planning.plan_campaign import Plan

_ID_LENGTH = 12
_ERRORS_TOLD = 10


def submit_plan(plan: Plan, kind: PlanKind, request: str, database: Database, occasion: Occasion) -> PlanRecord:
    """Records a plan; the same plan of the same request again is the record that there is.

    Args:
        plan: as ``derive_plan`` derives it from the request.
        kind: what it is derived from.
        request: as ``plan_requests`` writes it.
        database: the register with the ledger.
        occasion: when and by whom.

    Raises:
        NotReady: an error stops the plan, it has no letter, or a day of issue was not stated by anyone.
    """
    _refuse_unready(plan)
    hashed = hash_plan(plan, database)
    record = PlanRecord(
        id=_plan_id(kind, request, hashed.sha256),
        kind=kind,
        request=request,
        campaign_id=plan.campaign.id,
        title=plan.campaign.title,
        day=min(one.day for one in hashed.letters),
        letters=len(hashed.letters),
        sha256=hashed.sha256,
        made_at=occasion.now,
        made_by=occasion.actor,
    )
    return record_plan(database, record, actor=occasion.actor, letters=hashed.letters)


def _refuse_unready(plan: Plan) -> None:
    errors = [one for one in plan.findings if one.severity is Severity.ERROR]
    if errors:
        told = "".join(f"\n- {one.element}: {one.found} → {one.allowed}" for one in errors[:_ERRORS_TOLD])
        more = f"\n- … và {len(errors) - _ERRORS_TOLD} lỗi khác" if len(errors) > _ERRORS_TOLD else ""
        raise NotReady(f"Kế hoạch còn {len(errors)} lỗi phải sửa nên chưa trình duyệt được:{told}{more}")
    if not plan.letters:
        raise NotReady("Kế hoạch không có văn bản nào để duyệt.")
    # The day on which somebody happens to plan is not one that anybody has chosen for the letters.
    undated = [order.id for order in plan.campaign.letters if order.date is None and plan.commission.day is None]
    if undated:
        raise NotReady(
            f"Chưa rõ ngày ban hành của văn bản '{undated[0]}' → Thêm --date NĂM-THÁNG-NGÀY, hoặc ghi đủ ngày"
            " trong campaign.toml."
        )


def _plan_id(kind: PlanKind, request: str, sha256: str) -> str:
    facts = [kind.value, request, sha256]
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()[:_ID_LENGTH]
