"""When two ways of writing an organisation's name mean the same one."""

from __future__ import annotations

from vanban.domain.collation import spelling_key


def _joined(name: str) -> str:
    return " ".join(letters + "".join(tones) for letters, tones in spelling_key(name))


_PEOPLES_COMMITTEE = _joined("Ủy ban nhân dân")
_SHORT = _joined("UBND")


def name_key(name: str) -> str:
    """Equal for spellings of one name: case, spacing and tone placement folded, "Ủy ban nhân dân" written short."""
    return _joined(name).replace(_PEOPLES_COMMITTEE, _SHORT)
