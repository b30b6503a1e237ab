"""A letter that names a number set aside gets that one; where it cannot, the plan says why and nothing is numbered."""

from datetime import UTC, date, datetime

import pytest
from store_engines import contents

from vanban.domain.letters.document import RegisterKey
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.register.register_rows import EntryState, entries
from vanban.store.register.series import open_series, reserve, void
from vanban.usecases.approving.hash_plan import hash_plan
from vanban.usecases.issuing.launch_campaign import NotReady
from vanban.usecases.planning.describe_plan import letter_rows, summary

BOOK = RegisterKey(organ_id="snv-2020", series="chung", year=2024)
BY = {"now": datetime(2024, 9, 20, 3, 0, tzinfo=UTC), "actor": "Nguyễn Văn A"}
LETTER, NOTICE = "trien-khai", "thong-bao"


def set_aside(office, *notations):
    return [reserve(office.database, BOOK, code_notation=one, reason="chờ lãnh đạo ký", **BY) for one in notations]


def name_number(office, letter, number):
    office.change(f'id = "{letter}"', f'id = "{letter}"\nreserved_number = {number}')


def numbers(plan):
    return {one.draft.key.letter_id: one.expected_number for one in plan.letters}


@pytest.fixture
def on_paper(office):
    """A book whose numbers 1 to 40 stand on paper."""
    open_series(office.database, BOOK, last_used=40, reason="sổ giấy", **BY)
    return office


def test_a_letter_uses_up_its_number_and_the_others_go_on_after_all_that_are_set_aside(on_paper):
    kept, other = set_aside(on_paper, "SNV-CCHC", "SNV-VP")
    name_number(on_paper, LETTER, kept)

    plan = on_paper.plan()
    documents = on_paper.launch().documents

    assert (kept, other) == (41, 42)
    assert numbers(plan) == {LETTER: 41, NOTICE: 43}
    assert "số dự kiến 41, 43;" in summary(plan)
    assert [row[2] for row in letter_rows(plan)] == ["41/SNV-CCHC (đã giữ)", "43/TB-SNV"]
    assert [(one.draft.key.letter_id, str(one.code)) for one in documents] == [
        (LETTER, "41/SNV-CCHC"),
        (NOTICE, "43/TB-SNV"),
    ]
    rows = {row.code.code_number: row for row in entries(on_paper.database)}
    assert {number: row.state for number, row in rows.items()} == {
        41: EntryState.ISSUED,
        42: EntryState.RESERVED,
        43: EntryState.ISSUED,
    }
    assert audit_register(on_paper.database) == ()
    verify(on_paper.database)


def test_launching_again_changes_nothing_and_the_fingerprint_of_the_plan_stays(on_paper):
    [kept] = set_aside(on_paper, "SNV-CCHC")
    without = hash_plan(on_paper.plan(), on_paper.database).sha256
    name_number(on_paper, LETTER, kept)
    before = hash_plan(on_paper.plan(), on_paper.database).sha256
    first, files, register = on_paper.launch(), on_paper.files(), contents(on_paper.address)

    assert on_paper.launch() == first
    assert (on_paper.files(), contents(on_paper.address)) == (files, register)
    assert hash_plan(on_paper.plan(), on_paper.database).sha256 == before != without


def other_number(office):
    set_aside(office, "SNV-CCHC")
    name_number(office, LETTER, 42)


def given_up(office):
    [number] = set_aside(office, "SNV-CCHC")
    void(office.database, BOOK, number, reason="không ban hành", **BY)
    name_number(office, LETTER, number)


def other_notation(office):
    [number] = set_aside(office, "SNV-VP")
    name_number(office, LETTER, number)


def before_a_smaller_number(office):
    office.launch()
    office.change('id = "dot-mau-2024"', 'id = "dot-hai"')
    [number] = set_aside(office, "SNV-CCHC")
    name_number(office, LETTER, number)


def after_a_larger_number_of_the_plan(office):
    [number] = set_aside(office, "SNV-CCHC")
    name_number(office, LETTER, number)
    office.change("date = 2024-09-30", "date = 2024-09-20")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (other_number, "Số 42 chưa được cấp hay giữ trong sổ “chung” năm 2024 của snv-2020"),
        (given_up, "Số 41/SNV-CCHC trong sổ “chung” năm 2024 của snv-2020 đã hủy (không ban hành)"),
        (other_notation, "được giữ cho ký hiệu SNV-VP"),
        (before_a_smaller_number, "số nhỏ hơn đã có ngày 30/9/2024"),
        (after_a_larger_number_of_the_plan, "dùng cho ngày 27/9/2024, mà văn bản “thong-bao” của snv-2020"),
    ],
)
def test_a_number_that_the_letter_may_not_use_stops_the_plan_and_nothing_is_numbered(on_paper, spoil, told):
    spoil(on_paper)
    before = contents(on_paper.address)

    plan = on_paper.plan()
    with pytest.raises(NotReady):
        on_paper.launch()

    [finding] = [one for one in plan.findings if one.rule_id == "HOUSE.RESERVED"]
    assert told in finding.found
    assert numbers(plan)[LETTER] is None
    assert letter_rows(plan)[0][2] == "?/SNV-CCHC"
    assert numbers(plan)[NOTICE] is not None
    assert contents(on_paper.address) == before


def test_one_number_serves_one_letter(on_paper):
    [number] = set_aside(on_paper, "SNV-CCHC")
    name_number(on_paper, LETTER, number)
    name_number(on_paper, NOTICE, number)

    plan = on_paper.plan()

    assert numbers(plan) == {LETTER: None, NOTICE: None}
    assert all("còn gán cho" in one.found for one in plan.findings if one.rule_id == "HOUSE.RESERVED")


def test_where_there_is_no_register_no_number_is_set_aside(new_office):
    name_number(new_office, LETTER, 5)

    plan = new_office.plan()

    assert numbers(plan) == {LETTER: None, NOTICE: 1}
    assert plan.is_stopped


def test_a_number_set_aside_is_used_on_a_later_day_while_no_larger_one_was_given(on_paper):
    [number] = set_aside(on_paper, "SNV-CCHC")
    name_number(on_paper, LETTER, number)

    documents = on_paper.launch(day=date(2024, 10, 1)).documents

    assert [(one.code_number, one.issued_date) for one in documents] == [
        (41, date(2024, 10, 1)),
        (42, date(2024, 10, 1)),
    ]


def test_a_letter_that_has_a_number_keeps_it_whatever_its_campaign_names_later(on_paper):
    on_paper.launch()
    [number] = set_aside(on_paper, "SNV-CCHC")
    name_number(on_paper, LETTER, number)

    plan = on_paper.plan()

    assert number == 43
    assert not plan.is_stopped
    assert [row[2] for row in letter_rows(plan)] == ["41/SNV-CCHC", "42/TB-SNV"]
