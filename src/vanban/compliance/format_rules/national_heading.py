"""Quốc hiệu and Tiêu ngữ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias
from unicodedata import normalize

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.drawn_rules import drawn_as_asked
from vanban.compliance.format_rules.format_rule import DOCX_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred_under, in_part
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, unknown
from vanban.compliance.format_rules.styles import in_style, sizes_of
from vanban.domain.collation import spelling_key
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element

_COUNTRY, _MOTTO, _PLACE = Element.COUNTRY_NAME, Element.MOTTO, Element.PLACE_AND_DATE
Words: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
_LONGEST_HEAD = 200
"""A longer line is prose, whatever it names."""
_DASHES = re.compile(r"\s*[-–—]\s*")


@format_rule(
    Clause("NĐ30-R13", Severity.WARNING, f"{DECREE} V, chú thích"),
    "Cỡ chữ Quốc hiệu, Tiêu ngữ, địa danh thành một bộ",
    needs=(_COUNTRY, _MOTTO, _PLACE),
)
def heading_sizes_form_a_set(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, V, footnote: 13, 14 and 14, or 12, 13 and 13."""
    given = [sizes_of(paper.lines(element)) for element in (_COUNTRY, _MOTTO, _PLACE)]
    sizes = tuple(round(size * 2) / 2 for one in given for size in one if size is not None)
    if any(None in one for one in given):
        yield unknown("tệp không cho biết cỡ chữ")
    elif sizes not in paper.law.heading_size_sets:
        sets = " hoặc ".join("/".join(f"{size:g}" for size in one) for one in paper.law.heading_size_sets)
        yield failed("cỡ chữ " + "/".join(f"{size:g}" for size in sizes), sets, paper.lines(_COUNTRY)[0])


@format_rule(Clause("NĐ30-R15", Severity.ERROR, f"{DECREE} II.1.a"), "Lời của Quốc hiệu", needs=(_COUNTRY,))
def country_name_is_exact(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.a: the words, with the tone mark of HÒA in either place."""
    right = paper.law.fixed_text("country_name")
    # Whether the letters are capitals, and how they are coded, are the affairs of other rules.
    found = normalize("NFC", paper.text(_COUNTRY)).upper()
    if found not in {right, right.replace("HÒA", "HOÀ")}:
        yield failed(f"“{paper.text(_COUNTRY)}”", f"“{right}”", paper.lines(_COUNTRY)[0])


@format_rule(
    Clause("NĐ30-R16", Severity.ERROR, f"{DECREE} II.1.a"), "Quốc hiệu: cỡ, kiểu chữ, vị trí", needs=(_COUNTRY,)
)
def country_name_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.a: capitals, 12-13, bold, upright, one line at the top right."""
    lines = paper.lines(_COUNTRY)
    if len(lines) > 1:
        yield failed(f"chia thành {len(lines)} dòng", "một dòng", lines[1])
    yield from in_style(paper, "country_name", _COUNTRY)
    yield from in_part(paper, lines[0], paper.law.measures["heading_middle_share"], "phía trên bên phải")


@format_rule(Clause("NĐ30-R17", Severity.ERROR, f"{DECREE} II.1.b"), "Lời của Tiêu ngữ", needs=(_MOTTO,))
def motto_is_exact(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.b: the words, joined by a hyphen between spaces."""
    right, found = paper.law.fixed_text("motto"), paper.text(_MOTTO)
    line = paper.lines(_MOTTO)[0]
    if found == right:
        return
    joined = _DASHES.sub(" - ", found)
    if joined != right:
        yield failed(f"“{found}”", f"“{right}”", line)
    elif re.search(r" [–—] ", found):
        yield doubtful(f"“{found}” dùng gạch ngang", f"gạch nối: “{right}”", line)
    else:
        yield failed(f"“{found}”: gạch nối không có cách chữ", f"“{right}”", line)


@format_rule(
    Clause("NĐ30-R18", Severity.ERROR, f"{DECREE} II.1.b"), "Tiêu ngữ: cỡ, kiểu chữ, vị trí", needs=(_COUNTRY, _MOTTO)
)
def motto_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.b: 13-14, bold, upright, centred under the country name."""
    yield from in_style(paper, "motto", _MOTTO)
    above = paper.lines(_COUNTRY)[0]
    tolerance = paper.tolerances.centre_mm
    yield from centred_under(paper, paper.lines(_MOTTO)[0], above, "Quốc hiệu", tolerance_mm=tolerance)


@format_rule(Clause("NĐ30-R19", Severity.ERROR, f"{DECREE} II.1.b"), "Dòng kẻ dưới Tiêu ngữ", needs=(_MOTTO,))
def motto_has_its_rule(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.b: a continuous line as long as the text above it."""
    yield from drawn_as_asked(paper, _MOTTO, "motto_rule_ratio")


@format_rule(
    Clause("NĐ30-R20", Severity.WARNING, f"{DECREE} II.1.b và II.2.b (thông lệ)"),
    "Dòng kẻ không gõ bằng gạch dưới",
)
def rules_are_drawn(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.b and II.2.b (practice): lines are drawn, not typed."""
    if not paper.inspection.drawn:
        yield unknown("không tìm thấy dòng kẻ nào")
    for one in paper.inspection.drawn:
        if one.typed:
            above = paper.lines(one.below)
            yield failed("dòng kẻ gõ bằng dấu hoặc chữ gạch chân", "dùng lệnh vẽ dòng kẻ", above[-1] if above else None)


@format_rule(
    Clause("NĐ30-R21", Severity.ERROR, f"{DECREE} II.1.c"),
    "Cách dòng đơn giữa Quốc hiệu và Tiêu ngữ",
    kinds=DOCX_ONLY,
    needs=(_COUNTRY, _MOTTO),
)
def heading_is_single_spaced(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.1.c: the two lines are set with single spacing."""
    allowed = paper.law.measures["country_line_spacing"]
    for line in paper.lines(_COUNTRY, _MOTTO):
        if line.line_spacing is None:
            yield unknown("tệp không cho biết cách dòng", line)
        elif not allowed.holds(line.line_spacing, paper.tolerances.spacing_lines):
            yield failed(f"cách dòng {line.line_spacing:.2f}", "cách dòng đơn", line)


@format_rule(Clause("NĐ30-R28", Severity.ERROR, f"{DECREE} IV"), "Phần đầu chỉ ở trang thứ nhất", needs=(_COUNTRY,))
def heading_stands_once(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, IV: the heading stands once, on page 1."""
    wanted = spelling_key(paper.law.fixed_text("country_name"))
    heads = ((line, line.text) for line in paper.inspection.lines)
    lines = [line for line, text in heads if len(text) <= _LONGEST_HEAD and _holds(spelling_key(text), wanted)]
    for line in lines[1:]:
        # A document issued with a decision carries a heading of its own (Annex III, form 1.3).
        say = doubtful if paper.has(Element.APPENDIX_LABEL) or paper.has(Element.APPENDIX_TITLE) else failed
        yield say("Quốc hiệu lặp lại", "chỉ một lần, ở trang thứ nhất", line)
    first = paper.lines(_COUNTRY)[0]
    if paper.is_pdf and first.page not in {1, None}:
        yield failed(f"Quốc hiệu ở trang {first.page}", "ở trang thứ nhất", first)


def _holds(words: Words, wanted: Words) -> bool:
    """Whether some words stand in a line, which may hold the agency's name beside them."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


RULES: tuple[FormatRule, ...] = (
    heading_sizes_form_a_set,
    country_name_is_exact,
    country_name_is_set_as_asked,
    motto_is_exact,
    motto_is_set_as_asked,
    motto_has_its_rule,
    rules_are_drawn,
    heading_is_single_spaced,
    heading_stands_once,
)
