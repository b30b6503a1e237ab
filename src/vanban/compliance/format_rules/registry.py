"""All rules of form in the order in which a page is read."""

from __future__ import annotations

import re

from vanban.compliance.format_rules import (
    addressees,
    agency,
    appendix,
    body,
    citations,
    code,
    copies,
    digital_signatures,
    distribution,
    font,
    headings,
    marks,
    national_heading,
    page,
    page_number,
    place_and_date,
    signature,
    signing_images,
    subject,
    text_rules,
)
from vanban.compliance.format_rules.format_rule import FormatRule

_FAMILIES = (
    page,
    font,
    page_number,
    national_heading,
    agency,
    code,
    place_and_date,
    subject,
    addressees,
    body,
    headings,
    citations,
    distribution,
    signature,
    signing_images,
    digital_signatures,
    copies,
    appendix,
    marks,
    text_rules,
)


def _order(rule: FormatRule) -> tuple[bool, int]:
    """By number, which follows the page; rules of the house come last."""
    number = re.search(r"R(\d+)$", rule.rule_id)
    return number is None, int(number.group(1)) if number else 0


FORMAT_RULES: tuple[FormatRule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family.RULES), key=_order)
)
