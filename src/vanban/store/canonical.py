"""One spelling for every value that is hashed: the same value gives the same text in every process."""

from __future__ import annotations

import json


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no optional white space; Vietnamese letters stay themselves."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
