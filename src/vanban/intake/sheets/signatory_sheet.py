"""A sheet of signatories for a clerk to fill in: whom a cascade still lacks, with everything but the names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from vanban.directory.cells import escaped
from vanban.domain.errors import InvalidDirectory, Problem
from vanban.domain.organisation import Organisation

SHEET = "signatories.csv"
_COLUMNS = (
    "id", "organ", "note", "full_name", "position", "capacities", "on_behalf_of", "authorisation", "valid_from",
    "valid_to",
)  # fmt: skip
_COMMITTEE = "ubnd_"
_DEPUTY_CHAIRMAN = {"position": "Phó Chủ tịch", "capacities": "TM|KT", "on_behalf_of": "Ủy ban nhân dân|Chủ tịch"}
_DEPUTY_DIRECTOR = {"position": "Phó Giám đốc", "capacities": "KT", "on_behalf_of": "Giám đốc"}
"""How such offices mostly sign; the clerk changes what is otherwise."""


def write_signatory_sheet(organisations: Iterable[Organisation], folder: Path, *, day: date) -> Path:
    """Write ``signatories.csv`` with one row for each organisation; only the names are missing.

    Args:
        organisations: those who have nobody to sign yet; the column ``note`` names them for whoever fills it in.
        folder: made where it is missing; an own directory.
        day: the first day on which they sign.

    Raises:
        InvalidDirectory: there is such a sheet already; it is left alone.
    """
    path = folder / SHEET
    if path.exists():
        remedy = "chọn thư mục khác ở --out, rồi chép các dòng cần thêm vào bảng cũ"
        raise InvalidDirectory([Problem(file=str(path), place="", message="đã có bảng người ký này", remedy=remedy)])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(one, day) for one in organisations)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def _row(organisation: Organisation, day: date) -> Mapping[str, str]:
    usual = _DEPUTY_CHAIRMAN if organisation.kind.startswith(_COMMITTEE) else _DEPUTY_DIRECTOR
    return usual | {
        "id": f"nguoi-ky-{organisation.id}",
        "organ": organisation.id,
        "note": escaped(organisation.name),
        "valid_from": day.isoformat(),
    }
