"""A document that an office received and registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingDocument:
    """A row of sổ đăng ký văn bản đến. Source: Decree 30/2020/NĐ-CP, Art. 22 and Annex IV, VI.

    ``arrival_number`` is số đến, one series through the year for paper and electronic documents.
    """

    organ_id: str
    arrival_date: date
    arrival_number: int
    author: str
    code: str
    issued_date: date
    type_name: str
    subject: str
    receiver: str = ""
    handed_over_on: date | None = None
    receipt: str = ""
    note: str = ""
