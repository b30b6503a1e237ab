"""A launched campaign becomes one ZIP per issuing office, ready to be loaded into its e-office."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from vanban.directory.directory import Directory
from vanban.domain.campaign import Campaign
from vanban.domain.document import Urgency
from vanban.domain.draft import IssuedDocument, LetterKey
from vanban.domain.errors import InvalidInput, Problem
from vanban.domain.rendition import KINDS, Rendition, RenditionKind
from vanban.rendering.docx.package import Member, archive
from vanban.rendering.files import sha256_of, write_whole
from vanban.rendering.import_sheet import ImportLine, ImportRecipient, import_xlsx
from vanban.rendering.pdf.page_count import page_count
from vanban.usecases.launch_campaign import Launch
from vanban.usecases.pack_contents import (
    CONTENTS,
    IMPORT_SHEET,
    MANIFEST,
    Contents,
    PackedFile,
    PackedLetter,
    Receiver,
    contents_text,
    manifest_json,
    receivers,
    view_csv,
)
from vanban.usecases.pack_paths import attachment_paths, is_plain, is_safe, letter_folder

PACKS_FOLDER = "goi"
SIZE_LIMIT_MB = 1024
"""A pack is made in memory, and few e-offices take a larger file."""
MEMBERS_LIMIT = 65_535
"""What a ZIP holds without ZIP64."""
_MEGABYTE = 1024 * 1024
_LONGEST_LIST_OF_NAMES = 1000
_URGENCIES = (Urgency.NONE, Urgency.KHAN, Urgency.THUONG_KHAN, Urgency.HOA_TOC)


class InvalidPack(InvalidInput):
    """Files from which no pack can be made, or a pack that is not what its manifest says."""

    code = "PACK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The pack of one issuing office; ``letters`` and ``recipients`` say how many it has."""

    organ_id: str
    path: Path
    sha256: str
    letters: int
    recipients: int


def pack_campaign(launch: Launch, campaign: Campaign, directory: Directory, folder: Path) -> tuple[Pack, ...]:
    """Packs the letters of each office with their attachments into ``goi/<organ_id>.zip`` under ``folder``.

    The same letters give the same bytes, and a pack that is there already is left alone.

    Args:
        launch: every letter issued, with its files as the register has them.
        campaign: has the attachments' bytes.
        directory: has the recipients' names and official codes.
        folder: where the letters lie, and their packs will.

    Raises:
        InvalidPack: files are missing or not those that were issued, or a name may not become a path; every
            problem is told, and no pack is written.
        RenderFailed: a pack cannot be written.
    """
    known = {one.id: one for one in directory.organisations}
    files = {(file.key, file.kind): file for file in launch.files}
    made: list[tuple[Contents, bytes]] = []
    problems: list[Problem] = []
    for organ_id, documents in sorted(_by_issuer(launch.documents).items()):
        packer = _Packer(campaign=campaign, folder=folder, renditions=files, problems=problems)
        letters = tuple(letter for document in documents if (letter := packer.letter(document)))
        if problems:
            continue
        contents = Contents(
            campaign_id=campaign.id,
            campaign_title=campaign.title,
            issuer_id=organ_id,
            letters=letters,
            organisations=known,
        )
        made.append((contents, packer.pack(contents)))
    if problems:
        raise InvalidPack(problems)
    return tuple(_written(contents, content, folder) for contents, content in made)


def _by_issuer(documents: Iterable[IssuedDocument]) -> dict[str, list[IssuedDocument]]:
    """The documents of each office in the order of its register."""
    found: dict[str, list[IssuedDocument]] = {}
    for document in sorted(documents, key=lambda one: (one.issued_date, one.code_number, one.draft.key)):
        found.setdefault(document.draft.key.organ_id, []).append(document)
    return found


def _written(contents: Contents, content: bytes, folder: Path) -> Pack:
    path = folder / PACKS_FOLDER / f"{contents.issuer_id}.zip"
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256_of(path) != sha256:
        write_whole(path, content)
    return Pack(
        organ_id=contents.issuer_id,
        path=path,
        sha256=sha256,
        letters=len(contents.letters),
        recipients=len(receivers(contents)),
    )


@dataclass(slots=True, kw_only=True)
class _Packer:
    """Gathers the members of one office's pack; whatever is wrong goes to ``problems``."""

    campaign: Campaign
    folder: Path
    renditions: dict[tuple[LetterKey, RenditionKind], Rendition]
    problems: list[Problem]
    members: dict[str, Member] = field(default_factory=dict)
    attached: dict[str, tuple[Member, PackedFile]] = field(default_factory=dict)

    def letter(self, document: IssuedDocument) -> PackedLetter | None:
        key = document.draft.key
        renditions = [self.renditions[key, kind] for kind in KINDS if (key, kind) in self.renditions]
        if len(renditions) < len(KINDS):
            self._report(str(document.code), "chưa có đủ tệp DOCX và PDF", "chạy lại 'vanban launch' để vẽ tiếp")
            return None
        folder = letter_folder(renditions[0].file_name)
        unsafe = [organ_id for organ_id in _organ_ids(document) if not is_plain(organ_id)]
        if folder is None or unsafe:
            named = unsafe[0] if unsafe else renditions[0].file_name
            self._report(str(document.code), f"tên '{named}' không dùng làm tên tệp được", "sửa mã trong danh bạ")
            return None
        drawn = [self._drawn(file, folder) for file in renditions]
        attached = [self._attachment(name, path) for name, path in _attachments(document, folder)]
        if None in (*drawn, *attached):
            return None
        pdf = (self.folder / renditions[KINDS.index("pdf")].file_name).read_bytes()
        packed = tuple(file for file in (*drawn, *attached) if file is not None)
        return PackedLetter(document=document, folder=folder, files=packed, pages=page_count(pdf))

    def _drawn(self, file: Rendition, folder: str) -> PackedFile | None:
        """A letter's own file, if it is the one that the register has."""
        name = file.file_name
        content = _content(self.folder, name)
        if content is None:
            self._report(name, "không đọc được tệp này", "chạy lại 'vanban launch' để vẽ lại")
            return None
        if hashlib.sha256(content).hexdigest() != file.sha256:
            self._report(
                name,
                "tệp không còn là tệp đã phát hành: mã SHA-256 khác với sổ",
                "chạy lại 'vanban launch' để vẽ lại đúng bản đã phát hành; sửa nội dung thì ban hành văn bản mới",
            )
            return None
        return self._add(f"{folder}/{PurePosixPath(name).name}", content, file.kind)

    def _attachment(self, name: str, path: str) -> PackedFile | None:
        """A copy of an attachment in the folder of one of its letters; it is deflated once for all of them."""
        if name not in self.attached:
            content = self.campaign.files.get(name)
            if not content:
                self._report(name, "không có tệp kèm theo này trong đợt", "chép lại tệp vào thư mục của đợt")
                return None
            self.attached[name] = (Member.of(path, content), _packed(path, content, "attachment"))
        member, packed = self.attached[name]
        self.members[path] = replace(member, name=path.encode())
        return replace(packed, path=path)

    def pack(self, contents: Contents) -> bytes:
        """The bytes of the pack, its own lists added; empty when it would be too large."""
        everyone = receivers(contents)
        others = [self._add(IMPORT_SHEET, _import_sheet(contents, everyone), "index")]
        others.append(self._add(CONTENTS, contents_text(contents, everyone), "index"))
        for view, its in _views(everyone):
            others.append(self._add(view, view_csv(contents, its), "view"))
        self._add(MANIFEST, manifest_json(contents, everyone, others), "index")
        size = sum(len(member.deflated) for member in self.members.values())
        if size > SIZE_LIMIT_MB * _MEGABYTE or len(self.members) > MEMBERS_LIMIT:
            self._report(
                f"{PACKS_FOLDER}/{contents.issuer_id}.zip",
                f"gói lớn {size // _MEGABYTE} MB, {len(self.members)} tệp, "
                f"quá giới hạn {SIZE_LIMIT_MB} MB hoặc {MEMBERS_LIMIT} tệp",
                "thay tệp kèm theo lớn bằng liên kết, hoặc chia đợt phát hành",
            )
            return b""
        return archive(member for _, member in sorted(self.members.items()))

    def _add(self, path: str, content: bytes, kind: str) -> PackedFile:
        self.members[path] = Member.of(path, content)
        return _packed(path, content, kind)

    def _report(self, place: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(file=str(self.folder), place=place, message=message, remedy=remedy))


def _organ_ids(document: IssuedDocument) -> Iterator[str]:
    yield document.draft.key.organ_id
    for recipient in document.draft.recipients:
        yield from recipient.organ_ids


def _attachments(document: IssuedDocument, folder: str) -> Iterable[tuple[str, str]]:
    return attachment_paths(folder, document.draft.attachments).items()


def _content(folder: Path, name: str) -> bytes | None:
    """The bytes of a file of the register below ``folder``, or ``None`` where there is none."""
    path = folder / name
    if not is_safe(name) or not path.resolve().is_relative_to(folder.resolve()):
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def _packed(path: str, content: bytes, kind: str) -> PackedFile:
    return PackedFile(path=path, kind=kind, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _views(everyone: Iterable[Receiver]) -> Iterator[tuple[str, list[Receiver]]]:
    """A list of files for each organisation, and one for all names outside the directory."""
    by_path: dict[str, list[Receiver]] = {}
    for receiver in everyone:
        by_path.setdefault(receiver.view, []).append(receiver)
    yield from by_path.items()


def _import_sheet(contents: Contents, everyone: Iterable[Receiver]) -> bytes:
    return import_xlsx(
        (_line(letter) for letter in contents.letters),
        (row for letter in contents.letters for row in _rows(contents, letter)),
        title=f"Văn bản đi - {contents.campaign_title}",
        creator=contents.issuer_name,
        dated=contents.last_day,
    )


def _line(letter: PackedLetter) -> ImportLine:
    document = letter.document
    draft = document.draft
    labels = "; ".join(one.label for one in draft.recipients)
    copies = sum(one.copies * (len(one.organ_ids) or 1) for one in draft.recipients)
    return ImportLine(
        type_name=letter.type_name,
        code_number=document.code.printed_number,
        code_notation=document.code.code_notation,
        issued_date=document.issued_date,
        organ_name=document.letter.issuer_name,
        subject=document.letter.subject,
        pages=letter.pages,
        position=draft.signatory.position,
        full_name=draft.signatory.full_name,
        recipients=labels if len(labels) <= _LONGEST_LIST_OF_NAMES else f"{copies} nơi nhận, kê ở trang Nơi nhận",
        priority=_URGENCIES.index(document.letter.urgency),
        copies=copies,
        due=min((duty.due.day for duty in draft.duties), default=None),
    )


def _rows(contents: Contents, letter: PackedLetter) -> Iterator[ImportRecipient]:
    code = letter.document.code
    for recipient in letter.document.draft.recipients:
        for organ_id in recipient.organ_ids or ("",):
            yield ImportRecipient(
                code_number=code.printed_number,
                code_notation=code.code_notation,
                official_code=contents.official_code(organ_id),
                name=contents.name_of(organ_id) if organ_id else recipient.label,
                organ_id=organ_id,
                label=recipient.label,
                channel=recipient.channel,
                copies=recipient.copies,
            )
