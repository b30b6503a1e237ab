"""The house's own choices within what the law allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache

from vanban.domain.errors import InvalidInput, Problem
from vanban.regulations.dated import Fields, read_toml
from vanban.regulations.law import Law, Range

_FOLDER, _FILE = "house", "style.toml"
_HEADING = ("country_name", "motto", "place_date")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HouseStyle:
    """Sizes, margins, gaps and shares that every document of the house is set with."""

    sizes_pt: Mapping[str, float]
    margin_top_mm: float
    margin_bottom_mm: float
    margin_left_mm: float
    margin_right_mm: float
    indent_mm: float
    paragraph_gap_pt: float
    line_spacing: float
    subject_gap_pt: float
    issuer_rule_ratio: float
    subject_rule_ratio: float
    header_left_share: float
    foot_left_share: float
    addressee_indent_mm: float
    signature_gap_mm: float
    qr_width_mm: float
    page_number_distance_mm: float

    def size_pt(self, key: str) -> float:
        """The size of an element of the law."""
        return self.sizes_pt[key]


@cache
def house_style(law: Law) -> HouseStyle:
    """The house style, checked against ``law``.

    Raises:
        InvalidInput: a choice lies outside the law; all of them are named.
    """
    return style_from(read_toml(_FOLDER, _FILE), law)


def style_from(table: Fields, law: Law) -> HouseStyle:
    """The style that a table of choices gives, refused where it leaves the law or is incomplete."""
    choices = {key: table.table("choices").table(key).number("value") for key in table.table("choices").content}
    sizes = {key: group.number(key) for group in _size_groups(table) for key in group.content}
    problems = [*_size_problems(sizes, law), *_choice_problems(choices, law)]
    if problems:
        raise InvalidInput(problems)
    return HouseStyle(sizes_pt=sizes, **choices)


def _size_groups(table: Fields) -> Iterator[Fields]:
    return (group.table("values") for group in table.tables("sizes"))


def _choice_problems(choices: Mapping[str, float], law: Law) -> Iterator[Problem]:
    known = {one.name for one in fields(HouseStyle)} - {"sizes_pt"}
    yield from _key_problems("choices", known, set(choices))
    for key, allowed in _limits(law).items():
        if key in choices and not allowed.holds(choices[key]):
            yield _outside(f"choices.{key}", choices[key], allowed)


def _size_problems(sizes: Mapping[str, float], law: Law) -> Iterator[Problem]:
    yield from _key_problems("sizes", set(law.elements), set(sizes))
    for key, rule in law.elements.items():
        if key in sizes and not rule.size_pt.holds(sizes[key]):
            yield _outside(f"sizes.{key}", sizes[key], rule.size_pt)
    heading = tuple(sizes.get(key, 0.0) for key in _HEADING)
    if heading not in law.heading_size_sets:
        yield _problem(
            f"sizes.{_HEADING[0]}",
            f"cỡ chữ Quốc hiệu, Tiêu ngữ, địa danh {_shown(heading)} không thành một bộ",
            "chọn một bộ: " + " hoặc ".join(_shown(one) for one in law.heading_size_sets),
        )


def _key_problems(place: str, known: set[str], given: set[str]) -> Iterator[Problem]:
    for key in sorted(known - given):
        yield _problem(f"{place}.{key}", "thiếu giá trị", "ghi một giá trị")
    for key in sorted(given - known):
        yield _problem(f"{place}.{key}", "không có mục này", "xóa hoặc sửa tên mục")


def _limits(law: Law) -> Mapping[str, Range]:
    """The choices that the law bounds; it is silent on the others."""
    page, measures = law.page, law.measures
    return {
        "margin_top_mm": page.margin_top_mm,
        "margin_bottom_mm": page.margin_bottom_mm,
        "margin_left_mm": page.margin_left_mm,
        "margin_right_mm": page.margin_right_mm,
        "indent_mm": measures["body_indent_mm_options"],
        "paragraph_gap_pt": measures["body_paragraph_gap_pt"],
        "line_spacing": measures["body_line_spacing"],
        "subject_gap_pt": measures["subject_letter_gap_pt"],
        "issuer_rule_ratio": measures["issuer_rule_ratio"],
        "subject_rule_ratio": measures["subject_rule_ratio"],
    }


def _outside(place: str, value: float, allowed: Range) -> Problem:
    return _problem(place, f"giá trị {value:g} trái quy định ({allowed.source})", f"chọn giá trị {allowed}")


def _problem(place: str, message: str, remedy: str) -> Problem:
    return Problem(file=f"{_FOLDER}/{_FILE}", place=place, message=message, remedy=remedy)


def _shown(sizes: tuple[float, ...]) -> str:
    return "/".join(f"{size:g}" for size in sizes)
