"""What a pack says of itself: letters with their files, who gets which, and how it is told to machine and reader."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vanban.directory.cells import escaped
from vanban.domain.letters.draft import Duty, IssuedDocument
from vanban.domain.letters.recipient import Recipient, RecipientRole
from vanban.domain.letters.wording import short_date
from vanban.domain.organisation import Organisation
from vanban.regulations.law import law_on
from vanban.usecases.packing.pack_paths import OUTSIDE_VIEW, RECIPIENTS_FOLDER

MANIFEST = "MANIFEST.json"
CONTENTS = "MUC-LUC.txt"
IMPORT_SHEET = "van-ban-di.xlsx"
MANIFEST_FORMAT = 1

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel and older editors read a text in the code page of the machine."""
_ROLES = {RecipientRole.ADDRESSEE: "để thực hiện", RecipientRole.COPY: "để biết, phối hợp"}
_VIEW_COLUMNS = (
    "Mã cơ quan",
    "Cơ quan nhận",
    "Số, ký hiệu",
    "Ngày",
    "Trích yếu",
    "Nhận để",
    "Hình thức gửi",
    "Hạn báo cáo",
    "Tệp",
    "Kích thước (byte)",
    "SHA-256",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A file of the pack: where it lies in it, and what it must be."""

    path: str
    kind: str
    size: int
    sha256: str

    @property
    def facts(self) -> dict[str, object]:
        return {"path": self.path, "kind": self.kind, "size": self.size, "sha256": self.sha256}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedLetter:
    """A letter with its files in the pack; ``pages`` is ``None`` where they could not be counted."""

    document: IssuedDocument
    folder: str
    files: tuple[PackedFile, ...]
    pages: int | None

    @property
    def type_name(self) -> str:
        return law_on(self.document.issued_date).type_rule(self.document.letter.document_type).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A letter as one recipient gets it: once, however many lines of recipients mean him."""

    letter: PackedLetter
    roles: tuple[RecipientRole, ...]
    channels: tuple[str, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """An organisation, or with an empty ``organ_id`` a name outside the directory, and what it gets."""

    organ_id: str
    name: str
    receipts: tuple[Receipt, ...]

    @property
    def view(self) -> str:
        """The path of the list of its files."""
        return f"{RECIPIENTS_FOLDER}/{self.organ_id}.csv" if self.organ_id else OUTSIDE_VIEW

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(file.path for receipt in self.receipts for file in receipt.letter.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The letters of one issuing office; ``organisations`` names whoever the directory knows, by id."""

    campaign_id: str
    campaign_title: str
    issuer_id: str
    letters: tuple[PackedLetter, ...]
    organisations: Mapping[str, Organisation]

    @property
    def issuer_name(self) -> str:
        return self.letters[0].document.letter.issuer_name

    @property
    def last_day(self) -> date:
        return max(letter.document.issued_date for letter in self.letters)

    def name_of(self, organ_id: str) -> str:
        known = self.organisations.get(organ_id)
        return known.name if known else organ_id

    def official_code(self, organ_id: str) -> str:
        """Mã định danh: the code of electronic exchange, empty where the directory has none."""
        known = self.organisations.get(organ_id)
        return known.edxml_code if known else ""


def receivers(contents: Contents) -> tuple[Receiver, ...]:
    """Everyone who gets a letter of the pack: organisations by id, then names outside the directory."""
    got: dict[tuple[str, str], list[Receipt]] = {}
    for letter in contents.letters:
        lines: dict[tuple[str, str], list[Recipient]] = {}
        for recipient in letter.document.draft.recipients:
            for who in _meant(recipient):
                lines.setdefault(who, []).append(recipient)
        for who, meant_by in lines.items():
            got.setdefault(who, []).append(_receipt(letter, who[0], meant_by))
    ordered = sorted(got.items(), key=lambda item: (not item[0][0], item[0]))
    return tuple(
        Receiver(organ_id=organ_id, name=contents.name_of(organ_id) if organ_id else label, receipts=tuple(receipts))
        for (organ_id, label), receipts in ordered
    )


def _meant(recipient: Recipient) -> tuple[tuple[str, str], ...]:
    """Whom a line means: organisations by id alone, whatever the line calls them, or else its name."""
    return tuple((organ_id, "") for organ_id in recipient.organ_ids) or (("", recipient.label),)


def _receipt(letter: PackedLetter, organ_id: str, meant_by: Sequence[Recipient]) -> Receipt:
    duties = letter.document.draft.duties
    return Receipt(
        letter=letter,
        roles=tuple(role for role in RecipientRole if any(one.role is role for one in meant_by)),
        channels=tuple(dict.fromkeys(one.channel for one in meant_by if one.channel)),
        duties=tuple(duty for duty in duties if organ_id and duty.organ_id == organ_id),
    )


def manifest_json(contents: Contents, everyone: Iterable[Receiver], others: Iterable[PackedFile]) -> bytes:
    """The pack for a machine: every file but itself, every letter, and for every recipient just his files."""
    whole = {
        "format": MANIFEST_FORMAT,
        "campaign": {"id": contents.campaign_id, "title": contents.campaign_title},
        "issuer": _organ(contents, contents.issuer_id) | {"name": contents.issuer_name},
        "letters": [_letter_facts(contents, letter) for letter in contents.letters],
        "recipients": [
            _named(contents, receiver) | {"view": receiver.view, "files": receiver.paths} for receiver in everyone
        ],
        "other_files": [file.facts for file in others],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _letter_facts(contents: Contents, letter: PackedLetter) -> dict[str, object]:
    document = letter.document
    draft = document.draft
    return {
        "folder": letter.folder,
        "letter_id": draft.key.letter_id,
        "code": str(document.code),
        "code_number": document.code_number,
        "code_notation": document.code.code_notation,
        "issued_date": document.issued_date.isoformat(),
        "type_name": letter.type_name,
        "subject": document.letter.subject,
        "pages": letter.pages,
        "recipients": [
            {
                "label": one.label,
                "role": one.role.value,
                "channel": one.channel,
                "copies": one.copies,
                "organisations": [_organ(contents, organ_id) for organ_id in one.organ_ids],
            }
            for one in draft.recipients
        ],
        "duties": [
            {
                "organ_id": duty.organ_id,
                "assignment": duty.assignment,
                "title": duty.title,
                "due": duty.due.day.isoformat(),
                "projected": duty.due.projected,
            }
            for duty in draft.duties
        ],
        "files": [file.facts for file in letter.files],
    }


def _organ(contents: Contents, organ_id: str) -> dict[str, object]:
    return {"organ_id": organ_id, "name": contents.name_of(organ_id), "code": contents.official_code(organ_id)}


def _named(contents: Contents, receiver: Receiver) -> dict[str, object]:
    return _organ(contents, receiver.organ_id) | {"name": receiver.name}


def view_csv(contents: Contents, everyone: Iterable[Receiver]) -> bytes:
    """The files that some recipients get, one a line; a cell that would run as a formula is escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_VIEW_COLUMNS)
    for receiver in everyone:
        named = (contents.official_code(receiver.organ_id) or receiver.organ_id, receiver.name)
        for receipt in receiver.receipts:
            facts = (*named, *_receipt_cells(receipt))
            for file in receipt.letter.files:
                cells = (*facts, file.path, str(file.size), file.sha256)
                writer.writerow([escaped(cell) for cell in cells])
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def _receipt_cells(receipt: Receipt) -> tuple[str, ...]:
    document = receipt.letter.document
    return (
        str(document.code),
        short_date(document.issued_date),
        document.letter.subject,
        "; ".join(_ROLES[role] for role in receipt.roles),
        "; ".join(receipt.channels),
        "; ".join(_due_words(duty) for duty in receipt.duties),
    )


def contents_text(contents: Contents, everyone: Sequence[Receiver]) -> bytes:
    """The pack for a reader: what it holds, in the order of numbers, with the sums to check the files by."""
    count = sum(len(letter.files) for letter in contents.letters)
    head = [
        "MỤC LỤC GÓI VĂN BẢN ĐI",
        "",
        f"Cơ quan ban hành: {contents.issuer_name}",
        f"Đợt phát hành: {contents.campaign_title} ({contents.campaign_id})",
        f"{len(contents.letters)} văn bản, {count} tệp văn bản và kèm theo, {len(everyone)} nơi nhận",
        "",
        f"{IMPORT_SHEET}: bảng để nhập vào sổ đăng ký văn bản đi của phần mềm.",
        f"{RECIPIENTS_FOLDER}/: mỗi nơi nhận một bảng kê đúng những tệp phải gửi cho nơi đó.",
        f"{MANIFEST}: bảng kê cho máy đọc, có mã kiểm tra SHA-256 của mọi tệp khác.",
    ]
    lines = [*head, *(line for number, one in enumerate(contents.letters, start=1) for line in _told(number, one))]
    return (_BYTE_ORDER_MARK + "\r\n".join([*lines, ""])).encode()


def _told(number: int, letter: PackedLetter) -> Iterator[str]:
    document = letter.document
    yield ""
    yield f"{number}. {letter.type_name} số {document.code} ngày {short_date(document.issued_date)}"
    yield f"   Trích yếu: {document.letter.subject}"
    yield f"   Người ký: {document.draft.signatory.full_name}, {document.draft.signatory.position}"
    yield "   Nơi nhận:"
    for one in document.draft.recipients:
        size = f", {len(one.organ_ids)} cơ quan" if len(one.organ_ids) > 1 else ""
        channel = f", gửi {one.channel}" if one.channel else ""
        yield f"   - {one.label} ({_ROLES[one.role]}{size}{channel})"
    for words in dict.fromkeys(f"{duty.title}: {_due_words(duty)}" for duty in document.draft.duties):
        yield f"   Hạn báo cáo: {words}"
    yield "   Tệp:"
    for file in letter.files:
        yield f"   - {file.path}"
        yield f"     {file.size} byte, SHA-256 {file.sha256}"


def _due_words(duty: Duty) -> str:
    return short_date(duty.due.day) + (" (dự kiến)" if duty.due.projected else "")
