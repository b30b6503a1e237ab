"""The organisations between two days on which some of them begin or end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from vanban.domain.organisation import Organisation

if TYPE_CHECKING:
    from vanban.directory.group import RecipientGroup
    from vanban.directory.roll import Roll

_Several = Mapping[str, tuple[Organisation, ...]]


class Era:
    """Who is valid on each day of a span, in rank order, with indexes that are made when first asked for."""

    def __init__(self, roll: Roll, organisations: tuple[Organisation, ...]) -> None:
        self._roll = roll
        self.organisations = organisations
        self.by_id: Mapping[str, Organisation] = {one.id: one for one in organisations}
        self._resolved: dict[RecipientGroup, tuple[Organisation, ...]] = {}

    @cached_property
    def units(self) -> _Several:
        """Those directly under each organisation."""
        return _grouped((one.parent_id, one) for one in self.organisations if one.parent_id is not None)

    @cached_property
    def by_name(self) -> _Several:
        """Those who go by a name, by its key."""
        return self._index(self._roll.named)

    @cached_property
    def by_abbreviation(self) -> _Several:
        """Those who go by an abbreviation, by its key."""
        return self._index(self._roll.abbreviated)

    def resolve(self, group: RecipientGroup) -> tuple[Organisation, ...]:
        """The organisations that a group's selector picks, perhaps none."""
        if group not in self._resolved:
            self._resolved[group] = tuple(
                one for one in self.organisations if group.selector.matches(one, self.by_id.get(one.parent_id or ""))
            )
        return self._resolved[group]

    def _index(self, pairs: Iterable[tuple[str, Organisation]]) -> _Several:
        return _grouped((key, one) for key, one in pairs if self.by_id.get(one.id) is one)


def _grouped(pairs: Iterable[tuple[str, Organisation]]) -> _Several:
    """Each organisation once under each key, even where its full and its short name, side by side, are alike."""
    found: defaultdict[str, list[Organisation]] = defaultdict(list)
    for key, organisation in pairs:
        several = found[key]
        if not several or several[-1] is not organisation:
            several.append(organisation)
    return {key: tuple(several) for key, several in found.items()}
