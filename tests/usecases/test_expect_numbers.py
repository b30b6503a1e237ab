"""The numbers of a plan are those that the register would give, though it is asked for few of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from vanban.domain.judging.finding import Finding
from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import Duty, LetterKey
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.store.database import open_database
from vanban.store.register.issuing import expected_numbers, issue
from vanban.store.register.series import open_series
from vanban.usecases.planning import expect_numbers as use_case
from vanban.usecases.planning.expect_numbers import expect_numbers
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign

NOW = {"now": datetime(2024, 9, 27, 3, 0, tzinfo=UTC), "actor": "Nguyễn Văn A"}
DAY = date(2024, 9, 27)
EXAMPLE = Path(__file__).parents[2] / "examples" / "2024-khao-sat-hai-long"


@pytest.fixture(scope="module")
def drafts():
    """Letters of many offices; every third goes into the one series of Sở Nội vụ."""
    reading = read_campaign(EXAMPLE)
    directory = office_directory(reading.directory_folder)
    plan = plan_campaign(reading, directory=directory, day=None, today=DAY)
    return [
        replace(
            one.draft,
            above=None,
            key=LetterKey(
                campaign_id="dot",
                letter_id=f"thu-{place}",
                organ_id="snv-2020" if place % 3 == 0 else one.draft.key.organ_id,
            ),
        )
        for place, one in enumerate(plan.letters[:30])
    ]


@pytest.fixture
def asked(monkeypatch):
    """What the register is asked for."""
    seen = []

    def told(database, drafts, *, day):
        seen.extend(draft.key for draft in drafts)
        return expected_numbers(database, drafts, day=day)

    monkeypatch.setattr(use_case, "expected_numbers", told)
    return seen


@pytest.fixture
def register(address, drafts):
    """A register that goes on from paper in one series, and has some of the letters."""
    database = open_database(address)
    paper = RegisterKey(organ_id=drafts[1].key.organ_id, series="chung", year=2024)
    open_series(database, paper, last_used=41, reason="tiếp sổ giấy", **NOW)
    issue(database, [drafts[0], drafts[6], drafts[4]], day=DAY, **NOW)
    return database


def expected(database, drafts, day=DAY):
    return dict(zip([draft.key for draft in drafts], expected_numbers(database, drafts, day=day), strict=True))


def test_without_a_register_every_series_begins_with_1_and_nothing_is_asked(drafts, asked):
    assert expect_numbers(None, [(DAY, draft) for draft in drafts]) == expected(None, drafts)
    assert asked == []


def test_a_register_is_asked_for_what_it_has_and_where_its_series_go_on(register, drafts, asked):
    assert expect_numbers(register, [(DAY, draft) for draft in drafts]) == expected(register, drafts)
    assert set(asked) == {drafts[place].key for place in (0, 1, 3, 4, 6)}


def test_a_letter_that_changed_since_it_was_issued_is_refused(register, drafts):
    changed = [replace(draft, attachments=("khac.txt",)) for draft in drafts]
    refused = expect_numbers(register, [(DAY, draft) for draft in changed])
    assert all(isinstance(one, Finding) and "đã có số" in one.found for one in refused.values())


def test_a_day_before_the_last_one_of_a_series_is_refused(register, drafts):
    refused = expect_numbers(register, [(date(2024, 9, 26), drafts[9])])
    assert [one.rule_id for one in refused.values()] == ["NĐ30-R37"]


@pytest.mark.parametrize("with_register", [False, True])
def test_two_deadlines_for_one_duty_and_two_letters_of_one_key_are_refused(drafts, register, with_register):
    database = register if with_register else None
    duty = next(draft.duties[0] for draft in drafts if draft.duties)
    twice = replace(drafts[9], duties=(duty, replace(duty, title="Việc khác")))
    assert isinstance(duty, Duty)
    for letters in ([*drafts, twice], [*drafts[:9], twice, *drafts[10:]], [*drafts, replace(drafts[9], series="mật")]):
        found = expect_numbers(database, [(DAY, draft) for draft in letters])
        assert all(isinstance(one, Finding) for one in found.values())
    assert expect_numbers(database, [(DAY, draft) for draft in (*drafts, drafts[9])]) == expected(database, drafts)
