"""``vanban report consolidate``: shown, written to files, told upwards, handed in."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from command_line import vanban

sys.path.insert(0, str(Path(__file__).parents[1] / "usecases"))
from consolidation_office import CAMPAIGN, CITY, consolidation_office  # set above

AT = ("--database", "so.db")


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    address = str(tmp_path_factory.mktemp("so") / "so.db")
    consolidation_office(address)
    return address


@pytest.fixture(autouse=True)
def at_the_register(register, tmp_path, at_home, monkeypatch):
    shutil.copy(register, tmp_path / "so.db")
    monkeypatch.setenv("VANBAN_TODAY", "2024-12-19")


def consolidate(*more):
    return vanban("report", "consolidate", CAMPAIGN, *more, *AT)


def of_the_city(*more):
    return consolidate("--issuer", CITY, *more)


def test_a_campaign_is_shown_level_by_level_with_who_is_missing():
    shown = consolidate()
    told = json.loads(consolidate("--json").out)

    assert shown.code == 0
    assert "Cấp 1: Phúc tra phiếu và gửi kết quả phúc tra, đã gửi 9/10 đơn vị" in shown.out
    assert "Chưa gửi: Ủy ban nhân dân thành phố Nha Trang, quá hạn 3 ngày; cấp dưới đã gửi 24/27" in shown.out
    assert [(one["level"], one["sent"]["asked"]) for one in told["levels"]] == [(1, 10), (2, 139)]


def test_an_office_is_shown_with_its_sums_and_quotas():
    shown = of_the_city()
    told = json.loads(of_the_city("--json").out)

    assert "2.400" in shown.out
    assert "Tỷ lệ phiếu được phúc tra: 11,95%, yêu cầu tối thiểu 10%: đạt" in shown.out
    assert told["sums"] == {"so_phieu": "2400", "so_phuc_tra": "287"}


def test_a_past_day_is_asked_for_by_as_of():
    told = json.loads(of_the_city("--as-of", "2024-10-01", "--json").out)

    assert told["as_of"] == "2024-10-01"
    assert told["sent"]["reported"] == 0


def test_the_table_and_the_chart_go_to_files():
    done = of_the_city("--xlsx", "bang.xlsx", "--svg", "hinh.svg")

    assert done.code == 0
    assert Path("bang.xlsx").read_bytes().startswith(b"PK")
    assert "Tối thiểu 10%" in Path("hinh.svg").read_text("utf-8")


def test_a_draft_takes_no_number_and_an_issue_asks_before_it_does():
    drawn = of_the_city("--draft", "--out", "ra")
    asked = of_the_city("--issue", "--out", "ra")

    assert drawn.code == 0
    assert Path("ra", CAMPAIGN, "du-thao", CITY, "bao-cao-cap-huyen-phuc_tra-2024-12-19.pdf").is_file()
    assert asked.code == 2
    assert "thêm --yes" in asked.err
    assert "BC-UBND" not in vanban("register", "show", "--organ", CITY, "--year", "2024", *AT).out


def test_issued_and_handed_in_at_once_the_report_has_a_number_and_counts_above():
    done = of_the_city("--issue", "--yes", "--submit", "--out", "ra")
    above = json.loads(consolidate("--issuer", "Sở Nội vụ", "--json").out)

    assert done.code == 0
    assert "02/BC-UBND" in done.out
    assert "Đã ghi báo cáo với cấp trên, lần 1: Tổng hợp từ 24/27 đơn vị." in done.out
    assert above["sent"]["reported"] == 10
    assert above["sums"]["so_phieu"] == str(9000 + 2400)


def test_what_may_not_be_handed_in_is_refused_before_anything_is_issued():
    done = consolidate("--issuer", "Sở Nội vụ", "--issue", "--yes", "--submit", "--out", "ra")

    assert done.code == 2
    assert "không do văn bản cấp trên nào trong đợt này giao" in done.err
    assert not Path("ra").exists()


def test_the_report_goes_to_approval_without_a_number():
    done = of_the_city("--for-approval")

    assert done.code == 0
    assert "chờ duyệt" in done.out
    assert "BC-UBND" not in vanban("register", "show", "--organ", CITY, "--year", "2024", *AT).out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--submit",), "Ghi cơ quan tổng hợp ở --issuer"),
        (("--issuer", CITY, "--draft", "--issue"), "Chọn một trong ba"),
        (("--issuer", "Sở Y tế"), "Không có cơ quan “Sở Y tế” ở đây"),
        (("--issuer", CITY, "--assignment", "viec_khac"), "Đợt này không giao báo cáo 'viec_khac'"),
        (("--issuer", CITY, "--draft", "--date", "2024-12-18"), "Chọn --as-of sớm hơn"),
        (("--issuer", CITY, "--draft", "--signatory", "khong-co-ai"), "người ký"),
    ],
)
def test_a_wrong_order_is_refused_in_one_sentence(more, told):
    done = consolidate(*more)

    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
