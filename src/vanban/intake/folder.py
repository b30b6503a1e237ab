"""A campaign folder from which files are opened only after their path, kind and size are checked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from vanban.intake.characters import clean
from vanban.intake.reading import Spot, Unusable

MEGABYTE = 1024 * 1024
CAMPAIGN_LIMIT_MB = 1
TEXT_LIMIT_MB = 2
IMAGE_LIMIT_MB = 10
ATTACHMENT_LIMIT_MB = 20
ALL_FILES_LIMIT_MB = 100
_DRIVE = re.compile(r"^[A-Za-z]:")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_SAVE_AS_UTF8 = "mở tệp trong trình soạn thảo văn bản rồi lưu lại với bảng mã UTF-8"


def inside(root: Path, name: str) -> Path:
    """The path that ``name`` means in ``root``; it may not exist yet.

    Raises:
        Unusable: The name is no relative path, or it leads out of the folder, through a link too.
    """
    if "\\" in name or _DRIVE.match(name) or name.startswith(("/", "~")):
        raise Unusable(
            f"đường dẫn '{name}' không phải đường dẫn tương đối",
            "chỉ ghi tên tệp trong thư mục này, dùng dấu '/' giữa thư mục con và tệp",
        )
    if ".." in name.split("/"):
        raise _leaving(name)
    try:
        path = next((path for path in _spellings(root, name) if path.exists()), root / name)
        resolved = path.resolve()
        home = root.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise Unusable(f"đường dẫn '{name}' không dùng được", "đổi tên tệp, chỉ dùng chữ, số, dấu '-'") from error
    if not resolved.is_relative_to(home):
        raise _leaving(name)
    return path


def read_limited(path: Path, name: str, limit_mb: int) -> bytes:
    """The bytes of a file whose size is looked at before it is opened.

    Raises:
        Unusable: It is missing, no ordinary file, larger than the limit, or may not be read.
    """
    check_limited(path, name, limit_mb)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _closed(name) from error


def check_limited(path: Path, name: str, limit_mb: int) -> None:
    """Look at a file that will be opened later.

    Raises:
        Unusable: It is missing, no ordinary file or larger than the limit.
    """
    try:
        if not path.is_file():
            raise Unusable(f"không tìm thấy tệp '{name}'", "chép tệp vào thư mục này hoặc sửa lại tên")
        size = path.stat().st_size
        if size > limit_mb * MEGABYTE:
            shown = f"{size / MEGABYTE:.1f}".replace(".", ",")
            raise Unusable(
                f"tệp '{name}' lớn {shown} MB, quá giới hạn {limit_mb} MB", "giảm kích thước tệp rồi chép lại"
            )
    except OSError as error:
        raise _closed(name) from error


def read_text(root: Path, name: str, limit_mb: int, asked_at: Spot) -> str | None:
    """The clean text of a file, or ``None`` when something about it was reported.

    What is wrong with the reference is told where it stands, what is wrong in the file at its own line.
    """
    try:
        content = read_limited(inside(root, name), name, limit_mb)
    except Unusable as refused:
        asked_at.report(refused.message, refused.remedy)
        return None
    text = _decoded(content, Spot(asked_at.problems, name, ""))
    return None if text is None else clean(text, file=name, first_line=1, problems=asked_at.problems)


@dataclass(slots=True)
class Files:
    """The attachments and pictures of a campaign, each read once, all of them within one limit.

    A picture that was refused stays in ``contents`` without content: it has been reported, and whoever
    meets it again need not.
    """

    root: Path
    contents: dict[str, bytes] = field(default_factory=dict)
    _total: int = 0

    def take(self, name: str, limit_mb: int, asked_at: Spot) -> bytes | None:
        """Read a file for the campaign; ``None`` when it was refused and reported."""
        if self.contents.get(name):
            return self.contents[name]
        try:
            content = read_limited(inside(self.root, name), name, limit_mb)
            self._admit(name, content)
        except Unusable as refused:
            asked_at.report(refused.message, refused.remedy)
            return None
        self.contents[name] = content
        return content

    def take_picture(self, name: str, asked_at: Spot) -> None:
        if name in self.contents and not self.contents[name]:
            return
        if self.take(name, IMAGE_LIMIT_MB, asked_at) is None:
            self.contents[name] = b""

    def look_at(self, name: str, limit_mb: int, asked_at: Spot) -> None:
        """Report a file that could not be opened later; it is not read now."""
        try:
            check_limited(inside(self.root, name), name, limit_mb)
        except Unusable as refused:
            asked_at.report(refused.message, refused.remedy)

    def _admit(self, name: str, content: bytes) -> None:
        if not content:
            raise Unusable(f"tệp '{name}' rỗng", "chép lại tệp có nội dung")
        if self._total + len(content) > ALL_FILES_LIMIT_MB * MEGABYTE:
            raise Unusable(
                f"thêm tệp '{name}' thì các tệp kèm theo vượt quá {ALL_FILES_LIMIT_MB} MB",
                "bớt tệp hoặc giảm kích thước",
            )
        self._total += len(content)


def _closed(name: str) -> Unusable:
    return Unusable(f"không mở được tệp '{name}'", "kiểm tra quyền đọc tệp")


def _leaving(name: str) -> Unusable:
    return Unusable(f"đường dẫn '{name}' ra ngoài thư mục của đợt", "chép tệp vào trong thư mục rồi ghi lại đường dẫn")


def _spellings(root: Path, name: str) -> tuple[Path, ...]:
    # A folder that passed through macOS holds decomposed names.
    return root / name, root / unicodedata.normalize("NFD", name)


def _decoded(content: bytes, spot: Spot) -> str | None:
    if content.startswith(_UTF16_MARKS):
        spot.report("tệp dùng bảng mã UTF-16, không phải UTF-8", _SAVE_AS_UTF8)
        return None
    try:
        return content.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        spot.line(line).report(f"tệp không phải UTF-8: byte thứ {error.start + 1} không đọc được", _SAVE_AS_UTF8)
        return None
