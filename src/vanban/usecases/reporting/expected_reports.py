"""The reports that a campaign waits for, looked up by what a clerk calls them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from vanban.directory.directory import Directory
from vanban.directory.errors import UnknownOrganisation
from vanban.directory.spelling import name_key
from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.letters.wording import short_date
from vanban.intake.reading import Spot
from vanban.intake.violation_wording import nearest
from vanban.store.database import Database
from vanban.store.reporting.board_rows import BoardEntry, board_entries
from vanban.store.reporting.reporting_plans import closed_on, reporting_plan_of, reporting_plans
from vanban.usecases.planning.recognise_organisations import recognise_organisations

_NEAREST = 3
_LIKENESS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedReports:
    """A campaign's forms, and its obligations as they stand today."""

    plan: ReportingPlan
    entries: tuple[BoardEntry, ...]
    closed_on: date | None


def expected_reports(database: Database, campaign_id: str, today: date, spot: Spot) -> ExpectedReports | None:
    """What the campaign waits for; an unknown one is reported with those there are."""
    plan = reporting_plan_of(database, campaign_id)
    if plan is None:
        known = [one.campaign_id for one in reporting_plans(database)]
        remedy = nearest(campaign_id, known, "mã đợt") if known else "phát hành đợt có nhiệm vụ báo cáo trước"
        spot.report(f"không có đợt phát hành '{campaign_id}' nào yêu cầu báo cáo", remedy)
        return None
    return ExpectedReports(
        plan=plan, entries=board_entries(database, campaign_id, today), closed_on=closed_on(database, campaign_id)
    )


def form_named(expected: ExpectedReports, assignment: str, spot: Spot) -> ReportForm | None:
    """The form of an assignment, which need not be named where there is only one; an unknown one is reported."""
    forms = expected.plan.forms
    if not assignment and len(forms) == 1:
        return forms[0]
    try:
        return expected.plan.form(assignment)
    except KeyError:
        known = [one.assignment for one in forms]
        told = f"đợt này không có nhiệm vụ '{assignment}' phải báo cáo" if assignment else "chưa ghi nhiệm vụ nào"
        spot.report(told, nearest(assignment, known, "nhiệm vụ"))
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """How a clerk calls one obligation: who owes it, and where a unit owes the same twice, under which letter."""

    organ: str
    letter_id: str = ""
    issuer: str = ""


def entry_of(sought: Sought, entries: Iterable[BoardEntry], directory: Directory, spot: Spot) -> BoardEntry | None:
    """The one obligation meant; no such unit, a duty that is withdrawn and several at once are reported.

    Args:
        sought: who, by id, by name or as the letter calls it.
        entries: the obligations looked through.
        directory: whose names are known.
        spot: where to report.
    """
    held = tuple(entries)
    if not sought.organ.strip():
        spot.report("chưa ghi đơn vị báo cáo", "chọn hoặc ghi tên đơn vị")
        return None
    try:
        owing = _owing(sought.organ, held, directory)
        issuers = {one.obligation.issuer_id for one in held}
        asking = recognise_organisations(sought.issuer, issuers, directory) if sought.issuer else issuers
    except UnknownOrganisation as unknown:
        spot.report(unknown.message, unknown.remedy)
        return None
    found = [
        one
        for one in held
        if one.obligation.key.organ_id in owing
        and one.obligation.issuer_id in asking
        and sought.letter_id in {"", one.obligation.key.letter.letter_id}
    ]
    waiting = [one for one in found if not one.obligation.withdrawn]
    if len(waiting) == 1:
        return waiting[0]
    spot.report(*_unclear(sought, found, waiting))
    return None


def organs_meant(organ: str, entries: Iterable[BoardEntry], directory: Directory, spot: Spot) -> frozenset[str]:
    """The units that go by a name; one that owes none of these is reported with those that nearly do."""
    try:
        return _owing(organ, tuple(entries), directory)
    except UnknownOrganisation as unknown:
        spot.report(unknown.message, unknown.remedy)
        return frozenset()


def letter_label(entry: BoardEntry) -> str:
    """The letter that gives an obligation: ``số 01/SNV-CCHC ngày 27/9/2024``."""
    return f"số {entry.code} ngày {short_date(entry.issued_date)}"


def _owing(organ: str, held: tuple[BoardEntry, ...], directory: Directory) -> frozenset[str]:
    labels = {one.obligation.key.organ_id: one.obligation.label for one in held}
    if organ.strip() in labels:
        # A form says the id; comparing names is slow where a folder holds a thousand forms.
        return frozenset({organ.strip()})
    wanted = name_key(organ)
    named = frozenset(organ_id for organ_id, label in labels.items() if name_key(label) == wanted)
    if named:
        return named
    try:
        return recognise_organisations(organ, labels, directory)
    except UnknownOrganisation as unknown:
        by_name = {name_key(label): f"{label} ({organ_id})" for organ_id, label in labels.items()}
        near = [by_name[name] for name in get_close_matches(wanted, by_name, n=_NEAREST, cutoff=_LIKENESS)]
        remedy = f"có phải là: {'; '.join(near)}?" if near else unknown.remedy
        raise UnknownOrganisation(f"“{organ}” không có trong các đơn vị phải báo cáo", remedy) from unknown


def _unclear(sought: Sought, found: list[BoardEntry], waiting: list[BoardEntry]) -> tuple[str, str]:
    units = {one.obligation.key.organ_id: one.obligation.issuer_id for one in waiting}
    if len(units) > 1:
        listed = "; ".join(f"{organ_id} (theo văn bản của {issuer_id})" for organ_id, issuer_id in units.items())
        return f"có {len(units)} đơn vị tên “{sought.organ}”", f"ghi mã thay cho tên: {listed}"
    if waiting:
        letters = "; ".join(
            f"{one.obligation.key.letter.letter_id} của {one.obligation.issuer_id} ({letter_label(one)})"
            for one in waiting
        )
        return f"“{sought.organ}” phải báo cáo theo {len(waiting)} văn bản", f"ghi rõ văn bản nào: {letters}"
    if found:
        told = f"văn bản {letter_label(found[-1])} giao “{sought.organ}” báo cáo đã bị thu hồi hoặc thay thế"
        return told, "báo cáo theo văn bản mới, nếu có"
    return f"“{sought.organ}” không phải báo cáo theo văn bản này", "kiểm tra lại mã văn bản và cơ quan ban hành"
