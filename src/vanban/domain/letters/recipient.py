"""The one list from which Kính gửi, Nơi nhận, delivery and duties to report are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RecipientRole(StrEnum):
    """Why someone gets the document. Source: Decree 30/2020/NĐ-CP, Annex I, Part I, II.9."""

    ADDRESSEE = "addressee"
    """To act on it: printed under Kính gửi and meant by "Như trên"."""
    COPY = "copy"
    """To supervise, coordinate or know: printed in Nơi nhận."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One line of recipients: an organisation, a collective group or a name outside the directory.

    ``organ_ids`` are the organisations meant, on the day of issue; empty for a name outside the directory.
    ``channel`` is how it is sent (``VBĐT``, ``giấy``), data that is printed only where a letter asks for it.
    ``sheet_row`` and ``row_values`` tell where in a sheet of recipients it stands and what else is written there.
    """

    label: str
    role: RecipientRole
    organ_ids: tuple[str, ...] = ()
    channel: str = ""
    copies: int = 1
    sheet_row: int = 0
    row_values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCopy:
    """The last line of Nơi nhận: ``- Lưu: VT, CCHC (01).`` (Annex I, Part I, II.9.d; form 1.5).

    ``drafter`` is the drafter's symbol with the number of copies made, ``PL.(300)`` (III.3), or empty.
    """

    unit: str = ""
    copies: int | None = None
    drafter: str = ""
