"""Reserving numbers, using and giving them up, and going on with a paper register."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from store_drafts import BY, DAY, KEY, ORGAN, draft, drafts, numbers
from store_engines import contents

from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.document import RegisterKey
from vanban.store.auditing.register_audit import audit_register
from vanban.store.register.issuing import expected_numbers, issue
from vanban.store.register.register_rows import EntryState, entries
from vanban.store.register.series import open_series, reserve, void

NEXT_DAY = DAY + timedelta(days=1)
DAY_BEFORE = DAY - timedelta(days=1)


def test_a_reserved_number_is_used_by_the_letter_it_was_kept_for(database):
    issue(database, [draft(1)], day=DAY, **BY)
    kept = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ cho kế hoạch", **BY)
    issue(database, [draft(2)], day=DAY, **BY)
    batch = [draft(3), draft(4)]
    assert numbers(issue(database, batch, day=DAY, reserved={draft(4).key: kept}, **BY)) == [4, 2]
    assert numbers(issue(database, batch, day=NEXT_DAY, **BY)) == [4, 2]
    assert [row.state for row in entries(database)] == [EntryState.ISSUED] * 4
    assert audit_register(database) == ()


def test_a_reserved_number_keeps_its_place_in_the_order_of_days(database):
    issue(database, [draft(1)], day=DAY, **BY)
    kept = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    issue(database, [draft(2)], day=NEXT_DAY, **BY)
    reserved = {draft(3).key: kept}
    with pytest.raises(NumberConflict, match="số lớn hơn đã có ngày 06/01/2026"):
        issue(database, [draft(3)], day=NEXT_DAY + timedelta(days=1), reserved=reserved, **BY)
    with pytest.raises(NumberConflict, match="số nhỏ hơn đã có ngày 05/01/2026"):
        issue(database, [draft(3)], day=DAY_BEFORE, reserved=reserved, **BY)
    assert numbers(issue(database, [draft(3)], day=DAY, reserved=reserved, **BY)) == [2]
    assert audit_register(database) == ()


def test_a_reserved_number_is_not_for_two_letters_nor_for_another_symbol(database):
    kept = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    two = {draft(1).key: kept, draft(2).key: kept}
    with pytest.raises(NumberConflict, match=r"thu-0001.*thu-0002"):
        issue(database, drafts(1, 2), day=DAY, reserved=two, **BY)
    with pytest.raises(NumberConflict, match=r"SNV-CCHC.*SNV-VP"):
        issue(database, [draft(1, notation="SNV-VP")], day=DAY, reserved={draft(1).key: kept}, **BY)


def test_only_a_reserved_number_can_be_named(database):
    issue(database, [draft(1)], day=DAY, **BY)
    given_up = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    void(database, KEY, given_up, reason="thôi không ban hành", **BY)
    for number, said in ((1, "đã phát hành"), (given_up, "đã hủy"), (9, "chưa được cấp")):
        with pytest.raises(IllegalTransition, match=said):
            issue(database, [draft(2)], day=DAY, reserved={draft(2).key: number}, **BY)


def test_a_void_number_stays_with_its_reason_and_is_not_given_again(database):
    kept = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    void(database, KEY, kept, reason="thôi không ban hành", **BY)
    assert numbers(issue(database, [draft(1)], day=DAY, **BY)) == [2]
    first = next(entries(database))
    assert (first.state, first.reason, first.letter_key) == (EntryState.VOID, "thôi không ban hành", None)
    assert audit_register(database) == ()


def test_only_a_reserved_number_can_be_given_up(database, address):
    issue(database, [draft(1)], day=DAY, **BY)
    kept = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    void(database, KEY, kept, reason="thôi", **BY)
    before = contents(address)
    for number, said in ((1, "01/SNV-CCHC.*đã phát hành"), (kept, "đã hủy"), (9, "chưa được cấp")):
        with pytest.raises(IllegalTransition, match=said):
            void(database, KEY, number, reason="nhầm", **BY)
    assert contents(address) == before


def test_reserving_and_giving_up_need_a_reason(database):
    with pytest.raises(IllegalTransition, match="lý do"):
        reserve(database, KEY, code_notation="SNV-CCHC", reason=" ", **BY)
    kept = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    with pytest.raises(IllegalTransition, match="lý do"):
        void(database, KEY, kept, reason="", **BY)
    assert [row.state for row in entries(database)] == [EntryState.RESERVED]


def test_a_paper_register_is_gone_on_with(database):
    open_series(database, KEY, last_used=412, reason="sổ giấy đến 30/6", **BY)
    assert expected_numbers(database, [draft(1)], day=DAY) == (413,)
    assert numbers(issue(database, drafts(1, 2), day=DAY, **BY)) == [413, 414]
    assert audit_register(database) == ()


def test_a_slip_in_the_last_paper_number_is_mended_before_the_first_number_only(database, address):
    open_series(database, KEY, last_used=4120, reason="sổ giấy", **BY)
    open_series(database, KEY, last_used=412, reason="gõ nhầm", **BY)
    assert numbers(issue(database, [draft(1)], day=DAY, **BY)) == [413]
    before = contents(address)
    with pytest.raises(IllegalTransition, match="đã cấp 1 số"):
        open_series(database, KEY, last_used=500, reason="sổ giấy", **BY)
    open_series(database, KEY, last_used=412, reason="chạy lại", **BY)
    assert contents(address) == before
    with pytest.raises(IllegalTransition, match="từ 1"):
        open_series(database, replace(KEY, year=2027), last_used=0, reason="sổ giấy", **BY)


def test_a_series_is_named_by_all_three_of_its_parts(database):
    reserve(database, RegisterKey(organ_id=ORGAN, series="chung", year=2025), code_notation="A", reason="x", **BY)
    with pytest.raises(IllegalTransition, match="sổ “chung” năm 2026 của snv-202503"):
        void(database, KEY, 1, reason="x", **BY)
