"""Adds up what the units of one office have reported, or those of each level of a whole campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.directory.directory import Directory
from vanban.directory.explanation import listed
from vanban.domain.campaigns.consolidation import ConsolidatedLevel, ConsolidatedReport, consolidate, consolidate_levels
from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.draft import LetterKey
from vanban.store.database import Database
from vanban.store.reporting.board_rows import BoardEntry, board_entries
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.usecases.planning.recognise_organisations import recognise_organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """What is to be added up: the reports that an ``issuer`` (id or name) asked for, received by the day ``as_of``.

    ``assignment`` may be left out where the campaign asks for one report only, ``letter_id`` unless several letters
    of the issuer give the same assignment.
    """

    campaign_id: str
    issuer: str
    as_of: date
    assignment: str = ""
    letter_id: str = ""


def consolidate_reports(wanted: Consolidation, directory: Directory, database: Database) -> ConsolidatedReport:
    """The reports on one assignment that one office asked for, as they stood on a day.

    Raises:
        UnknownOrganisation: nobody of that name asks for this report.
        IllegalTransition: no such campaign or assignment, the letter is out of force, or several letters are meant.
    """
    plan = plan_of_reports(wanted.campaign_id, database)
    form = _form(plan, wanted.assignment)
    entries = board_entries(database, wanted.campaign_id, wanted.as_of)
    letter = _letter(wanted, form, entries, directory)
    return consolidate(entries, letter, form, wanted.as_of)


def consolidate_campaign(database: Database, campaign_id: str, day: date) -> tuple[ConsolidatedLevel, ...]:
    """Each assignment of a campaign at each of its levels, as it stood on ``day``.

    Raises:
        IllegalTransition: no such campaign.
    """
    plan = plan_of_reports(campaign_id, database)
    return consolidate_levels(board_entries(database, campaign_id, day), plan.forms)


def plan_of_reports(campaign_id: str, database: Database) -> ReportingPlan:
    """What the campaign asks its units to report.

    Raises:
        IllegalTransition: there is no such campaign, or it asks for no report.
    """
    plan = reporting_plan_of(database, campaign_id)
    if plan is None or not plan.forms:
        raise IllegalTransition(f"Đợt '{campaign_id}' không giao báo cáo nào → Xem mã đợt bằng 'vanban board'.")
    return plan


def _form(plan: ReportingPlan, assignment: str) -> ReportForm:
    known = listed([f"{one.assignment} ({one.title})" for one in plan.forms])
    if not assignment and len(plan.forms) == 1:
        return plan.forms[0]
    if not assignment:
        raise IllegalTransition(f"Đợt '{plan.campaign_id}' giao nhiều báo cáo → Ghi --assignment: {known}.")
    try:
        return plan.form(assignment)
    except KeyError as error:
        raise IllegalTransition(f"Đợt này không giao báo cáo '{assignment}' → Chọn trong: {known}.") from error


def _letter(
    wanted: Consolidation, form: ReportForm, entries: tuple[BoardEntry, ...], directory: Directory
) -> LetterKey:
    """The letter whose units are added up; one that is still in force goes before one that is not."""
    asked = [one.obligation for one in entries if one.obligation.key.assignment == form.assignment]
    issuers = recognise_organisations(wanted.issuer, {one.issuer_id for one in asked}, directory)
    mine = [one for one in asked if one.issuer_id in issuers and wanted.letter_id in {"", one.key.letter.letter_id}]
    letters = list(dict.fromkeys(one.key.letter for one in mine if not one.withdrawn))
    if len(letters) == 1:
        return letters[0]
    if letters:
        ids = listed([f"{one.letter_id} ({one.organ_id})" for one in letters])
        raise IllegalTransition(f"{wanted.issuer} giao báo cáo này bằng {len(letters)} văn bản → Ghi --letter: {ids}.")
    if mine:
        raise IllegalTransition(f"Văn bản giao báo cáo này của {wanted.issuer} đã bị thu hồi hoặc thay thế.")
    raise IllegalTransition(f"{wanted.issuer} không có văn bản '{wanted.letter_id}' giao báo cáo này.")
