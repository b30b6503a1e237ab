"""What Decree 30/2020/NĐ-CP asks of a document on a given day, read from the packaged data."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from vanban.domain.collation import spelling_key
from vanban.domain.errors import VanbanError
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.signing import SigningCapacity
from vanban.domain.letters.wording import short_date
from vanban.regulations.dated import DatedValue, Tables, as_fields, effective_days, read_tables, values_on

_FOLDER = "nd30_2020"
_ALWAYS, _UPWARD = "always", "upward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The values from ``low`` to ``high`` that the law allows, both included."""

    low: float
    high: float
    source: str = field(default="", compare=False)

    def holds(self, value: float, tolerance: float = 0.0) -> bool:
        return self.low - tolerance <= value <= self.high + tolerance

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:g}"
        return f"từ {self.low:g} trở lên" if self.high == float("inf") else f"{self.low:g}–{self.high:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Range):
    """The few single values that the law allows; what lies between them is not allowed."""

    values: tuple[float, ...]

    def holds(self, value: float, tolerance: float = 0.0) -> bool:
        return any(abs(value - option) <= tolerance for option in self.values)

    def __str__(self) -> str:
        return " hoặc ".join(f"{option:g}" for option in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRule:
    """Size and style of one element (Annex I, Part I, V); ``uppercase`` when all of it is in capitals."""

    key: str
    size_pt: Range
    bold: bool
    italic: bool
    uppercase: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """Paper, margins and font (Annex I, Part I, I)."""

    width_mm: float
    height_mm: float
    margin_top_mm: Range
    margin_bottom_mm: Range
    margin_left_mm: Range
    margin_right_mm: Range
    font_family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRule:
    """One of the 29 types; ``abbreviation`` is empty for Công văn and Thư công, ``form`` where none is given.

    ``has_addressees`` when Kính gửi is printed; ``upward_only`` when that holds only towards a higher agency.
    """

    type: DocumentType
    name: str
    abbreviation: str
    form: str
    has_addressees: bool
    upward_only: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRule:
    """A degree of urgency and the box around it (Annex I, Part I, III.2.b)."""

    text: str
    width_mm: float
    height_mm: float
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRule:
    """A form of copy: what it prints and the symbol of its number (``SAO Y``, ``SY``)."""

    text: str
    abbreviation: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """Everything that holds on a day; days between two changes of the law share one object."""

    effective_from: date
    page: PageRule
    elements: Mapping[str, ElementRule]
    texts: Mapping[str, str]
    types: Mapping[DocumentType, TypeRule]
    marks: Mapping[Urgency, MarkRule]
    measures: Mapping[str, Range]
    signing_prefixes: Mapping[SigningCapacity, str]
    copy_forms: Mapping[str, CopyRule]
    point_letters: tuple[str, ...]
    outgoing_register_columns: tuple[str, ...]
    incoming_register_columns: tuple[str, ...]
    heading_size_sets: tuple[tuple[float, ...], ...]

    def element(self, key: str) -> ElementRule:
        return self.elements[key]

    def fixed_text(self, key: str) -> str:
        """A text that the law gives word for word, such as ``motto`` or ``subject_prefix``."""
        return self.texts[key]

    def type_rule(self, document_type: DocumentType) -> TypeRule:
        return self.types[document_type]

    def type_named(self, name: str) -> DocumentType | None:
        """The type of that Vietnamese name, in any case and with either place of the tone mark."""
        wanted = spelling_key(name)
        return next((rule.type for rule in self.types.values() if spelling_key(rule.name) == wanted), None)

    def mark(self, urgency: Urgency) -> MarkRule:
        """The mark of a degree of urgency; ``Urgency.NONE`` has none and is a ``KeyError``."""
        return self.marks[urgency]


def law_on(day: date) -> Law:
    """The law in force on ``day``.

    Raises:
        VanbanError: before the Decree took effect.
    """
    editions = effective_days(_tables())
    begun = bisect_right(editions, day)
    if not begun:
        raise VanbanError(
            f"Ngày {short_date(day)} sớm hơn ngày Nghị định số 30/2020/NĐ-CP có hiệu lực ({short_date(editions[0])}): "
            "không có quy định về thể thức để áp dụng → Chọn ngày ban hành từ ngày đó trở đi."
        )
    return _edition(editions[begun - 1])


@cache
def _tables() -> Tables:
    return read_tables(_FOLDER)


@cache
def _edition(day: date) -> Law:
    return law_from(_tables(), day)


def law_from(tables: Tables, day: date) -> Law:
    """The law that dated ``tables`` give on ``day``; a missing key is a ``KeyError``."""
    held = {name: values_on(table, day) for name, table in tables.items()}
    lists = held["lists"]
    return Law(
        effective_from=max(value.effective_from for table in held.values() for value in table.values()),
        page=_page(held["page"]),
        elements={key: _element(key, value) for key, value in held["elements"].items()},
        texts={key: value.fields.text("value") for key, value in held["texts"].items()},
        types={one: _type_rule(one, held["types"][one.value]) for one in DocumentType},
        marks={one: _mark(held["marks"][one.value]) for one in Urgency if one is not Urgency.NONE},
        measures={key: _range(value) for key, value in held["measures"].items()},
        signing_prefixes={
            one: held["signing"][one.value].fields.text("text")
            for one in SigningCapacity
            if one is not SigningCapacity.NONE
        },
        copy_forms={key: _copy(value) for key, value in held["copies"].items()},
        point_letters=lists["point_letters"].fields.texts("items"),
        outgoing_register_columns=lists["outgoing_register_columns"].fields.texts("items"),
        incoming_register_columns=lists["incoming_register_columns"].fields.texts("items"),
        heading_size_sets=_size_sets(lists["heading_size_sets"]),
    )


def _page(table: Mapping[str, DatedValue]) -> PageRule:
    return PageRule(
        width_mm=table["width"].fields.number("value"),
        height_mm=table["height"].fields.number("value"),
        margin_top_mm=_range(table["margin_top"]),
        margin_bottom_mm=_range(table["margin_bottom"]),
        margin_left_mm=_range(table["margin_left"]),
        margin_right_mm=_range(table["margin_right"]),
        font_family=table["font_family"].fields.text("value"),
    )


def _range(value: DatedValue) -> Range:
    if "options" in value.fields.content:
        options = value.fields.numbers("options")
        return Options(low=min(options), high=max(options), values=options, source=value.source)
    low, high = value.fields.number("min"), value.fields.number("max")
    if low > high:
        raise ValueError(f"{value.fields.place}: min is above max")
    return Range(low=low, high=high, source=value.source)


def _element(key: str, value: DatedValue) -> ElementRule:
    return ElementRule(
        key=key,
        size_pt=_range(value),
        bold=value.fields.flag("bold"),
        italic=value.fields.flag("italic"),
        uppercase=value.fields.flag("uppercase"),
        source=value.source,
    )


def _type_rule(document_type: DocumentType, value: DatedValue) -> TypeRule:
    addressees = value.fields.text("addressees")
    return TypeRule(
        type=document_type,
        name=value.fields.text("name"),
        abbreviation=value.fields.text("abbreviation"),
        form=value.fields.text("form"),
        has_addressees=addressees in {_ALWAYS, _UPWARD},
        upward_only=addressees == _UPWARD,
        source=value.source,
    )


def _mark(value: DatedValue) -> MarkRule:
    return MarkRule(
        text=value.fields.text("text"),
        width_mm=value.fields.number("width"),
        height_mm=value.fields.number("height"),
        source=value.source,
    )


def _copy(value: DatedValue) -> CopyRule:
    return CopyRule(text=value.fields.text("text"), abbreviation=value.fields.text("abbreviation"), source=value.source)


def _size_sets(value: DatedValue) -> tuple[tuple[float, ...], ...]:
    rows = value.fields.sequence("items")
    sets = (as_fields(value.fields.place, {"set": row}) for row in rows)
    return tuple(one.numbers("set") for one in sets)
