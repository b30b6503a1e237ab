"""The morning's rounds as scripts: boards and notices, and reminders that wait for approval."""

from datetime import date, timedelta

import pytest
from duties import ASSIGNMENT, CAMPAIGN, DISTRICT, EDUCATION, number_letters, write_campaign
from sqlalchemy import select
from workflows import send_reminders, track_deadlines
from workflows.office import occasion, office
from workflows.record_report import record_report_flow
from workflows.running.campaign_round import campaign_round

from vanban.domain.errors import InvalidInput, StoreUnavailable, VanbanError
from vanban.storage.folder import FolderStorage
from vanban.store import approval_tables
from vanban.store.reporting.notices import NoticeKind, last_sweep
from vanban.store.reporting.reminders import reminders_of
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.usecases.approving.list_plans import list_plans

pytestmark = pytest.mark.usefixtures("office_at")

track = track_deadlines.track_deadlines_flow.fn
remind = send_reminders.send_reminders_flow.fn


@pytest.fixture
def register(office_at):
    return number_letters(write_campaign(office_at / "dot"), office_at / "so.db")


@pytest.fixture
def told(monkeypatch):
    """The notices that went out, in order."""
    out = []
    monkeypatch.setattr(track_deadlines, "emit", lambda _campaign, new, _labels: out.extend(new))
    return out


def report(organ=DISTRICT):
    figures = [{"figure": "so_phieu", "value": "100"}, {"figure": "so_phuc_tra", "value": "12"}]
    asked = {"campaign": CAMPAIGN, "organ": organ, "assignment": ASSIGNMENT, "figures": figures}
    return record_report_flow.fn(asked | {"as_of": "2024-10-08", "reporter": "Nguyễn Văn B"})


def marked(database):
    with database.reading() as connection:
        return [(row.kind, row.due_on) for row in connection.execute(select(approval_tables.notice))]


def test_boards_are_rewritten_under_keys_that_never_change(register, screen, on_day):
    keys = {f"bang-theo-doi-{CAMPAIGN}", f"qua-han-{CAMPAIGN}", f"tien-do-cap-1-{CAMPAIGN}"}
    told = {}
    for day in ("2024-10-14", "2024-10-17"):
        on_day(day)
        track({})
        assert {*screen.pages, *screen.tables, *screen.progress} == keys
        told[day] = screen.pages[f"bang-theo-doi-{CAMPAIGN}"]
    assert "sắp đến hạn, còn 2 ngày làm việc" in told["2024-10-14"]
    assert "quá hạn 1 ngày" in told["2024-10-17"]
    assert [row["Tình trạng"] for row in screen.tables[f"qua-han-{CAMPAIGN}"]] == [
        "quá hạn 1 ngày (1 ngày làm việc)"
    ] * 10
    assert screen.progress[f"tien-do-cap-1-{CAMPAIGN}"] == 0
    assert "đã báo cáo 0/10" in screen.descriptions[f"tien-do-cap-1-{CAMPAIGN}"]


@pytest.mark.slow
def test_every_unit_is_told_of_once_for_each_thing_that_happens_to_it(register, told, on_day):
    day, found = date(2024, 10, 1), {}
    while day <= date(2024, 10, 25):
        on_day(day.isoformat())
        if day == date(2024, 10, 12):
            assert report(EDUCATION) == 1
        if day == date(2024, 10, 21):
            assert report(DISTRICT) == 1
        before = len(told)
        assert track({}) == len(told) - before
        if len(told) > before:
            found[day.isoformat()] = [one.kind for one in told[before:]]
        day += timedelta(days=1)
    soon, late, done = NoticeKind.DUE_SOON, NoticeKind.OVERDUE, NoticeKind.REPORTED
    assert found == {"2024-10-09": [soon] * 10, "2024-10-12": [done], "2024-10-17": [late] * 9, "2024-10-21": [done]}
    assert len(marked(register)) == 21
    assert last_sweep(register) == date(2024, 10, 25)


def test_a_round_that_was_away_over_a_deadline_tells_what_is_true_now_and_nothing_twice(register, told, on_day):
    on_day("2024-10-15")
    track({})
    told.clear()
    on_day("2024-10-21")  # nobody was here on the 16th, nor on any day since
    assert track({}) == 10
    assert {one.kind for one in told} == {NoticeKind.OVERDUE}
    assert track({}) == 0


@pytest.mark.parametrize("killed_in", ["emit", "mark_sent"])
def test_a_round_killed_before_or_after_the_events_tells_again_and_marks_once(register, monkeypatch, on_day, killed_in):
    on_day("2024-10-17")
    sent, real = [], getattr(track_deadlines, killed_in)
    monkeypatch.setattr(track_deadlines, "emit", lambda _campaign, new, _labels: sent.append(new))

    def killed(*arguments, **keywords):
        if killed_in == "mark_sent":
            monkeypatch.setattr(track_deadlines, "mark_sent", real)
        else:
            monkeypatch.setattr(track_deadlines, "emit", lambda _campaign, new, _labels: sent.append(new))
        raise KeyboardInterrupt

    monkeypatch.setattr(track_deadlines, killed_in, killed)
    with pytest.raises(KeyboardInterrupt):
        track({})
    assert marked(register) == []
    assert track({}) == 10
    assert [len(one) for one in sent] == ([10, 10] if killed_in == "mark_sent" else [10])
    assert len(marked(register)) == len(set(marked(register))) * 10 == 10
    assert track({}) == 0


def test_a_round_for_one_campaign_is_no_round_of_the_day(register, told, on_day):
    on_day("2024-10-17")
    assert track({"campaign": CAMPAIGN}) == 10
    assert last_sweep(register) is None


def test_a_closed_campaign_is_left_alone(register, told, screen, on_day):
    at = occasion("Nguyễn Văn A")
    close_campaign(register, CAMPAIGN, day=date(2024, 10, 10), reason="đã đủ số liệu", now=at.now, actor=at.actor)
    on_day("2024-10-17")
    assert (track({}), remind({})) == (0, 0)
    assert told == []
    assert screen.pages == {}


def test_a_campaign_that_is_refused_holds_up_no_other(office_at, register, screen, monkeypatch, on_day):
    number_letters(write_campaign(office_at / "khac", campaign="dot-khac-2024"), office_at / "so.db")
    on_day("2024-10-17")
    real = send_reminders.remind_units

    def refused(database, campaign, *others):
        if campaign == "dot-khac-2024":
            raise VanbanError("Danh bạ của đợt không đọc được.\n- dòng 3: thiếu mã")
        return real(database, campaign, *others)

    monkeypatch.setattr(send_reminders, "remind_units", refused)
    with pytest.raises(VanbanError, match="dot-khac-2024: Danh bạ của đợt không đọc được"):
        remind({})
    assert len(reminders_of(register, CAMPAIGN)) == 10
    assert reminders_of(register, "dot-khac-2024") == ()
    page = screen.pages["nhac-viec-dot-khac-2024"]
    assert "# Chưa lập được nhắc việc" in page
    assert "- Danh bạ của đợt không đọc được.\n- dòng 3: thiếu mã\n" in page
    assert "Những đợt khác vẫn được làm" in page
    assert f"# Nhắc việc: {CAMPAIGN}" in screen.pages[f"nhac-viec-{CAMPAIGN}"]
    assert "dot-khac-2024: Danh bạ" in screen.pages["nhac-viec"]


def test_without_the_database_a_round_stops_at_once(screen):
    tried = []

    def work(campaign):
        tried.append(campaign)
        raise StoreUnavailable("Không mở được sổ đăng ký.")

    with pytest.raises(StoreUnavailable):
        campaign_round(["a", "b"], work, page="nhac-viec", head="Chưa nhắc")
    assert tried == ["a"]
    assert screen.pages == {}


@pytest.mark.parametrize("flow", [track, remind])
def test_an_unknown_campaign_is_refused_on_its_page(register, screen, flow):
    with pytest.raises(VanbanError, match="khong-co"):
        flow({"campaign": "khong-co"})
    assert any("khong-co" in page for page in screen.pages.values())
    assert last_sweep(register) is None


def test_reminders_wait_as_plans_with_a_page_each_and_are_made_once(register, screen, on_day, monkeypatch):
    monkeypatch.setattr(send_reminders, "page_address", lambda key: f"http://127.0.0.1:4200/{key}")
    on_day("2024-10-17")
    assert (remind({}), remind({})) == (10, 0)
    [standing] = list_plans(register)
    page = screen.pages[f"nhac-viec-{CAMPAIGN}"]
    key = f"ke-hoach-{standing.record.id}"
    assert f"[xem và duyệt](http://127.0.0.1:4200/{key})" in page
    assert "Chưa cấp số nào" in screen.pages[key]
    assert standing.record.made_by.endswith("(ngày giả định)")
    assert len(reminders_of(register, CAMPAIGN)) == 10


def test_one_who_has_reported_is_not_reminded(register, screen, on_day):
    on_day("2024-10-15")
    assert remind({}) == 10
    on_day("2024-10-16")
    report()
    on_day("2024-10-17")
    assert remind({}) == 9
    late = [one for one in reminders_of(register, CAMPAIGN) if one.late]
    assert len({one.obligation.organ_id for one in late}) == len(late) == 9


def test_on_a_day_off_nobody_is_reminded(register, on_day):
    on_day("2024-10-19")  # a Saturday
    assert remind({}) == 0
    on_day("2024-10-21")
    assert remind({}) == 10


def test_a_light_notice_is_a_line_on_the_page_and_no_plan(office_at, screen, on_day):
    light = '\n[reminders]\nbefore = "nhắc nhẹ"\nafter = "nhắc nhẹ"\n'
    database = number_letters(write_campaign(office_at / "dot", more=light), office_at / "so.db")
    on_day("2024-10-17")
    assert remind({}) == 10
    assert "10 lượt nhắc mới, trong đó 10 nhắc nhẹ" in screen.pages[f"nhac-viec-{CAMPAIGN}"]
    assert list_plans(database) == ()


def test_a_letter_that_cannot_be_drafted_is_told_beside_those_that_can(register, screen, on_day, monkeypatch):
    def no_one_signs(*_arguments, **_keywords):
        raise VanbanError("Không ai ký được | hôm nay")

    monkeypatch.setattr(send_reminders, "submit_with_page", no_one_signs)
    on_day("2024-10-17")
    assert remind({}) == 10
    assert r"Không ai ký được \| hôm nay" in screen.pages[f"nhac-viec-{CAMPAIGN}"]


@pytest.mark.parametrize("flow", [track, remind])
@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2999-01-01", "ngày giả định 01/01/2999 chưa tới"),
        ("17/10/2024", "'17/10/2024' không phải là ngày"),
        ("2024-02-30", "không phải là ngày"),
    ],
)
def test_a_supposed_day_that_cannot_be_is_refused_in_vietnamese(register, on_day, flow, day, told):
    on_day(day)
    with pytest.raises(InvalidInput, match=told) as caught:
        flow({})
    assert "VANBAN_TODAY" in str(caught.value)
    assert reminders_of(register, CAMPAIGN) == ()


@pytest.mark.parametrize("flow", [track, remind])
@pytest.mark.parametrize("database", ["{0}", "{0}/tep.txt", "mysql://may/so", "postgresql://a:b@127.0.0.1:1/so"])
def test_a_database_that_cannot_be_opened_is_refused_in_vietnamese(office_at, monkeypatch, screen, flow, database):
    (office_at / "tep.txt").write_text("đây không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    monkeypatch.setenv("VANBAN_DATABASE", database.format(office_at))
    with pytest.raises(StoreUnavailable) as caught:
        flow({})
    assert not caught.value.message.isascii()
    [page] = screen.pages.values()
    assert "# Chưa" in page


def test_the_clock_of_an_office_is_the_machines_unless_a_day_is_supposed():
    real = occasion("Nguyễn Văn A", {})
    assert real.actor == "Nguyễn Văn A"
    assert occasion("Nguyễn Văn A", {"VANBAN_TODAY": " "}).actor == "Nguyễn Văn A"
    supposed = occasion("Nguyễn Văn A", {"VANBAN_TODAY": "2024-10-17"})
    assert supposed.today == date(2024, 10, 17)
    assert supposed.actor == "Nguyễn Văn A (ngày giả định)"
    assert occasion("x", {"VANBAN_TODAY": real.today.isoformat()}).today == real.today


def test_an_office_without_settings_has_those_of_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    where = office({})
    assert (where.database, where.campaigns) == ("vanban.db", tmp_path)
    assert where.out == FolderStorage(tmp_path / "output")
    assert (where.directory, where.site) == (None, "")
