"""One thing of a good letter changes before or after it is drawn as PDF, and exactly the expected verdicts change."""

from datetime import date

import pytest
from pdf_defects import DEFECTS
from pdf_letters import GOOD, PdfDefect, drawn

from vanban.domain.judging.verdict import Verdict
from vanban.usecases.checking.check_file import check_file
from vanban.usecases.checking.describe_check import rule_verdicts

TODAY = date(2026, 1, 6)
FEWEST_MUTATIONS = 40
BROKEN = {Verdict.FAILED, Verdict.TO_BE_SEEN}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Draws a letter, reads the file and judges it."""
    folder = tmp_path_factory.mktemp("spoilt")

    def judged(defect):
        path = folder / f"{defect.name}.pdf"
        path.write_bytes(drawn(defect))
        return rule_verdicts(check_file(path, today=TODAY).judgements)

    return judged


@pytest.fixture(scope="module")
def before(found):
    return {name: found(PdfDefect(f"good_{name}", of=name)) for name in GOOD}


@pytest.mark.parametrize(("name", "passed"), [("letter", 75), ("plan", 65)])
def test_a_good_pdf_breaks_no_rule(before, name, passed):
    assert [rule for rule, verdict in before[name].items() if verdict in BROKEN] == []
    assert sum(verdict is Verdict.PASSED for verdict in before[name].values()) >= passed


def test_there_are_many_mutations_each_with_a_name_of_its_own_that_changes_a_verdict():
    assert len({one.name for one in DEFECTS}) == len(DEFECTS) >= FEWEST_MUTATIONS
    assert [one.name for one in DEFECTS if not one.expected] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.name)
def test_one_change_of_a_pdf_changes_exactly_the_verdicts_that_speak_of_it(defect, found, before):
    after = found(defect)

    changed = {rule: verdict.value for rule, verdict in after.items() if before[defect.of][rule] is not verdict}
    assert changed == dict(defect.expected)
