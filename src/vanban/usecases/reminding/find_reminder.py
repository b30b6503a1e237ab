"""A letter of reminders on record: whom it still concerns, and which reminders of the same duty went out before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vanban.domain.duties.board import Board, BoardRow
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.duties.reminding import Reminder
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.register.recipient_rows import recipients_of
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.reporting.reminders import reminders_of
from vanban.usecases.reminding.due_reminders import letters_to_write, sent_before
from vanban.usecases.watching.deadline_board import deadline_board


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """An obligation with its reminder, and the earlier ones of the same missed deadline that reached the unit."""

    obligation: Obligation
    reminder: Reminder
    before: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReminder:
    """The number and day of a letter that reminded before."""

    code: DocumentCode
    issued_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReminder:
    """The letter.

    ``earlier`` are the letters that reminded any of the same units before, ``addressed`` the organisations that it
    has been issued to, ``None`` as long as it has no number.
    """

    key: LetterKey
    reminded: tuple[Reminded, ...]
    earlier: tuple[IssuedReminder, ...] = ()
    addressed: frozenset[str] | None = None

    @property
    def target(self) -> LetterKey:
        """The letter that gives the duty."""
        return self.reminded[0].obligation.key.letter

    @property
    def is_late(self) -> bool:
        return self.reminded[0].reminder.late > 0


def find_reminder(letter: LetterKey, database: Database, day: date) -> FoundReminder:
    """The letter with those whom it concerns, in the order of the board.

    Before it is issued these are the units whose report is still missing on ``day``. Afterwards nothing that happens
    changes it: so that its files can be drawn again, it concerns whom it was sent to.

    Raises:
        IllegalTransition: no such reminder is on record, or there is nobody to remind any more.
    """
    recorded = reminders_of(database, letter.campaign_id)
    mine = [one for one in recorded if one.letter == letter]
    if not mine:
        raise IllegalTransition(
            f"Đợt '{letter.campaign_id}' không có lượt nhắc nào mang mã '{letter.letter_id}' của {letter.organ_id}"
            f" → Xem các văn bản đang chờ: 'vanban remind {letter.campaign_id}'."
        )
    with database.reading() as connection:
        rows = rows_by_letter(connection, sorted({one.letter for one in recorded if one.letter}))
    row = rows.get(letter)
    board = deadline_board(database, letter.campaign_id, day if row is None else row.issued_date)
    concerned = _open(letter, mine, board, recorded) if row is None else _sent(mine, board)
    reminded = _with_history(concerned, board, recorded, rows)
    numbered = {one.letter: rows[one.letter] for each in reminded for one in each.before if one.letter}
    return FoundReminder(
        key=letter,
        reminded=reminded,
        earlier=tuple(
            IssuedReminder(
                code=DocumentCode(code_number=one.code_number, code_notation=one.code_notation),
                issued_date=one.issued_date,
            )
            for one in sorted(numbered.values(), key=lambda one: (one.issued_date, one.code_number))
        ),
        addressed=None if row is None else _addressed(letter, database),
    )


def _open(letter: LetterKey, mine: Sequence[Reminder], board: Board, recorded: Sequence[Reminder]) -> list[Reminder]:
    for one in letters_to_write(board, recorded):
        if one.key == letter:
            return list(one.reminders)
    raise IllegalTransition(_why_nobody(mine, board, recorded))


def _sent(mine: Sequence[Reminder], board: Board) -> list[Reminder]:
    """Those who can have been in the letter; whoever reported before its day was not."""
    reported = {
        row.obligation.key
        for row in board.rows
        if row.first_received_on is not None and row.first_received_on < board.day
    }
    return [one for one in mine if one.obligation not in reported]


def _with_history(
    concerned: Sequence[Reminder],
    board: Board,
    recorded: Sequence[Reminder],
    rows: Mapping[LetterKey, object],
) -> tuple[Reminded, ...]:
    by_key = {one.obligation: one for one in concerned}
    return tuple(
        Reminded(obligation=row.obligation, reminder=one, before=sent_before(one, recorded, rows.keys()))
        for row in board.rows
        if (one := by_key.get(row.obligation.key)) is not None
    )


def _addressed(letter: LetterKey, database: Database) -> frozenset[str]:
    lines = recipients_of(database, letter)
    return frozenset(organ_id for line in lines if line.role is RecipientRole.ADDRESSEE for organ_id in line.organ_ids)


def _why_nobody(mine: Sequence[Reminder], board: Board, recorded: Sequence[Reminder]) -> str:
    """Why a letter on record has nobody left."""
    if board.closed_on is not None:
        return f"Đợt này đã kết thúc ngày {short_date(board.closed_on)} → Không đôn đốc nữa."
    rows: Mapping[ObligationKey, BoardRow] = {row.obligation.key: row for row in board.rows}
    latest = {one.obligation: one.letter for one in recorded if one.letter}
    missing = [one for one in mine if one.obligation in rows and rows[one.obligation].standing.is_missing]
    newer = [key for one in missing if (key := latest[one.obligation]) != one.letter and key is not None]
    if newer:
        return f"Đã có lượt nhắc mới hơn thay cho văn bản này → Dùng văn bản '{max(newer).letter_id}'."
    if any(rows[one.obligation].obligation.due_now == one.due for one in missing):
        return "Văn bản này nhắc trước hạn, nay đã quá hạn → Chờ lượt đôn đốc quá hạn."
    return "Mọi đơn vị của văn bản này đã báo cáo, được gia hạn hoặc không còn phải báo cáo → Không cần nhắc nữa."
