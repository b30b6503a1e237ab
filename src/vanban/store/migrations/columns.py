"""Types of columns that hold text: compared letter by letter on either database, whatever a server's locale is."""

from __future__ import annotations

import sqlalchemy as sa

_BY_CODE_POINT = "C"
"""SQLite's own order. A Vietnamese locale sorts ids differently on each version of the server's libraries, and an
index that was built by another one finds rows no more."""


def short_text() -> sa.types.TypeEngine[str]:
    """An id or a word of a closed list."""
    return sa.String().with_variant(sa.String(collation=_BY_CODE_POINT), "postgresql")


def long_text() -> sa.types.TypeEngine[str]:
    """What somebody wrote."""
    return sa.Text().with_variant(sa.Text(collation=_BY_CODE_POINT), "postgresql")
