"""From the request in the ledger to the plan, now and again when it is issued: the same sources give the same plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vanban.domain.campaigns.approval import PlanKind
from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.letter_file import read_letter_file
from vanban.store.database import Database
from vanban.usecases.approving.plan_requests import RequestReader
from vanban.usecases.consolidating.consolidate_reports import Consolidation
from vanban.usecases.consolidating.draft_consolidation import Submission, draft_consolidation
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan
from vanban.usecases.planning.plan_reading import plan_reading
from vanban.usecases.reminding.draft_reminder import ReminderOrder, draft_reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSources:
    """What plans are derived from beside their requests.

    ``texts`` is the folder of the letters that the software writes itself, ``today`` the day up to which it is known
    who has reported.
    """

    database: Database
    texts: Path
    today: date


def derive_plan(kind: PlanKind, request: str, sources: PlanSources) -> Plan:
    """The plan that a request stands for; nothing is written and no number is used.

    Raises:
        InvalidInput: a field of the request, the campaign's folder or the office's directory cannot be used.
        IllegalTransition: there is nothing to remind of or to add up any more.
    """
    asked = RequestReader(request)
    match kind:
        case PlanKind.CAMPAIGN:
            return _campaign(asked, sources)
        case PlanKind.REMINDER:
            return _reminder(asked, sources)
        case PlanKind.CONSOLIDATION:
            return _consolidation(asked, sources)


def _campaign(asked: RequestReader, sources: PlanSources) -> Plan:
    source = Path(asked.text("folder"))
    return plan_reading(
        read_letter_file(source) if source.suffix == ".md" else read_campaign(source),
        own=asked.path_or_none("directory"),
        database=sources.database.engine.url.render_as_string(hide_password=False),
        day=asked.day_or_none("date"),
        today=sources.today,
    )


def _reminder(asked: RequestReader, sources: PlanSources) -> Plan:
    return draft_reminder(
        ReminderOrder(letter=asked.letter(), day=asked.day("day"), signatory=asked.signatory()),
        directory=office_directory(asked.path_or_none("directory")),
        database=sources.database,
        texts=sources.texts,
        today=sources.today,
    )


def _consolidation(asked: RequestReader, sources: PlanSources) -> Plan:
    wanted = Consolidation(
        campaign_id=asked.text("campaign"),
        issuer=asked.text("issuer"),
        as_of=asked.day("as_of"),
        assignment=asked.text_or_empty("assignment"),
        letter_id=asked.text_or_empty("letter"),
    )
    submission = Submission(
        day=asked.day("day"), signatory=asked.signatory() or SignatoryRule(), to=asked.text_or_empty("to")
    )
    return draft_consolidation(
        wanted,
        submission,
        directory=office_directory(asked.path_or_none("directory")),
        database=sources.database,
        texts=sources.texts,
        today=sources.today,
    )
