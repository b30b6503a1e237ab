"""Collective addressees ("UBND các xã, phường, đặc khu") as selectors over the directory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vanban.domain.organisation import Organisation, Validity

SELECTOR_FIELDS = ("kind", "level", "id", "parent", "parent_kind")


class InvalidSelector(ValueError):
    """A selector that cannot be read; the message is Vietnamese and says what stands in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSelector:
    """``kind=so,ban level=tinh``: every term must hold, by any one of its values.

    ``terms`` are pairs of a field and its values; ``parent_kind`` is the kind of the organisation above.
    """

    terms: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def parse(cls, expression: str) -> GroupSelector:
        """Read ``field=value,value field=value``.

        Raises:
            InvalidSelector: when the expression is empty or a term has no known field or no values.
        """
        terms = tuple(_term(word) for word in expression.split())
        if not terms:
            raise InvalidSelector("biểu thức chọn để trống")
        names = [name for name, _ in terms]
        if len(set(names)) < len(names):
            raise InvalidSelector("một trường được nêu hai lần")
        return cls(terms=terms)

    def __str__(self) -> str:
        return " ".join(f"{name}={','.join(values)}" for name, values in self.terms)

    def matches(self, organisation: Organisation, parent: Organisation | None) -> bool:
        return all(_READERS[name](organisation, parent) in values for name, values in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientGroup:
    """A collective group as it holds between two dates; several rows with one ``id`` follow each other in time.

    ``expected_count`` is how many organisations the directory resolves it to; ``official_count`` what an official
    source states, which is more where some members could not be named, and ``count_note`` says why they differ.
    ``replaced_by`` is the group that takes its place after its last day.
    """

    id: str
    label: str
    selector: GroupSelector
    validity: Validity = field(default_factory=Validity)
    expected_count: int | None = None
    official_count: int | None = None
    count_note: str = ""
    replaced_by: str = ""
    source: str = ""


_READERS: dict[str, Callable[[Organisation, Organisation | None], str]] = {
    "kind": lambda organisation, _: organisation.kind,
    "level": lambda organisation, _: organisation.level,
    "id": lambda organisation, _: organisation.id,
    "parent": lambda organisation, _: organisation.parent_id or "",
    "parent_kind": lambda _, parent: parent.kind if parent else "",
}


def _term(word: str) -> tuple[str, tuple[str, ...]]:
    name, equals, listed = word.partition("=")
    values = tuple(listed.split(","))
    if not equals or name not in SELECTOR_FIELDS or not all(values):
        raise InvalidSelector(f"không đọc được “{word}”")
    return name, values
