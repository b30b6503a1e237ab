"""Reports, extensions and báo cáo from their forms, as scripts."""

from datetime import date

import pytest
from duties import ASSIGNMENT, CAMPAIGN, DISTRICT, EDUCATION, number_letters, write_campaign
from sqlalchemy import func, select
from workflows.consolidate_reports import consolidate_reports_flow
from workflows.extend_deadline import extend_deadline_flow
from workflows.office import occasion
from workflows.record_report import record_report_flow
from workflows.running.outcome import actor

from vanban.domain.errors import InvalidInput, VanbanError
from vanban.store.audit import verify
from vanban.store.register.obligations import obligations
from vanban.store.report_tables import report as report_table
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.store.tables import audit_entry
from vanban.usecases.approving.list_plans import list_plans
from vanban.usecases.watching.deadline_board import deadline_board

pytestmark = pytest.mark.usefixtures("office_at")

PAGE = f"bao-cao-nhan-{CAMPAIGN}"
BOARD = f"bang-theo-doi-{CAMPAIGN}"


@pytest.fixture
def register(office_at, on_day):
    on_day("2024-10-15")
    return number_letters(write_campaign(office_at / "dot"), office_at / "so.db")


def hand_in(forms="1.200", checked="150", **changes):
    figures = [{"figure": "so_phieu", "value": forms}, {"figure": "so_phuc_tra", "value": checked}]
    asked = {"campaign": CAMPAIGN, "organ": DISTRICT, "assignment": ASSIGNMENT, "figures": figures}
    return record_report_flow.fn(asked | {"as_of": "2024-10-14", "reporter": "Nguyễn Văn B"} | changes)


def put_off(**changes):
    asked = {"campaign": CAMPAIGN, "letter": "trien-khai", "issuer": "Sở Nội vụ", "assignment": ASSIGNMENT}
    asked |= {"organ": DISTRICT, "due": "2024-10-23", "reason": "mưa lũ", "name": "Nguyễn Văn A"}
    return extend_deadline_flow.fn(asked | changes)


def add_up(**changes):
    asked = {"campaign": CAMPAIGN, "issuer": "Sở Nội vụ", "assignment": ASSIGNMENT, "as_of": "2024-10-15"}
    return consolidate_reports_flow.fn(asked | {"name": "Nguyễn Văn A"} | changes)


def on_record(database):
    """How many reports and audit entries there are."""
    with database.reading() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (report_table, audit_entry)]
    return tuple(counts)


def actors(database):
    with database.reading() as connection:
        return [row.actor for row in connection.execute(select(audit_entry.c.actor).order_by(audit_entry.c.seq))]


def test_a_report_is_recorded_and_the_board_moves_with_it(register, screen):
    assert hand_in() == 1
    assert "Đã nhận báo cáo của Ủy ban nhân dân thành phố Nha Trang" in screen.pages[PAGE]
    assert "| Tổng số phiếu (phiếu) | 1.200 |" in screen.pages[PAGE]
    assert "đã báo cáo 1/10" in screen.pages[BOARD]
    assert deadline_board(register, CAMPAIGN, date(2024, 10, 15)).rows[1].report is not None


def test_the_same_report_again_is_said_to_be_no_new_one(register, screen):
    assert (hand_in(), hand_in()) == (1, 1)
    assert "giống hệt bản đang có" in screen.pages[PAGE]
    assert on_record(register)[0] == 1


def test_a_second_report_with_other_figures_needs_a_reason(register, screen):
    hand_in()
    before = on_record(register)
    with pytest.raises(VanbanError, match="lý do"):
        hand_in(forms="1.300")
    assert on_record(register) == before
    assert "# Chưa nhận báo cáo" in screen.pages[PAGE]
    assert hand_in(forms="1.300", reason="cộng thiếu một xã") == 2


TWICE = [{"figure": "so_phieu", "value": "1"}, {"figure": "so_phieu", "value": "2"}]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"forms": "một nghìn"}, "Tổng số phiếu"),
        ({"forms": "-5"}, "Tổng số phiếu"),
        ({"forms": "12,5"}, "Tổng số phiếu"),
        ({"forms": ""}, "Tổng số phiếu"),
        ({"forms": "100", "checked": "101"}, "Số phiếu đã phúc tra"),
        ({"figures": []}, "Tổng số phiếu"),
        ({"figures": TWICE}, "số liệu 'so_phieu': ghi 2 dòng"),
        ({"figures": [{"figure": "khac", "value": "1"}]}, "khac"),
        ({"figures": "1.200"}, "Số liệu"),
        ({"organ": "UBND huyện Không Có"}, "Không Có"),
        ({"organ": "Sở Y tế"}, "Sở Y tế"),
        ({"assignment": "khac"}, "khac"),
        ({"campaign": "khong-co"}, "khong-co"),
        ({"as_of": "2024-10-16"}, "ngày"),
        ({"as_of": "14/10/2024"}, "Số liệu tính đến ngày: không phải là ngày"),
        ({"reporter": " "}, "Người báo cáo: còn trống"),
    ],
)
def test_a_bad_report_is_told_and_nothing_of_it_recorded(register, screen, change, told):
    before = on_record(register)
    with pytest.raises(VanbanError, match=told):
        hand_in(**change)
    assert on_record(register) == before
    [(key, page)] = screen.pages.items()
    assert key.startswith("bao-cao-nhan-")
    assert "# Chưa nhận báo cáo\n\nChưa ghi gì." in page


def test_everything_that_is_wrong_with_a_report_is_told_at_once(register):
    with pytest.raises(InvalidInput) as caught:
        hand_in(forms="x", checked="y", organ="Sở Không Có")
    assert len(caught.value.problems) >= 1
    with pytest.raises(InvalidInput) as caught:
        hand_in(forms="x", checked="y")
    assert len(caught.value.problems) == 2


def test_a_closed_campaign_takes_no_more_reports(register, screen):
    at = occasion("Nguyễn Văn A")
    close_campaign(register, CAMPAIGN, day=date(2024, 10, 15), reason="đã đủ số liệu", now=at.now, actor=at.actor)
    before = on_record(register)
    with pytest.raises(VanbanError, match="kết thúc"):
        hand_in()
    assert on_record(register) == before
    assert "kết thúc" in screen.pages[PAGE]


def test_a_deadline_is_put_off_for_one_unit_or_for_all(register, screen):
    assert put_off() == 1
    assert "Đã gia hạn 1 hạn báo cáo" in screen.pages[f"gia-han-{CAMPAIGN}"]
    assert put_off(organ="", due="2024-10-30") == 10
    assert {one.due_now for one in obligations(register)} == {date(2024, 10, 30)}
    assert "Sở Giáo dục" not in screen.pages[BOARD].partition("Quá hạn và sắp")[2]


def test_the_same_extension_again_is_no_other_one(register, screen):
    put_off()
    before = on_record(register)
    assert put_off() == 0
    assert on_record(register) == before
    assert "đã có hạn 23/10/2024 từ trước" in screen.pages[f"gia-han-{CAMPAIGN}"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"due": "2024-10-10"}, "10/10/2024"),
        ({"due": "23/10/2024"}, "Hạn mới: không phải là ngày"),
        ({"reason": ""}, "Lý do gia hạn: còn trống"),
        ({"letter": "khac"}, "'khac'"),
        ({"organ": "Sở Y tế"}, "Sở Y tế"),
        ({"assignment": "khac"}, "'khac'"),
    ],
)
def test_an_extension_that_cannot_be_is_refused_and_changes_nothing(register, screen, change, told):
    before = on_record(register)
    with pytest.raises(VanbanError, match=told):
        put_off(**change)
    assert on_record(register) == before
    [page] = screen.pages.values()
    assert "# Chưa gia hạn" in page


def test_who_has_reported_gets_no_more_time_but_holds_up_no_other(register, screen):
    hand_in()
    assert put_off(organ="") == 9
    assert "Đã gia hạn 9 hạn báo cáo" in screen.pages[f"gia-han-{CAMPAIGN}"]
    with pytest.raises(VanbanError, match="báo cáo"):
        put_off()
    assert "# Chưa gia hạn" in screen.pages[f"gia-han-{CAMPAIGN}"]


def test_an_extension_that_is_refused_for_some_units_says_for_which(register, screen):
    put_off(due="2024-10-30")
    assert put_off(organ="", due="2024-10-25") == 9
    page = screen.pages[f"gia-han-{CAMPAIGN}"]
    assert "## Không gia hạn được" in page
    assert "30/10/2024" in page.partition("## Không gia hạn được")[2]


def test_reports_are_added_up_into_a_plan_whose_page_shows_unit_by_unit(register, screen):
    hand_in()
    hand_in(organ=EDUCATION, forms="800", checked="50")
    plan_id = add_up()
    [standing] = list_plans(register)
    assert standing.record.id == plan_id
    page = screen.pages[f"ke-hoach-{plan_id}"]
    total = "| **Tổng cộng** | 2.000 | 200 | đã gửi 2/10 đơn vị |"
    assert total in page
    assert "| Ủy ban nhân dân thành phố Nha Trang | 1.200 | 150 | Đúng hạn |" in page
    assert page.count("- Ủy ban nhân dân") == 8
    assert "## Phát hiện khi kiểm tra" in page
    assert add_up() == plan_id
    assert len(list_plans(register)) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "chưa có đơn vị nào gửi"),
        ({"assignment": "khac"}, "'khac'"),
        ({"campaign": "khong-co"}, "khong-co"),
        ({"issuer": "Sở Y tế"}, "Sở Y tế"),
        ({"letter": "khac"}, "khac"),
        ({"as_of": "15/10/2024"}, "Số liệu tính đến ngày: không phải là ngày"),
    ],
)
def test_what_cannot_be_added_up_is_refused_on_its_page(register, screen, change, told):
    if change:
        hand_in()
    screen.pages.clear()
    with pytest.raises(VanbanError, match=told):
        add_up(**change)
    assert list_plans(register) == ()
    [(key, page)] = screen.pages.items()
    assert key.startswith("ke-hoach-bao-cao-")
    assert "# Chưa tổng hợp được" in page


def test_the_audit_log_names_who_is_in_the_form_and_who_was_logged_in(register, monkeypatch):
    monkeypatch.setenv("LOGNAME", "van-thu")
    before = len(actors(register))
    hand_in()
    put_off(organ="", due="2024-10-30")
    named = actors(register)[before:]
    assert named[0] == "Nguyễn Văn B (van-thu) (ngày giả định)"
    assert set(named[1:]) == {"Nguyễn Văn A (van-thu) (ngày giả định)"}
    assert verify(register).sound


@pytest.mark.parametrize("claimed", ["", "   ", "\n"])
def test_who_does_not_say_a_name_is_known_by_the_login(claimed, monkeypatch):
    monkeypatch.setenv("LOGNAME", "van-thu")
    assert actor({"name": claimed}) == actor({}) == actor("không phải biểu mẫu") == "van-thu"
    assert actor({"name": "Nguyễn\nVăn  A"}) == "Nguyễn Văn A (van-thu)"


def test_a_container_whose_user_has_no_name_still_acts(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert actor({}).startswith("uid-")
