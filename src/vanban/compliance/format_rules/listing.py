"""Kính gửi and Nơi nhận as lists: lines that a page broke are joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.compliance.format_rules.paper import Paper
from vanban.domain.judging.inspected import Element, MeasuredLine

_LABEL = re.compile(r"\s*Kính\s+gửi\s*(?P<colon>:?)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—+]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One recipient as printed, its dash and its end mark included; ``line`` is the one that it begins on."""

    text: str
    line: MeasuredLine

    @property
    def has_dash(self) -> bool:
        return _DASH.match(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeList:
    """Kính gửi taken apart; ``beside`` when the first recipient stands on the line of the label."""

    label: MeasuredLine
    has_colon: bool
    beside: bool
    items: tuple[Item, ...]


def addressee_list(paper: Paper) -> AddresseeList | None:
    """Kính gửi and its recipients; ``None`` when no line begins with the label."""
    lines = paper.lines(Element.ADDRESSEES)
    found = _LABEL.match(lines[0].text) if lines else None
    if found is None:
        return None
    rest = lines[0].text[found.end() :]
    pieces = [(piece, lines[0]) for piece in _pieces(rest)]
    pieces += [(piece, line) for line in lines[1:] for piece in _pieces(line.text)]
    return AddresseeList(
        label=lines[0], has_colon=bool(found["colon"]), beside=bool(rest.strip()), items=_joined(pieces)
    )


def distribution_items(paper: Paper) -> tuple[Item, ...]:
    """The items of Nơi nhận."""
    return _joined([(piece, line) for line in paper.lines(Element.DISTRIBUTION) for piece in _pieces(line.text)])


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"[\n\v]", text) if piece.strip()]


def _joined(pieces: list[tuple[str, MeasuredLine]]) -> tuple[Item, ...]:
    """A piece without a dash goes on with the one before it, unless that one has ended."""
    items: list[Item] = []
    for piece, line in pieces:
        text = " ".join(piece.split())
        if items and not _DASH.match(text) and not items[-1].text.endswith((";", ".")):
            items[-1] = Item(text=f"{items[-1].text} {text}", line=items[-1].line)
        else:
            items.append(Item(text=text, line=line))
    return tuple(items)
