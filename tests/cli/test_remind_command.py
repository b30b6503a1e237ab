"""The command remind: a day's round, its drafts, and the approval that issues one."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from command_line import vanban

from vanban.rendering.letter_files import letter_bytes
from vanban.usecases.checking.check_letter import check_letter

AT = ("--database", "so.db", "--out", "ra")
BOSS = ("--name", "Bùi Thế An", "--position", "Phó Giám đốc")
CAMPAIGN = "dot-mau-2024"


_LAUNCHED: list[Path] = []


def blank(letter, kind):
    """The file of a letter where only its number matters."""
    content = f"{kind} {letter.code} {letter.subject}".encode()
    return content, hashlib.sha256(content).hexdigest()


@pytest.fixture
def launched(folder: Path, tmp_path_factory, monkeypatch) -> Path:
    """The good campaign on its own days, when it could be reminded of, with files that are not drawn."""
    monkeypatch.setattr("vanban.rendering.letter_files.letter_bytes", blank)
    monkeypatch.setattr("vanban.usecases.checking.check_letter.check_letter", lambda *_, **__: ())
    if not _LAUNCHED:
        ran = vanban("--today", "2024-09-30", "launch", folder, "--yes", *AT)
        assert ran.code == 0, ran.err
        kept = tmp_path_factory.mktemp("da-phat-hanh") / "so.db"
        _LAUNCHED.append(Path(shutil.copy("so.db", kept)))
    shutil.copy(_LAUNCHED[0], "so.db")
    return folder


def on(day: str, *words: object):
    return vanban("--today", f"2024-12-{day}", *words, *AT)


def as_json(day: str, *words: object):
    return json.loads(on(day, "remind", *words, "--json").out)


def plan_of(day: str) -> str:
    (waiting,) = as_json(day, CAMPAIGN)["campaigns"][0]["waiting"]
    return waiting["plan"]


def numbers() -> list[str]:
    registers = json.loads(vanban("register", "show", "--database", "so.db", "--json").out)["registers"]
    return [entry["Số, ký hiệu văn bản"] for one in registers for entry in one["entries"]]


def report(day: str, organ: str):
    ran = on(
        day,
        "report",
        "add",
        CAMPAIGN,
        "--organ",
        organ,
        "--as-of",
        f"2024-12-{day}",
        "--reporter",
        "Trần Thị B",
        "--figure",
        "so_phieu=10",
    )
    assert ran.code == 0, ran.err


def test_the_round_names_who_is_missing_draws_the_draft_and_says_how_to_go_on(launched, monkeypatch):
    monkeypatch.setattr("vanban.rendering.letter_files.letter_bytes", letter_bytes)
    monkeypatch.setattr("vanban.usecases.checking.check_letter.check_letter", check_letter)

    ran = on("05", "remind")

    assert ran.code == 0, ran.err
    assert f"{CAMPAIGN}: 9 lượt nhắc mới (9 bằng công văn, 0 nhắc nhẹ), 1 công văn chờ duyệt." in ran.out
    assert "Công văn đôn đốc của Sở Nội vụ, nhắc 9 nơi: Sở Giáo dục và Đào tạo (quá hạn 1 ngày);" in ran.out
    (plan,) = re.findall(r'vanban remind --issue (\w+) --name "…" --position "…" --database so.db --out ra', ran.out)
    drafts = re.search(r"Dự thảo: (.*\.docx) và (.*\.pdf)", ran.out)
    assert [Path(one).read_bytes()[:4] for one in drafts.groups()] == [b"PK\x03\x04", b"%PDF"]
    assert len(numbers()) == 2
    assert plan in vanban("plans", "--database", "so.db", "--json").out


def test_a_second_round_of_the_day_reminds_nobody_again_and_has_the_same_plan(launched):
    first = as_json("05")
    again = as_json("05")

    assert [len(one["campaigns"][0]["made"]) for one in (first, again)] == [9, 0]
    assert first["campaigns"][0]["waiting"] == again["campaigns"][0]["waiting"]
    assert first["campaigns"][0]["made"][0] | {"organ": ""} == {
        "organ": "",
        "letter": "trien-khai",
        "issuer": "snv-2020",
        "assignment": "bao_cao",
        "due": "2024-12-04",
        "number": 3,
        "late": 1,
        "escalated": False,
        "form": "letter",
        "carrier": "don-doc-trien-khai-bao_cao-2024-12-05",
    }


def test_one_approval_issues_the_letter_and_the_ledger_says_who_gave_it(launched):
    plan = plan_of("05")

    ran = on("05", "remind", "--issue", plan, *BOSS)

    assert ran.code == 0, ran.err
    assert "03/SNV-CCHC" in ran.out
    (told,) = json.loads(vanban("plans", "--database", "so.db", "--json").out)["plans"]
    assert (told["state"], told["missing"]) == ("issued", [])
    assert {(one["aspect"], one["name"], one["position"]) for one in told["decisions"]} == {
        ("content", "Bùi Thế An", "Phó Giám đốc"),
        ("format", "Bùi Thế An", "Phó Giám đốc"),
    }
    assert as_json("05")["campaigns"][0]["waiting"] == []
    # The same again, also on a later day, only draws what is missing.
    again = json.loads(on("06", "remind", "--issue", plan, *BOSS, "--json").out)["letters"]
    assert [one["code"] for one in again] == ["03/SNV-CCHC"]
    assert len(numbers()) == 3
    assert vanban("audit", "verify", "--database", "so.db").code == 0


def test_who_has_reported_since_the_draft_stops_the_approval_and_is_not_named_in_the_next(launched):
    plan = plan_of("05")
    report("05", "Sở Giáo dục và Đào tạo")

    refused = on("05", "remind", "--issue", plan, *BOSS)

    assert (refused.code, len(numbers())) == (2, 2)
    assert (
        f"đã có đơn vị báo cáo, hoặc bài hay mẫu trình bày đã được sửa → Chạy lại 'vanban remind {CAMPAIGN}'"
        in refused.err
    )
    assert json.loads(vanban("plans", "--database", "so.db", "--json").out)["plans"][0]["decisions"] == []
    (waiting,) = as_json("05")["campaigns"][0]["waiting"]
    assert "Sở Giáo dục và Đào tạo" not in [one["name"] for one in waiting["units"]]
    assert on("05", "remind", "--issue", waiting["plan"], *BOSS).code == 0


def test_when_all_have_reported_the_draft_says_so_and_nothing_waits(launched):
    plan = plan_of("05")
    for one in json.loads(vanban("obligations", "show", "--database", "so.db", "--json").out)["obligations"]:
        report("05", one["organ"])

    refused = on("05", "remind", "--issue", plan, *BOSS)

    assert (refused.code, "Mọi đơn vị của văn bản này đã báo cáo" in refused.err) == (2, True)
    assert on("05", "remind").out == f"{CAMPAIGN}: 0 lượt nhắc mới, 0 công văn chờ duyệt.\n"


def test_a_draft_of_yesterday_is_drafted_anew_and_two_may_also_approve(launched):
    old = plan_of("05")

    refused = on("06", "remind", "--issue", old, *BOSS)
    new = plan_of("06")

    assert (refused.code, "Dự thảo này ghi ngày 05/12/2024, không phải hôm nay" in refused.err) == (2, True)
    assert old != new
    for flag, who in (("--content", "Trần Thị B"), ("--format", "Lê Văn C")):
        ran = vanban(
            "--today",
            "2024-12-06",
            "approve",
            new,
            flag,
            "--name",
            who,
            "--position",
            "Trưởng phòng",
            "--database",
            "so.db",
        )
        assert ran.code == 0, ran.err
    assert on("06", "issue", new).code == 0
    assert "03/SNV-CCHC" in numbers()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--issue", "khong-co", *BOSS), "không có kế hoạch 'khong-co'"),
        (BOSS, "Ghi cùng --issue"),
        (("khong-co",), "không có đợt “khong-co”"),
    ],
)
def test_what_means_nothing_is_refused_with_what_to_do(launched, words, said):
    ran = on("05", "remind", *words)

    assert (ran.code, said in ran.err) == (2, True)


def test_an_approval_without_name_and_position_is_refused_and_nothing_is_numbered(launched):
    ran = on("05", "remind", "--issue", plan_of("05"))

    assert ran.code == 2
    assert "còn thiếu họ tên người duyệt" in ran.err
    assert "còn thiếu chức vụ người duyệt" in ran.err
    assert len(numbers()) == 2


def test_the_plan_of_a_campaign_is_not_approved_as_a_reminder(folder):
    submitted = json.loads(vanban("--today", "2024-09-30", "submit", folder, "--database", "so.db", "--json").out)

    ran = on("05", "remind", "--issue", submitted["id"], *BOSS)

    assert (ran.code, "không phải công văn đôn đốc" in ran.err) == (2, True)


def test_a_letter_that_cannot_be_drafted_is_told_and_another_signatory_may_be_named(launched):
    ran = on("05", "remind", "--signatory", "khong-co")

    assert ran.code == 0
    assert "Chưa trình duyệt được: --signatory: “khong-co” không ký được" in ran.err
    assert "Duyệt và phát hành" not in ran.out
    assert on("05", "remind", "--issuer", "khong-co").out.count("\n") == 1


def test_light_notices_need_no_letter(folder):
    toml = folder / "campaign.toml"
    toml.write_text(
        toml.read_text("utf-8") + '\n[reminders]\nbefore = "nhắc nhẹ"\nafter = "nhắc nhẹ"\n', encoding="utf-8"
    )
    assert vanban("--today", "2024-09-30", "launch", folder, "--yes", *AT).code == 0

    ran = on("05", "remind")

    assert f"{CAMPAIGN}: 9 lượt nhắc mới (0 bằng công văn, 9 nhắc nhẹ), 0 công văn chờ duyệt." in ran.out
    assert "Nhắc nhẹ, không có văn bản: Sở Giáo dục và Đào tạo, hạn 04/12/2024 (quá hạn)" in ran.out
    assert on("07", "remind", CAMPAIGN).out == f"{CAMPAIGN}: 0 lượt nhắc mới, 0 công văn chờ duyệt.\n"
