"""The workbook in which the units of a campaign report, and the mark by which it is known when it comes back."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from vanban.directory.directory import Directory
from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.duties.form_sheet import FormMark, FormUnit
from vanban.domain.errors import InvalidInput
from vanban.intake.reading import Problems, Spot
from vanban.rendering.books.report_layout import AskedReport, ReportTemplate
from vanban.rendering.books.report_workbook import report_xlsx
from vanban.store.database import Database
from vanban.store.reporting.board_rows import BoardEntry
from vanban.usecases.reporting.expected_reports import ExpectedReports, expected_reports


def report_template(database: Database, directory: Directory, campaign_id: str, today: date) -> bytes:
    """The form of a campaign for all units that owe a report under letters issued by ``today``.

    The file carries the day of the last of these letters, so that it changes only with what it asks and of whom.

    Raises:
        InvalidInput: no such campaign, or nobody owes a report.
    """
    problems = Problems()
    spot = Spot(problems, "câu lệnh", "đợt phát hành")
    expected = expected_reports(database, campaign_id, today, spot)
    if expected is None:
        raise InvalidInput(problems)
    waiting = [one for one in expected.entries if not one.obligation.withdrawn]
    if not waiting:
        spot.report("chưa có đơn vị nào phải báo cáo", "phát hành văn bản giao báo cáo trước")
        raise InvalidInput(problems)
    template = ReportTemplate(
        mark=form_mark(expected.plan), title=expected.plan.title, asked=_asked(expected, waiting, directory)
    )
    days = [one.issued_date for one in waiting]
    sender = waiting[0].obligation.issuer_id
    names = {one.id: one.name for one in directory.organisations}
    return report_xlsx(template, creator=names.get(sender, sender), earliest=min(days), dated=max(days))


def form_mark(plan: ReportingPlan) -> FormMark:
    """A hash over everything that a form asks; reminders and the like change nothing of it."""
    asked = [plan.title, [_questions(one) for one in plan.forms]]
    content = json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()
    return FormMark(campaign_id=plan.campaign_id, sha256=hashlib.sha256(content).hexdigest())


def _questions(form: ReportForm) -> list[object]:
    figures = [
        [one.key, one.label, one.unit, one.at_most, one.decimals, f"{one.minimum:f}", _text(one.maximum)]
        for one in form.figures
    ]
    return [form.assignment, form.title, figures, list(form.documents)]


def _text(maximum: object) -> str:
    return "" if maximum is None else f"{maximum:f}"


def _asked(expected: ExpectedReports, waiting: Iterable[BoardEntry], directory: Directory) -> tuple[AskedReport, ...]:
    entries = tuple(waiting)
    names = {one.id: one.short_name for one in directory.organisations}
    return tuple(
        AskedReport(
            form=form,
            units=_units([one for one in entries if one.obligation.key.assignment == form.assignment], names),
        )
        for form in expected.plan.forms
    )


def _units(entries: list[BoardEntry], names: Mapping[str, str]) -> tuple[FormUnit, ...]:
    """The units under names that are theirs alone: as the letter calls them, else with its issuer, else with its id."""
    labels = Counter(one.obligation.label for one in entries)
    with_issuer = {
        one.obligation.key: f"{one.obligation.label} ({names.get(one.obligation.issuer_id, one.obligation.issuer_id)})"
        for one in entries
    }
    issued = Counter(with_issuer.values())
    units = []
    for one in entries:
        key, name = one.obligation.key, one.obligation.label
        if labels[name] > 1:
            name = with_issuer[key]
        if issued[name] > 1:
            name = f"{one.obligation.label} ({key.organ_id}, {key.letter.letter_id}, {key.letter.organ_id})"
        units.append(FormUnit(name=name, obligation=key))
    return tuple(units)
