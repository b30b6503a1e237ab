"""An earlier document cited in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.domain.dates.day import PlannedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document cited as the law asks: in full at first, by type and symbol afterwards.

    ``issued_date`` is a planned day where the document cited has none yet.
    Laws and ordinances (Luật, Pháp lệnh) have no code, date or issuer (Annex I, Part I, II.6.a and b).
    """

    key: str
    type_name: str
    code: str = ""
    issued_date: date | PlannedDay | None = None
    issuer: str = ""
    subject: str = ""
