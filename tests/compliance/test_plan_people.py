from datetime import date

import pytest
from compliance_plans import (
    CAM_RANH,
    NHA_TRANG,
    SCT,
    TRUONG_SA,
    assignment,
    campaign,
    deadline,
    draft,
    duty,
    ids,
    judge,
    order,
    to,
    window,
)

from vanban.directory.directory import shipped_directory
from vanban.domain.campaigns.campaign import RecipientOrder, Selector
from vanban.domain.letters.recipient import RecipientRole

ON = shipped_directory().on(date(2025, 5, 12))
DISTRICTS = tuple(one.id for one in ON.members("ubnd-huyen"))
DUE = deadline("no_later_than", date(2025, 5, 23))
GROUP = "UBND các huyện, thị xã, thành phố"


@pytest.mark.parametrize("reference", ["stc", "Sở Tài chính", "nganh-doc", "không có ai"])
def test_whoever_is_to_report_must_be_addressed(reference):
    reference = (
        next(one.id for one in ON.organisations if one.name == "Sở Tài chính") if reference == "stc" else reference
    )
    (found,) = judge(campaign(assignment(assignees=(SCT, reference))), draft())
    assert ids([found]) == [("ASSIGNEE", "error")]
    assert found.element == "assignments[0].assignees[1]"
    assert "Kính gửi của văn bản 'thu-1'" in found.found


@pytest.mark.parametrize("reference", [SCT, "Sở Công Thương", "sở công thương", "Các sở"])
def test_an_addressee_may_be_named_by_id_name_or_printed_line(reference):
    recipients = (to("Sở Công Thương", SCT),) if reference != "Các sở" else (to("Các sở", SCT, "snn-2020"),)
    assert judge(campaign(assignment(assignees=(reference,))), draft(recipients=recipients)) == ()


def test_who_gets_a_copy_only_is_not_addressed():
    recipients = (to("Sở Công Thương", SCT), to("UBND thành phố Nha Trang", NHA_TRANG, role="copy"))
    found = judge(campaign(assignment(assignees=(NHA_TRANG,))), draft(recipients=recipients))
    assert ids(found) == [("ASSIGNEE", "error")]


def _without(organ_id, *, exclude):
    selector = Selector(group="ubnd-huyen", exclude=(organ_id,) if exclude else ())
    ordered = RecipientOrder(selector=selector, role=RecipientRole.ADDRESSEE)
    rest = tuple(one for one in DISTRICTS if one != organ_id)
    plan = campaign(assignment(assignees=("ubnd-huyen",)), letters=(order("thu-1", recipients=(ordered,)),))
    return judge(plan, draft(recipients=(to("Các huyện", *rest),)))


def test_a_group_that_lacks_one_who_was_left_out_on_purpose_is_whole():
    assert _without(TRUONG_SA, exclude=True) == ()


def test_a_group_that_lacks_one_by_accident_is_doubtful():
    (found,) = _without(TRUONG_SA, exclude=False)
    assert ids([found]) == [("ASSIGNEE", "warning")]
    assert "Trường Sa" in found.found


def test_one_letter_each_addresses_them_all_together():
    letters = [
        draft(letter_id=f"thu-1-{one}", recipients=(to(ON.find(one).name, one),)) for one in (NHA_TRANG, CAM_RANH)
    ]
    assert judge(campaign(assignment(assignees=(NHA_TRANG, CAM_RANH))), *letters) == ()


def test_a_duty_of_someone_not_addressed_is_an_error():
    found = judge(campaign(assignment(deadline=DUE)), draft(duties=(duty(NHA_TRANG, date(2025, 5, 23)),)))
    assert ids(found) == [("ASSIGNEE", "error")]


NAMED = [
    "Sở Công Thương báo cáo kết quả về Sở Nội vụ.",
    "a) Sở Công Thương; Chi cục Quản lý thị trường báo cáo kết quả thực hiện.",
    "Đề nghị Sở Công Thương tổng hợp, gửi kết quả về Sở Nội vụ.",
    "Sở Nội vụ yêu cầu Sở Công Thương và Chi cục Quản lý thị trường có trách nhiệm báo cáo tình hình thực hiện.",
]
BOTH = (to("Sở Công Thương", SCT), to("Chi cục Quản lý thị trường", "dv-ccqltt"))


@pytest.mark.parametrize("text", NAMED)
def test_an_addressee_named_to_report_needs_a_duty(text):
    (found,) = judge(campaign(assignment(assignees=("dv-ccqltt",))), draft(f"body| {text}", recipients=BOTH))
    assert ids([found]) == [("ASKED", "warning")]
    assert found.found.startswith("Sở Công Thương được nêu tên")


@pytest.mark.parametrize("text", NAMED)
def test_an_addressee_named_to_report_who_has_a_duty_is_in_order(text):
    assert judge(campaign(assignment()), draft(f"body| {text}", recipients=BOTH)) == ()
    due = (duty(SCT, date(2025, 5, 23), "khac"), duty("dv-ccqltt", date(2025, 5, 23), "khac"))
    assert judge(campaign(), draft(f"body| {text}", recipients=BOTH, duties=due)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Giám đốc Sở Công Thương báo cáo kết quả.",
        "Theo đề nghị của Sở Công Thương, các đơn vị báo cáo kết quả.",
        "Phối hợp với Sở Công Thương báo cáo kết quả.",
        "Báo cáo kết quả về Sở Công Thương.",
        "Văn phòng Sở Công Thương báo cáo kết quả.",
    ],
)
def test_a_sentence_that_is_not_a_list_of_names_is_not_judged(text):
    assert judge(campaign(assignment(assignees=("dv-ccqltt",))), draft(f"body| {text}", recipients=BOTH)) == ()


def test_who_is_addressed_by_itself_and_in_a_group_is_told():
    recipients = (to(GROUP, *DISTRICTS), to("UBND thành phố Nha Trang", NHA_TRANG))
    (found,) = judge(campaign(), draft(recipients=recipients))
    assert ids([found]) == [("TWICE", "warning")]
    assert found.found == (
        f"Ủy ban nhân dân thành phố Nha Trang được gửi nhiều lần: “{GROUP}”; “UBND thành phố Nha Trang”"
    )


def test_who_is_addressee_and_copy_is_told():
    recipients = (to(GROUP, *DISTRICTS), to("UBND thành phố Nha Trang", NHA_TRANG, role="copy"))
    (found,) = judge(campaign(), draft(recipients=recipients))
    assert ids([found]) == [("BOTH_ROLES", "warning")]
    assert found.element == "Văn bản 'thu-1', Nơi nhận"


def test_a_reporter_that_ends_before_its_deadline_is_told_with_its_successors():
    recipients = (to("UBND thành phố Nha Trang", NHA_TRANG),)
    plan = campaign(assignment(deadline=deadline("no_later_than", date(2025, 7, 15))))
    gone = draft(recipients=recipients, duties=(duty(NHA_TRANG, date(2025, 7, 15)),))
    (found,) = [one for one in judge(plan, gone) if one.rule_id == "HOUSE.GONE"]
    assert found.severity.value == "warning"
    assert found.found == "đến ngày 15/7/2025 không còn Ủy ban nhân dân thành phố Nha Trang"
    assert "UBND phường Bắc Nha Trang" in found.allowed
    in_time = draft(recipients=recipients, duties=(duty(NHA_TRANG, date(2025, 6, 30)),))
    assert "GONE" not in dict(ids(judge(plan, in_time)))


def test_who_acts_in_a_window_must_be_there_until_it_ends():
    long = window(date(2025, 6, 1), date(2025, 7, 31))
    plan = campaign(assignment(assignees=(NHA_TRANG,), window="khao_sat"), windows=(long,))
    recipients = (to("UBND thành phố Nha Trang", NHA_TRANG), to("Sở Công Thương", SCT))
    (found,) = judge(plan, draft(recipients=recipients))
    assert ids([found]) == [("GONE", "warning")]
    assert "Sở Công Thương" not in found.found


def test_many_that_end_are_told_in_one_finding_and_strangers_are_not_judged():
    plan = campaign(assignment(deadline=deadline("no_later_than", date(2025, 7, 15))))
    duties = tuple(duty(one, date(2025, 7, 15)) for one in (*DISTRICTS, "truong-mam-non-1"))
    recipients = (to(GROUP, *DISTRICTS), to("Trường Mầm non 1", "truong-mam-non-1"))
    gone = [one for one in judge(plan, draft(recipients=recipients, duties=duties)) if one.rule_id == "HOUSE.GONE"]
    assert len(gone) == 1
    assert "(tất cả 9)" in gone[0].found
    assert "mam-non" not in gone[0].found
