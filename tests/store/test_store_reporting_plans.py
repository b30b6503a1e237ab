"""Reporting plans in versions, and the closing of a campaign: once, with its reason, and never undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, directive, draft
from store_engines import contents, in_dialect
from store_reports import asked

from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.reminding import ReminderForm, ReminderPlan
from vanban.domain.errors import IllegalTransition
from vanban.store.auditing.register_audit import audit_register
from vanban.store.canonical import decimal_text
from vanban.store.register.issuing import issue
from vanban.store.reporting.reporting_plan_text import plan_from_text, plan_text
from vanban.store.reporting.reporting_plans import (
    close_campaign,
    closed_on,
    record_reporting_plan,
    reporting_plan_of,
    reporting_plans,
)

CAMPAIGN = draft(1).key.campaign_id
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
FIGURES = st.builds(
    Figure,
    key=TEXTS,
    label=TEXTS,
    unit=TEXTS,
    at_most=TEXTS,
    decimals=st.integers(0, 4),
    minimum=NUMBERS,
    maximum=st.none() | NUMBERS,
)
QUOTAS = st.builds(
    Quota, key=TEXTS, label=TEXTS, reached=TEXTS, total=TEXTS, minimum_percent=st.floats(0, 100, allow_nan=False)
)
FORMS = st.builds(
    ReportForm,
    assignment=TEXTS,
    title=TEXTS,
    figures=st.lists(FIGURES, max_size=3).map(tuple),
    quotas=st.lists(QUOTAS, max_size=2).map(tuple),
    documents=st.lists(TEXTS, max_size=2).map(tuple),
)
DAYS = st.lists(st.integers(1, 30), max_size=3).map(tuple)
PLANS = st.builds(
    ReportingPlan,
    campaign_id=TEXTS,
    title=TEXTS,
    forms=st.lists(FORMS, max_size=3).map(tuple),
    reminders=st.builds(
        ReminderPlan,
        before_working_days=DAYS,
        after_working_days=DAYS,
        then_every_days=st.integers(0, 30),
        escalate_after=st.integers(0, 5),
        before=st.sampled_from(ReminderForm),
        after=st.sampled_from(ReminderForm),
    ),
    directory=TEXTS,
)


@given(PLANS)
def test_a_plan_is_read_back_from_its_text_as_it_was(plan):
    content = plan_text(plan)
    assert plan_from_text(plan.campaign_id, content) == plan
    assert plan_text(plan_from_text(plan.campaign_id, content)) == content


@pytest.mark.parametrize(
    ("value", "kept"),
    [("12.50", "12.5"), ("1.25E+1", "12.5"), ("1E+3", "1000"), ("-0.0", "0"), ("100", "100"), ("0.10", "0.1")],
)
def test_a_number_has_one_spelling_however_it_was_typed(value, kept):
    assert decimal_text(Decimal(value)) == kept


@given(NUMBERS)
def test_a_number_keeps_its_value_in_its_spelling(value):
    assert Decimal(decimal_text(value)) == value


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_kept(value):
    with pytest.raises(ValueError, match="finite"):
        decimal_text(Decimal(value))


def test_a_campaign_that_nobody_recorded_has_no_plan(database):
    assert reporting_plan_of(database, CAMPAIGN) is None
    assert reporting_plans(database) == ()


def test_a_plan_recorded_again_writes_nothing_and_another_is_the_next_version(database, address):
    record_reporting_plan(database, asked(), **BY)
    before = contents(address)
    record_reporting_plan(database, asked(), now=datetime(2026, 5, 5, tzinfo=UTC), actor="Nguyễn Văn B")
    assert contents(address) == before
    assert reporting_plan_of(database, CAMPAIGN) == asked()
    moved = asked(directory="/danh-ba")
    record_reporting_plan(database, moved, **BY)
    assert reporting_plan_of(database, CAMPAIGN) == moved
    with database.reading() as connection:
        assert connection.execute(text("SELECT version FROM reporting_plan ORDER BY version")).all() == [(1,), (2,)]
    assert audit_register(database) == ()


def test_a_plan_that_went_back_to_its_first_text_is_a_third_version(database):
    for title in ("Một", "Hai", "Một"):
        record_reporting_plan(database, asked(title=title), **BY)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT version, title FROM reporting_plan ORDER BY version")).all()
    assert rows == [(1, "Một"), (2, "Hai"), (3, "Một")]


def test_the_latest_plan_of_every_campaign_comes_by_the_campaigns_id(database):
    for campaign, title in (("dot-b", "B"), ("dot-a", "A cũ"), ("dot-a", "A mới")):
        record_reporting_plan(database, asked(campaign, title=title), **BY)
    assert [(plan.campaign_id, plan.title) for plan in reporting_plans(database)] == [
        ("dot-a", "A mới"),
        ("dot-b", "B"),
    ]


def test_a_plan_and_its_audit_entry_are_written_together_or_not_at_all(database, address):
    before = contents(address)

    def fail(_conn, _cursor, statement, *_):
        if "INSERT INTO audit_entry" in statement:
            raise RuntimeError

    event.listen(database.engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError):
        record_reporting_plan(database, asked(), **BY)
    event.remove(database.engine, "before_cursor_execute", fail)
    assert contents(address) == before


def test_a_campaign_is_closed_once_and_the_same_again_is_no_change(database, address):
    issue(database, [directive(1)], day=DAY, **BY)
    assert closed_on(database, CAMPAIGN) is None
    close_campaign(database, CAMPAIGN, day=DAY, reason="đã tổng hợp", **BY)
    assert closed_on(database, CAMPAIGN) == DAY
    before = contents(address)
    close_campaign(database, CAMPAIGN, day=DAY, reason="đã tổng hợp", **BY)
    assert contents(address) == before
    for other in ({"day": DAY + timedelta(days=1), "reason": "đã tổng hợp"}, {"day": DAY, "reason": "khác"}):
        with pytest.raises(IllegalTransition, match=r"đã kết thúc ngày 05/01/2026 với lý do “đã tổng hợp”"):
            close_campaign(database, CAMPAIGN, **other, **BY)
    assert contents(address) == before
    assert audit_register(database) == ()


def test_an_unknown_campaign_or_a_missing_reason_closes_nothing(database, address):
    record_reporting_plan(database, asked("chua-phat-hanh"), **BY)
    issue(database, [directive(1)], day=DAY, **BY)
    before = contents(address)
    with pytest.raises(IllegalTransition, match="Không có đợt “chua-phat-hanh” trong sổ"):
        close_campaign(database, "chua-phat-hanh", day=DAY, reason="x", **BY)
    with pytest.raises(IllegalTransition, match="lý do"):
        close_campaign(database, CAMPAIGN, day=DAY, reason="  ", **BY)
    assert contents(address) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_plan SET title = 'khác'",
        "DELETE FROM reporting_plan",
        "INSERT OR REPLACE INTO reporting_plan SELECT * FROM reporting_plan",
        "INSERT INTO reporting_plan SELECT campaign_id, 3, title, content, recorded_at FROM reporting_plan",
        "INSERT INTO reporting_plan SELECT 'dot-khac', 2, title, content, recorded_at FROM reporting_plan",
        "UPDATE campaign_closing SET closed_on = '2027-01-01'",
        "DELETE FROM campaign_closing",
        "INSERT OR REPLACE INTO campaign_closing SELECT * FROM campaign_closing",
        "INSERT INTO campaign_closing VALUES ('dot-khac', '2026-01-05', 'x')",
    ],
)
def test_the_database_itself_refuses_to_change_a_plan_or_a_closing(database, statement):
    record_reporting_plan(database, asked(), **BY)
    issue(database, [directive(1)], day=DAY, **BY)
    close_campaign(database, CAMPAIGN, day=DAY, reason="xong", **BY)
    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.execute(text(in_dialect(statement, connection.dialect.name)))


def test_an_instant_without_a_time_zone_is_refused_and_nothing_is_written(database, address):
    before = contents(address)
    with pytest.raises(ValueError, match="time zone"):
        record_reporting_plan(database, asked(), now=datetime(2026, 1, 5), actor="x")  # noqa: DTZ001
    assert contents(address) == before
