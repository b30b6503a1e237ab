"""One of many writers: it draws its numbers as we do, or as barely as can be, each time it hears which."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import psycopg
from benchmarks.letters import ORGAN, SERIES, SHORT_LETTER_DAY, short_draft

from vanban.domain.letters.draft import Draft
from vanban.store.database import Database, open_database
from vanban.store.register.issuing import issue

_NOW = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
_COUNT_UP = (
    "UPDATE bare_series SET last_number = last_number + %s WHERE organ_id = %s AND series = %s AND year = %s"
    " RETURNING last_number"
)
_COLUMNS = (
    "organ_id, series, year, code_number, code_notation, state, issued_date, document_type, subject, signer,"
    " recipients, file_copy_holder, copies, campaign_id, letter_id, draft_sha256, level"
)
_INSERT = f"INSERT INTO bare_entry ({_COLUMNS}) VALUES ({', '.join(['%s'] * 17)})"  # noqa: S608  # our own names


def drafts_of(campaign: str, each: int, chunk: int) -> list[tuple[Draft, ...]]:
    """Drafts that no other campaign has, in chunks."""
    drafts = tuple(short_draft(number, campaign) for number in range(1, each + 1))
    return [drafts[start : start + chunk] for start in range(0, each, chunk)]


def draw(database: Database, chunks: Sequence[Sequence[Draft]]) -> None:
    """As a launch does: with recipients, audit entries and all the rules."""
    for chunk in chunks:
        issue(database, chunk, day=SHORT_LETTER_DAY, now=_NOW, actor="Nguyễn Văn A")


def draw_barely(connection: psycopg.Connection, chunks: Sequence[Sequence[tuple[object, ...]]]) -> None:
    """Count up and write the rows of the register, which were ready before, in one transaction."""
    for chunk in chunks:
        with connection.transaction(), connection.cursor() as cursor:
            found = cursor.execute(_COUNT_UP, (len(chunk), ORGAN, SERIES, SHORT_LETTER_DAY.year)).fetchone()
            first = (found[0] if found else 0) - len(chunk) + 1
            rows = [(*row[:3], number, *row[3:]) for number, row in enumerate(chunk, start=first)]
            if len(rows) == 1:
                cursor.execute(_INSERT, rows[0])
            else:
                cursor.executemany(_INSERT, rows)


def bare_rows(drafts: Sequence[Draft]) -> list[tuple[object, ...]]:
    """What the register says of the drafts, but for the number."""
    return [
        (
            *(ORGAN, SERIES, SHORT_LETTER_DAY.year, one.letter.code.code_notation, "issued", SHORT_LETTER_DAY),
            *(one.letter.document_type.value, one.letter.subject, one.signatory.full_name),
            *("; ".join(recipient.label for recipient in one.recipients), "VT, CCHC", 3),
            *(one.key.campaign_id, one.key.letter_id, "0" * 64, one.level),
        )
        for one in drafts
    ]


def main() -> None:
    """Everything that is not drawing numbers is done before the shot."""
    url, index, chunk, each = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    database = open_database(url)
    rounds = 0
    with psycopg.connect(url, autocommit=True) as connection:
        chunks = drafts_of(f"dot-{index}-{rounds}", each, chunk)
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() == "bare":
                rows = [bare_rows(one) for one in chunks]
                draw_barely(connection, rows)
            else:
                draw(database, chunks)
                rounds += 1
            print("done", flush=True)
            if line.strip() != "bare":
                chunks = drafts_of(f"dot-{index}-{rounds}", each, chunk)


if __name__ == "__main__":
    main()
