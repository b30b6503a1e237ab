"""Every rule of form on good files, and on files that have one defect."""

import pytest
from format_fixtures import GOOD, NEVER_PASSED, spoilt

from vanban.compliance.format_rules.registry import FORMAT_RULES
from vanban.domain.judging.inspected import FileKind
from vanban.domain.judging.verdict import Verdict

BROKEN = {Verdict.FAILED, Verdict.TO_BE_SEEN}
CASES = tuple(spoilt())
PARTS = {"pdf_appendix_apart", "pdf_electronic_copy"}
"""Files that are no document of their own."""
NO_PLAIN_PASS = {"pdf_signed_letter": {"NĐ30-R98"}, "pdf_signed_plan": {"NĐ30-R98"}}
"""A file that is signed can never be told to be right by reading it alone."""


def _rules(kind):
    return {one.rule_id for one in FORMAT_RULES if kind in one.kinds}


@pytest.mark.parametrize("good", GOOD.values(), ids=lambda one: one.name)
def test_a_good_file_breaks_no_rule(good):
    found = good.verdicts()

    assert {rule for rule, verdict in found.items() if verdict in BROKEN} == NO_PLAIN_PASS.get(good.name, set())


@pytest.mark.parametrize("good", [one for one in GOOD.values() if one.name not in PARTS], ids=lambda one: one.name)
def test_of_a_good_document_only_what_its_file_does_not_tell_stays_unjudged(good):
    unjudged = {rule for rule, verdict in good.verdicts().items() if verdict is Verdict.NOT_JUDGED}
    told = {"NĐ30-R98"} if good.kind is FileKind.PDF and good.name not in NO_PLAIN_PASS else set()

    spared = {rule for rule, verdict in good.verdicts().items() if verdict is Verdict.NOT_APPLICABLE}
    assert unjudged == ({one.rule_id for one in FORMAT_RULES} - _rules(good.kind) | told) - spared


@pytest.mark.parametrize(("name", "rule"), [("pdf_appendix_apart", "NĐ30-R100"), ("pdf_electronic_copy", "NĐ30-R101")])
def test_a_file_that_is_no_document_of_its_own_is_judged_by_the_rule_of_its_kind_alone(name, rule):
    found = GOOD[name].verdicts()

    assert {one for one, verdict in found.items() if verdict is not Verdict.NOT_JUDGED} == {rule}
    assert found[rule] is Verdict.PASSED


@pytest.mark.parametrize(("good", "defect"), CASES, ids=[defect.name for _, defect in CASES])
def test_one_defect_changes_exactly_the_verdicts_that_speak_of_it(good, defect):
    before, found = good.verdicts(), good.verdicts(defect)

    changed = {rule: verdict.value for rule, verdict in found.items() if before[rule] is not verdict}
    assert changed == {rule: said for rule, said in defect.expected.items() if before[rule].value != said}


@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("rule", FORMAT_RULES, ids=lambda one: one.rule_id)
def test_each_rule_has_a_file_that_passes_and_one_that_does_not_for_each_kind_it_judges(rule, kind):
    good = [one for one in GOOD.values() if one.kind is kind]
    passed = [one.name for one in good if one.verdicts()[rule.rule_id] is Verdict.PASSED]
    broken = [
        defect.name
        for one in good
        for defect in one.defects
        if defect.expected.get(rule.rule_id) in {verdict.value for verdict in BROKEN}
    ]

    judges = kind in rule.kinds
    assert bool(passed) is (judges and rule.rule_id not in NEVER_PASSED)
    assert bool(broken) is judges


def test_names_of_defects_are_told_once():
    names = [defect.name for _, defect in CASES]
    assert len(set(names)) == len(names) >= 2 * len(FORMAT_RULES)


def test_every_rule_has_a_clause_of_its_own_id_and_a_title_in_vietnamese():
    ids = [one.rule_id for one in FORMAT_RULES]
    assert len(set(ids)) == len(ids)
    for one in FORMAT_RULES:
        assert one.clause.source
        assert one.title[0].isupper() or one.title[0] == "“"
        assert not one.title.endswith(".")
