"""The dry run: it says what a launch would do, and does none of it."""

from datetime import date

import pytest
from store_engines import contents

from vanban.domain.errors import InvalidCampaign
from vanban.domain.judging.finding import Severity
from vanban.store.database import open_existing
from vanban.usecases.planning.describe_plan import letter_rows, letters_of_findings, plan_facts, shortened, summary
from vanban.usecases.planning.plan_campaign import FUTURE_DAY

EARLIER_NOTICE = ("date = 2024-09-30", "date = 2024-09-20")


def codes(plan):
    return [(one.draft.key.letter_id, one.expected_number) for one in plan.letters]


def test_a_plan_writes_nothing_and_makes_no_register(new_office, tmp_path):
    before = sorted(tmp_path.rglob("*"))

    plan = new_office.plan()

    assert len(plan.letters) == 2
    assert sorted(tmp_path.rglob("*")) == before
    assert open_existing(new_office.address) is None


def test_a_plan_leaves_a_register_that_is_there_as_it_is(office):
    office.launch()
    before = contents(office.address)
    office.change('id = "dot-mau-2024"', 'id = "dot-hai"')

    office.plan()

    assert contents(office.address) == before


def test_the_expected_numbers_are_those_that_are_given(office):
    expected = [one.expected_number for one in office.plan().letters]

    given = [document.code_number for document in office.launch().documents]

    assert expected == given == [1, 2]


def test_expected_numbers_go_on_from_the_register_and_stay_with_letters_that_have_one(office):
    office.launch()
    office.change('id = "dot-mau-2024"', 'id = "dot-hai"')
    assert codes(office.plan(day=date(2024, 10, 1))) == [("trien-khai", 3), ("thong-bao", 4)]

    office.change('id = "dot-hai"', 'id = "dot-mau-2024"')
    assert codes(office.plan()) == [("trien-khai", 1), ("thong-bao", 2)]


def test_letters_of_several_days_are_numbered_in_the_order_of_their_days(office):
    office.change(*EARLIER_NOTICE)

    expected = codes(office.plan())
    documents = office.launch().documents

    assert expected == [("trien-khai", 2), ("thong-bao", 1)]
    assert [(one.draft.key.letter_id, one.code_number) for one in documents] == expected
    assert [one.issued_date for one in documents] == [date(2024, 9, 27), date(2024, 9, 20)]


def test_new_letters_are_counted_beside_those_that_have_a_number(office):
    office.launch()
    text = (office.folder / "campaign.toml").read_text(encoding="utf-8")
    start, end = text.index('[[letters]]\nid = "thong-bao"'), text.index("[[assignments]]")
    third = text[start:end].replace('id = "thong-bao"', 'id = "them"').replace("2024-09-30", "2024-10-01")
    fourth = third.replace('id = "them"', 'id = "nua"').replace("2024-10-01", "2024-10-02")
    (office.folder / "campaign.toml").write_text(text[:end] + fourth + third + text[end:], encoding="utf-8")

    expected = codes(office.plan())

    assert expected == [("trien-khai", 1), ("thong-bao", 2), ("nua", 4), ("them", 3)]
    assert [document.code_number for document in office.launch().documents] == [1, 2, 4, 3]


def test_a_day_on_the_command_line_stands_over_that_of_the_campaign(office):
    plan = office.plan(day=date(2024, 10, 1))

    assert {one.issue_day for one in plan.letters} == {date(2024, 10, 1)}
    assert [one.rule_id for one in plan.findings] == ["HOUSE.DAY", "HOUSE.DAY"]
    assert {one.severity for one in plan.findings} == {Severity.WARNING}
    assert plan.findings[0].found == "ban hành ngày 01/10/2024"
    assert plan.findings[0].allowed == "đợt phát hành dự kiến ngày 27/9/2024"


def test_a_day_within_the_planned_month_needs_no_word(office):
    office.change("date = 2024-09-27", 'date = "2024-09"')
    office.change("date = 2024-09-30", 'date = "2024-09"')

    assert office.plan().letters[0].issue_day is None
    assert office.plan(day=date(2024, 9, 5)).findings == ()


def test_without_any_day_today_stands_in(office):
    office.change("date = 2024-09-30\n", "")

    plan = office.plan(today=date(2024, 10, 2))

    assert [one.issue_day for one in plan.letters] == [date(2024, 9, 27), date(2024, 10, 2)]


def test_a_day_that_is_still_to_come_can_be_planned_and_is_said(office):
    plan = office.plan(today=date(2024, 9, 26))

    assert [one.rule_id for one in plan.findings] == [FUTURE_DAY, FUTURE_DAY]
    assert not plan.is_stopped
    assert plan_facts(plan)["can_launch"] is False
    assert plan_facts(office.plan())["can_launch"] is True


def test_organisations_are_those_of_the_last_day_of_a_month_without_a_day(office):
    office.change("date = 2024-09-27", 'date = "2025-07"')

    with pytest.raises(InvalidCampaign) as refused:
        office.plan()

    assert "nhóm ubnd-huyen" in str(refused.value)


def test_a_deadline_in_working_days_runs_from_the_day_of_its_letter(office):
    office.change('wording = "trước ngày", day = 2024-12-05', 'wording = "ngày làm việc", working_days = 5')
    office.change("; báo cáo trước {{ assignments.bao_cao.deadline.day | ngay }}", "", "trien-khai.md")

    (deadline,) = office.plan().deadlines

    # Friday 27 September 2024 + 5 working days = Friday 4 October.
    assert deadline.last_day.day == date(2024, 10, 4)


def test_one_finding_of_many_letters_is_one_finding(office):
    office.change('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')
    office.change("./.", ".", "trien-khai.md")

    plan = office.plan()

    concerned = letters_of_findings(plan)
    assert len(plan.letters) == 10
    assert list(concerned) == list(plan.findings)
    ending = next(one for one in plan.findings if one.rule_id == "NĐ30-R63")
    assert len(concerned[ending]) == 9
    assert shortened(concerned[ending]).endswith("; và 5 nơi khác")


def test_the_summary_says_how_many_by_whom_with_which_numbers(office):
    assert summary(office.plan()) == (
        "Đợt mẫu để thử mọi lỗi: 2 văn bản của 1 cơ quan, số dự kiến 1–2; không có điều gì phải sửa."
    )


def test_a_letter_that_would_be_refused_has_no_expected_number(office):
    office.launch()
    office.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md")

    plan = office.plan()

    assert plan.is_stopped
    assert [one.expected_number for one in plan.letters] == [None, 2]
    assert letter_rows(plan)[0][2] == "?/SNV-CCHC"
    (refusal,) = plan.findings
    assert "01/SNV-CCHC ngày 27/9/2024" in refusal.found


def test_facts_of_a_plan_are_plain_values(office):
    facts = plan_facts(office.plan())

    first, second = facts["letters"]
    assert (first["expected_number"], first["code_notation"], first["issue_day"]) == (1, "SNV-CCHC", "2024-09-27")
    assert first["addressees"] == ["Sở Giáo dục và Đào tạo", "UBND các huyện, thị xã, thành phố"]
    assert [len(one["organisations"]) for one in first["recipients"]] == [1, 8, 0]
    assert second["addressees"] == []
    assert facts["deadlines"] == [
        {
            "assignment": "bao_cao",
            "title": "Báo cáo kết quả khảo sát",
            "last_day": "2024-12-04",
            "projected": False,
        }
    ]
