import re
from datetime import date

import pytest
from compliance_drafts import LAW, draft_of
from expected_findings import cases
from hypothesis import given
from hypothesis import strategies as st

from vanban.compliance.check import ISSUED_RULES, RULES, check_draft
from vanban.compliance.passages import around, beginning, ending
from vanban.compliance.reader import Reader
from vanban.compliance.roman import from_roman, roman
from vanban.domain.judging.finding import Severity

ALL_RULES = (*ISSUED_RULES, *RULES)
EVERY_FAULT = {
    "notation": "SNV",
    "subject": "khảo sát (VBĐT)",
    "recipients": ["UBND các huyện"],
    "day": date(2025, 7, 1),
    "body": ["body| Trân trọng;"],
}


def test_a_letter_without_a_fault_has_no_finding(judge):
    assert judge({}) == ()


def test_a_subject_may_have_500_characters_and_not_one_more(judge):
    assert judge({"subject": "a" * 500}) == ()
    (finding,) = judge({"subject": "a" * 501})
    assert (finding.rule_id, finding.found) == ("NĐ30-R47", "dài 501 ký tự")


def test_errors_come_first_and_notes_last(judge):
    weights = [one.severity for one in judge(EVERY_FAULT)]
    assert weights == sorted(weights, key=list(Severity).index)
    assert set(weights) == set(Severity)


def test_the_same_draft_has_the_same_findings_and_stays_as_it_was(draft, law):
    one, other = draft(EVERY_FAULT), draft(EVERY_FAULT)
    assert check_draft(one, law) == check_draft(one, law)
    assert one == other


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.__name__)
def test_a_rule_opens_its_docstring_with_its_clause(rule):
    assert re.match(r"Decree 30/2020/NĐ-CP, Annex|202/2025/QH15|House rule:", rule.__doc__)


def test_no_rule_is_registered_twice():
    assert len(set(ALL_RULES)) == len(ALL_RULES)


def test_every_rule_is_broken_by_some_case(draft, law):
    broken = {rule for _, case in cases() for rule in ALL_RULES if list(rule(Reader().read(draft(case)), law))}
    assert broken == set(ALL_RULES)


def test_every_finding_says_where_what_and_what_instead(judge):
    findings = [finding for _, case in cases() for finding in judge(case)]
    assert findings
    for one in findings:
        assert all((one.element, one.found, one.allowed, one.source))
        assert re.fullmatch(r"NĐ30-R\d{2,3}|HOUSE\.[A-Z]+", one.rule_id)


def test_findings_cite_the_decree_by_its_vietnamese_clauses(judge):
    for one in judge(EVERY_FAULT):
        assert one.source.startswith(("30/2020/NĐ-CP, Phụ lục", "202/2025/QH15"))


@given(st.integers(min_value=1, max_value=3999))
def test_a_roman_numeral_read_back_is_its_number(number):
    assert from_roman(roman(number)) == number


@pytest.mark.parametrize("signs", ["", "IIII", "VX", "IL", "A", "i"])
def test_what_is_no_roman_numeral_is_not_read(signs):
    assert from_roman(signs) is None


@given(st.text(alphabet="ăâđêôơưabc ", max_size=200))
def test_an_excerpt_is_short_and_taken_from_the_text(text):
    words = " ".join(text.split())
    assert words.startswith(beginning(text).removesuffix(" …"))
    assert words.endswith(ending(text).removeprefix("… "))
    assert len(beginning(text)) <= 62
    assert len(ending(text)) <= 62


def test_a_word_is_shown_with_its_neighbours():
    assert around("đời sống nhân dân nâng cao", 9, 17) == "sống nhân dân nâng"
    assert around("nhân dân", 0, 8) == "nhân dân"


@given(
    st.lists(
        st.sampled_from(
            ["body| Một", "clause 1.| Hai;", "point a)| Ba;", "dash -| Bốn;", "section I.| NĂM", "picture|"]
        ),
        max_size=6,
    )
)
def test_any_order_of_blocks_can_be_judged(lines):
    findings = check_draft(draft_of({"body": [*lines, "body| Hết./."]}), LAW)
    assert all(one.rule_id in {"NĐ30-R74", "NĐ30-R76"} for one in findings)
