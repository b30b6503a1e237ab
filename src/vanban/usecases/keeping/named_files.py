"""Which files the rows of an office name: those of issued letters, and the evidence of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from vanban.domain.duties.report import Evidence
from vanban.usecases.keeping.manifest import NamedFile
from vanban.usecases.reporting.keep_evidence import EVIDENCE_FOLDER, evidence_name

Value = int | str | bool | date | None
RowsOf = Callable[[str], Iterable[Mapping[str, Value]]]
"""The rows of a table by its name, as they are in a database or in an archive."""


def named_files(rows_of: RowsOf) -> Iterator[NamedFile]:
    """Every file, by its name below the office's output and once, in the order of letters and reports.

    Raises:
        ValueError: A row names a file in a way that no row of this software does.
    """
    campaigns = {row["id"]: row["campaign_id"] for row in rows_of("register_entry") if row["campaign_id"] is not None}
    seen: dict[str, str] = {}
    for one in _all_files(rows_of, campaigns):
        if one.name not in seen:
            seen[one.name] = one.sha256
            yield one
        elif seen[one.name] != one.sha256:
            raise ValueError(f"two contents of {one.name}")


def unwritten_letters(rows_of: RowsOf) -> int:
    """How many letters have a number but no file on record: their launch is at work, or was stopped."""
    written = {row["entry_id"] for row in rows_of("rendition")}
    return sum(row["state"] == "issued" and row["id"] not in written for row in rows_of("register_entry"))


def _all_files(rows_of: RowsOf, campaigns: Mapping[Value, Value]) -> Iterator[NamedFile]:
    for row in rows_of("rendition"):
        if row["entry_id"] not in campaigns:
            raise ValueError(f"a file of no letter: {row['file_name']}")
        name = f"{campaigns[row['entry_id']]}/{row['file_name']}"
        yield NamedFile(name=name, sha256=str(row["sha256"]))
    for row in rows_of("report_evidence"):
        evidence = Evidence(
            file_name=str(row["file_name"]), sha256=str(row["sha256"]), size_bytes=int(str(row["size_bytes"]))
        )
        yield NamedFile(name=f"{EVIDENCE_FOLDER}/{evidence_name(evidence)}", sha256=evidence.sha256)
