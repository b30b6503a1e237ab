"""Phụ lục: their labels, and where the text points to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause, Rule
from vanban.compliance.reader import Sheet
from vanban.compliance.roman import from_roman, roman
from vanban.domain.finding import Finding, Severity
from vanban.regulations.law import Law

_POINTER = Clause("NĐ30-R103", Severity.ERROR, f"{DECREE} III.1.a")
_LABELS = Clause("NĐ30-R104", Severity.ERROR, f"{DECREE} III.1.a")
_ONE_OR_MORE = re.compile(
    r"(?i:phụ lục)\s+(?:(?i:số)\s+)?([IVXLC]+\b(?:\s*(?:,|;|và|đến|-|–)\s*(?:(?i:phụ lục)\s+)?[IVXLC]+\b)*)"
)
_NUMERAL_OR_RANGE = re.compile(r"([IVXLC]+)(?:\s*(?:đến|-|–)\s*(?:(?i:phụ lục)\s+)?([IVXLC]+))?")


def text_points_to_each_appendix(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.a: the main text mentions its appendices."""
    count = len(sheet.letter.appendices)
    if not count:
        return
    text = "\n".join(passage.text for passage in sheet.content.passages)
    word = law.fixed_text("appendix_label")
    mentioned = word.casefold() in text.casefold()
    named = _numbers_named(text)
    # "các Phụ lục" means them all, though the reader has to guess which is which.
    severity = Severity.WARNING if re.search(rf"các\s+{word}\b", text, re.IGNORECASE) else None
    for number, label in enumerate(_labels(count, word), start=1):
        if mentioned and (count == 1 or number in named):
            continue
        yield _POINTER.broken(
            "Nội dung", f"không nhắc đến “{label}”", f"chỉ dẫn “({label} kèm theo)”", severity=severity
        )


def appendices_are_labelled_in_order(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.a: Phụ lục I, II … in order; a single one has no number."""
    given = [appendix.label for appendix in sheet.letter.appendices]
    for label, right in zip(given, _labels(len(given), law.fixed_text("appendix_label")), strict=True):
        if label != right:
            yield _LABELS.broken(f"Phụ lục “{label}”", f"“{label}”", f"“{right}”")


def _labels(count: int, word: str) -> list[str]:
    return [word] if count == 1 else [f"{word} {roman(number)}" for number in range(1, count + 1)]


def _numbers_named(text: str) -> set[int]:
    """The numbers after "Phụ lục", lists and ranges included."""
    named: set[int] = set()
    for mention in _ONE_OR_MORE.finditer(text):
        for found in _NUMERAL_OR_RANGE.finditer(mention.group(1)):
            first = from_roman(found.group(1)) or 0
            last = from_roman(found.group(2) or "") or first
            named.update(range(first, last + 1))
    return named


RULES: tuple[Rule, ...] = (text_points_to_each_appendix, appendices_are_labelled_in_order)
