"""Phụ lục: their labels, and where the text points to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause, Rule
from vanban.compliance.enclosures_in_text import appendices_named
from vanban.compliance.reader import Sheet
from vanban.compliance.roman import roman
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Appendix
from vanban.regulations.law import Law

_POINTER = Clause("NĐ30-R103", Severity.ERROR, f"{DECREE} III.1.a")
_LABELS = Clause("NĐ30-R104", Severity.ERROR, f"{DECREE} III.1.a")
_LABEL = re.compile(r"\s*phụ\s+lục(?:\s+(?:số\s*)?(?P<number>[ivxlc]+|\d+|[a-zđ])\b)?", re.IGNORECASE)
_ISSUED_WITH_A_DECISION = (DocumentType.QUYET_DINH, DocumentType.NGHI_QUYET)


def text_points_to_each_appendix(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.a: the main text mentions its appendices."""
    appendices = _appendices(sheet, law)
    count = len(appendices)
    if not count:
        return
    text = "\n".join(passage.text for passage in sheet.content.passages)
    word = law.fixed_text("appendix_label")
    mentioned = word.casefold() in text.casefold()
    named = appendices_named(text)
    # "các Phụ lục" means them all, though the reader has to guess which is which.
    is_sure = all(one.label or one.title for one in appendices)
    severity = None if is_sure and not re.search(rf"các\s+{word}\b", text, re.IGNORECASE) else Severity.WARNING
    for number, label in enumerate(_labels(count, word), start=1):
        if mentioned and (count == 1 or number in named):
            continue
        yield _POINTER.broken(
            "Nội dung", f"không nhắc đến “{label}”", f"chỉ dẫn “({label} kèm theo)”", severity=severity
        )


def appendices_are_labelled_in_order(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.a: Phụ lục I, II … in order; a single one has no number."""
    given = _appendices(sheet, law)
    for appendix, right in zip(given, _labels(len(given), law.fixed_text("appendix_label")), strict=True):
        label = appendix.label
        if not label:
            # Without a title either, it may be anything that was typed below the signature.
            weight = None if appendix.title else Severity.WARNING
            yield _LABELS.broken("Phần kèm theo", "không có chữ “Phụ lục” ở đầu", f"“{right}”", severity=weight)
        elif _number_of(label) != _number_of(right):
            yield _LABELS.broken(f"Phụ lục “{label}”", f"“{label}”", f"“{right}”")


def _appendices(sheet: Sheet, law: Law) -> list[Appendix]:
    """The appendices; what has no label may be another document in the same file, or issued with a decision."""
    letter = sheet.letter
    country = law.fixed_text("country_name")
    is_decision = letter.document_type in _ISSUED_WITH_A_DECISION
    return [
        appendix
        for appendix, flow in zip(letter.appendices, sheet.appendices, strict=True)
        if appendix.label or not (is_decision or any(country in passage.text.upper() for passage in flow.passages))
    ]


def _number_of(label: str) -> str | None:
    """The number of a label as it is printed, empty where it has none; ``None`` when the words are no label."""
    found = _LABEL.match(label)
    return (found.group("number") or "") if found else None


def _labels(count: int, word: str) -> list[str]:
    return [word] if count == 1 else [f"{word} {roman(number)}" for number in range(1, count + 1)]


RULES: tuple[Rule, ...] = (text_points_to_each_appendix, appendices_are_labelled_in_order)
