"""A launched campaign becomes one ZIP per issuing office, ready to be loaded into its e-office."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from vanban.directory.directory import Directory
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.errors import InvalidInput, Problem
from vanban.domain.letters.draft import IssuedDocument, LetterKey
from vanban.domain.letters.rendition import KINDS, Rendition, RenditionKind
from vanban.domain.organisation import Organisation
from vanban.rendering.package import Member, archive
from vanban.rendering.pdf.page_count import page_count
from vanban.storage.storage import Storage
from vanban.usecases.issuing.launch_campaign import Launch
from vanban.usecases.packing.pack_contents import (
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
from vanban.usecases.packing.pack_import_sheet import import_sheet
from vanban.usecases.packing.pack_paths import attachment_paths, is_plain, is_safe, letter_folder

PACKS_FOLDER = "goi"
SIZE_LIMIT_MB = 1024
"""A pack is made in memory, and few e-offices take a larger file."""
MEMBERS_LIMIT = 65_535
"""What a ZIP holds without ZIP64."""
_MEGABYTE = 1024 * 1024
_NOT_A_NAME = "không dùng làm tên tệp được"


class InvalidPack(InvalidInput):
    """Files from which no pack can be made, or a pack that is not what its manifest says."""

    code = "PACK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The pack of one issuing office and where it is; ``letters`` and ``recipients`` say how many it has."""

    organ_id: str
    path: str
    sha256: str
    letters: int
    recipients: int


def pack_campaign(
    launch: Launch, campaign: Campaign, directory: Directory, storage: Storage, *, suffix: str = ""
) -> tuple[Pack, ...]:
    """Packs the letters of each office with their attachments into ``goi/<organ_id>.zip`` in ``storage``.

    The same letters give the same bytes, and a pack that is there already is left alone.

    Args:
        launch: every letter issued, with its files as the register has them.
        campaign: has the attachments' bytes.
        directory: has the recipients' names and official codes.
        storage: where the letters are kept, and their packs will be.
        suffix: stands after the id in the name of the file, so that a later letter of a campaign, such as a recall,
            gets a pack beside that of the campaign.

    Raises:
        InvalidPack: files are missing or not those that were issued, or a name may not become a path; every
            problem is told, and no pack is written.
        RenderFailed: a pack cannot be written.
    """
    workbench = _Workbench(
        campaign=campaign, storage=storage, files={(file.key, file.kind): file for file in launch.files}
    )
    known = {one.id: one for one in directory.organisations}
    parcels = [
        _gathered(organ_id, documents, workbench, known)
        for organ_id, documents in sorted(_by_issuer(launch.documents).items())
    ]
    if workbench.problems:
        raise InvalidPack(dict.fromkeys(workbench.problems))
    return tuple(_written(parcel, storage, suffix) for parcel in parcels)


def _by_issuer(documents: Iterable[IssuedDocument]) -> dict[str, list[IssuedDocument]]:
    """The documents of each office in the order of its register."""
    found: dict[str, list[IssuedDocument]] = {}
    for document in sorted(documents, key=lambda one: (one.issued_date, one.code_number, one.draft.key)):
        found.setdefault(document.draft.key.organ_id, []).append(document)
    return found


@dataclass(slots=True, kw_only=True)
class _Workbench:
    """Where packs are made: the files at hand, the attachments already deflated, and whatever is wrong."""

    campaign: Campaign
    storage: Storage
    files: Mapping[tuple[LetterKey, RenditionKind], Rendition]
    attachments: dict[str, Member] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, file: str, place: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(file=file, place=place, message=message, remedy=remedy))

    def issued_file(self, file: Rendition) -> bytes | None:
        """A letter's own file, if it is the one that the register has."""
        content = self.storage.read(file.file_name) if is_safe(file.file_name) else None
        name = self.storage.address(file.file_name)
        if content is None:
            self.report(name, "", "không đọc được tệp này", "chạy lại 'vanban launch' để vẽ lại")
        elif hashlib.sha256(content).hexdigest() != file.sha256:
            self.report(
                name,
                "",
                "không còn là tệp đã phát hành: mã SHA-256 khác với sổ",
                "chạy lại 'vanban launch' để vẽ lại đúng bản đã phát hành; cần sửa thì ban hành văn bản mới",
            )
            return None
        return content

    def attachment(self, name: str) -> Member | None:
        """An attachment, deflated once for all letters that it goes with."""
        if name not in self.attachments:
            content = self.campaign.files.get(name)
            if not content:
                self.report(name, "", "không có tệp kèm theo này trong đợt", "chép lại tệp vào thư mục của đợt")
                return None
            self.attachments[name] = Member.of(name, content)
        return self.attachments[name]


@dataclass(slots=True, kw_only=True)
class _Parcel:
    """The members of one office's pack, by path."""

    bench: _Workbench
    members: dict[str, Member] = field(default_factory=dict)

    def letter(self, document: IssuedDocument) -> PackedLetter | None:
        """Puts in a letter with its attachments; ``None`` when something about it was reported."""
        key = document.draft.key
        files = [self.bench.files[key, kind] for kind in KINDS if (key, kind) in self.bench.files]
        if len(files) < len(KINDS):
            self.bench.report(
                str(document.code), "", "chưa có đủ tệp DOCX và PDF", "chạy lại 'vanban launch' để vẽ tiếp"
            )
            return None
        folder = letter_folder(files[0].file_name)
        if folder is None:
            self.bench.report(files[0].file_name, "", _NOT_A_NAME, "sửa mã văn bản (id) trong campaign.toml")
            return None
        names = attachment_paths(folder, document.draft.attachments)
        drawn = [self.bench.issued_file(file) for file in files]
        attached = [self.bench.attachment(name) for name in names]
        if None in (*drawn, *attached):
            return None
        packed = [
            self.add(f"{folder}/{PurePosixPath(file.file_name).name}", content, file.kind)
            for file, content in zip(files, drawn, strict=True)
            if content is not None
        ]
        packed += [self._attach(path, name) for name, path in names.items()]
        pages = page_count(drawn[KINDS.index("pdf")] or b"")
        return PackedLetter(document=document, folder=folder, files=tuple(packed), pages=pages)

    def add(self, path: str, content: bytes, kind: str) -> PackedFile:
        self.members[path] = Member.of(path, content)
        return PackedFile(path=path, kind=kind, size=len(content), sha256=hashlib.sha256(content).hexdigest())

    def _attach(self, path: str, name: str) -> PackedFile:
        content = self.bench.campaign.files[name]
        self.members[path] = replace(self.bench.attachments[name], name=path.encode())
        return PackedFile(path=path, kind="attachment", size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _gathered(
    organ_id: str, documents: Sequence[IssuedDocument], bench: _Workbench, known: Mapping[str, Organisation]
) -> tuple[Contents, _Parcel]:
    """All of one office's pack, its own lists included."""
    parcel = _Parcel(bench=bench)
    for unsafe in sorted({one for document in documents for one in _organ_ids(document) if not is_plain(one)}):
        bench.report(unsafe, "", _NOT_A_NAME, "sửa mã cơ quan trong danh bạ")
    letters = tuple(letter for document in documents if (letter := parcel.letter(document)))
    contents = Contents(
        campaign_id=bench.campaign.id,
        campaign_title=bench.campaign.title,
        issuer_id=organ_id,
        letters=letters,
        organisations=known,
    )
    if not bench.problems:
        _add_lists(contents, parcel)
        _refuse_too_large(contents, parcel)
    return contents, parcel


def _add_lists(contents: Contents, parcel: _Parcel) -> None:
    everyone = receivers(contents)
    others = [
        parcel.add(IMPORT_SHEET, import_sheet(contents), "index"),
        parcel.add(CONTENTS, contents_text(contents, everyone), "index"),
    ]
    others += [parcel.add(path, view_csv(contents, its), "view") for path, its in _views(everyone).items()]
    parcel.add(MANIFEST, manifest_json(contents, everyone, others), "index")


def _views(everyone: Iterable[Receiver]) -> dict[str, list[Receiver]]:
    """A list of files for each organisation, and one for all names outside the directory."""
    by_path: dict[str, list[Receiver]] = {}
    for receiver in everyone:
        by_path.setdefault(receiver.view, []).append(receiver)
    return by_path


def _refuse_too_large(contents: Contents, parcel: _Parcel) -> None:
    size = sum(len(member.deflated) for member in parcel.members.values())
    if size > SIZE_LIMIT_MB * _MEGABYTE or len(parcel.members) > MEMBERS_LIMIT:
        parcel.bench.report(
            f"{PACKS_FOLDER}/{contents.issuer_id}.zip",
            "",
            f"gói lớn {size // _MEGABYTE} MB, có {len(parcel.members)} tệp, "
            f"quá giới hạn {SIZE_LIMIT_MB} MB hoặc {MEMBERS_LIMIT} tệp",
            "thay tệp kèm theo lớn bằng liên kết, hoặc chia đợt phát hành",
        )


def _written(parcel: tuple[Contents, _Parcel], storage: Storage, suffix: str) -> Pack:
    contents, members = parcel[0], parcel[1].members
    content = archive(member for _, member in sorted(members.items()))
    name = f"{PACKS_FOLDER}/{contents.issuer_id}{suffix}.zip"
    sha256 = hashlib.sha256(content).hexdigest()
    if storage.sha256_of(name) != sha256:
        storage.write_whole(name, content)
    return Pack(
        organ_id=contents.issuer_id,
        path=storage.address(name),
        sha256=sha256,
        letters=len(contents.letters),
        recipients=len(receivers(contents)),
    )


def _organ_ids(document: IssuedDocument) -> Iterator[str]:
    yield document.draft.key.organ_id
    for recipient in document.draft.recipients:
        yield from recipient.organ_ids
