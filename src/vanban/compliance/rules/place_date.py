"""Địa danh and the day of issue."""

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
from vanban.domain.letters.wording import official_date
from vanban.regulations.law import Law

_ELEMENT = "Địa danh"
_DAY = Clause("NĐ30-R39", Severity.ERROR, f"{DECREE} II.4.b")
_CAPITALS = Clause("NĐ30-R41", Severity.ERROR, f"{DECREE} II.4.c")
_IN_FULL = Clause("NĐ30-R42", Severity.WARNING, f"{DECREE} II.4.a")
_SHORTENED = re.compile(r"(?<!\w)(?:(?i:T\.?P|TX|TT|T|Q|P|H|X)\.|(?:TP|TX|TT|HCM)(?!\w))")


class _Place(NamedTuple):
    document_type: DocumentType
    name: str


def _place(letter: Letter) -> _Place:
    return _Place(letter.document_type, letter.place)


def day_is_given(sheet: Sheet, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.4.b: an issued document has its day."""
    if sheet.letter.issued_on.day is None:
        printed = " ".join(official_date(sheet.letter.issued_on).split())
        yield _DAY.broken("Thời gian ban hành", f"“{printed}” còn trống ngày", "ghi ngày ban hành bằng hai chữ số")


@on_part(_place)
def place_has_capital_initials(stated: _Place, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.4.c: capital initials, and a comma that printing adds."""
    place = stated.name
    if not place.strip():
        # Form 1.9 prints no line of place and day.
        if stated.document_type is not DocumentType.BIEN_BAN:
            yield _CAPITALS.broken(_ELEMENT, "để trống", "ghi tên tỉnh, thành phố hoặc xã, phường nơi đóng trụ sở")
    elif place[0].islower() or any(word[0].islower() for word in _own_name(place).split()):
        yield _CAPITALS.broken(_ELEMENT, f"“{place}”", "viết hoa chữ cái đầu của địa danh, ví dụ “Khánh Hòa”")
    elif place.rstrip(" ,;.:") != place:
        yield _CAPITALS.broken(_ELEMENT, f"“{place}” có dấu ở cuối", "bỏ dấu này; dấu phẩy sau địa danh được tự in")


@on_part(_place)
def place_is_written_in_full(stated: _Place, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.4.a: the official name of the unit, not TP. or T."""
    if found := _SHORTENED.search(stated.name):
        yield _IN_FULL.broken(
            _ELEMENT,
            f"“{stated.name}” viết tắt “{found.group()}”",
            "ghi đầy đủ tên chính thức, ví dụ “Thành phố Hồ Chí Minh”, “Khánh Hòa”",
        )


def _own_name(place: str) -> str:
    """The place without the noun of its unit, of which only the first letter is a capital."""
    for noun in word_list("unit_nouns"):
        if place.casefold().startswith(f"{noun} ".casefold()):
            return place[len(noun) :]
    return place


RULES: tuple[Rule, ...] = (place_has_capital_initials, place_is_written_in_full)
ISSUED_RULES: tuple[Rule, ...] = (day_is_given,)
