"""Số and ký hiệu: which abbreviations a symbol is made of, and how it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vanban.compliance.clause import DECREE, Clause, Rule, on_part
from vanban.compliance.reader import Sheet
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Letter
from vanban.regulations.law import Law

_ELEMENT = "Số, ký hiệu"
_NUMBER = Clause("NĐ30-R29", Severity.ERROR, f"{DECREE} II.3.c")
_LETTER = Clause("NĐ30-R31", Severity.ERROR, f"{DECREE} II.3.b")
_NAMED = Clause("NĐ30-R32", Severity.ERROR, f"{DECREE} II.3.b; Phụ lục III, Mục I")
_NO_TYPE = Clause("NĐ30-R33", Severity.WARNING, f"{DECREE} II.3.b")
_NO_SPACE = Clause("NĐ30-R34", Severity.ERROR, f"{DECREE} II.3.c")
_NO_YEAR = Clause("NĐ30-R38", Severity.WARNING, f"{DECREE} II.3 (thông lệ)")
_GROUP = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGENCY_AND_UNIT = 2


class _Symbol(NamedTuple):
    document_type: DocumentType
    notation: str


def _symbol(letter: Letter) -> _Symbol:
    return _Symbol(letter.document_type, letter.code.code_notation)


def number_is_given(sheet: Sheet, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.c: an issued document has its number."""
    if sheet.letter.code.code_number is None:
        yield _NUMBER.broken(_ELEMENT, f"“Số: {sheet.letter.code}” chưa có số", "cấp số trước khi phát hành")


@on_part(_symbol)
def letter_symbol_names_agency_and_unit(symbol: _Symbol, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.b: a công văn's symbol is the agency's, then the unit's."""
    if symbol.document_type is not DocumentType.CONG_VAN:
        return
    groups = _groups(symbol)
    if len(groups) < _AGENCY_AND_UNIT or not all(_is_abbreviation(group) for group in groups):
        yield _LETTER.broken(
            _ELEMENT,
            f"ký hiệu “{symbol.notation}”",
            "chữ viết tắt tên cơ quan, dấu gạch nối, chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực, ví dụ SNV-CCHC",
        )


@on_part(_symbol)
def named_symbol_starts_with_its_type(symbol: _Symbol, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.b and Annex III, I: type abbreviation first, in its own case."""
    rule = law.type_rule(symbol.document_type)
    if not rule.abbreviation:
        return
    first, *rest = _groups(symbol)
    if first != rule.abbreviation or not rest or not all(_is_abbreviation(group) for group in rest):
        yield _NAMED.broken(
            _ELEMENT,
            f"ký hiệu “{symbol.notation}” của {rule.name}",
            f"“{rule.abbreviation}-” rồi chữ viết tắt tên cơ quan, ví dụ {rule.abbreviation}-SNV",
        )


@on_part(_symbol)
def letter_symbol_has_no_type(symbol: _Symbol, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.b: công văn has no abbreviation, nor does it borrow one."""
    if symbol.document_type is not DocumentType.CONG_VAN:
        return
    borrowed = {rule.abbreviation for rule in law.types.values()} | set(word_list("wrong_type_abbreviations"))
    first = _groups(symbol)[0]
    if first and first in borrowed:
        yield _NO_TYPE.broken(
            _ELEMENT,
            f"ký hiệu “{symbol.notation}” mở đầu bằng “{first}”",
            "công văn không ghi chữ viết tắt tên loại; mở đầu bằng chữ viết tắt tên cơ quan",
        )


@on_part(_symbol)
def symbol_has_no_space(symbol: _Symbol, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.c: nothing is typed around the slash and the hyphens."""
    notation = symbol.notation
    if re.search(r"\s", notation):
        joined = "".join(notation.split())
        yield _NO_SPACE.broken(_ELEMENT, f"ký hiệu “{notation}” có khoảng trắng", f"viết liền: “{joined}”")


@on_part(_symbol)
def symbol_has_no_year(symbol: _Symbol, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.3 (practice): the year belongs to legal normative documents."""
    notation = symbol.notation
    if any(_YEAR.fullmatch(group) for group in re.split("[/-]", notation)):
        yield _NO_YEAR.broken(
            _ELEMENT, f"ký hiệu “{notation}” có năm", "văn bản hành chính không ghi năm trong ký hiệu; bỏ năm"
        )


def _groups(symbol: _Symbol) -> list[str]:
    """The groups between hyphens; spaces and a year are other rules' concern."""
    notation = "".join(symbol.notation.split())
    kept = [group for group in notation.split("/") if not _YEAR.fullmatch(group)]
    return [group for group in "/".join(kept).split("-") if not _YEAR.fullmatch(group)] or [""]


def _is_abbreviation(group: str) -> bool:
    letters = [character for character in group if character.isalpha()]
    return bool(_GROUP.fullmatch(group)) and (not letters or any(letter.isupper() for letter in letters))


RULES: tuple[Rule, ...] = (
    letter_symbol_names_agency_and_unit,
    named_symbol_starts_with_its_type,
    letter_symbol_has_no_type,
    symbol_has_no_space,
    symbol_has_no_year,
)
ISSUED_RULES: tuple[Rule, ...] = (number_is_given,)
