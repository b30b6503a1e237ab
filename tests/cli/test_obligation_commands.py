"""Who owes what until when, and a deadline put off, from the command line."""

import json

from command_line import vanban

AT = ("--database", "so.db")
ORDER = (
    *("extend", "--campaign", "dot-mau-2024", "--letter", "trien-khai", "--issuer", "snv-2020"),
    *("--assignment", "bao_cao", "--due", "2024-12-20", "--reason", "ảnh hưởng mưa lũ", *AT),
)


def obligations(*filters):
    return json.loads(vanban("obligations", "show", *filters, *AT, "--json").out)["obligations"]


def test_obligations_are_shown_with_number_deadline_and_state(launched):
    shown = vanban("obligations", "show", "--campaign", "dot-mau-2024", *AT)

    assert shown.code == 0
    assert "9 nghĩa vụ báo cáo" in shown.out
    assert "số 01/SNV-CCHC ngày 27/9/2024" in shown.out
    assert [one["due"] for one in obligations("--organ", "Sở Giáo dục và Đào tạo")] == ["2024-12-04"]
    assert vanban("obligations", "show", "--campaign", "khác", *AT).out == "Chưa có văn bản nào giao báo cáo.\n"


def test_one_office_gets_more_time_with_the_old_and_the_new_day_told(launched):
    ran = vanban(*ORDER, "--organ", "Sở Giáo dục và Đào tạo")

    assert ran.out == "Sở Giáo dục và Đào tạo: Báo cáo kết quả khảo sát, hạn 04/12/2024 → 20/12/2024\n"
    assert sum(bool(one["extensions"]) for one in obligations()) == 1
    assert vanban("audit", "verify", *AT).code == 0


def test_all_offices_get_more_time_and_those_refused_are_named(launched):
    vanban(*ORDER, "--organ", "Sở Giáo dục và Đào tạo", "--due", "2025-01-10")
    ran = vanban(*ORDER, "--all", "--json")

    assert ran.code == 1
    assert len(json.loads(ran.out)["extended"]) == 8
    assert "Sở Giáo dục và Đào tạo" in ran.err
    again = vanban(*ORDER, "--all")
    assert again.out.count("đã gia hạn đến 20/12/2024 từ trước") == 8


def test_one_of_organ_and_all_must_be_chosen(launched):
    for words in ((), ("--all", "--organ", "Sở Giáo dục và Đào tạo")):
        ran = vanban(*ORDER, *words)
        assert (ran.code, "Chọn một trong hai → --organ" in ran.err) == (2, True)
    assert not any(one["extensions"] for one in obligations())
