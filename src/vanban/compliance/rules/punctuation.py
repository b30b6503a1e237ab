"""How căn cứ, paragraphs and headings end, and which dash joins two years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from vanban.compliance.clause import DECREE, Clause, PassageRule, Rule
from vanban.compliance.passages import Passage, ending
from vanban.compliance.reader import Sheet
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.letter import Role
from vanban.regulations.law import Law

_BASES = Clause("NĐ30-R65", Severity.ERROR, f"{DECREE} II.6.a")
_PROSE = Clause("NĐ30-R66", Severity.WARNING, f"{DECREE} II.6.a")
_HEADINGS = Clause("NĐ30-R77", Severity.WARNING, f"{DECREE} II.6 (thông lệ)")
_DASHES = Clause("NĐ30-R78", Severity.WARNING, f"{DECREE} II.6 (thông lệ)")
_OPENERS = ("Căn cứ ", "Theo đề nghị ")
_SECOND_BASIS = re.compile(r";\s+(?:Căn cứ|Theo đề nghị)\s")
_TITLES = (Role.SECTION, Role.PART_TITLE, Role.CLAUSE_TITLE)
_UPPER = "".join(letter for letter in map(chr, range(0x1EFA)) if letter.isupper())
_DASH_BEFORE_YEAR = re.compile(r"[-–—]\s*(?:19|20)\d\d")
"""Found faster than two years and their dash, since it begins with one of three signs."""
_PASSAGES_KEPT = 4096
_YEARS = re.compile(r"(?<![\d/-])(?:19|20)\d\d(\s*[-–—]\s*)(?:19|20)\d\d(?![\d/])")
_JOINED_NAMES = re.compile(rf"[^\W\d_]+( [-–—] )[{_UPPER}][^\W\d_]*")


def bases_end_as_a_list(sheet: Sheet, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.a: one căn cứ a paragraph, ``;`` after each, ``.`` after the last."""
    for flow in sheet.flows:
        bases = [passage for passage in flow.passages if passage.role is Role.BASIS]
        for basis in bases:
            mark, name = (".", "dấu chấm (.)") if basis is bases[-1] else (";", "dấu chấm phẩy (;)")
            if not basis.text.rstrip().endswith(mark):
                yield _BASES.broken(basis.element, f"căn cứ kết thúc “{ending(basis.text)}”", f"kết thúc bằng {name}")
            if _SECOND_BASIS.search(basis.text):
                yield _BASES.broken(basis.element, "một đoạn có nhiều căn cứ", "mỗi căn cứ một đoạn riêng")


@PassageRule
def prose_ends_as_a_sentence(passage: Passage, _law: Law) -> Sequence[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.a: only căn cứ and items of a list end with a semicolon."""
    text = passage.text
    if passage.role is not Role.BODY or not text.rstrip().endswith(";") or text.startswith(_OPENERS):
        return ()
    found = f"đoạn văn kết thúc bằng dấu chấm phẩy: “{ending(text)}”"
    return [_PROSE.broken(passage.element, found, "kết thúc bằng dấu chấm hoặc nối với đoạn sau")]


@PassageRule
def headings_end_without_a_mark(passage: Passage, _law: Law) -> Sequence[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6 (practice): a title on its own line is no sentence."""
    if passage.role not in _TITLES or not passage.text.rstrip().endswith((".", ":")):
        return ()
    found = f"tiêu đề kết thúc “{ending(passage.text)}”"
    return [_HEADINGS.broken(passage.element, found, "bỏ dấu ở cuối tiêu đề")]


def years_are_joined_alike(sheet: Sheet, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6 (practice): one style of dash in a document.

    Names joined by another dash than the years (``Văn hóa – Thông tin``) count as a second style.
    """
    years = _first_of_each(sheet.passages, _years_in)
    if not years:
        return
    names = _first_of_each(sheet.passages, _names_in)
    styles = years | {dash: first for dash, first in names.items() if dash not in years}
    if len(styles) > 1:
        yield _DASHES.broken(
            "; ".join(dict.fromkeys(passage.where for passage, _ in styles.values())),
            "nhiều kiểu dấu nối: " + ", ".join(f"“{words}”" for _, words in styles.values()),
            "một kiểu trong cả văn bản, ví dụ “2021 - 2025”",
        )


_Joined: TypeAlias = tuple[tuple[str, str], ...]
"""What a dash joins in a passage: the dash with its spaces, and all the words."""


def _first_of_each(
    passages: tuple[Passage, ...], joined_in: Callable[[Passage], _Joined]
) -> dict[str, tuple[Passage, str]]:
    """By the dash with its spaces: where it stands first, and the words there."""
    seen: dict[str, tuple[Passage, str]] = {}
    for passage in passages:
        for dash, words in joined_in(passage):
            seen.setdefault(dash, (passage, words))
    return seen


@lru_cache(_PASSAGES_KEPT)
def _years_in(passage: Passage) -> _Joined:
    return _joined(_YEARS, passage.text) if _DASH_BEFORE_YEAR.search(passage.text) else ()


@lru_cache(_PASSAGES_KEPT)
def _names_in(passage: Passage) -> _Joined:
    return _joined(_JOINED_NAMES, passage.text)


def _joined(pattern: re.Pattern[str], text: str) -> _Joined:
    return tuple((found.group(1), found.group()) for found in pattern.finditer(text))


RULES: tuple[Rule, ...] = (
    bases_end_as_a_list,
    prose_ends_as_a_sentence,
    headings_end_without_a_mark,
    years_are_joined_alike,
)
