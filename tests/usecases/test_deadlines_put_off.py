"""Obligations as a clerk sees them, and their deadlines put off for one or for all."""

from datetime import UTC, date, datetime
from itertools import groupby

import pytest

from vanban.directory.errors import UnknownOrganisation
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.report import Report, ReportSource
from vanban.domain.errors import IllegalTransition
from vanban.store.audit import verify
from vanban.store.register.issuing import issue
from vanban.store.reporting.reports import record_report
from vanban.usecases.amending.extend_deadlines import Postponement, extend_deadlines
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.watching.list_obligations import list_obligations, obligation_facts, obligation_rows

NEW = date(2024, 12, 20)


@pytest.fixture
def owed(office, occasion):
    """The good campaign, numbered: nine offices owe a report by 04/12/2024."""
    letters = sorted(office.plan().letters, key=lambda one: one.issue_day)
    for day, same_day in groupby(letters, key=lambda one: one.issue_day):
        issue(office.database, [one.draft for one in same_day], day=day, now=occasion.now, actor=occasion.actor)
    return office


@pytest.fixture
def occasion():
    return Occasion(now=datetime(2024, 11, 20, 2, tzinfo=UTC), actor="Nguyễn Văn A")


def hand_in(office, owing):
    """A report on the day before the occasion."""
    report = Report(
        obligation=owing.key,
        figures={},
        as_of=date(2024, 11, 19),
        received_on=date(2024, 11, 19),
        reporter="Trần Thị B",
        source=ReportSource.COMMAND,
    )
    record_report(office.database, report, now=datetime(2024, 11, 19, 2, tzinfo=UTC), actor="Trần Thị B")


def order(**changed):
    values = {
        "campaign_id": "dot-mau-2024",
        "letter_id": "trien-khai",
        "issuer": "Sở Nội vụ",
        "assignment": "bao_cao",
        "organ": "",
        "due": NEW,
        "reason": "ảnh hưởng mưa lũ",
    }
    return Postponement(**{**values, **changed})


def show(office, **filters):
    return list_obligations(office.database, office_directory(None), **filters)


def test_each_office_addressed_owes_the_report_under_the_number_of_the_letter(owed):
    rows = obligation_rows(show(owed))

    assert rows[0] == (
        "Sở Giáo dục và Đào tạo",
        "Báo cáo kết quả khảo sát",
        "Sở Nội vụ",
        "số 01/SNV-CCHC ngày 27/9/2024",
        "04/12/2024",
        "đang theo dõi",
    )
    assert len(rows) == len(set(rows)) > 1


def test_obligations_are_found_by_campaign_by_office_and_by_issuer(owed):
    everyone = show(owed)

    assert show(owed, campaign_id="dot-mau-2024", issuer="snv-2020") == everyone
    assert show(owed, campaign_id="đợt khác") == ()
    (one,) = show(owed, organ="Sở GD&ĐT")
    assert one.obligation.label == "Sở Giáo dục và Đào tạo"
    with pytest.raises(UnknownOrganisation, match="chọn trong"):
        show(owed, organ="Sở Không có")


def test_one_office_gets_a_later_deadline_with_its_reason(owed, occasion):
    done = extend_deadlines(order(organ="Sở Giáo dục và Đào tạo"), office_directory(None), owed.database, occasion)

    assert [(one.label, one.due_now) for one in done.put_off] == [("Sở Giáo dục và Đào tạo", date(2024, 12, 4))]
    changed = [one for one in show(owed) if one.obligation.due_now == NEW]
    assert [one.obligation.label for one in changed] == ["Sở Giáo dục và Đào tạo"]
    (row,) = obligation_rows(tuple(changed))
    assert row[4:] == ("20/12/2024", "gia hạn ngày 20/11/2024, hạn đầu 04/12/2024: ảnh hưởng mưa lũ")
    (facts,) = obligation_facts(tuple(changed))
    assert (facts["due"], facts["due_at_issue"]) == ("2024-12-20", "2024-12-04")
    assert facts["extensions"] == [{"due": "2024-12-20", "granted_on": "2024-11-20", "reason": "ảnh hưởng mưa lũ"}]


def test_all_who_owe_the_report_get_it_and_the_same_order_again_changes_nothing(owed, occasion):
    done = extend_deadlines(order(), office_directory(None), owed.database, occasion)
    entries = verify(owed.database).entries
    again = extend_deadlines(order(), office_directory(None), owed.database, occasion)

    assert len(done.put_off) == len(show(owed)) == len(again.already)
    assert (again.put_off, again.refused) == ((), ())
    assert {one.obligation.due_now for one in show(owed)} == {NEW}
    assert verify(owed.database).entries == entries


def test_an_office_that_is_refused_does_not_hold_up_the_others(owed, occasion):
    extend_deadlines(
        order(organ="Sở Giáo dục và Đào tạo", due=date(2025, 1, 10)), office_directory(None), owed.database, occasion
    )

    done = extend_deadlines(order(), office_directory(None), owed.database, occasion)

    assert len(done.put_off) == len(show(owed)) - 1
    (refused,) = done.refused
    assert "Sở Giáo dục và Đào tạo" in refused
    assert "10/01/2025" in refused


def test_who_has_reported_keeps_the_deadline_when_all_others_get_more_time(owed, occasion):
    first = show(owed)[0].obligation
    hand_in(owed, first)

    done = extend_deadlines(order(), office_directory(None), owed.database, occasion)
    alone = extend_deadlines(order(organ=first.label), office_directory(None), owed.database, occasion)

    assert [one.key for one in done.reported] == [first.key]
    assert (len(done.put_off), done.refused) == (len(show(owed)) - 1, ())
    assert (alone.put_off, alone.reported) == ((), ())
    assert "đã có báo cáo nhận ngày 19/11/2024" in alone.refused[0]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"letter_id": "khac"}, "Chọn trong: trien-khai"),
        ({"campaign_id": "khac"}, "chưa có văn bản nào giao báo cáo"),
        ({"assignment": "khac"}, "Chọn trong: bao_cao"),
        ({"reason": " "}, "phải ghi rõ lý do"),
    ],
)
def test_an_order_that_means_nothing_is_refused_with_what_there_is(owed, occasion, changed, told):
    with pytest.raises(IllegalTransition, match=told):
        extend_deadlines(order(**changed), office_directory(None), owed.database, occasion)
    assert all(not one.obligation.extensions for one in show(owed))
