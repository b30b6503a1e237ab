"""Dates and citations in the words that official letters use."""

from __future__ import annotations

from datetime import date

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.citation import Citation

BLANK = "\u00a0"
"""Room left for handwriting is made of no-break spaces, so that it neither folds nor breaks."""
_DAY_BLANK = BLANK * 6
NUMBER_BLANK = BLANK * 8
"""Where the number of an unsigned document will be written."""
_LAST_PADDED_MONTH = 2


def printed_day(day: int) -> str:
    """Annex I, Part I, II.4.b: days below 10 are written with a leading 0."""
    return f"{day:02d}"


def printed_month(month: int) -> str:
    """Annex I, Part I, II.4.b: months 1 and 2 are written with a leading 0, and only these."""
    return f"{month:02d}" if month <= _LAST_PADDED_MONTH else str(month)


def official_date(day: date | PlannedDay) -> str:
    """``ngày 05 tháng 01 năm 2026``; a blank day leaves room to write it."""
    number = _DAY_BLANK if day.day is None else printed_day(day.day)
    return f"ngày {number} tháng {printed_month(day.month)} năm {day.year}"


def short_date(day: date) -> str:
    """``05/01/2026``, ``20/8/2020``: the same padding in figures, as running text uses it."""
    return f"{printed_day(day.day)}/{printed_month(day.month)}/{day.year}"


def full_citation(citation: Citation, *, dates: str = "long", issuer: bool = True, subject: bool = True) -> str:
    """Annex I, Part I, II.6.b: type, number and symbol, date, issuer and subject, at the first mention.

    Args:
        dates: ``long`` for ``ngày 01 tháng 7 năm 2024``, ``short`` for ``ngày 01/7/2024``.
        issuer: False where the sentence has already named the issuer.
        subject: False where the sentence itself says what the document is about.
    """
    parts = [citation.type_name]
    if citation.code:
        parts.append(f"số {citation.code}")
    if citation.issued_date:
        parts.append(_cited_date(citation.issued_date, dates))
    if issuer and citation.issuer:
        parts.append(f"của {citation.issuer}")
    if subject and citation.subject:
        parts.append(citation.subject if not citation.code else f"về {citation.subject.removeprefix('về ')}")
    return " ".join(parts)


def _cited_date(day: date | PlannedDay, dates: str) -> str:
    exact = day.as_date if isinstance(day, PlannedDay) else day
    return f"ngày {short_date(exact)}" if exact and dates == "short" else official_date(day)


def later_citation(citation: Citation) -> str:
    """Annex I, Part I, II.6.b: type, number and symbol only, once it has been cited in full."""
    return f"{citation.type_name} số {citation.code}" if citation.code else full_citation(citation)
