"""The pages beside those of a launch: whatever a name holds, it is neither markup nor another line."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from workflows.pages.board_pages import LINES_SHOWN, board_page, pressing_table
from workflows.pages.decision_pages import decision_page
from workflows.pages.extension_pages import extension_page
from workflows.pages.findings_pages import refusal_page
from workflows.pages.markdown import ROWS_SHOWN, cell, link
from workflows.pages.plan_pages import next_steps
from workflows.pages.reminder_pages import reminders_page

from vanban.domain.campaigns.approval import Aspect, Decision, PlanKind, PlanRecord
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.duties.board import Board, BoardRow, Standing
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.duties.reminding import Reminder, ReminderForm
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import LetterKey
from vanban.store.approval.plan_ledger import PlanProgress
from vanban.usecases.amending.extend_deadlines import Extended
from vanban.usecases.approving.list_plans import PlanStanding
from vanban.usecases.reminding.due_reminders import ReminderLetter
from vanban.usecases.sending.remind_units import RemindingRound

DAY = date(2024, 10, 17)
DUE = date(2024, 10, 16)
LETTER = LetterKey(campaign_id="phuc-tra-2024", letter_id="trien-khai", organ_id="snv-2020")
HOSTILE = st.text(alphabet=st.sampled_from("ab 1|<>&\n\tđ*_`[]()\\!#~+-=.:\"'$^{}"), min_size=1).filter(str.strip)


def rendered(markdown):
    """What Prefect's screen makes of it: tables, struck words and all."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)


def words(html):
    """The words that a reader sees, in order."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def tags(html):
    """The skeleton of a page: what is a heading, a list, a table, a link."""
    return re.findall(r"<(/?\w+)", re.sub(r'="[^"]*"', "", html))


def cells(markdown):
    """What a reader sees in the tables, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", rendered(markdown), re.DOTALL)
    return [[words(one) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def row(number=1, label="UBND huyện", title="Báo cáo", standing=Standing.OVERDUE):
    key = ObligationKey(letter=LETTER, assignment="bao_cao", organ_id=f"don-vi-{number}")
    owed = Obligation(
        key=key, label=label, title=title, due=ComputedDay(day=DUE, projected=False), issuer_id="snv-2020"
    )
    return BoardRow(
        obligation=owed,
        level=1,
        code=DocumentCode(code_number=1, code_notation="SNV-CCHC"),
        issued_date=date(2024, 9, 27),
        standing=standing,
        days_left=-1,
        working_days_left=-1,
    )


def board(*rows, title="Phúc tra"):
    return Board(campaign_id="phuc-tra-2024", title=title, day=DAY, rows=rows)


def standing(title="Phúc tra", *decisions):
    record = PlanRecord(
        id="0123456789ab",
        kind=PlanKind.CAMPAIGN,
        request="{}",
        campaign_id="phuc-tra-2024",
        title=title,
        day=DAY,
        letters=1,
        sha256="0" * 64,
        made_at=datetime(2024, 10, 17, tzinfo=UTC),
        made_by="Nguyễn Văn A",
    )
    return PlanStanding(record=record, decisions=decisions, progress=PlanProgress())


def decision(text="sai"):
    at = datetime(2024, 10, 17, tzinfo=UTC)
    said = {"plan_id": "0123456789ab", "aspect": Aspect.CONTENT, "approved": False, "decided_at": at}
    return Decision(**said, name=text, position=text, reason=text)


def letter(organs=1, letter_id="don-doc-trien-khai"):
    carried = tuple(
        Reminder(
            obligation=replace(row(number).obligation.key),
            due=DUE,
            number=3,
            day=DAY,
            form=ReminderForm.LETTER,
            late=1,
            letter=replace(LETTER, letter_id=letter_id),
        )
        for number in range(organs)
    )
    return ReminderLetter(key=replace(LETTER, letter_id=letter_id), reminders=carried)


def board_of(text):
    return board_page(
        board(row(label=text, title=text), title=text), {"snv-2020": text}, {text: "http://x"}, lambda _: ""
    )


def decisions_of(text):
    return decision_page(standing(text, decision(text)), {text: "http://x"})


def extension_of(text):
    owed = row(label=text, title=text).obligation
    return extension_page(Extended(put_off=(owed,), already=(owed,), refused=(text,)), DAY, "http://x")


def reminders_of(text):
    done = RemindingRound(made=(), waiting=())
    return reminders_page(text, done, [(letter(letter_id=text), ("", text))], DAY)


def refusal_of(text):
    return refusal_page("Chưa phát hành", "Chưa ghi gì.", IllegalTransition("- ".join(["", " ".join(text.split())])))


PAGES = (board_of, decisions_of, extension_of, reminders_of, refusal_of)


@pytest.mark.parametrize("page", PAGES)
@given(HOSTILE)
def test_no_name_changes_what_a_page_is_made_of(page, text):
    with_it = rendered(page(text))
    assert tags(with_it) == tags(rendered(page("x")))
    assert words(with_it).count(" ".join(text.split())) >= words(rendered(page("Xyz"))).count("Xyz")


@given(HOSTILE)
def test_a_name_is_shown_as_it_is_written_wherever_a_line_begins(text):
    for before in ("", "# ", "- ", "1. ", "| a |\n| --- |\n| "):
        html = rendered(f"{before}{cell(text)}")
        assert words(html).endswith(" ".join(text.split()))
        assert tags(html) == tags(rendered(f"{before}x"))


@given(HOSTILE)
def test_a_link_leads_where_it_should_whatever_it_is_called(text):
    address = f"http://127.0.0.1:4200/run?parameters={quote(text, safe='')}"
    html = rendered(link(text, address))
    assert re.findall(r'href="([^"]*)"', html) == [address.replace("&", "&amp;")]
    assert words(html) == " ".join(text.split())


def test_what_has_no_address_is_no_link():
    assert link("gia hạn", "") == "gia hạn"
    page = board_page(board(row()), {}, {"gia hạn": "", "bảng": "http://x"}, lambda _: "")
    assert "gia hạn" not in page
    assert "[bảng](http://x)" in page


def test_the_longest_overdue_stand_first_with_the_form_of_each():
    soon = replace(row(2, "UBND B", standing=Standing.DUE_SOON), days_left=2, working_days_left=2)
    late = replace(row(3, "UBND C"), days_left=-9, working_days_left=-7)
    made = board(row(1, "UBND A"), soon, late)
    page = board_page(made, {}, {}, lambda one: f"http://x/{one.obligation.key.organ_id}")
    assert [line[0] for line in cells(page)][1:] == ["UBND C", "UBND A", "UBND B"]
    assert "[nhập báo cáo](http://x/don-vi-3)" in page
    assert [line["Đơn vị"] for line in pressing_table(made)] == ["UBND C", "UBND A", "UBND B"]
    assert list(pressing_table(made)[0]) == ["Đơn vị", "Nhiệm vụ", "Hạn", "Tình trạng"]


@pytest.mark.parametrize("more", [0, 7])
def test_a_long_board_is_cut_and_says_so(more):
    page = board_page(board(*(row(number) for number in range(LINES_SHOWN + more))), {}, {}, lambda _: "")
    assert len(cells(page)) - 1 == LINES_SHOWN
    assert ("Còn 7 dòng nữa" in page) == bool(more)
    assert len(pressing_table(board(*(row(number) for number in range(ROWS_SHOWN + more))))) == ROWS_SHOWN == 200


def test_a_board_on_which_nobody_is_late_says_so():
    assert "Không có đơn vị nào." in board_page(board(), {}, {}, lambda _: "")
    assert "Chưa có nghĩa vụ báo cáo nào." in board_page(board(), {}, {}, lambda _: "")


def test_the_steps_of_a_plan_stand_in_order_with_their_links():
    steps = next_steps(standing().record, {"Duyệt nội dung": "http://a", "Phát hành": ""})
    assert "1. [Duyệt nội dung](http://a)\n2. Phát hành\n" in steps
    assert "Mã kế hoạch: `0123456789ab`" in steps


def test_a_decision_is_listed_with_its_reason_and_what_is_missing():
    page = decision_page(standing("Phúc tra", decision("thiếu căn cứ")), {})
    assert cells(page)[1] == ["nội dung", "không duyệt", "thiếu căn cứ, thiếu căn cứ", "thiếu căn cứ"]
    assert "Còn thiếu: duyệt nội dung, thể thức, kỹ thuật trình bày." in page


def test_the_page_of_reminders_counts_units_and_links_drafts():
    done = SimpleNamespace(made=(1, 2, 3), notices=(1,))
    page = reminders_page("phuc-tra-2024", done, [(letter(organs=3), ("http://x", "")), (letter(), ("", ""))], DAY)
    assert "3 lượt nhắc mới, trong đó 1 nhắc nhẹ" in page
    assert cells(page)[1] == ["don-doc-trien-khai", "quá hạn", "3", "xem và duyệt"]
    assert cells(page)[2][-1] == "chạy dưới Prefect để có trang"


def test_nothing_that_waits_is_said_in_words():
    assert "Không có văn bản nào chờ duyệt." in reminders_page("a", RemindingRound(made=(), waiting=()), [], DAY)
