"""A letter as messages name it."""

from __future__ import annotations

from vanban.domain.letters.draft import LetterKey


def letter_name(key: LetterKey) -> str:
    """The letter as a message names it."""
    return f"văn bản “{key.letter_id}” của {key.organ_id} (đợt {key.campaign_id})"
