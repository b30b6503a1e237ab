"""The law and the house style of one day, joined into what both renderers draw with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from vanban.domain.letters.letter import Role
from vanban.regulations.house import HouseStyle, house_style
from vanban.regulations.law import Law, law_on
from vanban.regulations.metrics import SINGLE_LINE_EM


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one element is set; ``size_pt`` is the house's choice within the law's range."""

    size_pt: float
    bold: bool
    italic: bool

    @property
    def face(self) -> str:
        """The style whose widths :mod:`vanban.regulations.metrics` knows."""
        if self.bold:
            return "bold"
        return "italic" if self.italic else "regular"


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """Everything that a page is set with on a given day."""

    law: Law
    house: HouseStyle

    def text(self, element: str) -> TextStyle:
        rule = self.law.element(element)
        return TextStyle(size_pt=self.house.size_pt(element), bold=rule.bold, italic=rule.italic)

    @property
    def text_width_mm(self) -> float:
        return self.law.page.width_mm - self.house.margin_left_mm - self.house.margin_right_mm

    @property
    def header_left_mm(self) -> float:
        """Width of the column of ô 2, 3 and 5b."""
        return self.text_width_mm * self.house.header_left_share

    @property
    def header_right_mm(self) -> float:
        return self.text_width_mm - self.header_left_mm

    @property
    def foot_left_mm(self) -> float:
        """Width of the column of Nơi nhận."""
        return self.text_width_mm * self.house.foot_left_share

    @property
    def foot_right_mm(self) -> float:
        return self.text_width_mm - self.foot_left_mm

    @property
    def reference_rule_mm(self) -> float:
        """Length of the short centred line under the reference of an appendix (forms 2.1 and 2.2)."""
        return self.text_width_mm * _REFERENCE_RULE_SHARE

    @property
    def table_size_pt(self) -> float:
        """The law is silent on tables; the house sets them one point smaller than the text."""
        return self.text("body").size_pt - 1

    @property
    def code_line_pt(self) -> float:
        """Height of the lines of số and ngày, one for both, so that they stand on one baseline."""
        return round(max(self.text("code").size_pt, self.text("place_date").size_pt) * SINGLE_LINE_EM, 1)


_REFERENCE_RULE_SHARE = 0.2

MARK_COLOUR = "FF0000"
"""Annex I, Part I, III.2.b: the mark of urgency is bright red (đỏ tươi)."""

CAPITAL_ROLES = frozenset({Role.PART_TITLE, Role.SECTION})
"""Annex I, Part I, II.6.đ and V.6: paragraphs whose words are printed in capitals."""

_ELEMENT_OF_ROLE = {Role.DASH: "body", Role.CENTRED: "body", Role.SIGNED: "signer_name"}


def element_of(role: Role) -> str:
    """The element of the law that sets a kind of paragraph; list items and centred lines are body text."""
    return _ELEMENT_OF_ROLE.get(role, role.value)


@cache
def print_style(day: date) -> PrintStyle:
    """The style in force on ``day``."""
    law = law_on(day)
    return PrintStyle(law=law, house=house_style(law))
