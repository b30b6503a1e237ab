"""What was found in files, written for people and programs: an HTML page, SARIF, comments in a copy of a DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from vanban.domain.judging.verdict import Verdict
from vanban.domain.letters.wording import short_date
from vanban.regulations.law import law_on
from vanban.rendering.docx.remarks import Remark, with_remarks
from vanban.rendering.pages.check_page import check_html
from vanban.rendering.pages.check_sarif import check_sarif
from vanban.rendering.pages.check_view import VERDICT_WORDS, CheckView
from vanban.usecases.checking.check_file import CheckedFile
from vanban.usecases.checking.describe_check import breaches, counted

STATE_WORDS = {"draft": "dự thảo", "issued": "văn bản đã ban hành"}


def html_report(files: Sequence[CheckedFile], today: date) -> bytes:
    """One page for all files."""
    return check_html([_view(one) for one in files], short_date(today))


def sarif_report(files: Sequence[CheckedFile]) -> bytes:
    """One SARIF log for all files."""
    return check_sarif([_view(one) for one in files])


def commented_copy(path: Path, checked: CheckedFile, now: datetime) -> bytes:
    """The DOCX with every breach as a comment at its place."""
    remarks = [
        Remark(
            text=f"{VERDICT_WORDS[one.verdict]}: {one.title}.\nHiện trạng: {one.found}."
            + (f"\nQuy định: {one.allowed}." if one.allowed else "")
            + (f"\nỞ: {one.place}." if one.place else "")
            + f"\n{one.rule_id}, {one.source}.",
            paragraph=_paragraph(one.anchor),
        )
        for one in breaches(checked.judgements)
    ]
    return with_remarks(path.read_bytes(), remarks, now)


def about(checked: CheckedFile) -> str:
    """``DOCX, công văn, dự thảo, xét theo quy định ngày 12/5/2025``."""
    if checked.kind is None or checked.state is None or checked.judged_on is None:
        return ""
    kind = checked.document_type
    name = law_on(checked.judged_on).type_rule(kind).name.lower() if kind else "không rõ tên loại"
    day = short_date(checked.judged_on)
    return f"{checked.kind.value.upper()}, {name}, {STATE_WORDS[checked.state.value]}, xét theo quy định ngày {day}"


def _view(checked: CheckedFile) -> CheckView:
    return CheckView(
        name=checked.name,
        about=about(checked),
        problem=checked.problem,
        counts=counted(checked.judgements) if not checked.problem else dict.fromkeys(Verdict, 0),
        breaches=breaches(checked.judgements),
        judgements=checked.judgements,
        limits=checked.limits,
    )


def _paragraph(anchor: str) -> int | None:
    """Which paragraph of the text an anchor means; those of headers and footers hold no comments."""
    whole, _, _ = anchor.partition(":")
    part, _, number = whole.rpartition("#")
    return int(number) if part.endswith("document.xml") and number.isdecimal() else None
