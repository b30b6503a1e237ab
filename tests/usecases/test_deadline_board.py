"""The board of a campaign on any day, in rows, words and facts."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from board_entries_made import DUE, PLAN, board, entry, obligation, recorded
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.board import Standing
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.duties.report import Report, ReportSource
from vanban.domain.errors import InvalidInput
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import extend, obligations
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.store.reporting.reports import record_report
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.watching.board_facts import board_facts, overview_facts
from vanban.usecases.watching.deadline_board import campaigns_overview, deadline_board
from vanban.usecases.watching.describe_board import (
    BOARD_COLUMNS,
    OVERVIEW_COLUMNS,
    at_level,
    board_table,
    heading,
    issuer_names,
    overview_table,
    percent_words,
    pressing_rows,
    progress_by_issuer,
    progress_by_level,
    progress_line,
    quota_words,
    remarks,
    standing_words,
    worth_showing,
)

CAMPAIGN = "dot-mau-2024"
DUE_IN_REGISTER = date(2024, 12, 4)


def at(day):
    return Occasion(now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC), actor="Nguyễn Văn A")


@pytest.fixture
def database(office):
    """The good campaign, numbered: nine offices owe a report by Wednesday 04/12/2024."""
    plan = office.plan(today=date(2024, 10, 1))
    keep_reporting_plan(plan, office.database, at(date(2024, 9, 27)))
    letters = sorted(plan.letters, key=lambda one: one.issue_day)
    for day, same_day in groupby(letters, key=lambda one: one.issue_day):
        issue(office.database, [one.draft for one in same_day], day=day, now=at(day).now, actor="Nguyễn Văn A")
    return office.database


def hand_in(database, key, received, count=100, reason=""):
    report = Report(
        obligation=key,
        figures={"so_phieu": Decimal(count)},
        as_of=min(received, date(2024, 11, 30)),
        received_on=received,
        reporter="Nguyễn Văn A",
        source=ReportSource.COMMAND,
        reason=reason,
    )
    return record_report(database, report, now=at(received).now, actor="Nguyễn Văn A")


def keys(database) -> list[ObligationKey]:
    return [one.key for one in obligations(database, campaign_id=CAMPAIGN)]


def standings(database, day):
    return Counter(row.standing for row in deadline_board(database, CAMPAIGN, day).rows)


def test_a_board_tells_who_is_late_who_was_and_who_reported_in_time(database):
    punctual, late, corrected, *missing = keys(database)
    hand_in(database, punctual, date(2024, 12, 4))
    hand_in(database, late, date(2024, 12, 6))
    hand_in(database, corrected, date(2024, 12, 3), 90)
    hand_in(database, corrected, date(2024, 12, 9), 95, "cộng thiếu một thôn")

    found = deadline_board(database, CAMPAIGN, date(2024, 12, 10))

    assert found.title == "Đợt mẫu để thử mọi lỗi"
    assert standings(database, date(2024, 12, 10)) == {
        Standing.REPORTED_ON_TIME: 2,
        Standing.REPORTED_LATE: 1,
        Standing.OVERDUE: len(missing),
    }
    by_organ = {row.obligation.key: row for row in found.rows}
    assert standing_words(by_organ[late]) == "đã báo cáo, trễ 2 ngày"
    assert by_organ[corrected].report.version == 2
    assert by_organ[corrected].report.report.figures == {"so_phieu": Decimal(95)}
    assert remarks(by_organ[corrected]) == (
        "nhận ngày 03/12/2024",
        "số liệu sửa lần 1 ngày 09/12/2024: cộng thiếu một thôn",
    )
    assert standing_words(by_organ[missing[0]]) == "quá hạn 6 ngày (4 ngày làm việc)"


def test_a_past_day_is_answered_as_it_stood_whatever_came_later(database):
    first, second, *_ = keys(database)
    asked = [date(2024, 9, 26), date(2024, 9, 27), date(2024, 11, 28), date(2024, 12, 4), date(2024, 12, 5)]
    before = [deadline_board(database, CAMPAIGN, day) for day in asked]

    hand_in(database, first, date(2024, 12, 6))
    extend(database, second, due=date(2024, 12, 20), reason="mưa lũ", now=at(date(2024, 12, 6)).now, actor="A")
    close_campaign(database, CAMPAIGN, day=date(2024, 12, 31), reason="xong", now=at(date(2024, 12, 31)).now, actor="A")

    assert [deadline_board(database, CAMPAIGN, day) for day in asked] == before
    assert [len(one.rows) for one in before] == [0, 9, 9, 9, 9]
    assert [next(iter(standings(database, day)), None) for day in asked] == [
        None,
        Standing.OPEN,
        Standing.DUE_SOON,
        Standing.DUE_TODAY,
        Standing.OVERDUE,
    ]
    assert standings(database, date(2024, 12, 6)) == {
        Standing.REPORTED_LATE: 1,
        Standing.OPEN: 1,
        Standing.OVERDUE: 7,
    }
    assert deadline_board(database, CAMPAIGN, date(2024, 12, 30)).closed_on is None
    ended = deadline_board(database, CAMPAIGN, date(2024, 12, 31))
    assert heading(ended).endswith("đến ngày 31/12/2024 (đợt đã kết thúc ngày 31/12/2024)")


def test_an_unknown_campaign_is_refused_naming_those_known(database):
    with pytest.raises(InvalidInput, match=rf"không có đợt “khác” nào đã phát hành → chọn trong: {CAMPAIGN}"):
        deadline_board(database, "khác", DUE)


def test_the_overview_counts_what_the_board_counts(database):
    first, second, *_ = keys(database)
    hand_in(database, first, date(2024, 12, 2))
    hand_in(database, second, date(2024, 12, 9))
    for step in range(0, 90, 3):
        day = date(2024, 9, 27) + timedelta(step)
        found = deadline_board(database, CAMPAIGN, day)
        (count,) = campaigns_overview(database, day)

        assert count.obligations == len(found.rows)
        assert count.reported == found.count(Standing.REPORTED_LATE, Standing.REPORTED_ON_TIME)
        assert count.overdue == found.count(Standing.OVERDUE)
    (row,) = overview_table(campaigns_overview(database, date(2024, 12, 3)))
    assert row == (CAMPAIGN, "Đợt mẫu để thử mọi lỗi", row[2], "1/9", "0", "04/12/2024", "đang theo dõi")
    assert len(row) == len(OVERVIEW_COLUMNS)
    (facts,) = overview_facts(campaigns_overview(database, date(2024, 12, 3)), date(2024, 12, 3))["campaigns"]
    assert (facts["obligations"], facts["next_due"]) == (9, "2024-12-04")
    assert campaigns_overview(database, date(2024, 9, 26)) == ()


def test_issuers_go_by_the_name_of_their_own_day(database):
    found = deadline_board(database, CAMPAIGN, DUE)

    assert issuer_names(found, office_directory(None)) == {"snv-2020": "Sở Nội vụ"}
    below = board(
        [entry(obligation("huyen", label="UBND huyện A")), entry(obligation("xa", issuer="huyen"), level=2)], DUE
    )
    assert issuer_names(below, office_directory(None)) == {"so": "so", "huyen": "UBND huyện A"}


def words_on(day, **changed):
    (row,) = board([entry(obligation(**changed))], day).rows
    return standing_words(row)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 12, 2), "còn hạn (10 ngày làm việc)"),
        (date(2024, 12, 12), "sắp đến hạn, còn 2 ngày làm việc"),
        (date(2024, 12, 16), "đến hạn hôm nay"),
        (date(2024, 12, 19), "quá hạn 3 ngày (3 ngày làm việc)"),
        (date(2024, 12, 22), "quá hạn 6 ngày (4 ngày làm việc)"),
    ],
)
def test_days_left_and_over_are_said_in_words(day, words):
    assert words_on(day) == words


def test_a_deadline_at_a_weekend_is_told_with_no_working_day_left_or_gone():
    sunday = date(2024, 12, 15)

    assert words_on(date(2024, 12, 13), due=sunday) == "sắp đến hạn, còn 2 ngày nhưng không còn ngày làm việc nào"
    assert words_on(sunday, due=date(2024, 12, 13)) == "quá hạn 2 ngày (chưa qua ngày làm việc nào)"


def test_what_was_put_off_withdrawn_or_reminded_is_remarked():
    put_off = entry(obligation(extended=date(2024, 12, 20)), reminded=(date(2024, 12, 9), date(2024, 12, 13)))
    withdrawn = entry(obligation(withdrawn=True))
    first, second = board([put_off, withdrawn], date(2024, 12, 18)).rows

    assert standing_words(first) == "sắp đến hạn, còn 2 ngày làm việc"
    assert remarks(first) == (
        "gia hạn từ 16/12/2024 đến 20/12/2024: mưa lũ",
        "đã đôn đốc 2 lần, gần nhất ngày 13/12/2024",
    )
    assert (standing_words(second), remarks(second)) == ("đã rút", ("văn bản bị thu hồi hoặc thay thế",))


def test_a_projected_deadline_is_marked_until_somebody_sets_a_day():
    (row,) = board_table(board([entry(obligation(projected=True))], DUE).rows)
    (fixed,) = board_table(board([entry(obligation(projected=True, extended=date(2024, 12, 20)))], DUE).rows)

    assert row[4] == "16/12/2024 (dự kiến)"
    assert fixed[4] == "20/12/2024"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((100, 12), "Tỷ lệ phúc tra 12%: đạt (tối thiểu 10%)"),
        ((80, 10), "Tỷ lệ phúc tra 12,5%: đạt (tối thiểu 10%)"),
        ((30001, 3000), "Tỷ lệ phúc tra 9,99%: chưa đạt (tối thiểu 10%)"),
        ((1000, 0), "Tỷ lệ phúc tra 0%: chưa đạt (tối thiểu 10%)"),
        ((0, 0), "Tỷ lệ phúc tra: chưa tính được vì tổng số bằng 0 (tối thiểu 10%)"),
    ],
)
def test_a_quota_is_told_with_its_percentage_and_never_rounded_up_to_its_minimum(figures, words):
    owed = obligation()
    (row,) = board([entry(owed, first=DUE, report=recorded(owed, DUE, figures=figures))], DUE).rows

    assert [quota_words(one) for one in row.quotas] == [words]


def test_percentages_are_written_the_vietnamese_way():
    assert [percent_words(Decimal(one)) for one in ("1234.5", "0.005", "33.333333", "100")] == [
        "1.234,5%",
        "0%",
        "33,33%",
        "100%",
    ]


def test_without_a_plan_no_quota_is_judged():
    (row,) = board([entry(obligation(), first=DUE)], DUE, plan=None).rows

    assert row.quotas == ()


def made_board():
    entries = [
        entry(obligation("huyen", label="UBND huyện A"), level=1),
        entry(obligation("x1", issuer="huyen", due=date(2024, 12, 9)), level=2, first=date(2024, 12, 9)),
        entry(obligation("x2", issuer="huyen", due=date(2024, 12, 9)), level=2, first=date(2024, 12, 11)),
        entry(obligation("x3", issuer="huyen", due=date(2024, 12, 9)), level=2),
        entry(obligation("x4", issuer="huyen", due=date(2024, 12, 5)), level=2),
        entry(obligation("x5", issuer="huyen", due=date(2024, 12, 12)), level=2),
        entry(obligation("x6", issuer="huyen", due=date(2024, 12, 31)), level=2),
        entry(obligation("x7", issuer="huyen", withdrawn=True), level=2),
    ]
    return board(entries, date(2024, 12, 12))


def test_what_is_pressing_comes_with_the_longest_overdue_first_and_the_near_last():
    assert [row.obligation.key.organ_id for row in pressing_rows(made_board())] == ["x4", "x3", "x5", "huyen"]


def test_progress_is_told_in_one_line_for_a_level_and_for_an_issuer():
    found = made_board()

    assert [progress_line(one) for one in progress_by_level(found)] == [
        "Cấp 1: đã báo cáo 0/1, sắp đến hạn 1",
        "Cấp 2: đã báo cáo 2/6 (trễ 1), quá hạn 2, đến hạn hôm nay 1, còn hạn 1, đã rút 1",
    ]
    names = issuer_names(found, office_directory(None))
    assert [(one.level, one.name, one.missing) for one in progress_by_issuer(found, names)] == [
        (1, "so", 1),
        (2, "UBND huyện A", 4),
    ]
    assert at_level(found, 1).levels == (1,)
    assert at_level(found, None) is found


def test_the_table_has_a_cell_for_each_column_and_the_screen_leaves_out_empty_ones():
    rows = board_table(made_board().rows)
    columns, cells = worth_showing(BOARD_COLUMNS, board_table(pressing_rows(made_board())), ("Nhiệm vụ",))

    assert {len(row) for row in rows} == {len(BOARD_COLUMNS)}
    assert columns == ("Cấp", "Cơ quan báo cáo", "Theo văn bản", "Hạn", "Tình trạng")
    assert cells[0] == (
        "2",
        "Đơn vị x4",
        "số 07/SNV-CCHC ngày 27/9/2024",
        "05/12/2024",
        "quá hạn 7 ngày (5 ngày làm việc)",
    )


def test_facts_are_plain_json_and_add_up():
    found = made_board()
    facts = json.loads(json.dumps(board_facts(found, {"so": "Sở"}, found.rows)))

    assert facts["counts"]["overdue"] == 2
    assert sum(facts["counts"].values()) == len(facts["rows"]) == 8
    assert sum(one["missing"] for one in facts["levels"]) == sum(one["missing"] for one in facts["issuers"]) == 5
    late = next(one for one in facts["rows"] if one["organ"] == "x4")
    assert (late["standing"], late["days_left"], late["working_days_left"]) == ("overdue", -7, -5)
    done = next(one for one in facts["rows"] if one["organ"] == "x1")
    assert done["days_left"] is None
    assert done["report"]["figures"] == {"phieu": "100", "phuc_tra": "12"}
    assert done["quotas"] == [
        {"key": "q", "label": "Tỷ lệ phúc tra", "minimum_percent": 10, "percent": 12.0, "met": True}
    ]


DRAWN = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(["so", "huyen", "xa"]),
        st.integers(-20, 20),
        st.none() | st.integers(-20, 0),
        st.booleans(),
    ),
    max_size=30,
)


@given(DRAWN)
def test_parts_of_a_board_add_up_to_the_whole(drawn):
    entries = [
        entry(
            obligation(str(number), issuer=issuer, due=DUE + timedelta(due), withdrawn=withdrawn),
            level=level,
            first=None if received is None else DUE + timedelta(received),
        )
        for number, (level, issuer, due, received, withdrawn) in enumerate(drawn)
    ]
    found = board(entries, DUE)

    for parts in (progress_by_level(found), progress_by_issuer(found, {})):
        for one in Standing:
            assert sum(part.counts.get(one, 0) for part in parts) == found.count(one)
        assert sum(part.expected for part in parts) + found.count(Standing.WITHDRAWN) == len(drawn)
    pressing = pressing_rows(found)
    assert {row.standing for row in pressing} <= {Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON}
    assert len(pressing) == found.count(Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON)
    assert [row.days_left for row in pressing] == sorted(row.days_left for row in pressing)


def test_a_form_that_the_plan_no_longer_has_is_not_judged():
    other = PLAN.__class__(campaign_id="dot", title="Khảo sát", forms=())
    (row,) = board([entry(obligation(), first=DUE)], DUE, plan=other).rows

    assert row.quotas == ()
