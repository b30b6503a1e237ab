"""Kính gửi and the names of those who get the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from vanban.compliance.clause import DECREE, Clause, Rule, on_part
from vanban.compliance.passages import listed
from vanban.compliance.reader import Sheet
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.wording import short_date
from vanban.regulations.administration import AbolishedUnits, abolished_units_on
from vanban.regulations.law import Law

_ADDRESSED = Clause("NĐ30-R50", Severity.ERROR, f"{DECREE} II.9.b-d")
_FULL_NAMES = Clause("NĐ30-R55", Severity.WARNING, f"{DECREE} II.2.a (áp dụng tương tự)")
_ABOLISHED = "NĐ30-R115"
_CAPITALS = re.compile(r"(?<![\w&])[A-ZĐĂÂÊÔƠƯ]{2,}(?:&[A-ZĐĂÂÊÔƠƯ]+)*(?![\w&])")
_ROMAN = re.compile("[IVXLC]+")
_DAYS_KEPT = 64


class _Names(NamedTuple):
    document_type: DocumentType
    addressees: tuple[str, ...]
    distribution_list: tuple[str, ...]


def _names(letter: Letter) -> _Names:
    return _Names(letter.document_type, letter.addressees, letter.distribution_list)


@on_part(_names)
def addressees_go_with_the_type(names: _Names, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.b-d: công văn has Kính gửi; tờ trình and báo cáo may."""
    rule = law.type_rule(names.document_type)
    if rule.has_addressees and not rule.upward_only and not names.addressees:
        yield _ADDRESSED.broken(
            "Kính gửi", f"{rule.name} không có nơi kính gửi", "ghi ít nhất một nơi nhận để giải quyết"
        )
    if names.addressees and not rule.has_addressees:
        yield _ADDRESSED.broken(
            "Kính gửi",
            f"{rule.name} có phần Kính gửi",
            f"bỏ phần Kính gửi; nơi nhận của {rule.name} chỉ ghi ở mục Nơi nhận",
        )


@on_part(_names)
def recipients_have_full_names(names: _Names, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.2.a by analogy: names of agencies are not abbreviated.

    Every abbreviation under Kính gửi is judged; in Nơi nhận, printed small, only those of unit nouns.
    """
    for number, line in enumerate(names.addressees, start=1):
        if private := _private_abbreviations(line):
            yield _unclear(listed("Kính gửi", number, line), private)
    nouns = word_list("unit_noun_abbreviations")
    for number, line in enumerate(names.distribution_list[:-1], start=1):
        if short := [word for word in _CAPITALS.findall(line) if word in nouns]:
            yield _unclear(listed("Nơi nhận", number, line), short)


def recipients_still_exist(sheet: Sheet, _law: Law) -> Iterator[Finding]:
    """202/2025/QH15 and 1667/NQ-UBTVQH15: since 01/7/2025 there is no district level to write to."""
    abolished = _abolished_on(sheet.letter.issued_on.last_possible)
    if abolished is None:
        return
    clause = Clause(_ABOLISHED, Severity.INFO, abolished.source)
    nouns = re.compile(rf"(?<!\w)(?:{'|'.join(abolished.nouns)})(?!\w)", re.IGNORECASE)
    for label in dict.fromkeys(one.label for one in sheet.draft.recipients):
        if found := nouns.search(label):
            yield clause.broken(
                f"Nơi nhận: “{label}”",
                f"có “{found.group()}”, cấp hành chính không còn từ ngày {short_date(abolished.since)}",
                "ghi cơ quan tiếp nhận nhiệm vụ, ví dụ UBND các xã, phường, đặc khu",
            )


@lru_cache(_DAYS_KEPT)
def _abolished_on(day: date) -> AbolishedUnits | None:
    return abolished_units_on(day)


def _private_abbreviations(name: str) -> list[str]:
    """Words of capitals that are not common; a name typed all in capitals holds none."""
    if name.isupper():
        return []
    common = word_list("common_abbreviations")
    return [word for word in _CAPITALS.findall(name) if word not in common and not _ROMAN.fullmatch(word)]


def _unclear(element: str, words: list[str]) -> Finding:
    return _FULL_NAMES.broken(
        element, "viết tắt " + ", ".join(f"“{word}”" for word in words), "ghi đầy đủ tên chính thức của nơi nhận"
    )


RULES: tuple[Rule, ...] = (addressees_go_with_the_type, recipients_have_full_names, recipients_still_exist)
