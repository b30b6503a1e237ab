"""What is wrong in a file of our own, as the process that checked it hands it back."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.domain.letters.rendition import RenditionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What is wrong in one of our files, so that it must not be issued: rule, place, remedy and clause."""

    kind: RenditionKind
    rule_id: str
    title: str
    found: str
    allowed: str
    place: str = ""
    source: str = ""
