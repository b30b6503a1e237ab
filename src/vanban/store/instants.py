"""Instants as the tables keep them."""

from __future__ import annotations

from datetime import UTC, datetime


def instant_text(now: datetime) -> str:
    """An instant in UTC and of one width, so that the order of the texts is that of the instants."""
    if now.tzinfo is None:
        raise ValueError("an instant in the database needs its time zone")
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def instant_of(text: str) -> datetime:
    """The instant that a text tells."""
    return datetime.fromisoformat(text)
