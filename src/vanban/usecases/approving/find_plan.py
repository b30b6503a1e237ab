"""The plan of an id that someone wrote or clicked on."""

from __future__ import annotations

from vanban.domain.campaigns.approval import PlanRecord
from vanban.domain.errors import InvalidInput, Problem
from vanban.store.approval.plan_ledger import plan_record, plan_records
from vanban.store.database import Database

_NAMES_TOLD = 10


def find_plan(database: Database, plan_id: str) -> PlanRecord:
    """The plan of an id.

    Raises:
        InvalidInput: there is none; the last ones that there are are named.
    """
    wanted = plan_id.strip().lower()
    found = plan_record(database, wanted)
    if found is not None:
        return found
    known = [f"{one.id} ({one.title})" for one in reversed(plan_records(database))]
    more = f" và {len(known) - _NAMES_TOLD} kế hoạch cũ hơn" if len(known) > _NAMES_TOLD else ""
    remedy = (
        f"chọn một trong: {', '.join(known[:_NAMES_TOLD])}{more}"
        if known
        else "sổ duyệt chưa có kế hoạch nào, trình một đợt bằng 'vanban submit'"
    )
    raise InvalidInput([Problem(file="sổ duyệt", place="", message=f"không có kế hoạch '{plan_id}'", remedy=remedy)])
