"""Plans and decisions as the audit log holds them, told from their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping

from vanban.store.canonical import canonical_json

_Values = Mapping[str, Any] | RowMapping

_PLAN = ("id", "kind", "request", "campaign_id", "title", "letters", "sha256", "made_at", "made_by")
_LETTER = ("position", "campaign_id", "letter_id", "organ_id", "level", "draft_sha256", "sha256")
_DECISION = ("plan_id", "aspect", "approved", "name", "position", "decided_at", "reason")


def plan_subject(row: _Values, letters: Iterable[_Values]) -> dict[str, object]:
    """A plan with a hash over its letters, which may be thousands."""
    facts = [[*(one[name] for name in _LETTER), one["day"].isoformat()] for one in letters]
    return {name: row[name] for name in _PLAN} | {
        "day": row["day"].isoformat(),
        "recorded_letters": hashlib.sha256(canonical_json(facts).encode()).hexdigest(),
    }


def decision_subject(row: _Values) -> dict[str, object]:
    """A decision, word by word."""
    return {name: row[name] for name in _DECISION}
