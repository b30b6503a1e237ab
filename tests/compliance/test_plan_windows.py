from datetime import date

import compliance_plans
import pytest
from compliance_plans import assignment, campaign, deadline, draft, duty, ids, judge, window
from expected_findings import corrected, letters

from vanban.compliance.passages import Passage
from vanban.compliance.spans_in_text import months_in, report_deadlines_in, spans_in
from vanban.domain.dates.day import PlannedDay

SURVEY = window(date(2025, 5, 9), date(2025, 5, 25), title="Khảo sát trực tuyến")
TIMES = "body| Thời gian khảo sát trực tuyến: Từ ngày 13/5/2025 đến ngày 25/5/2025."
DUE = deadline("before", date(2025, 5, 23))


def passage(text):
    return Passage.of("Nội dung, đoạn 1", text)


def _span(text, year=2025):
    return [(one.start, one.end) for one in spans_in(passage(text), year)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Từ ngày 09/5/2025 đến ngày 25/5/2025", date(2025, 5, 9), date(2025, 5, 25)),
        ("từ ngày 09/5 đến hết ngày 25/5/2025", date(2025, 5, 9), date(2025, 5, 25)),
        ("từ 09/5 đến 25/5/2025", date(2025, 5, 9), date(2025, 5, 25)),
        ("từ ngày 09 đến ngày 25/5/2025", date(2025, 5, 9), date(2025, 5, 25)),
        ("từ ngày 09 tháng 5 đến ngày 25 tháng 5 năm 2025", date(2025, 5, 9), date(2025, 5, 25)),
        ("từ ngày 20/12 đến ngày 10/01/2026", date(2025, 12, 20), date(2026, 1, 10)),
        ("từ ngày 09/5 đến ngày 25/5", date(2025, 5, 9), date(2025, 5, 25)),
        ("Thời gian khảo sát: Đến hết ngày 02/10/2025", None, date(2025, 10, 2)),
        ("Từ tháng 10/2024 đến tháng 11/2024", date(2024, 10, 1), date(2024, 11, 30)),
        ("từ tháng 11 đến hết tháng 02/2024", date(2023, 11, 1), date(2024, 2, 29)),
    ],
)
def test_a_window_is_read_from_its_words(text, start, end):
    assert _span(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "giai đoạn 2021 - 2025",
        "Công văn số 1923/SNV-CCHC ngày 08/5/2025",
        "Quyết định ngày 01/7/2024 và Công văn ngày 07/8/2024",
        "báo cáo đến hết ngày 23/5/2025",
        "từ ngày 25/5/2025 đến ngày 09/5/2025",
        "từ tháng 13/2025 đến tháng 14/2025",
        "từ ngày 30/02/2025 đến ngày 31/02/2025",
    ],
)
def test_other_dates_are_no_window(text):
    assert _span(text) == []


def test_a_report_deadline_before_a_day_ends_the_day_before():
    (before,) = report_deadlines_in(passage("báo cáo kết quả gửi về Văn phòng Sở trước ngày 23/5/2025"), 2025)
    assert (before.named, before.last, before.text) == (date(2025, 5, 23), date(2025, 5, 22), "trước ngày 23/5/2025")
    (hour,) = report_deadlines_in(passage("gửi báo cáo trước 17 giờ 00 ngày 23/5/2025"), 2025)
    assert hour.last == date(2025, 5, 23)
    assert list(report_deadlines_in(passage("Hoàn thành khảo sát trước ngày 23/5/2025"), 2025)) == []


def test_months_to_come_are_told_and_months_past_are_not():
    september = PlannedDay(year=2024, month=9, day=27)
    (found,) = months_in(passage("Các đơn vị gửi kết quả về Sở Nội vụ trong tháng 11."), september)
    assert (found.text, found.start, found.end) == ("trong tháng 11", date(2024, 11, 1), date(2024, 11, 30))
    assert list(months_in(passage("Kết quả thực hiện trong tháng 8/2024 đạt cao."), september)) == []
    assert list(months_in(passage("Sinh hoạt tháng 10/2024"), september)) == []


@pytest.mark.parametrize("given", [{"window": "khao_sat"}, {"title": "Việc khác", "window": "khao_sat"}])
def test_a_report_due_before_its_stated_activity_ends_is_told_with_the_last_day(given):
    plan = campaign(assignment(deadline=DUE, **given), windows=(SURVEY,))
    (found,) = judge(plan, draft(day=date(2025, 5, 9)))
    assert ids([found]) == [("EARLY_REPORT", "warning")]
    assert found.element == "assignments[0].deadline"
    assert "“trước ngày 23/5/2025”" in found.found
    assert "đến ngày 25/5/2025 mới kết thúc: Khảo sát trực tuyến" in found.found
    assert "sau ngày 25/5/2025" in found.allowed
    assert "“số liệu tính đến ngày 22/5/2025”" in found.allowed


def test_the_window_may_stand_in_the_text_alone_and_so_may_the_deadline():
    assert ids(judge(campaign(assignment(deadline=DUE)), draft(TIMES))) == [("EARLY_REPORT", "warning")]
    worded = draft(TIMES, "body| Các cơ quan báo cáo kết quả trước ngày 23/5/2025.")
    (found,) = judge(campaign(), worded)
    assert ids([found]) == [("EARLY_REPORT", "warning")]
    assert "Các cơ quan báo cáo kết quả" in found.element


def test_a_deadline_of_the_campaign_that_the_text_repeats_is_told_once():
    worded = draft(TIMES, "body| Các cơ quan báo cáo kết quả trước ngày 23/5/2025.")
    assert len(judge(campaign(assignment(deadline=DUE)), worded)) == 1


@pytest.mark.parametrize(
    ("day", "text", "title"),
    [
        (date(2025, 5, 26), TIMES, "Báo cáo kết quả"),  # ends Sun 25/5, the last day itself
        (date(2025, 5, 23), f"{TIMES[:-1]}; số liệu tính đến ngày 21/5/2025.", "Báo cáo kết quả"),
        (date(2025, 5, 23), TIMES, "Gửi danh sách đầu mối báo cáo"),
        (date(2025, 5, 23), TIMES, "Báo cáo tiến độ"),
        (date(2025, 5, 23), TIMES, "Cử người tham gia"),
        (date(2025, 5, 23), "body| Khảo sát từ ngày 25/5/2025 đến ngày 30/5/2025.", "Báo cáo kết quả chuẩn bị"),
    ],
)
def test_a_report_on_something_else_or_up_to_a_day_is_not_told(day, text, title):
    plan = campaign(assignment(title=title, deadline=deadline("before", day)))
    assert judge(plan, draft(text)) == ()


def test_a_deadline_handed_down_is_held_against_the_activity_too():
    root = draft(day=date(2025, 5, 9), duties=(duty("sct-2020", date(2025, 5, 26)),))
    relay = draft(
        letter_id="cap-2", issuer="sct-2020", above=root.key, level=2, duties=(duty("sct-2020", date(2025, 5, 23)),)
    )
    on_time = assignment(deadline=deadline("no_later_than", date(2025, 5, 26)), window="khao_sat")
    plan = campaign(on_time, levels=("cap-2",), windows=(SURVEY,))
    found = [one for one in judge(plan, root, relay) if one.rule_id == "HOUSE.EARLY_REPORT"]
    assert [one.element for one in found] == ["Văn bản 'cap-2', nhiệm vụ 'bao_cao'"]


def test_a_relayed_activity_that_has_begun_weighs_more_than_the_offices_own():
    plan = campaign(assignment(window="khao_sat"), windows=(SURVEY,))
    assert judge(plan, draft(day=date(2025, 5, 9))) == ()
    assert ids(judge(plan, draft(day=date(2025, 5, 12)))) == [("PAST_WINDOW", "info")]
    relayed = campaign(assignment(window="khao_sat"), windows=(SURVEY,), incoming="cv1923")
    assert ids(judge(relayed, draft(day=date(2025, 5, 12)))) == [("PAST_WINDOW", "warning")]


def test_an_activity_that_is_over_at_issue_is_told():
    plan = campaign(assignment(window="khao_sat"), windows=(SURVEY,))
    (found,) = judge(plan, draft(day=date(2025, 5, 26)))
    assert ids([found]) == [("PAST_WINDOW", "warning")]
    assert found.element == "windows.khao_sat"


def test_a_month_that_has_begun_is_not_over():
    month = window(date(2020, 9, 1), date(2020, 12, 31))
    assert judge(campaign(assignment(window="khao_sat"), windows=(month,)), draft(day=date(2020, 9, 17))) == ()


def test_months_as_window_are_told_with_their_first_and_last_day():
    text = "body| Thời gian tuyên truyền: Từ tháng 10/2024 đến tháng 11/2024."
    (found,) = judge(campaign(), draft(text, day=date(2024, 9, 27)))
    assert ids([found]) == [("MONTH_WINDOW", "info")]
    assert "từ ngày 01/10/2024 đến hết ngày 30/11/2024" in found.allowed


def test_months_that_a_relay_repeats_are_told_once():
    text = "body| Thời gian tuyên truyền: Từ tháng 10/2024 đến tháng 11/2024."
    letters = (draft(text, day=date(2024, 9, 27)), draft(text, day=date(2024, 9, 27), letter_id="cap-2"))
    (found,) = judge(campaign(levels=("cap-2",)), *letters)
    assert found.element.startswith("Văn bản 'thu-1'")


LETTER_OF_2025 = dict(letters())["2025"]
LATER = "trước ngày 28/5/2025"


def _parts(letter):
    return {"month": letter["month"], "body": letter["body"], "appendices": letter["appendices"]}


def test_the_letter_of_2025_as_typed_asks_for_reports_before_the_survey_ends():
    plan = campaign(assignment(deadline=DUE))
    (found,) = judge(plan, draft(**_parts(LETTER_OF_2025)), today=date(2025, 5, 9))
    assert ids([found]) == [("EARLY_REPORT", "warning")]
    assert "25/5/2025" in found.found
    assert "b) Thời gian khảo sát trực tuyến" in found.found
    (from_text,) = judge(campaign(), draft(**_parts(LETTER_OF_2025)), today=date(2025, 5, 9))
    assert from_text.element.startswith("Văn bản 'thu-1', Nội dung, đoạn 24: “công chức, viên chức đã tham gia")


@pytest.mark.parametrize(
    "mended", [LATER, "trước ngày 23/5/2025 (số liệu tính đến ngày 21/5/2025)"], ids=["later", "counted until"]
)
def test_the_letter_of_2025_corrected_contradicts_nothing(judge, mended):
    letter = corrected(LETTER_OF_2025)
    body = [line.replace("trước ngày 23/5/2025", mended) for line in letter["body"]]
    parts = _parts({**letter, "body": body})
    assert judge({**letter, "body": body}) == ()
    day = date(2025, 5, 28 if mended == LATER else 23)
    plan = campaign(assignment(deadline=deadline("before", day)))
    assert compliance_plans.judge(plan, draft(**parts), today=date(2025, 5, 9)) == ()
