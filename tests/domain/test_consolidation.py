"""Consolidation: sums of counts, ratios of sums, and everyone who is missing by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_trees import FORM, Handed, ReportTree, Unit, entry, key_of, letter_of, recount, report_trees

from vanban.domain.campaigns.consolidation import Sent, adds_up, consolidate, consolidate_levels
from vanban.domain.duties.assignment import Figure

DUE = date(2024, 12, 16)
DAY = date(2024, 12, 20)


def answers(tree: ReportTree):
    return [entry(unit, tree.day) for unit in tree.units]


def told(totals, missing):
    """Totals in the form of the recount."""
    (quota,) = totals.quotas
    return {
        "asked": totals.sent.asked,
        "reported": totals.sent.reported,
        "late": totals.sent.late,
        "phieu": totals.sums["phieu"],
        "dat": totals.sums["dat"],
        "xu": totals.sums["kinh_phi"] * 100,
        "missing": [row.label for row in missing],
        "met": quota.is_met,
    }


def office(*reports: Handed | None, due: date = DUE) -> ReportTree:
    """One office whose units handed in what is given, ``None`` for nothing."""
    root = Unit(name="so", above=None, due=due)
    for number, report in enumerate(reports, start=1):
        handed = [] if report is None else [report]
        root.units.append(Unit(name=f"xa-{number}", above=root, due=due, handed=handed))
    return ReportTree(root=root, day=DAY)


def handed(phieu: int, dat: int, on: date = DUE) -> Handed:
    return Handed(on=on, phieu=phieu, dat=dat, kinh_phi=Decimal(0))


def consolidated(tree: ReportTree):
    return consolidate(answers(tree), letter_of(tree.root), FORM, tree.day)


@pytest.mark.slow
@settings(max_examples=1000)
@given(report_trees())
def test_the_totals_of_each_office_and_each_level_equal_an_independent_recount(tree):
    entries = answers(tree)
    for one in tree.offices:
        made = consolidate(entries, letter_of(one), FORM, tree.day)
        expected = recount(one.units, tree.day)
        ratio = expected.pop("ratio")
        assert told(made.totals, made.missing) == expected
        percent = made.totals.quotas[0].percent
        assert (percent is None) == (ratio is None)
        assert ratio is None or abs(Fraction(percent) / 100 - ratio) < Fraction(1, 10**20)

    by_level: dict[int, list[Unit]] = {}
    for unit in tree.units:
        by_level.setdefault(unit.level, []).append(unit)
    levels = {one.level: one for one in consolidate_levels(entries, [FORM])}
    assert list(levels) == [
        level for level, units in sorted(by_level.items()) if any(not one.withdrawn for one in units)
    ]
    for level, made in levels.items():
        expected = recount(by_level[level], tree.day)
        expected.pop("ratio")
        assert told(made.totals, made.missing) == expected


@given(report_trees(), st.randoms(use_true_random=False))
def test_units_stand_in_the_order_of_the_recipients_whoever_has_reported(tree, chance):
    entries = answers(tree)
    others = [one for one in entries if one.obligation.issuer_id != "goc"]
    chance.shuffle(others)
    mine = [one for one in entries if one.obligation.issuer_id == "goc"]
    cut = chance.randint(0, len(others))
    mixed = [*others[:cut], *mine, *others[cut:]]

    made = consolidate(mixed, letter_of(tree.root), FORM, tree.day)

    assert [row.label for row in made.rows] == [f"Đơn vị {one.name}" for one in tree.root.units if not one.withdrawn]
    assert made == consolidate(entries, letter_of(tree.root), FORM, tree.day)


@given(report_trees())
def test_beside_each_unit_stands_how_many_of_its_own_units_have_reported(tree):
    rows = {row.key: row for row in consolidated(tree).rows}
    for unit in tree.root.units:
        if not unit.withdrawn:
            expected = recount(unit.units, tree.day)
            below = rows[key_of(unit)].below
            assert (below.asked, below.reported, below.late) == tuple(
                expected[key] for key in ("asked", "reported", "late")
            )


def test_a_ratio_is_that_of_the_sums_and_not_the_mean_of_the_ratios():
    made = consolidated(office(handed(1000, 500), handed(10, 10)))

    (quota,) = made.totals.quotas
    assert [row.quotas[0].percent for row in made.rows] == [50, 100]
    assert quota.percent == Decimal(51000) / Decimal(1010)  # not (50 + 100) / 2 = 75
    assert quota.is_met is False


def test_a_unit_that_has_not_reported_adds_nothing_and_is_named():
    made = consolidated(office(handed(10, 5), None, handed(30, 20)))

    assert made.totals.sums == {"phieu": 40, "dat": 25, "kinh_phi": 0}
    assert [row.label for row in made.missing] == ["Đơn vị xa-2"]
    assert str(made.totals.sent) == "2/3"
    assert made.rows[1].days_over(DAY) == 4
    assert made.rows[1].quotas == ()


def test_a_report_after_the_deadline_counts_and_is_late_by_its_first_day():
    made = consolidated(office(handed(10, 5, DUE), handed(10, 5, DUE + timedelta(days=3))))

    assert made.totals.sent == Sent(asked=2, reported=2, late=1)
    assert made.totals.sent.on_time == 1
    assert [row.label for row in made.late] == ["Đơn vị xa-2"]
    assert [row.days_over(DAY) for row in made.rows] == [0, 3]


def test_only_the_last_version_counts_and_a_correction_does_not_make_a_report_late():
    tree = office(handed(10, 5))
    tree.root.units[0].handed.append(handed(12, 6, DUE + timedelta(days=2)))
    made = consolidated(tree)

    assert made.totals.sums["phieu"] == 12
    assert made.totals.sent.late == 0
    assert made.rows[0].report.version == 2


def test_what_comes_in_after_the_day_does_not_count_on_it():
    tree = office(handed(10, 5, DAY + timedelta(days=1)))

    assert consolidated(tree).totals.sent.reported == 0
    assert consolidated(replace(tree, day=DAY + timedelta(days=1))).totals.sent.reported == 1


def test_a_withdrawn_duty_counts_nowhere():
    tree = office(handed(10, 5), handed(20, 10))
    tree.root.units[0].withdrawn = True
    made = consolidated(tree)

    assert [row.label for row in made.rows] == ["Đơn vị xa-2"]
    assert made.totals.sums["phieu"] == 20


def test_an_office_knows_the_duty_above_that_its_sums_answer():
    tree = office(handed(10, 5))
    middle = tree.root.units[0]
    middle.units.append(Unit(name="thon", above=middle, due=DUE - timedelta(days=5)))

    assert consolidated(tree).feeds is None
    assert consolidate(answers(tree), letter_of(middle), FORM, DAY).feeds == key_of(middle)


def test_what_is_reported_in_per_cent_has_no_sum():
    share = Figure(key="phieu", label="Tỷ lệ", unit="%")
    form = replace(FORM, figures=(share, *FORM.figures[1:]))
    made = consolidate(answers(office(handed(90, 5), handed(80, 5))), letter_of(office().root), form, DAY)

    assert not adds_up(share)
    assert "phieu" not in made.totals.sums
    assert [row.figures["phieu"] for row in made.rows] == [90, 80]
    assert made.totals.quotas[0].percent is None
