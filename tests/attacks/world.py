"""What an attack is carried out on: a small campaign, an office that has issued it, and what must never be seen."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from command_line import Ran, vanban
from listener import Listener
from pypdf import PdfReader

from vanban.rendering import templates
from vanban.rendering.docx import master
from vanban.rendering.pdf import press

SECRET = "BÍ-MẬT-7f3a9c"  # noqa: S105  # what must not be seen
PASSWORD = "Mat-Khau-5d1e"  # noqa: S105  # likewise
DAY = "2024-09-27"
TEMPLATES = Path(templates.__file__).parents[3] / "templates"
CPU_SECONDS = 8
"""More than any attack takes on a busy machine; those that got through ran for minutes."""
TOML = """\
format = 1

[campaign]
id = "thu-2024"
title = "Đợt thử"

[facts]
chu = "chữ"

[[letters]]
id = "trien-khai"
text = "bai.md"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-09-27
signatory = { capacity = "KT" }
recipients = [{ organisation = "Sở Giáo dục và Đào tạo" }]
file_copy = { unit = "CCHC", copies = 1 }

[[assignments]]
key = "bao_cao"
title = "Báo cáo kết quả"
letter = "trien-khai"
deadline = { wording = "trước ngày", day = 2024-12-05 }
figures = ["so_phieu"]

[[figures]]
key = "so_phieu"
label = "Số phiếu"
unit = "phiếu"
"""
TEXT = """\
+++
type = "công văn"
subject = "triển khai khảo sát"
+++

Sở Nội vụ đề nghị quý Sở báo cáo **trước ngày 05/12/2024**.

Trân trọng./.
"""
SHEET = '{ organisation = "Sở Giáo dục và Đào tạo" }'


_LAUNCHED: dict[tuple[str, str], tuple[bytes, dict[Path, bytes]]] = {}


def forget_masters() -> None:
    """The masters are read once per process: the next attack brings its own."""
    for one in (templates.templates_folder, templates.html_environment, master.load_master):
        one.cache_clear()
    press.style_sheet_source.cache_clear()
    press._style_sheet.cache_clear()


@dataclass
class World:
    """The folder of one attack and the doors through which it comes in."""

    folder: Path
    patch: pytest.MonkeyPatch
    listener: Listener
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener.asked.clear()
        self.secret = self.folder / "bi-mat.txt"
        self.secret.write_text(SECRET, encoding="utf-8")

    def campaign(self, *, toml: str = TOML, text: str = TEXT, **files: str | bytes) -> Path:
        """A campaign folder; ``files`` have underscores for dots."""
        made = self.folder / "dot"
        made.mkdir(exist_ok=True)
        (made / "campaign.toml").write_text(toml, encoding="utf-8")
        (made / "bai.md").write_text(text, encoding="utf-8")
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (made / name.replace("_", ".")).write_bytes(data)
        return made

    def own_templates(self) -> Path:
        """A copy of the masters that the office has made its own."""
        made = self.folder / "mau"
        shutil.copytree(TEMPLATES, made)
        self.patch.setenv("VANBAN_TEMPLATES", str(made))
        forget_masters()
        return made

    def run(self, *arguments: object) -> Ran:
        """A command that must end as commands end: with a sentence, never with a fault of the software."""
        with self.in_time():
            ran = vanban(*arguments)
        self.said.append(ran.out + ran.err)
        assert ran.code in {0, 1, 2}, f"{arguments}: {ran.code}\n{ran.err}"
        assert "Traceback" not in ran.err
        self.nothing_is_told(ran.out + ran.err)
        return ran

    def refused(self, *arguments: object, about: str = "") -> Ran:
        """A command that must say no, and why."""
        ran = self.run(*arguments)
        assert ran.code in {1, 2}, ran.out
        assert "→" in ran.out + ran.err or "Hãy" in ran.out + ran.err, ran.err
        assert about in ran.out + ran.err, ran.err
        return ran

    def allowed(self, *arguments: object) -> Ran:
        ran = self.run(*arguments)
        assert ran.code == 0, ran.err
        return ran

    def plan_refused(self, folder: Path, about: str = "") -> Ran:
        """A dry run that must say no and leave nothing."""
        ran = self.refused("plan", folder, "--database", "so.db", about=about)
        assert not (self.folder / "so.db").exists()
        assert self.listener.asked == []
        return ran

    def drafted(self, folder: Path) -> str:
        """The words of the letters that a campaign makes, on paper and in Word."""
        self.allowed("draft", folder, "--out", "ra", "--database", "so.db")
        return self.printed("ra")

    def printed(self, out: str) -> str:
        words = []
        for path in sorted((self.folder / out).rglob("*")):
            if path.suffix == ".pdf":
                reader = PdfReader(path)
                assert not reader.attachments
                words += [page.extract_text() for page in reader.pages]
                self.nothing_is_told(path.read_bytes().decode("latin-1"))
            elif path.suffix == ".docx":
                with zipfile.ZipFile(path) as archive:
                    words += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        told = "\n".join(words)
        self.nothing_is_told(told)
        assert self.listener.asked == []
        return told

    def launched(self, *, toml: str = TOML, text: str = TEXT) -> Path:
        """The campaign, issued into ``so.db`` and ``ra``; the same is launched once and copied from then on."""
        folder = self.campaign(toml=toml, text=text)
        register, letters = self.folder / "so.db", self.folder / "ra"
        if (toml, text) not in _LAUNCHED:
            self.allowed("launch", folder, "--yes", "--database", register, "--out", letters)
            files = (path for path in letters.rglob("*") if path.is_file())
            kept = {path.relative_to(letters): path.read_bytes() for path in files}
            _LAUNCHED[toml, text] = register.read_bytes(), kept
        content, kept = _LAUNCHED[toml, text]
        register.write_bytes(content)
        for name, letter in kept.items():
            (letters / name).parent.mkdir(parents=True, exist_ok=True)
            (letters / name).write_bytes(letter)
        return folder

    def nothing_is_told(self, text: str) -> None:
        assert SECRET not in text
        assert PASSWORD not in text

    @contextmanager
    def in_time(self) -> Iterator[None]:
        begun = time.process_time()
        yield
        assert time.process_time() - begun < CPU_SECONDS


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One row of the table: what is tried where, and what must hold."""

    name: str
    where: str
    payload: str
    holds: str
    carry_out: Callable[[World, str], None]


def zipped(parts: dict[str, bytes | str], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()
