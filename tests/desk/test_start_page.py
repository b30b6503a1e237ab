import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.desk.start_page import start_page
from vanban.domain.campaigns.approval import Aspect, Decision, PlanKind, PlanRecord
from vanban.store.approval.plan_ledger import PlanProgress
from vanban.store.reporting.board_rows import CampaignCount
from vanban.usecases.approving.list_plans import PlanStanding

DAY = date(2024, 12, 10)
AT = datetime(2024, 12, 10, 2, tzinfo=UTC)
CAMPAIGN = {"bảng theo dõi": "http://127.0.0.1:4201/bang/x"}
PLAN = {"Phát hành": "http://127.0.0.1:4200/v2/0123456789ab"}
HOSTILE = "<script>alert('x')</script>\"'&{{ 7*7 }}"


def campaign(**changes):
    known = {
        "campaign_id": "khao-sat-2024",
        "title": "Khảo sát năm 2024",
        "letters": 150,
        "obligations": 149,
        "reported": 90,
        "overdue": 3,
        "next_due": date(2024, 12, 16),
        "closed_on": None,
    }
    return CampaignCount(**(known | changes))


def plan(*decisions, title="Khảo sát năm 2024"):
    record = PlanRecord(
        id="0123456789ab",
        kind=PlanKind.CAMPAIGN,
        request="{}",
        campaign_id="khao-sat-2024",
        title=title,
        day=DAY,
        letters=150,
        sha256="0" * 64,
        made_at=AT,
        made_by="Nguyễn Văn A",
    )
    return PlanStanding(record=record, decisions=decisions, progress=PlanProgress())


def said(aspect, reason=""):
    return Decision(
        plan_id="0123456789ab",
        aspect=aspect,
        approved=not reason,
        name="Nguyễn Văn A",
        position="Trưởng phòng",
        decided_at=AT,
        reason=reason,
    )


def drawn(campaigns=(), waiting=(), links=None, steps=None, issued=()):
    return start_page(
        DAY,
        steps=steps or {"Nhập báo cáo": "http://127.0.0.1:4200/v2/x?a=1&b=2"},
        campaigns=campaigns,
        waiting=waiting,
        issued=issued,
        links_of=lambda one: (PLAN if isinstance(one, PlanStanding) else CAMPAIGN) if links is None else links,
    )


def shown(page):
    """The words of every cell, in order."""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", " ", one)).strip() for one in cells]


def test_a_campaign_is_told_with_its_counts_and_its_links():
    page = drawn([campaign()])
    assert shown(page) == ["Khảo sát năm 2024", "150", "90/149", "3", "16/12/2024", "bảng theo dõi"]
    assert 'href="http://127.0.0.1:4201/bang/x"' in page
    assert 'href="http://127.0.0.1:4200/v2/x?a=1&amp;b=2"' in page


def test_what_a_campaign_does_not_have_is_a_dash():
    bare = campaign(obligations=0, reported=0, overdue=0, next_due=None)
    assert shown(drawn([bare], links={})) == ["Khảo sát năm 2024", "150", "–", "–", "–", "–"]


def test_nobody_late_is_said_in_words_and_a_closed_campaign_with_its_day():
    cells = shown(drawn([campaign(overdue=0, closed_on=DAY)]))
    assert "không" in cells
    assert "đã kết thúc ngày 10/12/2024" in cells[0]


@pytest.mark.parametrize(
    ("decisions", "lacking"),
    [
        ((), "duyệt nội dung, duyệt thể thức"),
        ((said(Aspect.CONTENT),), "duyệt thể thức"),
        ((said(Aspect.CONTENT), said(Aspect.FORMAT)), "phát hành"),
        ((said(Aspect.CONTENT, "sai số liệu"),), "nội dung không được duyệt: sai số liệu, duyệt thể thức"),
    ],
)
def test_a_waiting_plan_says_what_it_still_lacks(decisions, lacking):
    assert shown(drawn(waiting=[plan(*decisions)])) == ["Khảo sát năm 2024", "10/12/2024", "150", lacking, "Phát hành"]


def test_what_was_issued_is_listed_with_its_pages():
    page = drawn(issued=[plan(said(Aspect.CONTENT), said(Aspect.FORMAT))])
    assert "<h2>Mới phát hành</h2>" in page
    assert shown(page) == ["Khảo sát năm 2024", "10/12/2024", "150", "Phát hành"]


def test_an_office_that_begins_is_told_how():
    page = drawn()
    assert "Chưa có đợt nào" in page
    assert "chờ duyệt" not in page


@given(st.text(alphabet=st.sampled_from("<>&\"'{}%/= abcđ"), min_size=1))
def test_no_title_name_reason_or_address_becomes_markup(text):
    page = drawn(
        [campaign(title=text)],
        [plan(said(Aspect.CONTENT, text + "."), title=text)],
        links={text: f"http://127.0.0.1/?{text}"},
        steps={text: f"http://127.0.0.1/?{text}"},
    )
    plain = drawn([campaign(title="x")], [plan(said(Aspect.CONTENT, "x."), title="x")], {"x": "y"}, {"x": "y"})

    def tags(html):
        return re.findall(r"<[^>]*>", re.sub(r'href="[^"]*"', "href", html))

    assert tags(page) == tags(plain)
    assert unescape(page).count(text) >= 6


def test_a_hostile_title_is_shown_as_it_is_written():
    assert shown(drawn([campaign(title=HOSTILE)]))[0] == HOSTILE
    assert "<script" not in drawn([campaign(title=HOSTILE)])
