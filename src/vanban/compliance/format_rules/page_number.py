"""The numbers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred
from vanban.compliance.format_rules.line_kinds import prose_lines
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared, unknown
from vanban.compliance.format_rules.styles import line_in_style, sizes_of
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine, Story

_NO_NUMBERS = "không thấy số trang"
_ONE_PAGE = "văn bản chỉ có một trang"
_FIRST_PAGES = "văn bản và mỗi phụ lục chỉ có một trang"
_ARABIC = re.compile(r"\d+|…")
"""Dots stand for a number that depends on how long the sections before are."""


@format_rule(Clause("NĐ30-R10", Severity.ERROR, f"{DECREE} I.7"), "Số trang: vị trí, cỡ chữ, kiểu chữ")
def page_number_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.7: Arabic digits, centred in the top margin, 13-14, upright."""
    numbers = _numbers(paper)
    if not numbers:
        yield from _absent(paper)
    for line in numbers:
        if not _ARABIC.fullmatch(line.text.strip()):
            yield failed(f"số trang ghi “{line.text.strip()}”", "chỉ chữ số Ả Rập, không kèm chữ hay dấu", line)
        yield from line_in_style(paper, "page_number", line)
        yield from centred(paper, line)
        yield from _in_top_margin(paper, line)


@format_rule(Clause("NĐ30-R11", Severity.ERROR, f"{DECREE} I.7"), "Không hiển thị số trang thứ nhất")
def first_page_shows_no_number(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.7: counted from 1, which page 1 does not show."""
    if not paper.pages:
        yield unknown("tệp không cho biết các trang")
        return
    if not _numbers(paper):
        yield from _absent(paper)
        return
    first = paper.pages[0]
    if first.hides_first_number is None:
        yield unknown("tệp không cho biết trang đầu có hiện số trang không")
    elif not first.hides_first_number:
        yield failed("trang thứ nhất hiện số trang", "không hiển thị số trang thứ nhất")
    if paper.is_pdf:
        yield from _counted(paper)


@format_rule(
    Clause("NĐ30-R12", Severity.WARNING, f"{DECREE} V, số thứ tự 14"),
    "Cỡ chữ số trang bằng cỡ chữ nội dung",
    needs=(Element.BODY,),
)
def page_number_is_as_large_as_the_text(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, V: sizes of one document go together."""
    numbers = _numbers(paper)
    if not numbers:
        yield spared("văn bản không hiện số trang")
    text = sizes_of(prose_lines(paper)) - {None}
    for line in numbers:
        for size in sizes_of([line]):
            if size is None or not text:
                yield unknown("tệp không cho biết cỡ chữ", line)
            elif size not in text:
                shown = ", ".join(f"{one:g}" for one in sorted(one for one in text if one is not None))
                yield failed(f"số trang cỡ {size:g}", f"cỡ chữ của nội dung: {shown}", line)


def _numbers(paper: Paper) -> tuple[MeasuredLine, ...]:
    return paper.lines(Element.PAGE_NUMBER)


def _absent(paper: Paper) -> Iterator[Answer]:
    """No number anywhere: right where every part has a single page; how many a DOCX has, nobody can tell."""
    if paper.is_pdf and _later_pages(paper):
        yield failed(_NO_NUMBERS, "đánh số trang từ trang thứ hai")
    elif paper.is_pdf:
        yield spared(_ONE_PAGE if len(paper.pages) == 1 else _FIRST_PAGES)
    else:
        yield doubtful(_NO_NUMBERS, "văn bản từ hai trang trở lên phải đánh số trang")


def _in_top_margin(paper: Paper, line: MeasuredLine) -> Iterator[Answer]:
    """A PDF shows where the number stands; in a DOCX the header is in the top margin."""
    if not paper.is_pdf:
        if line.story is not Story.HEADER:
            yield failed("số trang không ở đầu trang", "số trang ở phần lề trên", line)
        return
    page = paper.page_of(line)
    if page is None or line.top_mm is None:
        yield unknown("tệp không cho biết chỗ đứng của số trang", line)
    elif line.top_mm > paper.law.page.margin_top_mm.high:
        yield failed(f"số trang cách mép trên {line.top_mm:.0f} mm", "số trang ở phần lề trên", line)


def _counted(paper: Paper) -> Iterator[Answer]:
    """Every page after the first of its part shows its number."""
    for number, due in _later_pages(paper).items():
        shown = paper.pages[number - 1].number
        if shown != str(due):
            found = f"trang {number} ghi “{shown}”" if shown else f"trang {number} không có số"
            yield failed(found, f"số trang {due}")


def _later_pages(paper: Paper) -> Mapping[int, int]:
    """The pages that must show a number, and which: an appendix begins to count anew, or goes on where it says so."""
    first_of_appendix = {line.page for line in paper.lines(Element.APPENDIX_LABEL, Element.APPENDIX_TITLE)}
    due, count = {}, 1
    for number, page in enumerate(paper.pages[1:], start=2):
        if number in first_of_appendix:
            count = int(page.number) if page.number.isdecimal() else 1
        else:
            count += 1
            due[number] = count
    return due


RULES: tuple[FormatRule, ...] = (
    page_number_is_set_as_asked,
    first_page_shows_no_number,
    page_number_is_as_large_as_the_text,
)
