"""A plan on record with its two approvals, as a launch finds it: four levels of offices with a short letter each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.province import TEXTS, build_province

from vanban.domain.campaigns.approval import Aspect, PlanKind
from vanban.domain.dates.occasion import Occasion
from vanban.store.database import Database, open_database
from vanban.usecases.approving.decide_plan import Verdict, decide_plan
from vanban.usecases.approving.derive_plan import PlanSources, derive_plan
from vanban.usecases.approving.plan_requests import campaign_request
from vanban.usecases.approving.submit_plan import submit_plan

OCCASION = Occasion(now=datetime(2024, 10, 10, 3, tzinfo=UTC), actor="Nguyễn Văn A")
"""After the last level's day of issue."""
REGISTER = "so.db"

_FRONT = '+++\ntype = "công văn"\nsubject = "triển khai khảo sát năm 2024"\ncited_dates = "long"\n+++\n\n'
_DUE = "**chậm nhất ngày {{ assignments.phuc_tra.deadline.last_day | ngay_ngan }}**"
_TOP = f"{{{{ issuer.name }}}} đề nghị các cơ quan triển khai khảo sát, báo cáo kết quả phúc tra {_DUE}./.\n"
_BELOW = (
    'Thực hiện {{ cite("above") }}; {{ issuer.name }} đề nghị các đơn vị triển khai khảo sát, báo cáo kết quả'
    f" phúc tra {_DUE} để tổng hợp./.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedPlan:
    """The id of a plan, how many letters it has, and the folder with its register and its campaign."""

    id: str
    letters: int
    folder: Path


def sources(database: Database, folder: Path) -> PlanSources:
    """What the plan is derived from, now and when it is issued."""
    return PlanSources(database=database, texts=folder / "van-ban-tu-soan", today=OCCASION.today)


def approved_plan(folder: Path, breadths: tuple[int, int, int]) -> ApprovedPlan:
    """Write a campaign of one-page letters into a new folder, and bring its plan as far as a launch wants it.

    Args:
        folder: does not exist yet.
        breadths: how many offices stand directly under each office of the first three levels.
    """
    campaign = folder / "dot"
    offices = build_province(campaign, breadths, "Thử Nghiệm")
    for text in TEXTS:
        (campaign / text).write_text(_FRONT + (_TOP if text == TEXTS[0] else _BELOW), encoding="utf-8")
    database = open_database(str(folder / REGISTER))
    request = campaign_request(campaign, day=None, directory=None)
    plan = derive_plan(PlanKind.CAMPAIGN, request, sources(database, folder))
    record = submit_plan(plan, PlanKind.CAMPAIGN, request, database, OCCASION)
    if record.letters != offices:
        raise ValueError(f"{record.letters} letters of {offices} offices")
    for aspect in Aspect:
        yes = Verdict(plan_id=record.id, aspect=aspect, approved=True, name="Nguyễn Văn B", position="Trưởng phòng")
        decide_plan(yes, database, OCCASION)
    return ApprovedPlan(id=record.id, letters=record.letters, folder=folder)
