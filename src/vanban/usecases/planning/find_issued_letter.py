"""A letter that was issued, found by its number, with everything that a later letter says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.directory.directory import Directory
from vanban.directory.errors import DirectoryError
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.document import DocumentCode, DocumentType, RegisterKey
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.recipient import Recipient
from vanban.domain.letters.relation import RecordedRelation
from vanban.regulations.law import law_on
from vanban.store.database import Database
from vanban.store.register.recipient_rows import recipients_of
from vanban.store.register.register_rows import EntryState, RegisterRow, entries
from vanban.usecases.planning.letter_above import cited_subject
from vanban.usecases.planning.recognise_organisations import recognise_organisations

_REGISTRY = "VT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which letter is meant: its number in a series of a year; ``organ`` is the id or a name of its issuer."""

    organ: str
    number: int
    year: int
    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLetter:
    """An issued letter; ``relays`` name the letters that hand it down, ``file_copy_unit`` keeps the copy beside VT.

    ``signer`` is the full name of whoever signed it.
    """

    key: LetterKey
    register_key: RegisterKey
    code: DocumentCode
    issued_date: date
    document_type: DocumentType
    subject: str
    issuer_name: str
    signer: str
    file_copy_unit: str
    recipients: tuple[Recipient, ...]
    relations: tuple[RecordedRelation, ...]
    relays: tuple[str, ...]

    @property
    def name(self) -> str:
        """``Công văn số 01/SNV-CCHC``."""
        return f"{self._type_name} số {self.code}"

    def citation(self, key: str) -> Citation:
        """The letter as another cites it (Annex I, Part I, II.6.b)."""
        return Citation(
            key=key,
            type_name=self._type_name,
            code=str(self.code),
            issued_date=self.issued_date,
            issuer=self.issuer_name,
            subject=cited_subject(self.document_type, self.subject),
        )

    @property
    def _type_name(self) -> str:
        return law_on(self.issued_date).type_rule(self.document_type).name


def find_issued_letter(wanted: Wanted, directory: Directory, database: Database) -> OldLetter:
    """The letter of that number.

    Raises:
        UnknownOrganisation: the register has no number of such an office.
        IllegalTransition: there is no such number, it is not issued, or two offices of one name have it.
    """
    every = list(entries(database, series=wanted.series, year=wanted.year))
    issuers = recognise_organisations(wanted.organ, {row.register_key.organ_id for row in every}, directory)
    found = [row for row in every if row.register_key.organ_id in issuers and row.code.code_number == wanted.number]
    where = f"sổ “{wanted.series}” năm {wanted.year} của {wanted.organ}"
    if not found:
        raise IllegalTransition(f"Không có số {wanted.number} trong {where} → Xem 'vanban register show'.")
    if len(found) > 1:
        ids = ", ".join(sorted(row.register_key.organ_id for row in found))
        raise IllegalTransition(f"Có {len(found)} số {wanted.number} trong {where} → Ghi mã cơ quan ở --organ: {ids}.")
    [row] = found
    if row.state is not EntryState.ISSUED or row.letter_key is None:
        raise IllegalTransition(f"Số {row.code} trong {where} chưa dùng cho văn bản nào: {row.reason}.")
    return _old_letter(row, row.letter_key, directory, database)


def issued_letter(key: LetterKey, directory: Directory, database: Database) -> OldLetter:
    """The letter of that key.

    Raises:
        IllegalTransition: it has not been issued.
    """
    for row in entries(database, organ_id=key.organ_id):
        if row.letter_key == key and row.state is EntryState.ISSUED:
            return _old_letter(row, key, directory, database)
    raise IllegalTransition(
        f"Văn bản “{key.letter_id}” của {key.organ_id} trong đợt “{key.campaign_id}” chưa được phát hành"
        " → Xem 'vanban register show'."
    )


def _old_letter(row: RegisterRow, key: LetterKey, directory: Directory, database: Database) -> OldLetter:
    if row.issued_date is None or row.document_type is None:
        raise ValueError("an issued row has its day and type")
    return OldLetter(
        key=key,
        register_key=row.register_key,
        code=row.code,
        issued_date=row.issued_date,
        document_type=row.document_type,
        subject=row.subject,
        issuer_name=_name(key.organ_id, row.issued_date, directory),
        signer=row.signer,
        file_copy_unit=row.file_copy_holder.removeprefix(_REGISTRY).removeprefix(", "),
        recipients=recipients_of(database, key),
        relations=row.relations,
        relays=tuple(_told(one, directory) for one in entries(database) if one.above == key),
    )


def _told(row: RegisterRow, directory: Directory) -> str:
    """``01/UBND-VHXH của UBND xã Vạn Ninh``: offices of one kind share their symbols."""
    organ_id = row.register_key.organ_id
    names = {one.id: one.short_name for one in directory.organisations if one.id == organ_id}
    return f"{row.code} của {names.get(organ_id, organ_id)}"


def _name(organ_id: str, day: date, directory: Directory) -> str:
    try:
        return directory.on(day).find(organ_id).name
    except DirectoryError as error:
        raise IllegalTransition(
            f"Danh bạ ngày văn bản ban hành không có cơ quan '{organ_id}' → Thêm --directory của cơ quan này."
        ) from error
