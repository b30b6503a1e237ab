"""A report as it was handed in, against everything that must hold before it can be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import RecordedReport, Report, ReportSource
from vanban.domain.errors import InvalidInput
from vanban.domain.letters.wording import short_date
from vanban.intake.characters import composed, mistakes_in
from vanban.intake.reading import Problems, Spot, Unusable
from vanban.intake.typed_day import typed_day
from vanban.store.reporting.board_rows import BoardEntry
from vanban.usecases.reporting.check_figures import At, checked_figures
from vanban.usecases.reporting.expected_reports import (
    ExpectedReports,
    Sought,
    entry_of,
    form_named,
    letter_label,
    organs_meant,
)
from vanban.usecases.reporting.keep_evidence import EvidenceFile, read_evidence

_FILES = {
    ReportSource.COMMAND: "câu lệnh",
    ReportSource.FORM: "biểu mẫu báo cáo",
    ReportSource.WORKBOOK: "tệp báo cáo",
}
_PLACES = {
    "campaign": "đợt phát hành",
    "organ": "đơn vị báo cáo",
    "assignment": "nhiệm vụ",
    "as_of": "số liệu tính đến ngày",
    "received_on": "ngày nhận",
    "reporter": "người báo cáo",
    "note": "ghi chú",
    "reason": "lý do",
    "evidence": "tài liệu kèm theo",
}
_LONGEST = {"reporter": 200, "note": 2000, "reason": 500}


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedReport:
    """What was handed in, as it was typed.

    ``figures`` are by key; ``letter_id`` and ``issuer`` are needed only where a unit owes the same report under
    several letters. ``file`` is what messages call the paper, ``places`` what they call a field of it (``organ``,
    ``as_of``, ``figures.so_phieu`` …); both have Vietnamese names of their own without that.
    """

    campaign_id: str
    organ: str
    assignment: str
    figures: Mapping[str, str]
    as_of: date | str
    received_on: date
    reporter: str
    source: ReportSource
    note: str = ""
    reason: str = ""
    letter_id: str = ""
    issuer: str = ""
    evidence: tuple[Path, ...] = ()
    file: str = ""
    places: Mapping[str, str] = field(default_factory=dict)

    def spot(self, problems: Problems, name: str) -> Spot:
        """Where a field stands."""
        place = self.places.get(name, _PLACES.get(name, name))
        return Spot(problems, self.file or _FILES[self.source], place)

    def figure_spots(self, form: ReportForm, problems: Problems) -> At:
        """Where the answer to each figure stands; by its label where nothing else is said."""
        labels = {one.key: one.label for one in form.figures}

        def at(key: str) -> Spot:
            name = f"figures.{key}"
            return self.spot(problems, name if name in self.places else labels.get(key, key))

        return at


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReport:
    """A report that can be recorded; ``in_force`` says the same already, where it is not ``None``.

    ``first_received_on`` is when the first version of the answer came in, which decides whether it was in time.
    """

    report: Report
    obligation: Obligation
    form: ReportForm
    first_received_on: date
    evidence: tuple[EvidenceFile, ...] = ()
    in_force: RecordedReport | None = None


def check_report(
    submitted: SubmittedReport, expected: ExpectedReports, directory: Directory, today: date
) -> CheckedReport:
    """The report as a value.

    Raises:
        InvalidInput: with everything that is wrong.
    """
    problems = Problems()
    form = form_named(expected, submitted.assignment, submitted.spot(problems, "assignment"))
    entry = _entry(submitted, form, expected, directory, submitted.spot(problems, "organ"))
    as_of = _as_of(submitted, entry, today, problems)
    words = {name: _words(submitted, name, problems) for name in _LONGEST}
    evidence = read_evidence(submitted.evidence, submitted.spot(problems, "evidence"))
    figures = {} if form is None else checked_figures(form, submitted.figures, submitted.figure_spots(form, problems))
    if problems or form is None or entry is None or as_of is None:
        raise InvalidInput(problems)
    report = Report(
        obligation=entry.obligation.key,
        figures=figures,
        as_of=as_of,
        received_on=submitted.received_on,
        source=submitted.source,
        evidence=tuple(one.evidence for one in evidence),
        **words,
    )
    checked = CheckedReport(
        report=report,
        obligation=entry.obligation,
        form=form,
        first_received_on=entry.first_received_on or report.received_on,
        evidence=evidence,
        in_force=_same(report, entry.report),
    )
    if checked.in_force is None:
        _check_version(submitted, expected, entry, problems)
    if problems:
        raise InvalidInput(problems)
    return checked


def says_the_same(one: Report, other: Report) -> bool:
    """Whether two reports answer an obligation in the same way, whenever and however each came in."""
    return _content(one) == _content(other)


def _content(report: Report) -> tuple[object, ...]:
    evidence = frozenset(one.sha256 for one in report.evidence)
    return report.obligation, dict(report.figures), report.as_of, report.reporter, report.note, evidence


def _same(report: Report, in_force: RecordedReport | None) -> RecordedReport | None:
    return in_force if in_force is not None and says_the_same(in_force.report, report) else None


def _entry(
    submitted: SubmittedReport, form: ReportForm | None, expected: ExpectedReports, directory: Directory, spot: Spot
) -> BoardEntry | None:
    if form is None:
        organs_meant(submitted.organ, expected.entries, directory, spot)
        return None
    owed = [one for one in expected.entries if one.obligation.key.assignment == form.assignment]
    sought = Sought(organ=submitted.organ, letter_id=submitted.letter_id, issuer=submitted.issuer)
    return entry_of(sought, owed, directory, spot)


def _as_of(submitted: SubmittedReport, entry: BoardEntry | None, today: date, problems: Problems) -> date | None:
    """The day to which the figures count: between the letter that asks for them and the day they come in."""
    received = submitted.received_on
    if received > today:
        submitted.spot(problems, "received_on").report(
            f"ngày nhận {short_date(received)} chưa tới", "ghi đúng ngày nhận được báo cáo"
        )
    spot = submitted.spot(problems, "as_of")
    try:
        as_of = submitted.as_of if isinstance(submitted.as_of, date) else typed_day(submitted.as_of)
    except Unusable as refused:
        spot.report(refused.message, refused.remedy)
        return None
    if as_of > received:
        spot.report(
            f"ngày {short_date(as_of)} sau ngày nhận báo cáo {short_date(received)}",
            "ghi ngày mà số liệu đã được tính đến",
        )
    elif entry is not None and as_of < entry.issued_date:
        spot.report(
            f"ngày {short_date(as_of)} trước ngày ban hành văn bản giao báo cáo ({letter_label(entry)})",
            "ghi ngày mà số liệu đã được tính đến",
        )
    return as_of


def _words(submitted: SubmittedReport, name: str, problems: Problems) -> str:
    """The reporter, the note or the reason, clean; only the note may have several lines."""
    spot = submitted.spot(problems, name)
    typed = composed(str(getattr(submitted, name))).strip()
    text = typed if name == "note" else " ".join(typed.split())
    for message, remedy in mistakes_in(text):
        spot.report(message, remedy)
    if len(text) > _LONGEST[name]:
        spot.report(f"quá dài ({len(text)} chữ)", f"rút gọn còn {_LONGEST[name]} chữ")
    if name == "reporter" and not text:
        spot.report("để trống", "ghi họ và tên người chịu trách nhiệm về số liệu")
    return text


def _check_version(
    submitted: SubmittedReport, expected: ExpectedReports, entry: BoardEntry, problems: Problems
) -> None:
    """What stands against a report that says something new."""
    if expected.closed_on is not None:
        submitted.spot(problems, "campaign").report(
            f"đợt “{expected.plan.title}” đã kết thúc ngày {short_date(expected.closed_on)}, không nhận thêm báo cáo",
            "báo cáo bổ sung bằng văn bản",
        )
    before = entry.report
    if before is None:
        return
    earlier = before.report.received_on
    if not submitted.reason.strip():
        submitted.spot(problems, "reason").report(
            f"{entry.obligation.label} đã báo cáo ngày {short_date(earlier)} (lần {before.version}) với nội dung khác",
            "ghi lý do sửa số liệu để lưu thành lần báo cáo sau",
        )
    if submitted.received_on < earlier:
        submitted.spot(problems, "received_on").report(
            f"ngày nhận {short_date(submitted.received_on)} trước lần báo cáo đã có ({short_date(earlier)})",
            "ghi đúng ngày nhận được báo cáo",
        )
