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
    assert "Báo cáo về" in shown.out
    assert vanban("obligations", "show", "--campaign", "khác", *AT).out == (
        "Đợt 'khác' không giao báo cáo nào. Các đợt có giao báo cáo: dot-mau-2024.\n"
    )


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


def test_one_refusal_that_concerns_all_is_told_once(launched):
    recall = ("recall", "--organ", "snv-2020", "--number", "1", "--year", "2024", "--date", "2024-10-02")
    vanban(*recall, "--reason", "sai số liệu", "--capacity", "KT", "--yes", *AT, "--out", "ra")

    ran = vanban(*ORDER, "--all")

    assert ran.code == 1
    assert ran.err.count("không gia hạn được") == 1


def test_one_of_organ_and_all_must_be_chosen(launched):
    for words in ((), ("--all", "--organ", "Sở Giáo dục và Đào tạo")):
        ran = vanban(*ORDER, *words)
        assert (ran.code, "Chọn một trong hai → --organ" in ran.err) == (2, True)
    assert not any(one["extensions"] for one in obligations())
