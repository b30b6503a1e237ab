"""Which letter each level of a campaign file relays."""

from __future__ import annotations

from collections.abc import Mapping

from vanban.intake.toml_source import TomlSource


def letters_above(source: TomlSource) -> Mapping[str, str]:
    """The id of the letter above by the id of each level's letter, stated or understood.

    The first level relays the first letter, every other the level before it, unless ``above`` says otherwise.
    """
    above: dict[str, str] = {}
    before = next((_id(entry.get("id")) for _, entry in source.listed("letters")), "")
    for _, entry in source.listed("levels"):
        own = _id(entry.get("id"))
        if own:
            above.setdefault(own, _id(entry.get("above")) or before)
        before = own
    return above


def _id(value: object) -> str:
    return value if isinstance(value, str) else ""
