"""Reports added up from the register: the cascade of 2024 by hand, and random histories recounted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

import pytest
from cascade_trees import trees
from consolidation_office import (
    AS_OF,
    CAMPAIGN,
    CITY,
    DIRECTORY,
    EDUCATION,
    PROVINCE,
    consolidation_office,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.directory.errors import UnknownOrganisation
from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.duties.report import Report, ReportSource
from vanban.domain.errors import IllegalTransition
from vanban.store.database import open_database
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.store.reporting.board_rows import board_entries
from vanban.store.reporting.reporting_plans import record_reporting_plan
from vanban.store.reporting.reports import record_report, report_versions
from vanban.usecases.consolidating.consolidate_reports import Consolidation, consolidate_campaign, consolidate_reports
from vanban.usecases.consolidating.describe_consolidation import (
    consolidation_facts,
    note_words,
    number_words,
    reached_words,
    row_words,
    total_words,
)
from vanban.usecases.consolidating.submit_consolidation import submit_consolidation
from vanban.usecases.planning.plan_campaign import plan_campaign

AT = Occasion(now=datetime(2024, 12, 19, 2, tzinfo=UTC), actor="Nguyễn Văn A")


@pytest.fixture(scope="module")
def register(kept_databases):
    address = kept_databases.new()
    consolidation_office(address)
    return address


@pytest.fixture
def office(register):
    return open_database(register)


@pytest.fixture
def fresh(register, databases):
    """One that a test may write to."""
    return open_database(databases.copy_of(register))


def of(database, issuer, as_of=AS_OF):
    wanted = Consolidation(campaign_id=CAMPAIGN, issuer=issuer, as_of=as_of)
    return consolidate_reports(wanted, DIRECTORY, database)


def test_the_city_of_2024_adds_up_its_communes(office):
    made = of(office, CITY)

    assert [row.label for row in made.rows][:3] == [
        "Ủy ban nhân dân phường Lộc Thọ",
        "Ủy ban nhân dân phường Ngọc Hiệp",
        "Ủy ban nhân dân phường Phước Hải",
    ]
    assert str(made.totals.sent) == "24/27"
    assert [row.label for row in made.missing] == [
        "Ủy ban nhân dân phường Vạn Thạnh",
        "Ủy ban nhân dân phường Xương Huân",
        "Ủy ban nhân dân xã Vĩnh Phương",
    ]
    # 100 forms each; three re-checked 9 of them, the others 12, and the second put its 12 right to 20.
    assert made.totals.sums == {"so_phieu": 2400, "so_phuc_tra": 24 * 12 - 3 * 3 + 8}
    assert reached_words(made.totals.quotas[0]) == "11,95%"
    assert made.totals.quotas[0].is_met


def test_numbers_and_notes_are_written_as_a_clerk_does(office):
    made = of(office, CITY)
    notes = {row.label.removeprefix("Ủy ban nhân dân "): note_words(row, AS_OF) for row in made.rows}

    assert total_words(made) == ("2.400", "287", "11,95%")
    assert notes["phường Lộc Thọ"] == "Đúng hạn; chưa đạt yêu cầu"
    assert notes["phường Ngọc Hiệp"] == "Đúng hạn; số liệu sửa lần 1"
    assert notes["phường Phước Hải"] == "Trễ 2 ngày"
    assert notes["phường Vạn Thạnh"] == "Chưa gửi, quá hạn 10 ngày"
    assert next(row_words(row, made) for row in made.missing) == ("-", "-", "-")
    assert number_words(Decimal("1234567.5"), 1) == "1.234.567,5"


def test_the_office_on_top_sees_the_communes_beside_a_district_but_adds_up_districts_only(office):
    made = of(office, PROVINCE)
    notes = {row.key.organ_id: note_words(row, AS_OF) for row in made.rows}

    assert made.rows[0].key.organ_id == EDUCATION
    assert notes[CITY] == "Chưa gửi, quá hạn 3 ngày; cấp dưới đã gửi 24/27"
    assert made.totals.sums["so_phieu"] == 9 * 1000
    assert [row.key.organ_id for row in made.missing] == [CITY]


def test_the_levels_of_a_campaign_stand_side_by_side(office):
    levels = consolidate_campaign(office, CAMPAIGN, AS_OF)

    assert [(one.level, one.totals.sent.asked) for one in levels] == [(1, 10), (2, 139)]
    assert levels[0].totals.sums["so_phieu"] == 9000
    assert levels[1].totals.sums["so_phieu"] == levels[1].totals.sent.reported * 100


def test_a_past_day_is_added_up_as_it_stood_then(office):
    before = of(office, CITY, as_of=date(2024, 12, 9))

    assert before.totals.sums["so_phuc_tra"] < of(office, CITY).totals.sums["so_phuc_tra"]
    assert {row.report.version for row in before.rows if row.report} == {1}
    assert before.totals.sent.late == 0
    assert of(office, CITY, as_of=date(2024, 10, 1)).totals.sent.reported == 0


def test_an_office_may_be_named_and_facts_hold_every_unit(office):
    named = of(office, "UBND thành phố Nha Trang")
    facts = consolidation_facts(named)

    assert named == of(office, CITY)
    assert facts["sent"] == {"asked": 27, "reported": 24, "on_time": 16, "late": 8}
    assert facts["sums"] == {"so_phieu": "2400", "so_phuc_tra": "287"}
    assert facts["quotas"] == {"phuc_tra": {"percent": "11.95", "minimum_percent": 10.0, "met": True}}
    assert len(facts["units"]) == 27


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"campaign_id": "dot-khac"}, "Đợt 'dot-khac' không giao báo cáo nào"),
        ({"assignment": "viec_khac"}, "Đợt này không giao báo cáo 'viec_khac' → Chọn trong: phuc_tra"),
        ({"letter_id": "van-ban-khac"}, "không có văn bản 'van-ban-khac' giao báo cáo này"),
    ],
)
def test_what_cannot_be_added_up_is_refused_with_what_there_is(office, change, told):
    wanted = {"campaign_id": CAMPAIGN, "issuer": CITY, "as_of": AS_OF, **change}
    with pytest.raises(IllegalTransition, match=told.split("→")[0]) as refused:
        consolidate_reports(Consolidation(**wanted), DIRECTORY, office)
    assert told in refused.value.message


def test_an_office_that_asks_for_nothing_is_unknown_here(office):
    with pytest.raises(UnknownOrganisation):
        of(office, "Sở Y tế")


def test_the_sums_are_handed_in_once_as_the_issuers_own_report_and_count_above(fresh):
    made = of(fresh, CITY)
    recorded = submit_consolidation(made, fresh, AT, received_on=AS_OF)
    again = submit_consolidation(made, fresh, AT, received_on=AS_OF)

    assert again == recorded
    assert recorded.version == 1
    assert recorded.report.obligation.letter.organ_id == PROVINCE
    assert recorded.report.note == "Tổng hợp từ 24/27 đơn vị"
    assert recorded.report.source is ReportSource.COMMAND
    assert recorded.report.as_of == AS_OF
    assert report_versions(fresh, recorded.report.obligation) == (recorded,)
    above = of(fresh, PROVINCE)
    assert above.missing == ()
    assert above.totals.sums["so_phieu"] == 9000 + 2400
    assert above.totals.sent.late == 1


def test_sums_that_have_changed_need_a_reason_to_take_the_place_of_those_handed_in(fresh):
    submit_consolidation(of(fresh, CITY, as_of=date(2024, 12, 9)), fresh, AT, received_on=AS_OF)
    made = of(fresh, CITY)

    with pytest.raises(IllegalTransition):
        submit_consolidation(made, fresh, AT, received_on=AS_OF)
    second = submit_consolidation(made, fresh, AT, received_on=AS_OF, reason="đã có thêm báo cáo")
    assert (second.version, second.report.reason) == (2, "đã có thêm báo cáo")


@pytest.mark.parametrize(
    ("issuer", "as_of", "received_on", "told"),
    [
        (PROVINCE, AS_OF, AS_OF, "không do văn bản cấp trên nào trong đợt này giao"),
        (CITY, AS_OF, AS_OF - timedelta(days=1), "sau ngày nhận báo cáo 18/12/2024"),
        (CITY, AS_OF, AS_OF + timedelta(days=1), "còn ở phía trước"),
        (CITY, date(2024, 10, 1), AS_OF, "chưa có đơn vị nào gửi báo cáo"),
    ],
)
def test_what_cannot_be_handed_in_is_refused_and_nothing_recorded(office, issuer, as_of, received_on, told):
    made = of(office, issuer, as_of=as_of)

    with pytest.raises(IllegalTransition, match=told):
        submit_consolidation(made, office, AT, received_on=received_on)
    assert made.feeds is None or report_versions(office, made.feeds) == ()


@dataclass(frozen=True)
class Event:
    """A report that came in."""

    key: ObligationKey
    received_on: date
    total: int
    reached: int


@st.composite
def histories(draw, tree, held):
    """For each obligation none to three versions, the later ones not before the earlier."""
    events = []
    for owed, issued in held:
        day = issued
        for _ in range(draw(st.integers(0, 3))):
            day += timedelta(days=draw(st.integers(0, 60)))
            total = draw(st.integers(0, 500))
            events.append(Event(owed.key, day, total, draw(st.integers(0, total))))
    return events


def naive(events, owed, day):
    """Totals by whoever goes through the pile of reports by hand: the last in of each unit, in exact fractions."""
    names = [one.label for one in owed]
    last, first = {}, {}
    for event in events:
        if event.received_on <= day:
            last[event.key] = event
            first.setdefault(event.key, event.received_on)
    mine = [one for one in owed if one.key in last]
    total = sum(last[one.key].total for one in mine)
    reached = sum(last[one.key].reached for one in mine)
    return {
        "names": names,
        "missing": [one.label for one in owed if one.key not in last],
        "late": sum(first[one.key] > one.due.day for one in mine),
        "sums": (total, reached),
        "met": Fraction(reached, total) >= Fraction(1, 2) if total else None,
    }


def told(made):
    return {
        "names": [row.label for row in made.rows],
        "missing": [row.label for row in made.missing],
        "late": made.totals.sent.late,
        "sums": (made.totals.sums["tong"], made.totals.sums["dat"]),
        "met": made.totals.quotas[0].is_met,
    }


def _form(assignment):
    return ReportForm(
        assignment=assignment.key,
        title=assignment.title,
        figures=(Figure(key="tong", label="Tổng", unit="phiếu"), Figure(key="dat", label="Đạt", unit="phiếu")),
        quotas=(Quota(key="dat", label="Tỷ lệ", reached="dat", total="tong", minimum_percent=50),),
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data())
def test_the_totals_of_every_letter_and_level_equal_a_recount_of_what_came_in(kept_databases, data):
    tree = data.draw(trees())
    plan = plan_campaign(tree.reading, directory=tree.directory, day=None, today=tree.day)
    with kept_databases.database() as address:
        database = open_database(address)
        drafts = [one.draft for one in plan.letters]
        for (_, issued), letters in groupby(drafts, key=lambda one: (one.level, one.letter.issued_on.as_date)):
            issue(database, list(letters), day=issued, now=AT.now, actor=AT.actor)
        forms = tuple(_form(one) for one in tree.assignments)
        record_reporting_plan(
            database, ReportingPlan(campaign_id="thu", title="Đợt thử", forms=forms), now=AT.now, actor=AT.actor
        )
        days = {one.key: one.letter.issued_on.as_date for one in drafts}
        held = [(one, days[one.key.letter]) for one in obligations(database)]
        events = data.draw(histories(tree, held))
        _hand_in(database, events)
        day = tree.day + timedelta(days=data.draw(st.integers(0, 200)))
        _compare(database, tree, [(owed, issued) for owed, issued in held if issued <= day], events, day)


def _hand_in(database, events):
    versions = defaultdict(int)
    for event in sorted(events, key=lambda one: one.received_on):
        versions[event.key] += 1
        report = Report(
            obligation=event.key,
            figures={"tong": Decimal(event.total), "dat": Decimal(event.reached)},
            as_of=event.received_on,
            received_on=event.received_on,
            reporter="Nguyễn Văn B",
            source=ReportSource.FORM,
            reason="sửa số liệu" if versions[event.key] > 1 else "",
            note=f"lần {versions[event.key]}",
        )
        record_report(database, report, now=AT.now, actor=AT.actor)


def _compare(database, tree, held, events, day):
    letters = {(owed.key.letter, owed.key.assignment) for owed, _ in held}
    for letter, assignment in letters:
        wanted = Consolidation(campaign_id="thu", issuer=letter.organ_id, assignment=assignment, as_of=day)
        mine = [owed for owed, _ in held if (owed.key.letter, owed.key.assignment) == (letter, assignment)]
        assert told(consolidate_reports(wanted, tree.directory, database)) == naive(events, mine, day)
    levels = {entry.obligation.key: entry.level for entry in board_entries(database, "thu", day)}
    for made in consolidate_campaign(database, "thu", day):
        mine = [
            owed for owed, _ in held if owed.key.assignment == made.form.assignment and levels[owed.key] == made.level
        ]
        assert told(made) == naive(events, mine, day)
