from datetime import date, timedelta

import pytest
from compliance_plans import assignment, campaign, deadline, draft, duty, ids, judge, to
from hypothesis import given, settings
from hypothesis import strategies as st

ISSUED = date(2025, 5, 12)  # Monday


def _plan(*args, **given):
    return campaign(assignment(deadline=deadline(*args, **given)))


@pytest.mark.parametrize(
    ("wording", "day", "expected"),
    [
        ("no_later_than", date(2025, 5, 9), [("PAST_DUE", "error")]),  # Fri
        ("no_later_than", date(2025, 5, 12), [("PAST_DUE", "warning")]),  # the day of issue
        ("before", date(2025, 5, 12), [("PAST_DUE", "error")]),  # ends Sun 11/5
        ("before", date(2025, 5, 13), [("PAST_DUE", "warning")]),
        ("no_later_than", date(2025, 5, 13), []),
        ("until_end_of", date(2025, 5, 17), [("DAY_OFF", "warning")]),  # Sat
        ("no_later_than", date(2025, 5, 18), [("DAY_OFF", "warning")]),  # Sun
        ("before", date(2025, 5, 19), []),  # Mon: by Sun 18/5, no day named is off
    ],
)
def test_a_deadline_is_held_against_the_day_of_issue_and_the_calendar(wording, day, expected):
    assert ids(judge(_plan(wording, day), draft())) == expected


def test_a_past_deadline_is_told_with_its_place_and_the_day_of_issue():
    (found,) = judge(_plan("before", date(2025, 5, 8)), draft())
    assert found.element == "assignments[0].deadline"
    assert found.found == "thời hạn “trước ngày 08/5/2025” đã qua vào ngày ban hành 12/5/2025"
    assert found.source.startswith("Quy tắc của phần mềm: ")


def test_a_worked_saturday_is_no_day_off_and_the_working_day_before_a_day_off_is_named():
    assert judge(_plan("until_end_of", date(2025, 4, 26)), draft(day=date(2025, 4, 21))) == ()  # worked for 02/5/2025
    (found,) = judge(_plan("until_end_of", date(2025, 5, 2)), draft(day=date(2025, 4, 21)))  # a Friday off by the swap
    assert "thứ Sáu, ngày nghỉ" in found.found
    assert "thứ Ba, ngày 29/4/2025" in found.allowed


def test_a_deadline_needs_one_working_day_after_issue():
    friday = date(2025, 5, 16)
    assert ids(judge(_plan("before", date(2025, 5, 19)), draft(day=friday))) == [
        ("SHORT_NOTICE", "warning")
    ]  # Sun 18/5
    assert judge(_plan("no_later_than", date(2025, 5, 19)), draft(day=friday)) == ()


def test_a_blank_day_of_issue_is_held_to_be_the_earliest_still_possible():
    may = date(2025, 5, 1)
    plan = _plan("no_later_than", date(2025, 5, 9))
    assert judge(plan, draft(month=may), today=date(2025, 5, 8)) == ()
    assert ids(judge(plan, draft(month=may), today=date(2025, 5, 15))) == [("PAST_DUE", "error")]
    assert judge(plan, draft(month=may), today=date(2026, 1, 5)) == ()  # an old plan looked at again


def test_a_year_without_a_notice_is_only_expected():
    plan = _plan("no_later_than", date(2099, 3, 12))
    (found,) = judge(plan, draft(day=date(2099, 3, 2)), today=date(2099, 3, 2))
    assert (found.rule_id, found.severity.value) == ("HOUSE.PROJECTED", "info")
    assert "dự kiến" in found.allowed


def test_a_month_as_deadline_is_read_up_to_its_last_day():
    (found,) = judge(_plan("in_month", month=date(2024, 11, 1)), draft(day=date(2024, 10, 1)))
    assert ids([found]) == [("MONTH_DUE", "info")]
    # 30/11/2024 is a Saturday
    assert "đến hết ngày 30/11/2024 (ngày nghỉ; ngày làm việc liền trước là 29/11/2024)" in found.allowed


def test_a_term_in_working_days_is_never_past_nor_on_a_day_off():
    assert judge(_plan("working_days", working_days=1), draft(day=date(2025, 5, 16))) == ()


def test_a_deadline_that_only_the_text_words_is_judged_more_mildly():
    past = draft("body| Các cơ quan gửi báo cáo kết quả trước ngày 09/5/2025.")
    (found,) = judge(campaign(), past)
    assert ids([found]) == [("PAST_DUE", "warning")]
    assert found.element.startswith("Văn bản 'thu-1', Nội dung, đoạn 1: “Các cơ quan")
    sunday = draft("body| Các cơ quan gửi báo cáo kết quả chậm nhất ngày 18/5/2025.")
    assert ids(judge(campaign(), sunday)) == [("DAY_OFF", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "Đến nay còn 05 cơ quan chưa gửi báo cáo (hạn trước ngày 09/5/2025).",
        "Theo Công văn số 1923/SNV-CCHC ngày 08/5/2025, các cơ quan đã báo cáo trước ngày 09/5/2025.",
        "Nghị quyết có hiệu lực trước ngày 01/5/2025.",
    ],
)
def test_a_text_may_recall_what_was_due(text):
    assert judge(campaign(), draft(f"body| {text}")) == ()


def _cascade(upper, lower, key="bao_cao"):
    root = draft(duties=(duty("sct-2020", upper),))
    relay = draft(
        letter_id="cap-2",
        issuer="sct-2020",
        above=root.key,
        level=2,
        recipients=(to("Văn phòng Sở", "sct-vp"),),
        duties=(duty("sct-vp", lower, key),),
    )
    plan = campaign(assignment(deadline=deadline("no_later_than", upper)), levels=("cap-2",))
    return judge(plan, root, relay)


def test_a_lower_deadline_on_or_after_the_upper_is_an_error():
    (found,) = _cascade(date(2025, 5, 23), date(2025, 5, 23))
    assert ids([found]) == [("LOWER_DEADLINE", "error")]
    assert found.element == "Văn bản 'cap-2', nhiệm vụ 'bao_cao'"
    assert "22/5/2025" in found.allowed
    assert "sct-2020" in found.found


@settings(deadline=None)  # the first example builds the directory and the calendar
@given(upper=st.integers(5, 200), hop=st.integers(-30, 30))
def test_a_lower_deadline_is_refused_exactly_when_it_is_not_earlier(upper, hop):
    day = ISSUED + timedelta(days=upper)
    found = _cascade(day, day + timedelta(days=hop))
    assert ("LOWER_DEADLINE", "error") in ids(found) if hop >= 0 else "LOWER_DEADLINE" not in dict(ids(found))


def test_a_report_that_the_issuer_does_not_owe_has_no_upper_deadline():
    assert "LOWER_DEADLINE" not in dict(ids(_cascade(date(2025, 5, 23), date(2025, 5, 30), key="viec_rieng")))


def test_a_deadline_handed_down_to_before_the_day_of_issue_is_an_error():
    found = _cascade(date(2025, 5, 14), date(2025, 5, 9))
    assert [one.element for one in found if one.rule_id == "HOUSE.PAST_DUE"] == ["Văn bản 'cap-2', nhiệm vụ 'bao_cao'"]


def test_a_relay_is_not_dated_before_the_letter_that_it_relays():
    root = draft()
    relay = draft(letter_id="cap-2", issuer="sct-2020", day=date(2025, 5, 9), above=root.key, level=2, recipients=())
    assert ids(judge(campaign(levels=("cap-2",)), root, relay)) == [("BEFORE_ABOVE", "error")]


def test_the_same_contradiction_of_many_relays_is_told_once():
    root = draft(duties=(duty("sct-2020", date(2025, 5, 23)), duty("ubnd-huyen-568", date(2025, 5, 23))))
    relays = [
        draft(
            letter_id="cap-2",
            issuer=issuer,
            above=root.key,
            level=2,
            recipients=(to("Văn phòng Sở", "sct-vp"),),
            duties=(duty("sct-vp", date(2025, 5, 26)),),
        )
        for issuer in ("sct-2020", "ubnd-huyen-568")
    ]
    plan = campaign(assignment(deadline=deadline("no_later_than", date(2025, 5, 23))), levels=("cap-2",))
    (found,) = [one for one in judge(plan, root, *relays) if one.rule_id == "HOUSE.LOWER_DEADLINE"]
    assert "sct-2020; ubnd-huyen-568" in found.found
