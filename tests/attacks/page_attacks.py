"""Family h: texts that try to become markup, scripts or terminal commands where they are shown."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt
from rendering_letters import Role, Run, simple
from workflows.pages.board_pages import board_page, pressing_table
from workflows.pages.findings_pages import refusal_page
from workflows.pages.markdown import link
from world import SHEET, TOML, Attack, World

from vanban.domain.letters.letter import Paragraph
from vanban.rendering.docx.press import letter_docx
from vanban.store.database import open_database
from vanban.usecases.watching.deadline_board import deadline_board

# fmt: off
PAYLOADS = {
    "script": "<script>alert(1)</script>", "ảnh hỏng": "<img src=x onerror=alert(1)>", "thoát thuộc tính": '" onmouseover="alert(1)',
    "thoát nháy đơn": "' onfocus='alert(1)", "svg": "<svg/onload=alert(1)>", "đóng thẻ": "</title></style></td></table><b>",
    "chú thích": "--><script>alert(1)</script><!--", "liên kết script": "[bấm](javascript:alert(1))", "ảnh Markdown": "![x](http://127.0.0.1:1/x)",
    "dòng bảng": "a | b | c", "tiêu đề Markdown": "# a", "mã Markdown": "`a` ~~~", "tự liên kết": "<javascript:alert(1)>",
    "thực thể": "&lt;script&gt;&#60;b&#62;", "mẫu Jinja": "{{ 7*7 }}", "CDATA": "<![CDATA[<b>]]>", "mẫu của trình duyệt": "${alert(1)}",
}
MARKS = {
    "đảo chiều chữ": "a\u202egpj.exe", "chữ ẩn": "Sở\u200b Nội vụ", "đánh dấu chiều": "\u200fSở Nội vụ", "cô lập chiều": "\u2066Sở\u2069",
    "thoát màn hình": "\x1b[2J\x1b]0;x\x07", "điều khiển C1": "\x9b31m", "xóa lùi": "abc\x08\x08\x08xyz", "dấu mềm": "Sở\u00ad Nội vụ", "nối không rộng": "Sở\u2060 Nội",
}
# fmt: on
_ALLOWED = frozenset(
    {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "b",
        "i",
        "em",
        "br",
        "div",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
        "details",
        "summary",
        "section",
        "a",
        "footer",
        "col",
        "code",
        "strong",
    }
)  # fmt: skip


class _Page(HTMLParser):
    """Reads a page as a browser would, and fails at anything that runs, fetches or leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"src", "srcdoc", "data", "action", "formaction", "background"}, name
            assert not (name == "href" and str(value).split(":")[0].lower() in {"javascript", "data", "vbscript"}), (
                value
            )

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> str:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "".join("".join(reader.words).split())


def with_words(payload: str) -> str:
    said = json.dumps(payload, ensure_ascii=False)
    names = TOML.replace('"Đợt thử"', said).replace('"Báo cáo kết quả"', said).replace('"Số phiếu"', said)
    return names.replace(SHEET, f"{SHEET}, {{ name = {said} }}")


def on_board(world: World, payload: str) -> None:
    world.launched(toml=with_words(payload))
    add = (
        "report",
        "add",
        "thu-2024",
        "--organ",
        "Sở Giáo dục và Đào tạo",
        "--figure",
        "so_phieu=12",
        "--note",
        payload,
    )
    who = ("--as-of", "2024-11-30", "--received", "2024-12-02", "--reporter", payload)
    world.allowed(*add, *who, "--database", "so.db", "--out", "ra")
    world.allowed("board", "thu-2024", "--database", "so.db", "--html", "bang.html", "--date", "2024-12-02")
    page = (world.folder / "bang.html").read_text("utf-8")
    assert "".join(payload.split()) in read(page)


def on_artifact(world: World, payload: str) -> None:
    """The pages that Prefect shows are Markdown, in which HTML would be markup too."""
    world.launched(toml=with_words(payload))
    board = deadline_board(open_database(str(world.folder / "so.db")), "thu-2024", date(2024, 12, 2))
    links = {payload: "http://127.0.0.1:4200/v2/x"}
    pages = (
        board_page(board, dict.fromkeys(("snv-2020", "snv"), payload), links, lambda _row: ""),
        refusal_page("Chưa nhận", "Chưa ghi gì.", StoreProblem(payload)),
        link(payload, ""),
    )
    for page in pages:
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(page):
            for inside in (token, *(token.children or ())):
                assert inside.type not in {"html_inline", "html_block", "image", "fence", "code_block"}, inside
                href = str(inside.attrs.get("href", "http://127.0.0.1:4200/v2/x"))
                assert href == "http://127.0.0.1:4200/v2/x"
    assert all(len(row) == len(_COLUMNS) for row in pressing_table(board))


_COLUMNS = ("Đơn vị", "Nhiệm vụ", "Hạn", "Tình trạng")


class StoreProblem(Exception):
    """Stands for whatever refuses."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def on_check(world: World, payload: str) -> None:
    """A letter from elsewhere whose text and name are hostile, in the three ways in which findings are written."""
    letter = simple(
        Paragraph(role=Role.BODY, runs=(Run(payload),)),
        subject=payload,
        addressees=(payload,),
        place=payload,
        distribution_list=(f"- {payload}",),
    )
    name = payload.replace("/", "∕")[:80] + ".docx"
    (world.folder / name).write_bytes(letter_docx(letter))
    out = ("--html", "trang.html", "--sarif", "kq.sarif", "--comments", "chu-thich.docx")
    world.run("check", f"./{name}", *out)
    assert "".join(name.split()) in read((world.folder / "trang.html").read_text("utf-8"))
    told = json.loads((world.folder / "kq.sarif").read_text("utf-8"))
    for one in told["runs"][0]["artifacts"]:
        assert not set("<>\"' \n") & set(one["location"]["uri"])
    with zipfile.ZipFile("chu-thich.docx") as archive:
        assert "<script" not in archive.read("word/comments.xml").decode()


def on_terminal(world: World, payload: str) -> None:
    """A file name, which may hold any sign, is shown; the terminal is given no command by it."""
    name = payload.replace("/", "") + ".docx"
    Path(world.folder / name).write_bytes(b"no docx")
    ran = world.run("check", ".", "--html", "trang.html", "--sarif", "kq.sarif")
    assert not set(ran.out + ran.err) & set("\x1b\x9b\x08\x07\u202e\u200f\u2066\u2069")
    json.loads(world.run("check", ".", "--json").out)
    read((world.folder / "trang.html").read_text("utf-8"))


def in_names(world: World, payload: str) -> None:
    """What nobody sees is refused in every text and table that people hand in."""
    toml = TOML.replace(SHEET, '{ sheet = "ds.csv" }')
    folder = world.campaign(toml=toml, ds_csv=f'Tên\n"{payload}"\n')
    world.plan_refused(folder, about="ds.csv")
    world.plan_refused(world.campaign(toml=TOML, text=f"+++\ntype = 'công văn'\nsubject = 'x'\n+++\n\n{payload}./.\n"))


def in_bytes(world: World, _payload: str) -> None:
    """A name that is no text at all."""
    (world.folder / "a\udcff\udc80.docx").write_bytes(b"no docx")
    ran = world.run("check", ".", "--html", "trang.html", "--sarif", "kq.sarif")
    assert "\\xff" in ran.err
    json.loads(world.run("check", ".", "--json").out)


def _rows(
    where: str, holds: str, payloads: dict[str, str], carry_out: Callable[[World, str], None]
) -> tuple[Attack, ...]:
    return tuple(
        Attack(name=name, where=where, payload=payload, holds=holds, carry_out=carry_out)
        for name, payload in payloads.items()
    )


_WORDS = "hiện nguyên chữ; không thẻ, không script, không liên kết"
ATTACKS = (
    *_rows("bảng theo dõi HTML", _WORDS, PAYLOADS, on_board),
    *_rows("trang của Prefect", _WORDS, PAYLOADS, on_artifact),
    *_rows("kết quả kiểm tra", _WORDS, PAYLOADS, on_check),
    *_rows("màn hình dòng lệnh", "không ra lệnh cho màn hình", MARKS, on_terminal),
    *_rows("bảng nơi nhận và lời văn", "từ chối, nói dòng và mã ký tự", MARKS, in_names),
    *_rows("tên tệp không phải chữ", "hiện từng byte", {"byte lạ": ""}, in_bytes),
)
