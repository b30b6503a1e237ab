"""What is kept between letters changes nothing: each is judged as if it were the only one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from compliance_drafts import LAW, draft_of
from compliance_plans import campaign, judge
from expected_findings import cases
from hypothesis import given
from hypothesis import strategies as st

from vanban.compliance.check import check_draft
from vanban.compliance.contradictions import contradictions
from vanban.compliance.passages import Passage, beginning
from vanban.compliance.plan_rules.names import Names
from vanban.compliance.reader import Reader
from vanban.directory.directory import shipped_directory
from vanban.domain.letters.letter import Paragraph, Role, Run
from vanban.regulations.calendar import working_calendar
from vanban.regulations.law import law_on

CASES = [(draft_of(case), case.get("issued", False)) for _, case in cases()]


def test_one_reader_for_all_letters_finds_in_each_what_a_reader_of_its_own_does():
    shared = Reader()
    for draft, issued in (*CASES, *reversed(CASES)):
        assert check_draft(draft, LAW, issued=issued, reader=shared) == check_draft(draft, LAW, issued=issued)


@given(st.lists(st.sampled_from(CASES), min_size=2, max_size=2))
def test_letters_that_share_paragraphs_are_judged_each_at_its_place(pair):
    (first, _), (second, _) = pair
    joined = replace(second, letter=replace(second.letter, blocks=(*first.letter.blocks, *second.letter.blocks)))
    shared = Reader()
    for draft in (first, second, joined, first):
        assert check_draft(draft, LAW, reader=shared) == check_draft(draft, LAW)


def test_a_paragraph_is_told_by_its_number_in_each_letter():
    wrong = Paragraph(Role.BODY, (Run("Đời sống nhân dân;"),))
    draft = draft_of({})
    moved = replace(draft, letter=replace(draft.letter, blocks=(*draft.letter.blocks, wrong)))
    first = replace(draft, letter=replace(draft.letter, blocks=(wrong, *draft.letter.blocks)))
    shared = Reader()
    elements = [{one.element[:16] for one in check_draft(each, LAW, reader=shared)} for each in (first, moved)]
    assert "Nội dung, đoạn 1" in elements[0]
    assert "Nội dung, đoạn 1" not in elements[1]


def test_what_was_told_under_one_law_is_not_told_under_another():
    draft, shared = draft_of({"body": ["body| Đời sống nhân dân./."]}), Reader()
    laws = (LAW, law_on(date(2026, 3, 2)))
    assert [check_draft(draft, law, reader=shared) for law in laws] == [check_draft(draft, law) for law in laws]


def test_a_plan_says_the_same_with_a_reader_that_has_read_its_letters():
    drafts = [draft for draft, _ in CASES[:12]]
    shared = Reader()
    for draft in drafts:
        check_draft(draft, LAW, reader=shared)
    plan, today = campaign(), date(2025, 5, 12)
    on, calendar = shipped_directory().on, working_calendar()
    found = contradictions(plan, drafts, on=on, calendar=calendar, today=today, reader=shared)
    assert found == judge(plan, *drafts, today=today)


@given(st.text(alphabet="aă \n\t", max_size=300))
def test_a_beginning_does_not_depend_on_what_lies_far_behind(text):
    words = " ".join(text.split())
    expected = words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"
    assert beginning(text) == expected


def test_two_passages_of_one_text_are_two():
    assert len({Passage.of("Trích yếu", "khảo sát"), Passage.of("Trích yếu", "khảo sát")}) == 2


NAMES = st.sampled_from(
    ["Sở Y tế", "Sở", "Y tế", "UBND xã A 1", "UBND xã A 11", "UBND xã A 1.1", "Trạm (xã A)", "xã A", "Công an", "và"]
)


@given(
    st.lists(NAMES, unique=True, max_size=8), st.lists(NAMES | st.sampled_from([", ", "; ", " ", "-", "x"]), max_size=6)
)
def test_names_are_found_as_if_each_were_looked_for(names, pieces):
    """The longest first, each taken out before the next is looked for."""
    text, rest, expected = "".join(pieces), "".join(pieces), []
    for name in sorted(names, key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if re.search(pattern, rest):
            expected.append(name)
            rest = re.sub(pattern, " ", rest)
    between = r"(?:[\s,;:*-]|\d+\.|[a-zđ]\)|và|có trách nhiệm|tổng hợp|xây dựng|lập|kịp thời)*"
    if not re.fullmatch(between, rest, re.IGNORECASE):
        expected = []
    found = Names({name: frozenset({name}) for name in names}).listed_in(text)
    assert list(found) == [(name, frozenset({name})) for name in expected]
