"""Every rule of form on a good file, and on files that have one defect."""

import pytest
from format_defects import DEFECTS
from format_defects_pdf import PDF_DEFECTS
from measured_letters import good_letter, good_note, good_plan, judged, judged_plan, verdicts
from measured_pdf import good_pdf
from text_defects import RIGHT_LINES, also_measured, said

from vanban.compliance.format_rules.registry import FORMAT_RULES
from vanban.domain.inspected import FileKind
from vanban.domain.verdict import Verdict

LETTER, PLAN = verdicts(judged(good_letter())), verdicts(judged_plan(good_plan()))
NOTE = verdicts(
    judged(
        good_note(),
        {"addressees": ("Sở Tài chính",), "body": ["body| Thời gian: thứ Hai, ngày 12 tháng 5 năm 2025./."]},
    )
)
TEXT = verdicts(
    judged_plan(
        also_measured(good_plan(), *RIGHT_LINES),
        {"body": (*said(*(f"body| {line}" for line in RIGHT_LINES))["body"][:-1], "body| Trân trọng./.")},
    )
)
PDF = verdicts(judged(good_pdf()))
BROKEN = {"failed", "to_be_seen"}
PDF_RULES = {"NĐ30-R94", "NĐ30-R98"}


@pytest.mark.parametrize("good", [LETTER, PLAN, NOTE, TEXT], ids=["letter", "plan", "note", "text"])
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


@pytest.mark.parametrize("defect", PDF_DEFECTS, ids=lambda one: one.name)
def test_one_defect_of_a_pdf_changes_exactly_the_verdicts_that_speak_of_it(defect):
    found = verdicts(judged(defect.change(good_pdf()), defect.parts))

    changed = {rule: verdict.value for rule, verdict in found.items() if PDF[rule] is not verdict}
    assert changed == {rule: verdict for rule, verdict in defect.expected.items() if PDF[rule].value != verdict}


def test_a_good_pdf_breaks_no_rule_and_is_not_judged_by_those_of_a_docx():
    assert {rule for rule, verdict in PDF.items() if verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}} == set()
    unjudged = {rule for rule, verdict in PDF.items() if verdict is Verdict.NOT_JUDGED}
    assert unjudged == {one.rule_id for one in FORMAT_RULES if FileKind.PDF not in one.kinds} | {"NĐ30-R98"}


def test_each_rule_has_a_file_that_passes_and_one_that_does_not():
    passed = {
        rule for good in (LETTER, PLAN, NOTE, TEXT, PDF) for rule, verdict in good.items() if verdict is Verdict.PASSED
    }
    broken = {rule for one in (*DEFECTS, *PDF_DEFECTS) for rule, said in one.expected.items() if said in BROKEN}
    every = {one.rule_id for one in FORMAT_RULES}

    # Nobody can tell from a file whether its signatures are valid, so that rule never says that all is well.
    assert every - passed == {"NĐ30-R98"}
    assert every - broken == set()


def test_every_rule_has_a_clause_of_its_own_id_and_a_title_in_vietnamese():
    ids = [one.rule_id for one in FORMAT_RULES]
    assert len(set(ids)) == len(ids)
    for one in FORMAT_RULES:
        assert one.clause.source
        assert one.title[0].isupper() or one.title[0] == "“"
        assert not one.title.endswith(".")


def _plan(defect):
    return judged_plan(defect.change(good_plan()), parts=defect.parts)
