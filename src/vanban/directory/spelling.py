"""When two ways of writing an organisation's name mean the same one."""

from __future__ import annotations

from functools import lru_cache

from vanban.domain.collation import spelling_key

_WORDS_KEPT = 8192
"""The names of thousands of organisations are made of the same words."""


def _joined(name: str) -> str:
    return " ".join([_folded(word) for word in name.casefold().split()])


@lru_cache(_WORDS_KEPT)
def _folded(word: str) -> str:
    return " ".join(letters + "".join(tones) for letters, tones in spelling_key(word))


_PEOPLES_COMMITTEE = _joined("Ủy ban nhân dân")
_SHORT = _joined("UBND")


def name_key(name: str) -> str:
    """Equal for spellings of one name: case, spacing and tone placement folded, "Ủy ban nhân dân" written short."""
    return _joined(name).replace(_PEOPLES_COMMITTEE, _SHORT)
