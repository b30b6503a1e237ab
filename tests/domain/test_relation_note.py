"""What Ghi chú says of letters that recall, replace or correct others."""

from __future__ import annotations

from datetime import date

import pytest

from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import IssuedLetter, RecordedRelation, RelationKind, relation_note

NAMES = {DocumentType.CONG_VAN: "Công văn", DocumentType.KE_HOACH: "Kế hoạch"}


def letter(letter_id, number, kind, day):
    return IssuedLetter(
        key=LetterKey(campaign_id="dot", letter_id=letter_id, organ_id="snv"),
        document_type=kind,
        code=DocumentCode(code_number=number, code_notation="SNV-CCHC"),
        issued_date=day,
    )


NEWER = letter("moi", 12, DocumentType.CONG_VAN, date(2026, 3, 20))
OLDER = letter("cu", 5, DocumentType.KE_HOACH, date(2026, 1, 5))


@pytest.mark.parametrize(
    ("kind", "at_newer", "at_older"),
    [
        (RelationKind.RECALL, "Thu hồi Kế hoạch số 05/", "Thu hồi bằng Công văn số 12/"),
        (RelationKind.REPLACE, "Thay thế Kế hoạch số 05/", "Thay thế bằng Công văn số 12/"),
        (RelationKind.CORRECT, "Đính chính Kế hoạch số 05/", "Đính chính bằng Công văn số 12/"),
    ],
)
def test_each_line_names_the_other_letter_by_type_number_and_day(kind, at_newer, at_older):
    relation = RecordedRelation(kind=kind, letter=NEWER, target=OLDER, reason="nhầm")
    assert relation_note(relation, at=NEWER.key, type_name=NAMES.get) == f"{at_newer}SNV-CCHC ngày 05/01/2026"
    assert relation_note(relation, at=OLDER.key, type_name=NAMES.get) == f"{at_older}SNV-CCHC ngày 20/3/2026"


def test_only_a_correction_leaves_the_older_letter_in_force():
    assert [kind for kind in RelationKind if not kind.ends_the_target] == [RelationKind.CORRECT]
