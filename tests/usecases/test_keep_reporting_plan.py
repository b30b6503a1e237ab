"""A launch leaves behind what the campaign asks to be reported, and no other letter of the campaign changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from vanban.domain.campaigns.reporting import reporting_plan
from vanban.domain.dates.occasion import Occasion
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.store.auditing.register_audit import audit_register
from vanban.store.reporting.reporting_plans import reporting_plan_of, reporting_plans
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.issuing.launch_campaign import NotReady

AT = Occasion(now=datetime(2026, 3, 16, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")


def logged(office) -> list[str]:
    with office.database.reading() as connection:
        return list(connection.execute(text("SELECT action FROM audit_entry ORDER BY seq")).scalars())


def versions(office) -> int:
    with office.database.reading() as connection:
        return connection.execute(text("SELECT COUNT(*) FROM reporting_plan")).scalar_one()


def asking(plan, **changes):
    """The plan with another campaign."""
    reading = replace(plan.commission.reading, campaign=replace(plan.campaign, **changes))
    return replace(plan, commission=replace(plan.commission, reading=reading))


def beside(plan, folder):
    """The plan with the office's own directory in a folder."""
    reading = replace(plan.commission.reading, directory_folder=Path(folder))
    return replace(plan, commission=replace(plan.commission, reading=reading))


def test_a_launch_keeps_the_plan_before_its_first_number_and_a_second_launch_adds_nothing(office):
    campaign = office.plan().campaign
    office.launch()

    kept = reporting_plan_of(office.database, campaign.id)
    assert kept == reporting_plan(campaign)
    assert [(form.assignment, [one.key for one in form.figures]) for form in kept.forms] == [("bao_cao", ["so_phieu"])]
    assert logged(office)[:2] == ["plan_reports", "issue"]

    office.launch()

    assert versions(office) == 1
    assert logged(office).count("plan_reports") == 1
    assert audit_register(office.database) == ()


def test_a_launch_that_is_refused_keeps_nothing(office):
    office.change("./.", ".", "trien-khai.md")

    with pytest.raises(NotReady):
        office.launch()

    assert reporting_plans(office.database) == ()


def test_a_letter_that_recalls_another_leaves_the_plan_of_its_campaign_alone(office):
    office.launch()
    plan = office.plan()
    kept = reporting_plan_of(office.database, plan.campaign.id)
    aim = Relation(kind=RelationKind.RECALL, target=plan.letters[0].draft.key, reason="sai căn cứ")

    keep_reporting_plan(
        replace(asking(plan, title="Khác"), relations={plan.letters[0].draft.key: aim}), office.database, AT
    )

    assert reporting_plan_of(office.database, plan.campaign.id) == kept
    assert versions(office) == 1


def test_a_campaign_without_deadlines_has_no_plan(office):
    plan = office.plan()
    undated = tuple(replace(one, deadline=None) for one in plan.campaign.assignments)

    keep_reporting_plan(asking(plan, assignments=()), office.database, AT)
    keep_reporting_plan(asking(plan, assignments=undated), office.database, AT)

    assert reporting_plans(office.database) == ()


def test_the_offices_own_directory_is_kept_as_a_whole_path(office, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    plan = office.plan()
    for folder in ("danh-ba", tmp_path / "danh-ba"):
        keep_reporting_plan(beside(plan, folder), office.database, AT)

    assert reporting_plan_of(office.database, plan.campaign.id).directory == str(tmp_path / "danh-ba")
    assert versions(office) == 1
