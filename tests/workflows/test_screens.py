"""A clerk's way through the screens in a real browser: plan, approve, issue, report, and the board that moves."""

from pathlib import Path

import pytest
from migrated_home import migrated_home
from scripts.screen_walk import CHROMIUM, NAME, Steps, browser_page, walk
from scripts.screenshots import office_server

from vanban.store.approval.plan_ledger import decisions, plan_records
from vanban.store.database import open_database
from vanban.store.register.register_rows import entries

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="cần Chromium: chạy `make peers`"),
]

CAMPAIGN = """\
format = 1

[campaign]
id = "khao-sat-2024"
title = "Khảo sát mức độ hài lòng năm 2024"

[[letters]]
id = "trien-khai"
text = "trien-khai.md"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-09-27
signatory = { capacity = "KT" }
recipients = [{ group = "ubnd-huyen" }]
file_copy = { unit = "CCHC", copies = 1 }

[[assignments]]
key = "phuc_tra"
title = "Báo cáo kết quả phúc tra"
letter = "trien-khai"
deadline = { wording = "chậm nhất ngày", day = 2024-10-01 }
figures = ["so_phieu"]

[[figures]]
key = "so_phieu"
label = "Số phiếu"
unit = "phiếu"
"""
TEXT = """\
+++
type = "công văn"
subject = "triển khai khảo sát"
+++

Sở Nội vụ đề nghị các địa phương báo cáo kết quả phúc tra **chậm nhất ngày 01/10/2024**./.
"""
STEPS = Steps(folder="dot", campaign="khao-sat-2024", day="2024-09-27", figures=("1.200",))


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    folder = tmp_path / "cac-dot" / "dot"
    folder.mkdir(parents=True)
    (folder / "campaign.toml").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "trien-khai.md").write_text(TEXT, encoding="utf-8")
    return folder.parent


def test_a_clerk_plans_approves_issues_and_reports_on_the_screens_alone(campaigns, tmp_path, prefect_database):
    (tmp_path / "co-quan").mkdir()
    migrated_home(tmp_path / "co-quan" / "prefect", prefect_database)
    environment = {"VANBAN_CAMPAIGNS": str(campaigns), "VANBAN_TODAY": "2024-09-30"}
    shown = []
    with office_server(tmp_path / "co-quan", environment) as site, browser_page() as page:
        walk(page, site, STEPS, shown.append)
        page.goto(site)
        assert page.get_by_role("cell", name="1/9").count() == 1
    database = open_database(str(tmp_path / "co-quan" / "vanban.db"))
    [row] = entries(database)
    assert (row.code.code_number, str(row.issued_date)) == (1, "2024-09-27")
    [plan] = plan_records(database)
    assert [(one.aspect.value, one.name) for one in decisions(database, plan.id)] == [
        ("content", NAME),
        ("format", NAME),
    ]
    assert shown[-1] == "11-bang-in"
