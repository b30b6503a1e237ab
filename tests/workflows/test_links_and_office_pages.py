"""Links, keys and the pages beside Prefect's, with a server that is only supposed."""

import json
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from duties import ASKED, ASSIGNMENT, CAMPAIGN, DISTRICT, number_letters, write_campaign
from prefect.exceptions import ObjectNotFound
from workflows.approve_plan import approve_plan_flow
from workflows.launch_campaign import launch_campaign_flow
from workflows.office import occasion, office
from workflows.plan_campaign import plan_campaign_flow
from workflows.record_report import record_report_flow
from workflows.screens import links
from workflows.screens.board_screen import report_form
from workflows.screens.flow_names import EXTEND, REPORT, TITLES
from workflows.screens.keys import page_key
from workflows.screens.launch_screen import launch_name
from workflows.send_reminders import send_reminders_flow
from workflows.serving.pages import pages
from workflows.serving.waiting_plans import issued_plans, waiting_plans

from vanban.desk.site import site
from vanban.domain.campaigns.approval import Aspect, Decision, PlanKind, PlanRecord
from vanban.store.approval.plan_ledger import PlanProgress
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.usecases.approving.list_plans import PlanStanding

pytestmark = pytest.mark.usefixtures("office_at")


class Server:
    """What the links ask Prefect for."""

    def __init__(self):
        self.offered, self.left, self.asked, self.is_down = (
            dict(zip(TITLES, "abcdefghi", strict=True)),
            set(),
            [],
            False,
        )

    @contextmanager
    def client(self, *, sync_client):
        assert sync_client
        yield self

    def read_deployment_by_name(self, name):
        self._ask(name)
        flow, _, title = name.partition("/")
        assert TITLES[flow] == title
        if flow not in self.offered:
            raise ObjectNotFound(KeyError(flow))
        return SimpleNamespace(id=self.offered[flow])

    def read_latest_artifacts(self, artifact_filter):
        self._ask(len(artifact_filter.key.any_))
        return [SimpleNamespace(key=key) for key in artifact_filter.key.any_ if key in self.left]

    def _ask(self, what):
        self.asked.append(what)
        if self.is_down:
            raise httpx.ConnectError("All connection attempts failed")


@pytest.fixture
def server(monkeypatch):
    made = Server()
    monkeypatch.setattr(links, "get_client", made.client)
    monkeypatch.setattr(links, "PREFECT_API_URL", SimpleNamespace(value=lambda: "http://127.0.0.1:4200/api"))
    monkeypatch.setattr(links, "_known", {})
    return made


@pytest.fixture
def register(office_at, on_day):
    on_day("2024-10-17")
    return number_letters(write_campaign(office_at / "dot"), office_at / "so.db")


def asked_by(address):
    """The form that an address opens, filled in."""
    return json.loads(parse_qs(urlsplit(address).query)["parameters"][0])["request"]


def start(where=None):
    return pages(where or office())[""]("", {})


def test_a_form_opens_filled_in_whatever_stands_in_it(server):
    filled = {"campaign": 'Khảo sát & phúc tra / 2024 "#?%+', "figures": [{"figure": "so_phieu", "value": ""}]}
    address = links.form_address(REPORT, filled)
    assert address.startswith(
        f"http://127.0.0.1:4200/v2/deployments/deployment/{server.offered[REPORT]}/run?parameters="
    )
    assert asked_by(address) == filled
    assert not re.search(r"[\s()<>\"']", address)


def test_a_deployment_is_looked_up_once_but_one_that_is_not_yet_offered_is_asked_for_again(server):
    deployment = server.offered.pop(EXTEND)
    assert links.form_address(EXTEND, {}) == ""
    server.offered[EXTEND] = deployment
    assert links.form_address(EXTEND, {}) == links.form_address(EXTEND, {}) != ""
    assert len(server.asked) == 2


def test_without_a_server_there_are_no_links_and_nothing_is_asked(server, monkeypatch):
    monkeypatch.setattr(links, "PREFECT_API_URL", SimpleNamespace(value=lambda: None))
    assert links.form_address(REPORT, {}) == links.page_address("bang-a") == ""
    assert links.known_pages(["bang-a"]) == frozenset()
    assert server.asked == []


def test_a_server_that_does_not_answer_costs_the_links_and_not_the_page(server, register):
    server.is_down = True
    assert links.form_address(REPORT, {}) == ""
    assert links.known_pages(["bang-a"]) == frozenset()
    page = start()
    assert "Phúc tra năm 2024" in page
    assert 'href="/bang/phuc-tra-2024"' in page


def test_pages_are_looked_for_two_hundred_at_a_time(server):
    server.left = {"bang-3", "bang-417"}
    assert links.known_pages([f"bang-{number}" for number in range(450)]) == {"bang-3", "bang-417"}
    assert server.asked == [200, 200, 50]


@pytest.mark.parametrize(
    ("campaign", "key"),
    [
        ("khao-sat-2024", "bang-khao-sat-2024"),
        ("Khảo sát Đợt 1", "bang-khao-sat-dot-1"),
        ("../..//a", "bang-a"),
        ("***", "bang-khong-ten"),
    ],
)
def test_a_key_is_of_letters_that_prefect_allows(campaign, key):
    assert page_key("bang", campaign) == key


def test_the_start_page_leads_to_every_step_and_to_the_pages_that_exist(server, register):
    server.left = {f"bang-theo-doi-{CAMPAIGN}"}
    page = start()
    for name in ("Lập kế hoạch một đợt văn bản", "Soạn một công văn", "Nhập báo cáo của một đơn vị", "Mọi việc"):
        assert name in page
    for name in ("bảng theo dõi", "bảng đầy đủ (in được)", "gia hạn", "tổng hợp báo cáo"):
        assert f">{name}</a>" in page
    assert "văn bản của đợt" not in page  # a launch by the command line leaves no page
    server.left.add(f"phat-hanh-{CAMPAIGN}")
    assert ">văn bản của đợt</a>" in start()


def test_letters_that_ask_for_no_report_are_found_by_their_plan(server, office_at):
    plan_id = plan_campaign_flow.fn(
        {"folder": str(write_campaign(office_at / "dot", asked="")), "date": "2024-09-27", "name": "Nguyễn Văn A"}
    )
    for aspect in ("Nội dung văn bản", "Thể thức, kỹ thuật trình bày"):
        said = {"answer": "Duyệt", "name": "Nguyễn Văn A", "position": "Trưởng phòng"}
        approve_plan_flow.fn({"plan_id": plan_id, "aspect": aspect, **said})
    launch_campaign_flow.fn({"plan_id": plan_id, "confirmation": "Phát hành", "name": "Nguyễn Văn A"})
    server.left = {f"phat-hanh-{CAMPAIGN}"}
    page = start()
    assert "Chưa có đợt nào giao báo cáo" in page
    _before, issued = page.split("<h2>Mới phát hành</h2>")
    assert "Phúc tra năm 2024" in issued
    assert re.findall(r">([^<]+)</a>", issued) == ["văn bản của đợt"]
    server.left = set()
    assert "<td>–</td>" in start()


def test_the_plans_issued_last_are_ten():
    plans = [plan(number, issued=1, decided=Aspect) for number in range(1, 15)]
    assert [one.record.made_at.day for one in issued_plans(plans)] == list(range(14, 4, -1))
    assert issued_plans([plan(1)]) == ()


def test_reminders_have_pages_of_their_own_beside_those_of_the_campaign():
    reminder, campaign = plan(1).record, plan(2, kind=PlanKind.CAMPAIGN).record
    assert launch_name(reminder) == reminder.id
    assert launch_name(campaign) == CAMPAIGN


def test_a_closed_campaign_offers_no_more_time(server, register):
    at = occasion("Nguyễn Văn A")
    close_campaign(register, CAMPAIGN, day=date(2024, 10, 16), reason="đã đủ", now=at.now, actor=at.actor)
    page = start()
    assert ">tổng hợp báo cáo</a>" in page
    assert ">gia hạn</a>" not in page


def test_nothing_else_begins_with_the_start_page(register):
    assert pages(office())[""]("gi-do", {}) is None


def test_the_board_of_a_past_day_stands_as_it_stood_then(register, on_day):
    figures = [{"figure": "so_phieu", "value": "100"}, {"figure": "so_phuc_tra", "value": "12"}]
    asked = {"campaign": CAMPAIGN, "organ": DISTRICT, "assignment": ASSIGNMENT, "figures": figures}
    record_report_flow.fn(asked | {"as_of": "2024-10-16", "reporter": "Nguyễn Văn B"})
    board = pages(office())["bang"]
    assert "đến ngày 17 tháng 10 năm 2024" in board(CAMPAIGN, {})
    assert "đã báo cáo 1/10 (trễ 1)" in board(CAMPAIGN, {})
    assert "đã báo cáo 0/10" in board(CAMPAIGN, {"ngay": "2024-10-16"})
    assert "đến ngày 16 tháng 10 năm 2024" in board(CAMPAIGN, {"ngay": "2024-10-16"})


@pytest.mark.parametrize("query", [{"ngay": "hôm qua"}, {"ngay": "2024-02-30"}, {"ngay": "17/10/2024"}])
def test_a_day_that_cannot_be_read_has_no_board(register, query):
    assert pages(office())["bang"](CAMPAIGN, query) is None


@pytest.mark.parametrize("campaign", ["khong-co", "", "../so.db", "' OR 1=1 --"])
def test_an_unknown_campaign_has_no_board(register, campaign):
    assert pages(office())["bang"](campaign, {}) is None


def test_titles_are_escaped_on_the_start_page_and_on_the_board(office_at, server, on_day):
    on_day("2024-10-17")
    hostile = "<img src=x onerror=alert(1)> & phúc tra"
    asked = ASKED.replace("Báo cáo kết quả phúc tra", "<u>Báo cáo</u>")
    folder = write_campaign(office_at / "dot", title=hostile, asked=asked)
    number_letters(folder, office_at / "so.db")
    for page in (start(), pages(office())["bang"](CAMPAIGN, {})):
        assert "<img" not in page
        assert "<u>" not in page
        assert "&lt;img src=x onerror=alert(1)&gt; &amp; phúc tra" in page


def test_a_page_says_in_the_browser_why_it_cannot_be_shown(register, monkeypatch):
    with site(0, office().out, pages(office())) as url:
        assert httpx.get(f"{url}/bang/{CAMPAIGN}").status_code == 200
        assert httpx.get(f"{url}/bang/khong-co").status_code == 404
        monkeypatch.setenv("VANBAN_TODAY", "hôm nay")
        for path in ("", f"/bang/{CAMPAIGN}"):
            refused = httpx.get(url + path)
            assert refused.status_code == 503
            assert "VANBAN_TODAY: 'hôm nay' không phải là ngày" in refused.text
    monkeypatch.setenv("VANBAN_TODAY", "2024-10-17")
    nowhere = replace(office(), database="mysql://may/so")
    with site(0, office().out, pages(nowhere)) as url:
        assert "Không dùng được cơ sở dữ liệu" in httpx.get(url).text


def test_the_form_of_a_unit_is_filled_in_with_all_but_its_figures(server, register):
    board = pages(office())
    assert board
    from vanban.store.reporting.reporting_plans import reporting_plan_of  # noqa: PLC0415
    from vanban.usecases.watching.deadline_board import deadline_board  # noqa: PLC0415

    row = deadline_board(register, CAMPAIGN, date(2024, 10, 17)).rows[0]
    asked = asked_by(report_form(row, reporting_plan_of(register, CAMPAIGN), date(2024, 10, 17)))
    assert asked["campaign"] == CAMPAIGN
    assert asked["organ"] == row.obligation.key.organ_id
    assert asked["as_of"] == "2024-10-17"
    assert asked["figures"] == [
        {"figure": "so_phieu", "label": "Tổng số phiếu (phiếu)", "value": ""},
        {"figure": "so_phuc_tra", "label": "Số phiếu đã phúc tra (phiếu)", "value": ""},
    ]


def plan(number, *, kind=PlanKind.REMINDER, decided=(), issued=0, **request):
    at = datetime(2024, 10, number, tzinfo=UTC)
    request = {"letter": "don-doc", "day": at.date().isoformat()} | request
    record = PlanRecord(
        id=f"{number:012d}",
        kind=kind,
        request=json.dumps(request),
        campaign_id=CAMPAIGN,
        title="Đôn đốc",
        day=at.date(),
        letters=1,
        sha256="0" * 64,
        made_at=at,
        made_by="Nguyễn Văn A",
    )
    said = {"plan_id": record.id, "name": "Nguyễn Văn A", "position": "Trưởng phòng", "decided_at": at}
    decisions = tuple(Decision(**said, aspect=aspect, approved=True) for aspect in decided)
    return PlanStanding(record=record, decisions=decisions, progress=PlanProgress(issued=issued))


def test_of_a_letter_planned_anew_every_morning_only_the_newest_waits():
    monday, tuesday, other = plan(14), plan(15), plan(16, letter="nhac-han")
    assert waiting_plans([monday, tuesday, other]) == (tuesday, other)
    assert waiting_plans([monday, plan(15, issued=1, decided=Aspect)]) == ()


def test_what_is_approved_waits_even_when_there_is_a_newer_plan():
    approved, newer = plan(14, decided=Aspect), plan(15)
    assert waiting_plans([approved, newer]) == (approved, newer)


def test_a_letter_of_reminders_that_waits_for_days_stands_once_on_the_start_page(register, on_day):
    for day in ("2024-10-17", "2024-10-18", "2024-10-21"):
        on_day(day)
        send_reminders_flow.fn({})
    page = start()
    assert page.count("duyệt nội dung, duyệt thể thức") == 1


def test_a_campaign_corrected_after_it_was_planned_stands_once_on_the_start_page(office_at, on_day):
    folder = write_campaign(office_at / "dot")
    form = {"folder": str(folder), "date": "2024-09-27", "name": "Nguyễn Văn A"}
    first = plan_campaign_flow.fn(form)
    text = folder / "trien-khai.md"
    text.write_text(text.read_text(encoding="utf-8").replace("đề nghị", "yêu cầu"), encoding="utf-8")
    assert plan_campaign_flow.fn(form) != first
    assert start().count("duyệt nội dung, duyệt thể thức") == 1
