"""Files of issued letters in the register, by hash."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, draft, drafts
from store_engines import in_dialect

from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.rendition import Rendition
from vanban.store.audit import verify
from vanban.store.register.issuing import issue
from vanban.store.register.renditions import record_rendition, renditions

KEYS = [item.key for item in drafts(1, 3)]


def file(number=1, kind="docx", sha256="a" * 64):
    return Rendition(key=draft(number).key, kind=kind, file_name=f"{draft(number).key.letter_id}.{kind}", sha256=sha256)


@pytest.fixture
def issued(database):
    issue(database, drafts(1, 3), day=DAY, **BY)
    return database


def test_recorded_files_are_found_by_letter_and_kind(issued):
    files = [file(1), file(1, "pdf", "b" * 64), file(3)]
    record_rendition(issued, files, **BY)
    assert renditions(issued, KEYS) == {(item.key, item.kind): item for item in files}
    assert renditions(issued, KEYS[1:2]) == {}
    assert verify(issued).entries == 3 + 3


def test_the_same_file_again_changes_nothing(issued):
    record_rendition(issued, [file(1), file(1)], **BY)
    record_rendition(issued, [file(1), file(2)], **BY)
    assert verify(issued).entries == 3 + 2


def test_another_hash_is_refused_and_nothing_is_written(issued):
    record_rendition(issued, [file(1)], **BY)
    with pytest.raises(NumberConflict, match=r"thu-0001\.docx"):
        record_rendition(issued, [file(2), file(1, sha256="c" * 64)], **BY)
    with pytest.raises(NumberConflict, match=r"thu-0002\.docx"):
        record_rendition(issued, [file(2), file(2, sha256="c" * 64)], **BY)
    assert list(renditions(issued, KEYS)) == [(KEYS[0], "docx")]


def test_a_file_of_a_letter_without_a_number_is_refused(issued):
    with pytest.raises(IllegalTransition, match="thu-0009"):
        record_rendition(issued, [file(1), file(9)], **BY)
    assert renditions(issued, KEYS) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rendition SET sha256 = 'khác'",
        "DELETE FROM rendition",
        "INSERT OR REPLACE INTO rendition SELECT entry_id, kind, file_name, 'khác' FROM rendition",
        "INSERT INTO rendition VALUES (1, 'odt', 'a', 'b')",
        "INSERT INTO rendition VALUES (99, 'pdf', 'a', 'b')",
    ],
)
def test_the_database_itself_keeps_a_recorded_file(issued, statement):
    record_rendition(issued, [file(1)], **BY)
    with pytest.raises(IntegrityError), issued.transaction() as connection:
        connection.exec_driver_sql(in_dialect(statement, connection.dialect.name))
    assert renditions(issued, KEYS) == {(KEYS[0], "docx"): file(1)}
