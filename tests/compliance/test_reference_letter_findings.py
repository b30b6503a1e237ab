import pytest
from expected_findings import assert_findings, corrected, letters

every_letter = pytest.mark.parametrize("letter", [pytest.param(letter, id=year) for year, letter in letters()])


@every_letter
def test_a_reference_letter_as_typed_has_the_findings_that_were_made_by_hand(judge, letter):
    assert_findings(judge(letter), letter["expected"])


@every_letter
def test_a_corrected_reference_letter_has_no_finding(judge, letter):
    assert judge(corrected(letter)) == ()


@every_letter
def test_every_correction_names_a_rule_that_was_broken(letter):
    named = {rule for one in letter["corrections"] for rule in one["rule"].split(", ")}
    assert named == {one["rule"] for one in letter["expected"]}


@pytest.mark.parametrize("year", ["2020", "2024", "2025"])
def test_each_correction_left_out_leaves_a_finding(judge, year):
    letter = dict(letters())[year]
    for one in letter["corrections"]:
        others = [other for other in letter["corrections"] if other != one]
        assert judge(corrected({**letter, "corrections": others})), one["typed"]
