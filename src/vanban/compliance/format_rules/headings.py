"""Phần, chương, mục, điều, khoản, điểm: how the lines that carry their numbers are set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred
from vanban.compliance.format_rules.line_kinds import LineKind, of_kind
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared
from vanban.compliance.format_rules.styles import lettered, line_in_style, of_weight
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_BODY = (Element.BODY,)
_WIDE = re.compile(r"(?:phần|chương)\s", re.IGNORECASE)
_ARABIC = re.compile(r"\s\d+\.?$")
_ARTICLE = re.compile(r"Điều \d+\. \S")
_LONGEST_TITLE = 100
"""A khoản with more characters is a sentence."""
_LONGEST_BOLD = 300
_SECOND_SENTENCE = re.compile(r"(?<=\w\w)\.\s+[A-ZĐÀ-Ỹ]")
"""A title in bold may run over lines, a text of several sentences is none."""
_LONGEST_TITLE_WITH_COLON = 20
"""``1. Nội dung:`` is a title; what is longer leads a list in."""


@format_rule(
    Clause("NĐ30-R70", Severity.ERROR, f"{DECREE} II.6.đ"),
    "Phần, chương: dòng riêng, canh giữa, đậm, số La Mã",
    needs=_BODY,
)
def parts_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.đ: Phần, Chương with Roman numbers, the title in capitals below."""
    lines = [line for line in of_kind(paper, LineKind.PART) if _WIDE.match(line.text.strip())]
    if not lines:
        yield spared("văn bản không có phần, chương")
    for line in lines:
        yield from _part(paper, line)
        if _ARABIC.search(line.text.strip()):
            yield failed("số Ả Rập", "chữ số La Mã", line)
    for line in of_kind(paper, LineKind.PART_TITLE) if lines else ():
        yield from line_in_style(paper, "part_title", line)
        yield from centred(paper, line)


@format_rule(
    Clause("NĐ30-R71", Severity.ERROR, f"{DECREE} II.6.đ"),
    "Mục, tiểu mục: dòng riêng, canh giữa, đậm, số Ả Rập",
    needs=_BODY,
)
def divisions_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.đ: Mục, Tiểu mục with Arabic numbers, centred and bold."""
    lines = [line for line in of_kind(paper, LineKind.PART) if not _WIDE.match(line.text.strip())]
    if not lines:
        yield spared("văn bản không có mục, tiểu mục dưới chương")
    for line in lines:
        yield from _part(paper, line)
        if not _ARABIC.search(line.text.strip()):
            yield failed("số La Mã", "chữ số Ả Rập", line)


@format_rule(
    Clause("NĐ30-R72", Severity.ERROR, f"{DECREE} II.6.d và đ"),
    "Điều: “Điều n. Tiêu đề”, đậm",
    needs=_BODY,
)
def articles_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.d and đ: number, full stop and title, bold."""
    lines = of_kind(paper, LineKind.ARTICLE)
    if not lines:
        yield spared("văn bản không có điều")
    for line in lines:
        text = " ".join(line.text.split())
        if not _ARTICLE.match(text):
            yield failed(f"“{text[:30]}”", "“Điều n. ” rồi tiêu đề", line)
        # A decision may go on after the bold number without a title of its own.
        if not lettered(line)[0].bold:
            yield failed("chữ không đậm", "chữ đậm", line)


@format_rule(
    Clause("NĐ30-R73", Severity.ERROR, f"{DECREE} II.6.đ và V, số thứ tự 6"),
    "Khoản: có tiêu đề thì đậm, không có thì không đậm",
    needs=_BODY,
)
def clauses_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.đ: a khoản with a title is bold on its own line, another is not."""
    lines = of_kind(paper, LineKind.CLAUSE)
    if not lines:
        yield spared("văn bản không có khoản")
    for line in lines:
        bold = all(run.bold for run in lettered(line))
        if bold and (len(line.text) > _LONGEST_BOLD or _SECOND_SENTENCE.search(line.text.lstrip("0123456789. "))):
            yield failed("khoản không có tiêu đề mà in đậm", "chữ không đậm", line)
        elif not any(run.bold for run in lettered(line)) and _is_title(line):
            yield doubtful("tiêu đề khoản không đậm", "số thứ tự và tiêu đề của khoản in đậm", line)


@format_rule(
    Clause("NĐ30-R75", Severity.ERROR, f"{DECREE} V, số thứ tự 6b"),
    "Mục đánh số La Mã: viết hoa, đậm",
    needs=_BODY,
)
def roman_sections_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, V.6b: ``I. TITLE`` in capitals, bold."""
    lines = of_kind(paper, LineKind.SECTION)
    if not lines:
        yield spared("văn bản không có mục đánh số La Mã")
    for line in lines:
        yield from line_in_style(paper, "section", line)


def _part(paper: Paper, line: MeasuredLine) -> Iterator[Answer]:
    yield from of_weight(line, bold=True)
    yield from centred(paper, line)
    if line.text.strip().isupper():
        yield failed("viết hoa toàn bộ", "chữ thường: “Chương I”, “Mục 1”", line)


def _is_title(line: MeasuredLine) -> bool:
    text = line.text.strip()
    longest = _LONGEST_TITLE_WITH_COLON if text.endswith(":") else _LONGEST_TITLE
    return len(text) <= longest and not text.endswith((".", ";", ","))


RULES: tuple[FormatRule, ...] = (
    parts_are_set_as_asked,
    divisions_are_set_as_asked,
    articles_are_set_as_asked,
    clauses_are_set_as_asked,
    roman_sections_are_set_as_asked,
)
