"""Phụ lục: label, title, the line that says with what it was issued, and its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred
from vanban.compliance.format_rules.paper import Answer, DocumentState, Paper, doubtful, failed, spared, unknown
from vanban.compliance.format_rules.styles import in_style, not_in_capitals
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine
from vanban.domain.letters.document import DocumentType

_LABEL, _TITLE, _NOTE = Element.APPENDIX_LABEL, Element.APPENDIX_TITLE, Element.APPENDIX_NOTE
ISSUED_WITH_A_DECISION = (DocumentType.QUYET_DINH, DocumentType.NGHI_QUYET)
_KEPT_WITH = re.compile(r"\(Kèm theo .+ số .* ngày .* tháng .* năm .* của .+\)")
_KEPT_WITH_BLANKS = re.compile(r"\(Kèm theo .+ số\b.*\bngày\b.*\btháng\b.*\bnăm\b.*\bcủa .+\)")
"""A draft leaves room for the number and the day, which is read as one space."""


@format_rule(
    Clause("NĐ30-R105", Severity.ERROR, f"{DECREE} III.1.b và V, số thứ tự 9"),
    "Phụ lục: chữ “Phụ lục”, tên phụ lục",
)
def label_and_title_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.b: label 14, bold, small letters; title 13-14 in bold capitals."""
    yield from if_any_appendix(paper)
    if unlabelled := _unlabelled(paper):
        # Without a title either, it may be anything that was typed below the signature.
        says = failed if paper.has(_TITLE) else doubtful
        yield says("không có chữ “Phụ lục”", "chữ “Phụ lục” trên dòng riêng, canh giữa, đậm", unlabelled)
    yield from in_style(paper, "appendix_label", _LABEL)
    yield from in_style(paper, "appendix_title", _TITLE)
    for line in paper.lines(_LABEL):
        yield from not_in_capitals(line)
    for line in paper.lines(_LABEL, _TITLE):
        yield from centred(paper, line)


@format_rule(Clause("NĐ30-R106", Severity.ERROR, f"{DECREE} III.1.c"), "Phụ lục: dòng “(Kèm theo …)”")
def note_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.c: with which document it was issued, italic, 13-14, centred."""
    yield from if_any_appendix(paper)
    labels, notes = paper.lines(_LABEL), paper.lines(_NOTE)
    first = labels[0] if labels else _unlabelled(paper)
    if first and ((len(notes) < len(labels) and not paper.is_pdf) or not notes):
        says = failed if labels or paper.has(_TITLE) else doubtful
        yield says("không có dòng “(Kèm theo …)”", "dưới tên phụ lục ghi “(Kèm theo … số … ngày … của …)”", first)
    yield from in_style(paper, "appendix_reference", _NOTE)
    for line in notes:
        yield from centred(paper, line)
    # A page may break the line, so that its words are only whole together.
    wording = _KEPT_WITH_BLANKS if paper.state is DocumentState.DRAFT else _KEPT_WITH
    if notes and not wording.search(paper.text(_NOTE)):
        yield doubtful(f"“{paper.text(_NOTE)}”", "“(Kèm theo … số … ngày … tháng … năm … của …)”", notes[0])


@format_rule(
    Clause("NĐ30-R107", Severity.ERROR, f"{DECREE} III.1.đ"),
    "Số trang của từng phụ lục đánh riêng",
    about=(_LABEL,),
)
def pages_of_appendices_are_counted_anew(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.đ: each appendix has page numbers of its own."""
    for line in paper.lines(_LABEL):
        page = paper.page_of(line)
        if page is None:
            yield unknown("tệp không cho biết trang", line)
        elif not paper.is_pdf:
            if line.page == 1 or page.first_number != 1:
                yield failed("số trang của phụ lục nối tiếp phần trước", "đánh lại từ 1 cho từng phụ lục", line)
        elif page.number not in {"", "1"}:
            yield failed(f"trang đầu của phụ lục mang số {page.number}", "đánh lại từ 1", line)


def has_appendix(paper: Paper) -> bool:
    """Whether something goes with the document in the same file, with or without the word Phụ lục."""
    return paper.has(_LABEL) or _unlabelled(paper) is not None


def if_any_appendix(paper: Paper) -> Iterator[Answer]:
    """What every rule on appendices answers for a document without any."""
    if not has_appendix(paper):
        yield spared("văn bản không có phụ lục")


def _unlabelled(paper: Paper) -> MeasuredLine | None:
    """The first line of an appendix without a label.

    A quy chế issued with a decision has none (form 1.3), nor has another document in the same file, which begins
    with a heading of its own.
    """
    lines = paper.lines(_TITLE, Element.APPENDIX_BODY)
    if paper.has(_LABEL) or not lines or paper.document_type in ISSUED_WITH_A_DECISION:
        return None
    country = paper.law.fixed_text("country_name")
    return None if any(country in " ".join(line.text.upper().split()) for line in lines) else lines[0]


RULES: tuple[FormatRule, ...] = (
    label_and_title_are_set_as_asked,
    note_is_set_as_asked,
    pages_of_appendices_are_counted_anew,
)
