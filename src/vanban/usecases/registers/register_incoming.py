"""A document that came in gets its số đến, its type and author spelt as the directory and the law spell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.directory.directory import Directory
from vanban.directory.errors import DirectoryError
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.incoming import IncomingDocument
from vanban.domain.letters.wording import short_date
from vanban.regulations.law import law_on
from vanban.store.database import Database
from vanban.store.register.incoming import add_incoming

_SUBJECT_OPENINGS = ("về việc ", "v/v ", "việc ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What stands on the document and on its stamp ĐẾN, as the clerk typed it."""

    organ: str
    author: str
    code: str
    issued_date: date
    type_name: str
    subject: str
    arrival_date: date
    receiver: str = ""
    note: str = ""


def register_incoming(
    arrival: Arrival, directory: Directory, database: Database, occasion: Occasion
) -> IncomingDocument:
    """Enters a document in sổ đăng ký văn bản đến; the same document again keeps its first số đến.

    Raises:
        DirectoryError: The directory does not know the receiving office on the day of arrival.
        IllegalTransition: Something is missing, or the document arrives before its day or after today.
        NumberConflict: The document is registered with other particulars, or arrives before the last one.
    """
    if arrival.arrival_date > occasion.today:
        raise IllegalTransition(
            f"Ngày đến {short_date(arrival.arrival_date)} chưa tới → Đăng ký vào đúng ngày nhận văn bản."
        )
    kind = law_on(arrival.arrival_date).type_named(arrival.type_name)
    return add_incoming(
        database,
        organ_id=directory.on(arrival.arrival_date).find(arrival.organ).id,
        arrival_date=arrival.arrival_date,
        author=_author(arrival, directory),
        code=arrival.code,
        issued_date=arrival.issued_date,
        type_name=law_on(arrival.arrival_date).type_rule(kind).name if kind else arrival.type_name,
        subject=_as_letters_cite_it(arrival.subject) if kind is DocumentType.CONG_VAN else arrival.subject,
        receiver=arrival.receiver,
        note=arrival.note,
        now=occasion.now,
        actor=occasion.actor,
    )


def _author(arrival: Arrival, directory: Directory) -> str:
    """The full name where the directory knows the author, so that two spellings are not two documents."""
    try:
        return directory.on(arrival.issued_date).find(arrival.author).name
    except DirectoryError:
        return arrival.author


def _as_letters_cite_it(subject: str) -> str:
    """``việc …``, however the clerk began it: the register prints V/v before it, a letter cites it after "về"."""
    bare = " ".join(subject.split())
    for opening in _SUBJECT_OPENINGS:
        if bare.casefold().startswith(opening):
            bare = bare[len(opening) :]
            break
    return f"việc {bare}" if bare else ""
