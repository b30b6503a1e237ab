"""The reference letters as they were typed, set in a DOCX: what is told of them is what was found by hand."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vanban.domain.finding import Severity
from vanban.domain.verdict import Verdict
from vanban.usecases.checking.check_file import check_file

TESTS = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
MORE = {"2020": set(), "2024": set(), "2025": {"NĐ30-R68"}}
"""Told of a file and not of a draft: the letter of 2025 cites one instrument twice with its date, which is a warning."""


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """By year: the file, and the rules that were found broken by hand."""
    sys.path[:0] = [str(TESTS / "compliance")]
    from compliance_drafts import letter_of  # noqa: PLC0415  # the path to it is set above
    from expected_findings import letters  # noqa: PLC0415

    from vanban.domain.day import PlannedDay  # noqa: PLC0415
    from vanban.domain.letter import Paragraph, Table  # noqa: PLC0415
    from vanban.rendering.docx.press import letter_docx  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("reference")
    made = {}
    for year, parts in letters():
        letter = letter_of(parts)
        month = letter.issued_on
        letter = replace(
            letter,
            # The pictures of these cases are no pictures, and a rule of the text does not need them.
            blocks=tuple(block for block in letter.blocks if isinstance(block, Paragraph | Table)),
            code=replace(letter.code, code_number=5),
            issued_on=PlannedDay(year=month.year, month=month.month, day=12),
        )
        path = folder / f"{year}.docx"
        path.write_bytes(letter_docx(letter))
        made[year] = path, {one["rule"] for one in parts["expected"]}
    return made


@pytest.mark.parametrize("year", sorted(MORE))
def test_a_reference_letter_in_a_docx_breaks_the_rules_that_were_found_by_hand_and_no_others(typed, year):
    path, by_hand = typed[year]

    told = [one for one in check_file(path, today=TODAY).judgements if one.verdict is not Verdict.PASSED]

    broken = {one.rule_id for one in told if one.verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}}
    assert broken == by_hand | MORE[year]
    errors = {one.rule_id for one in told if one.verdict is Verdict.FAILED and one.severity is Severity.ERROR}
    assert errors <= by_hand
