"""Recall, replacement and correction: new letters that point at old ones, which never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, DUE, KEY, directive, draft, numbers, relay
from store_engines import contents, in_dialect

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.relation import Relation, RelationKind, relation_note
from vanban.store.auditing.register_audit import audit_register
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import extend, obligations
from vanban.store.register.register_rows import entries
from vanban.store.register.relating import relations
from vanban.store.register.series import reserve

NEXT_DAY = DAY + timedelta(days=1)
KINDS = list(RelationKind)
ENDING = [RelationKind.RECALL, RelationKind.REPLACE]


def aimed_at(target, kind=RelationKind.RECALL, reason="nhầm thẩm quyền"):
    return Relation(kind=kind, target=target.key, reason=reason)


def issue_against(database, letter, target, kind=RelationKind.RECALL, day=NEXT_DAY, **how):
    return issue(database, [letter], day=day, relations={letter.key: aimed_at(target, kind, **how)}, **BY)


@pytest.fixture
def issued(database):
    """Letters 1 to 3, the first with duties."""
    issue(database, [directive(1), draft(2), draft(3)], day=DAY, **BY)
    return database


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_letter_points_at_the_old_one_with_number_day_and_reason(issued, kind):
    issue_against(issued, draft(4), draft(2), kind)
    (relation,) = relations(issued, [draft(2).key])
    assert relations(issued, [draft(4).key, draft(2).key]) == (relation,)
    assert relations(issued, [draft(1).key, draft(9).key]) == ()
    assert (relation.kind, relation.reason) == (kind, "nhầm thẩm quyền")
    assert (relation.letter.key, relation.target.key) == (draft(4).key, draft(2).key)
    assert relation.target.code == DocumentCode(code_number=2, code_notation="SNV-CCHC")
    assert (relation.letter.issued_date, relation.target.issued_date) == (NEXT_DAY, DAY)
    assert relation.letter.document_type is DocumentType.CONG_VAN
    assert audit_register(issued) == ()


def test_the_register_says_it_on_both_lines_and_on_no_other(issued):
    issue_against(issued, draft(4), draft(2))
    issue_against(issued, draft(5), draft(3), RelationKind.CORRECT)
    rows = {row.letter_key: row for row in entries(issued)}

    def notes(letter):
        facts = rows[letter.key].relations
        return [relation_note(fact, at=letter.key, type_name=lambda _: "Công văn") for fact in facts]

    assert notes(draft(4)) == ["Thu hồi Công văn số 02/SNV-CCHC ngày 05/01/2026"]
    assert notes(draft(2)) == ["Thu hồi bằng Công văn số 04/SNV-CCHC ngày 06/01/2026"]
    assert notes(draft(3)) == ["Đính chính bằng Công văn số 05/SNV-CCHC ngày 06/01/2026"]
    assert notes(draft(1)) == []


def test_the_row_of_the_old_letter_does_not_change(issued, address):
    before = [replace(row, relations=()) for row in entries(issued)]
    issue_against(issued, draft(4), directive(1))
    assert [replace(row, relations=()) for row in entries(issued)][:3] == before


@pytest.mark.parametrize("first", ENDING)
@pytest.mark.parametrize("second", KINDS)
def test_a_recalled_or_replaced_letter_is_out_of_force(issued, address, first, second):
    issue_against(issued, draft(4), draft(2), first)
    before = contents(address)
    with pytest.raises(IllegalTransition, match=r"thu-0002.*số 02/SNV-CCHC.*bằng số 04/SNV-CCHC ngày 06/01/2026"):
        issue_against(issued, draft(5), draft(2), second)
    assert contents(address) == before


@pytest.mark.parametrize("second", KINDS)
def test_a_corrected_letter_stays_in_force(issued, second):
    issue_against(issued, draft(4), draft(2), RelationKind.CORRECT)
    issue_against(issued, draft(5), draft(2), second)
    assert [relation.kind for relation in relations(issued, [draft(2).key])] == [RelationKind.CORRECT, second]


def test_a_replacement_may_itself_be_replaced(issued):
    issue_against(issued, draft(4), draft(2), RelationKind.REPLACE)
    issue_against(issued, draft(5), draft(4), RelationKind.REPLACE)
    assert len(relations(issued, [draft(4).key])) == 2
    assert audit_register(issued) == ()


@pytest.mark.parametrize("kind", ENDING)
def test_a_recall_is_not_undone_by_another(issued, kind):
    issue_against(issued, draft(4), draft(2))
    with pytest.raises(IllegalTransition, match="là văn bản thu hồi"):
        issue_against(issued, draft(5), draft(4), kind)
    issue_against(issued, draft(5), draft(4), RelationKind.CORRECT)


@pytest.mark.parametrize(
    ("target", "how", "said"),
    [
        (draft(9), {}, r"thu-0009.*chưa phát hành, không có gì để thu hồi"),
        (draft(4), {}, r"thu-0004.*chưa phát hành"),
        (draft(2), {"reason": "  "}, "phải ghi lý do thu hồi"),
        (draft(2), {"day": DAY - timedelta(days=1)}, r"ngày 04/01/2026, trước ngày 05/01/2026"),
    ],
)
def test_a_letter_is_refused_when_its_target_or_reason_is_missing(issued, address, target, how, said):
    before = contents(address)
    with pytest.raises(IllegalTransition, match=said):
        issue_against(issued, draft(4, series="rieng"), target, **how)
    assert contents(address) == before


def test_a_letter_of_the_same_chunk_is_no_target_and_a_target_is_meant_once(issued, address):
    before = contents(address)
    with pytest.raises(IllegalTransition, match="chưa phát hành"):
        issue(issued, [draft(4), draft(5)], day=DAY, relations={draft(5).key: aimed_at(draft(4))}, **BY)
    both = {draft(4).key: aimed_at(draft(2)), draft(5).key: aimed_at(draft(2), RelationKind.CORRECT)}
    with pytest.raises(IllegalTransition, match=r"thu-0004.*thu-0005.*cùng nhằm vào.*thu-0002"):
        issue(issued, [draft(4), draft(5)], day=DAY, relations=both, **BY)
    assert contents(address) == before


def test_all_problems_are_told_at_once(issued):
    wanted = {draft(4).key: aimed_at(draft(8)), draft(5).key: aimed_at(draft(9), RelationKind.CORRECT)}
    with pytest.raises(IllegalTransition, match=r"(?s)thu-0008.*không có gì để thu hồi.*thu-0009.*đính chính"):
        issue(issued, [draft(4), draft(5)], day=DAY, relations=wanted, **BY)


def test_issuing_a_recall_again_gives_its_number_and_writes_nothing(issued, address):
    issue_against(issued, draft(4), draft(2))
    before = contents(address)
    assert numbers(issue_against(issued, draft(4), draft(2))) == [4]
    assert numbers(issue(issued, [draft(4)], day=NEXT_DAY, **BY)) == [4]
    assert contents(address) == before


@pytest.mark.parametrize(
    ("letter", "target", "kind"),
    [
        (draft(4), draft(3), RelationKind.RECALL),
        (draft(4), draft(2), RelationKind.REPLACE),
        (draft(3), draft(2), RelationKind.RECALL),
    ],
)
def test_an_issued_letter_gets_no_other_relation(issued, letter, target, kind):
    issue_against(issued, draft(4), draft(2))
    with pytest.raises(NumberConflict, match=letter.key.letter_id):
        issue_against(issued, letter, target, kind)


def test_relations_of_letters_in_other_chunks_are_left_to_these(issued):
    wanted = {draft(4).key: aimed_at(draft(2)), draft(5).key: aimed_at(draft(3))}
    issue(issued, [draft(4)], day=DAY, relations=wanted, **BY)
    assert len(relations(issued, [draft(2).key, draft(3).key])) == 1
    issue(issued, [draft(5)], day=DAY, relations=wanted, **BY)
    assert len(relations(issued, [draft(2).key, draft(3).key])) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_duties_of_a_letter_out_of_force_are_withdrawn_and_stay_on_record(issued, kind):
    issue_against(issued, directive(4), directive(1), kind)
    held = {one.key.letter: one.withdrawn for one in obligations(issued)}
    assert held == {directive(1).key: kind is not RelationKind.CORRECT, directive(4).key: False}
    assert len(list(obligations(issued))) == 4


def test_a_withdrawn_duty_gets_no_extension_and_its_letter_no_relay(issued):
    issue_against(issued, draft(4), directive(1))
    key = ObligationKey(letter=directive(1).key, assignment="ra-soat", organ_id="xa-a")
    with pytest.raises(IllegalTransition, match="thu hồi"):
        extend(issued, key, due=DUE + timedelta(days=7), reason="mưa lũ", **BY)
    below = relay(directive(1), issuer="xa-a", owing=["thon-1"], due=DUE - timedelta(days=7))
    with pytest.raises(IllegalTransition, match=r"thu-0001.*số 01/SNV-CCHC.*đã được thu hồi bằng số 04/SNV-CCHC"):
        issue(issued, [below], day=NEXT_DAY, **BY)


def test_a_relay_that_was_issued_in_time_keeps_its_duties(issued):
    below = relay(directive(1), issuer="xa-a", owing=["thon-1"], due=DUE - timedelta(days=7))
    issue(issued, [below], day=DAY, **BY)
    issue_against(issued, draft(4), directive(1))
    issue(issued, [below], day=NEXT_DAY, **BY)
    (held,) = obligations(issued, issuer_id="xa-a")
    assert not held.withdrawn


def test_a_reserved_number_may_be_used_for_a_recall(issued):
    number = reserve(issued, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    letter = draft(4)
    wanted = {letter.key: aimed_at(draft(2))}
    issue(issued, [letter], day=DAY, reserved={letter.key: number}, relations=wanted, **BY)
    assert relations(issued, [letter.key])[0].letter.code.code_number == number
    assert audit_register(issued) == ()


def test_rows_tell_their_level_and_the_letter_above(issued):
    below = relay(directive(1), issuer="xa-a", owing=[], due=DUE)
    issue(issued, [below], day=DAY, **BY)
    reserve(issued, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    told = {row.letter_key: (row.level, row.above) for row in entries(issued)}
    assert told[below.key] == (2, directive(1).key)
    assert told[directive(1).key] == (1, None)
    assert told[None] == (None, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry_relation SET reason = 'khác'",
        "DELETE FROM entry_relation",
        "INSERT OR REPLACE INTO entry_relation SELECT * FROM entry_relation",
        "INSERT INTO entry_relation VALUES (4, 'correct', 3, 'x')",
        "INSERT INTO entry_relation VALUES (1, 'correct', 2, 'x')",
        "INSERT INTO entry_relation VALUES (1, 'correct', 1, 'x')",
        "INSERT INTO entry_relation VALUES (1, 'correct', 5, 'x')",
        "INSERT INTO entry_relation VALUES (1, 'correct', 99, 'x')",
        "INSERT INTO entry_relation VALUES (1, 'khác', 3, 'x')",
        "INSERT INTO entry_relation VALUES (1, 'correct', 3, '')",
    ],
)
def test_the_database_itself_refuses_to_touch_relations(issued, address, statement):
    issue_against(issued, draft(4), draft(2))
    reserve(issued, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    before = contents(address)
    with pytest.raises(IntegrityError), issued.transaction() as connection:
        connection.exec_driver_sql(in_dialect(statement, connection.dialect.name))
    assert contents(address) == before
