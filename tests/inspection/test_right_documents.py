"""Documents that are right in every respect, of other types and with other feet: nothing is broken, no line is lost."""

from datetime import date

import pytest
import right_documents as right

from vanban.domain.document import DocumentType
from vanban.domain.verdict import Verdict
from vanban.inspection.docx.inspect import inspect_docx
from vanban.usecases.checking.check_file import check_inspection

TODAY = date(2026, 1, 5)
TYPES = {
    "decision": DocumentType.QUYET_DINH,
    "decision_with_a_list": DocumentType.QUYET_DINH,
    "notice": DocumentType.THONG_BAO,
    "submission": DocumentType.TO_TRINH,
}
NOTES = {"with_a_note_on_the_signature": ["(Đã ký)"]}
MOST_UNJUDGED = 4
"""What a DOCX never tells, and what goes with a document in a file of its own."""


@pytest.fixture(params=right.ALL, ids=lambda one: one.__name__)
def checked(request, tmp_path):
    path = tmp_path / "van-ban.docx"
    path.write_bytes(request.param())
    inspection = inspect_docx(path)
    return request.param.__name__, inspection, check_inspection(inspection, today=TODAY)


def test_nothing_is_broken(checked):
    name, _, told = checked
    broken = [one for one in told.judgements if one.verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}]
    assert [(one.rule_id, one.place, one.found) for one in broken] == []
    assert told.document_type is TYPES.get(name, DocumentType.CONG_VAN)


def test_every_line_has_its_place_and_nearly_every_rule_is_judged(checked):
    name, inspection, told = checked
    assert [line.text for line in inspection.unplaced] == NOTES.get(name, [])
    assert sum(one.verdict is Verdict.NOT_JUDGED for one in told.judgements) <= MOST_UNJUDGED
