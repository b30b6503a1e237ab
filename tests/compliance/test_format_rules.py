"""Every rule of form on a good file, and on files that have one defect."""

import pytest
from format_defects import DEFECTS
from measured_letters import good_letter, good_plan, judged, judged_plan, verdicts

from vanban.domain.verdict import Verdict

LETTER, PLAN = verdicts(judged(good_letter())), verdicts(judged_plan(good_plan()))
PDF_RULES = {"NĐ30-R94", "NĐ30-R98"}


@pytest.mark.parametrize("good", [LETTER, PLAN], ids=["letter", "plan"])
def test_a_good_file_breaks_no_rule(good):
    assert {rule for rule, verdict in good.items() if verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}} == set()
    assert {rule for rule, verdict in good.items() if verdict is Verdict.NOT_JUDGED} == PDF_RULES


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.name)
def test_one_defect_changes_exactly_the_verdicts_that_speak_of_it(defect):
    if defect.plan:
        before, found = PLAN, verdicts(_plan(defect))
    else:
        before, found = LETTER, verdicts(judged(defect.change(good_letter()), defect.parts))

    changed = {rule: verdict.value for rule, verdict in found.items() if before[rule] is not verdict}
    assert changed == {rule: verdict for rule, verdict in defect.expected.items() if before[rule].value != verdict}


def _plan(defect):
    return judged_plan(defect.change(good_plan()), parts=defect.parts)
