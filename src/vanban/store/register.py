"""The outgoing register (sổ đăng ký văn bản đi): everything that use cases do with it."""

from __future__ import annotations

from vanban.store.issuing import expected_numbers, issue
from vanban.store.register_audit import audit_register, rows_unlike_the_log
from vanban.store.register_rows import EntryState, RegisterRow, entries
from vanban.store.relating import relations
from vanban.store.renditions import record_rendition, renditions
from vanban.store.series import open_series, paper_last_numbers, reserve, void

__all__ = [
    "EntryState",
    "RegisterRow",
    "audit_register",
    "entries",
    "expected_numbers",
    "issue",
    "open_series",
    "paper_last_numbers",
    "record_rendition",
    "relations",
    "renditions",
    "reserve",
    "rows_unlike_the_log",
    "void",
]
