"""Citations: what the first mention of an instrument gives, and what later ones repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_BODY = (Element.BODY,)
_NUMBERED = re.compile(r"(?<!\w)số\s+(?P<code>\d+(?:/\d{4})?/[A-ZĐ][\w-]*[A-ZĐ]\w*)")
_DATED = re.compile(
    r"\s*(?:,\s*)?(?:ban hành\s+)?ngày\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_STATUTE = re.compile(r"(?:Luật|Pháp lệnh|QH\d+|UBTVQH\d*)")
_NAMED_BEFORE = re.compile(r"(?:ban hành|phê duyệt)\s+(?:kèm\s+)?theo\s")
"""What was issued or approved with an instrument has been named, which says what the instrument is about."""
_SHORT_ISSUER = re.compile(r"\s*của\s+(?P<name>(?:UBND|HĐND)(?:\s+\w+){0,5})")
"""``UBND tỉnh``: a committee by its first letters, which only later citations leave out altogether."""
_BEFORE, _AFTER = 120, 400
_CITY = re.compile(r"(?<!\w)(?:thành phố Hồ Chí Minh|thủ đô Hà Nội)(?!\w)")
_CAPITAL_NOUN = re.compile(r"(?<=[\w,;] )(?:Tỉnh|Huyện|Thị xã)\s+(?=[A-ZĐ]\w+)")


@format_rule(Clause("NĐ30-R67", Severity.ERROR, f"{DECREE} II.6.b"), "Viện dẫn lần đầu đủ thành phần", needs=_BODY)
def first_citations_are_complete(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.b: type, number, symbol, date, issuer and trích yếu."""
    firsts = [one for one in _citations(paper) if one[3]]
    if not firsts:
        yield spared("không viện dẫn văn bản có số, ký hiệu")
    for text, code, line, _ in firsts:
        at = text.index(code)
        before, after = text[max(0, at - _BEFORE) : at], text[at + len(code) : at + len(code) + _AFTER]
        if not _DATED.match(after):
            yield failed(f"“{code}” không ghi ngày ban hành", "“số … ngày … tháng … năm … của … về …”", line)
        elif not _agencies().search(before) and not re.search(r"(?<!\w)của\s", after):
            yield failed(f"“{code}” không ghi cơ quan ban hành", "“… của (tên cơ quan ban hành) về …”", line)
        elif short := _issuer_cut_short(after):
            yield doubtful(f"“{code}” của “{short}”", "ghi tên đầy đủ của cơ quan ban hành", line)
        elif not _subjects().search(after) and not _NAMED_BEFORE.search(before):
            yield doubtful(f"“{code}” không ghi trích yếu", "ghi trích yếu sau tên cơ quan ban hành", line)


def _issuer_cut_short(after: str) -> str:
    """The issuer right after the date of a first citation, where its name is not given in full; otherwise empty."""
    dated = _DATED.match(after)
    rest = after[dated.end() :] if dated else after
    found = _SHORT_ISSUER.match(rest)
    return found["name"] if found else ""


@format_rule(
    Clause("NĐ30-R68", Severity.WARNING, f"{DECREE} II.6.b"),
    "Viện dẫn lần sau chỉ ghi tên loại, số, ký hiệu",
    needs=_BODY,
)
def later_citations_are_short(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.b: type, number and symbol only."""
    later = [one for one in _citations(paper) if not one[3]]
    if not later:
        yield spared("không văn bản nào được viện dẫn lần thứ hai")
    for text, code, line, _ in later:
        if _DATED.match(text[text.index(code) + len(code) :]):
            yield failed(f"“{code}” lặp lại ngày ban hành", "chỉ ghi tên loại và số, ký hiệu", line)


@format_rule(
    Clause("NĐ30-R114", Severity.WARNING, "30/2020/NĐ-CP, Phụ lục II, III.1"), "Viết hoa tên địa lý", needs=_BODY
)
def places_have_their_case(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex II, III.1: Thủ đô Hà Nội, Thành phố Hồ Chí Minh; tỉnh, huyện small before a name."""
    for line in paper.lines(Element.BODY):
        for found in _CITY.finditer(line.text):
            words = found.group()
            yield failed(f"“{words}”", f"“{words[0].upper()}{words[1:]}”", line)
        for found in () if line.text.isupper() else _CAPITAL_NOUN.finditer(line.text):
            words = found.group().strip()
            yield doubtful(f"“{words}” viết hoa trước tên riêng", f"“{words.lower()}”", line)


def _citations(paper: Paper) -> Iterator[tuple[str, str, MeasuredLine, bool]]:
    """Every numbered instrument: the text around it, its code, the line, and whether it is the first time."""
    seen: set[str] = set()
    for line in paper.lines(Element.BODY):
        text = " ".join(normalize("NFC", line.text).split())
        for found in _NUMBERED.finditer(text):
            code = found["code"]
            if not _STATUTE.search(code):
                yield text[max(0, found.start("code") - _BEFORE) :], code, line, code not in seen
                seen.add(code)


@cache
def _agencies() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, word_list('citing_agencies')))})(?!\w)")


@cache
def _subjects() -> re.Pattern[str]:
    words = "|".join(map(re.escape, word_list("citation_subjects")))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


RULES: tuple[FormatRule, ...] = (first_citations_are_complete, later_citations_are_short, places_have_their_case)
