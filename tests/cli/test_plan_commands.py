"""Submitting, approving and issuing from the command line, also by two clerks at once."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess

import pytest
from command_line import command, vanban

AT = ("--database", "so.db")
CONTENT = ("--content", "--name", "Trần Thị B", "--position", "Trưởng phòng")
FORMAT = ("--format", "--name", "Lê Văn C", "--position", "Chánh Văn phòng")


@pytest.fixture
def plan_id(folder):
    ran = vanban("submit", folder, *AT, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["id"]


@pytest.fixture
def approved(plan_id):
    for who in (CONTENT, FORMAT):
        assert vanban("approve", plan_id, *who, *AT).code == 0
    return plan_id


def ledger():
    return json.loads(vanban("plans", *AT, "--json").out)["plans"]


def issued():
    return json.loads(vanban("register", "show", "--year", "2024", *AT, "--json").out)["registers"]


def test_submitting_shows_the_plan_its_id_and_how_to_go_on(folder):
    ran = vanban("submit", folder, *AT)

    (found,) = ledger()
    assert ran.code == 0
    assert "triển khai khảo sát" in ran.out
    assert f"Kế hoạch {found['id']}: Đợt văn bản “Đợt mẫu để thử mọi lỗi”, 2 văn bản." in ran.out
    assert "Chưa cấp số nào." in ran.out
    assert f'vanban approve {found["id"]} --content --name "…" --position "…"' in ran.out
    assert (found["state"], found["missing"]) == ("waiting", ["content", "format"])
    assert issued() == []


def test_the_way_from_submission_to_issue(plan_id):
    first = vanban("approve", plan_id, *CONTENT, *AT)
    assert "Nội dung: duyệt: Trần Thị B (Trưởng phòng)" in first.out
    assert "Tình trạng: chờ duyệt. Chưa cấp số nào." in first.out
    assert "Duyệt nội dung:" not in first.out
    early = vanban("issue", plan_id, *AT, "--out", "ra")
    assert (early.code, "chưa duyệt thể thức" in early.err) == (2, True)
    second = vanban("approve", plan_id, *FORMAT, *AT)
    assert f"Phát hành: vanban issue {plan_id}" in second.out

    ran = vanban("issue", plan_id, *AT, "--out", "ra", "--json")

    assert [one["code"] for one in json.loads(ran.out)["letters"]] == ["01/SNV-CCHC", "02/TB-SNV"]
    assert [one["state"] for one in ledger()] == ["issued"]
    shown = vanban("plans", *AT)
    assert "đã phát hành" in re.sub(r"\s+", " ", shown.out)
    assert vanban("register", "audit", *AT).code == 0
    assert "01/SNV-CCHC" in vanban("issue", plan_id, *AT, "--out", "ra").out


def test_the_ledger_is_filtered_by_campaign_and_may_be_empty(plan_id):
    assert "1 kế hoạch" in vanban("plans", "--campaign", "dot-mau-2024", *AT).out
    assert vanban("plans", "--campaign", "khac", *AT).out == "Sổ duyệt chưa có kế hoạch nào.\n"


def test_a_refusal_needs_a_reason_and_stops_the_issue(approved):
    silent = vanban("approve", approved, *CONTENT, "--refuse", *AT)
    assert (silent.code, "không duyệt mà không ghi lý do" in silent.err) == (2, True)

    refused = vanban("approve", approved, *CONTENT, "--refuse", "--reason", "sai hạn", *AT)

    assert "không duyệt: Trần Thị B (Trưởng phòng)" in refused.out
    ran = vanban("issue", approved, *AT)
    assert (ran.code, "không duyệt nội dung: sai hạn" in ran.err) == (2, True)
    assert issued() == []


@pytest.mark.parametrize("which", [(), ("--content", "--format")])
def test_a_decision_is_on_one_aspect(plan_id, which):
    ran = vanban("approve", plan_id, *which, "--name", "A", "--position", "B", *AT)

    assert (ran.code, "Chọn một trong hai → --content" in ran.err) == (2, True)
    assert ledger()[0]["decisions"] == []


def test_an_unknown_plan_is_told_with_those_that_there_are(plan_id):
    for words in (("approve", "khong-co", *CONTENT), ("issue", "khong-co")):
        ran = vanban(*words, *AT)
        assert (ran.code, plan_id in ran.err) == (2, True)


def test_a_plan_with_errors_is_shown_and_not_recorded(launched):
    text = launched / "trien-khai.md"
    text.write_text(text.read_text("utf-8").replace("Trân trọng./.", "Trân trọng cảm ơn./."), encoding="utf-8")

    ran = vanban("submit", launched, *AT)
    as_json = vanban("submit", launched, *AT, "--json")

    assert (ran.code, as_json.code) == (1, 1)
    assert "Chưa trình duyệt: còn lỗi phải sửa." in ran.err
    assert json.loads(as_json.out)["can_launch"] is False
    assert ledger() == []


def test_a_letter_changed_after_approval_is_refused_naming_it(approved, folder):
    text = folder / "trien-khai.md"
    text.write_text(text.read_text("utf-8").replace("Trân trọng./.", "Trân trọng cảm ơn./."), encoding="utf-8")

    ran = vanban("issue", approved, *AT)

    assert ran.code == 2
    assert "Kế hoạch đã thay đổi sau khi duyệt" in ran.err
    assert "đổi văn bản “trien-khai” của snv-2020" in ran.err
    assert issued() == []


def test_two_processes_that_issue_at_once_leave_one_set_of_letters(approved, tmp_path):
    words = command("issue", approved, *AT, "--out", "ra", "--json")
    started = [subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    ended = [(one.communicate(timeout=120), one.returncode) for one in started]

    assert [(err.decode(), code) for (_, err), code in ended] == [("", 0)] * 2
    told = [json.loads(out) for (out, _), _ in ended]
    assert told[0] == told[1]
    assert [one["code"] for one in told[0]["letters"]] == ["01/SNV-CCHC", "02/TB-SNV"]
    (register,) = issued()
    assert len(register["entries"]) == 2
    assert vanban("register", "audit", *AT).code == 0
    on_disk = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "ra").rglob("*.*")}
    recorded = {
        str(tmp_path / file["path"]): file["sha256"] for one in told[0]["letters"] for file in one["files"].values()
    }
    assert on_disk == recorded
