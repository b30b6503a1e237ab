"""Family c: XML with entities, archives that swell, and names that lead elsewhere."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from rendering_letters import simple
from world import SECRET, SHEET, TOML, Attack, World, zipped

from vanban.rendering.docx.press import letter_docx
from vanban.usecases.packing.verify_pack import verify_pack

LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file://FILE">]>'
ELSEWHERE = '<!DOCTYPE x [<!ENTITY f SYSTEM "ADDRESS/a.dtd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % f SYSTEM "ADDRESS/a.dtd"> %f;]>'
DECLARATIONS = {
    "nở một triệu lần": LAUGHS,
    "thực thể là tệp": OUTSIDE,
    "thực thể ở xa": ELSEWHERE,
    "tham số": PARAMETER,
}
BOMB = bytes(80 * 1024 * 1024)


@cache
def letter() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(letter_docx(simple()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def workbook(*cells: str) -> dict[str, bytes]:
    book = Workbook()
    for at, text in enumerate(cells, start=1):
        book.active.cell(row=at, column=1, value=text)
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def declared(world: World, content: bytes, declaration: str) -> bytes:
    """The XML with a document type, and with its first text replaced by what that declares."""
    said = declaration.replace("FILE", str(world.secret)).replace("ADDRESS", world.listener.address).encode()
    start, mark, rest = content.partition(b"?>")
    return (start + mark + said + rest) if mark else said + content


def check(world: World, name: str, content: bytes) -> None:
    """A file in the mail, checked against the law: refused, and nothing is written but the pages asked for."""
    (world.folder / name).write_bytes(content)
    before = sorted(world.folder.rglob("*"))
    world.refused("check", name, "--html", "trang.html", "--sarif", "kq.sarif")
    written = set(world.folder.rglob("*")) - set(before)
    assert {path.name for path in written} == {"trang.html", "kq.sarif"}
    world.nothing_is_told((world.folder / "trang.html").read_text("utf-8"))
    json.loads((world.folder / "kq.sarif").read_text("utf-8"))


def docx_part(part: str) -> Callable[[World, str], None]:
    def tried(world: World, declaration: str) -> None:
        parts = letter()
        check(world, "thu.docx", zipped({**parts, part: declared(world, parts[part], declaration)}))

    return tried


def sheet_part(part: str, *, moved_to: str = "") -> Callable[[World, str], None]:
    def tried(world: World, declaration: str) -> None:
        parts = {**workbook("Tên", "Sở Giáo dục và Đào tạo")}
        parts[part] = declared(world, parts[part], declaration)
        if moved_to:
            # Under another ending the part is still what the list of parts says.
            parts[moved_to] = parts.pop(part)
            for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
                parts[name] = parts[name].replace(Path(part).name.encode(), Path(moved_to).name.encode())
        sheet(world, zipped(parts))

    return tried


def sheet(world: World, content: bytes) -> None:
    folder = world.campaign(toml=TOML.replace(SHEET, '{ sheet = "ds.xlsx" }'), ds_xlsx=content)
    world.plan_refused(folder, about="ds.xlsx")


def rows(xml: str, *, by_sheet: bool) -> Callable[[World, str], None]:
    def tried(world: World, _payload: str) -> None:
        # The limit is Excel's million rows; counting so far takes seconds and shows nothing more.
        world.patch.setattr("vanban.intake.workbook.LAST_ROW", 20_000)
        parts = {**workbook("Tên")}
        opening = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        parts["xl/worksheets/sheet1.xml"] = f"{opening}{xml}</sheetData></worksheet>".encode()
        content = zipped(parts)
        if by_sheet:
            sheet(world, content)
            return
        world.launched()
        (world.folder / "mau.xlsx").write_bytes(content)
        world.refused("report", "read", "mau.xlsx", "--database", "so.db", "--out", "ra", about="mau.xlsx")

    return tried


def bomb(world: World, payload: str) -> None:
    if payload == "docx":
        check(world, "bom.docx", zipped({**letter(), "word/media/a.bin": BOMB}))
    elif payload == "zip":
        check(world, "bom.zip", zipped({"a.docx": BOMB, "b.pdf": BOMB}))
    elif payload == "zip trong zip":
        check(world, "bom.zip", zipped({"a.docx": zipped({**letter(), "word/media/a.bin": BOMB})}))
    elif payload == "xlsx":
        sheet(world, zipped({**workbook("Tên"), "xl/media/a.bin": BOMB}))
    else:
        master = world.own_templates() / "docx" / "cong-van.docx"
        with zipfile.ZipFile(master, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/media/a.bin", BOMB + BOMB)
        world.refused("draft", world.campaign(), "--out", "ra", "--database", "so.db", about="cong-van.docx")


def many_members(world: World, payload: str) -> None:
    content = zipped({f"{payload}{number}.docx": b"" for number in range(11_000)}, packing=zipfile.ZIP_STORED)
    check(world, "nhieu.zip", content)


def master_with(part: str, content: str) -> Callable[[World, str], None]:
    def tried(world: World, _payload: str) -> None:
        master = world.own_templates() / "docx" / "cong-van.docx"
        with zipfile.ZipFile(master) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if part in parts and part.endswith(".rels"):
            parts[part] = parts[part].replace(b"</Relationships>", content.encode() + b"</Relationships>")
        elif part in parts:
            parts[part] = declared(world, parts[part], content)
        else:
            parts[part] = content.encode()
        master.write_bytes(zipped(parts))
        world.refused("draft", world.campaign(), "--out", "ra", "--database", "so.db", about="cong-van.docx")

    return tried


def related(kind: str) -> str:
    where = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rX" Type="{where}/{kind}" Target="http://127.0.0.1:1/x" TargetMode="External"/>'


def name_in_zip(world: World, payload: str) -> None:
    """Whatever a member is called, it is unpacked under a name of ours and nowhere else."""
    info = zipfile.ZipInfo("x.docx")
    info.filename = payload.replace("OUT", str(world.folder / "thoat"))
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr(info, b"no docx")
    check(world, "ten.zip", saved.getvalue())
    assert not list(world.folder.parent.rglob("thoat*"))


def link_in_zip(world: World, payload: str) -> None:
    info = zipfile.ZipInfo("lien-ket.docx")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr(info, payload.replace("FILE", str(world.secret)))
    check(world, "lien-ket.zip", saved.getvalue())


def name_of_text(world: World, payload: str) -> None:
    """A name in ``campaign.toml``, written as TOML writes any sign."""
    toml = TOML.replace('text = "bai.md"', f"text = {json.dumps(payload)}")
    world.plan_refused(world.campaign(toml=toml), about="campaign.toml")


def name_of_campaign(world: World, payload: str) -> None:
    toml = TOML.replace('id = "thu-2024"', f"id = {json.dumps(payload)}")
    world.plan_refused(world.campaign(toml=toml), about="campaign.toml")


def name_of_letter(world: World, payload: str) -> None:
    toml = TOML.replace('"trien-khai"', json.dumps(payload))
    world.plan_refused(world.campaign(toml=toml), about="campaign.toml")


def name_of_organ(world: World, payload: str) -> None:
    (world.folder / "danh-ba").mkdir()
    head = "id,name,short_name,abbreviation,kind,level,parent_id,place_name,valid_from,valid_to"
    row = f"{payload},Trường Thử nghiệm,Trường TN,TN,don_vi_su_nghiep,tinh,,Khánh Hòa,,"
    (world.folder / "danh-ba" / "organisations.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    world.refused("directory", "import", "danh-ba", "--out", "moi", about="organisations.csv")
    assert not (world.folder / "moi").exists()


def name_of_evidence(world: World, payload: str) -> None:
    """Evidence is kept under its hash, whatever it was called."""
    world.launched()
    place = world.folder / payload
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"bien ban")
    add = ("report", "add", "thu-2024", "--organ", "Sở Giáo dục và Đào tạo", "--figure", "so_phieu=12")
    who = ("--as-of", "2024-11-30", "--received", "2024-12-02", "--reporter", "Trần Thị B", "--evidence", place)
    world.allowed(*add, *who, "--database", "so.db", "--out", "ra")
    (kept,) = (path for path in (world.folder / "ra" / "tai-lieu-kiem-chung").rglob("*") if path.is_file())
    assert kept.name.partition(".")[0].isalnum()
    assert len(kept.name) < 80


def link_as_evidence(world: World, payload: str) -> None:
    world.launched()
    place = world.folder / "bang-chung.pdf"
    if payload == "fifo":
        os.mkfifo(place)
    else:
        place.symlink_to(payload)
    add = ("report", "add", "thu-2024", "--organ", "Sở Giáo dục và Đào tạo", "--figure", "so_phieu=12")
    who = ("--as-of", "2024-11-30", "--received", "2024-12-02", "--reporter", "Trần Thị B", "--evidence", place)
    world.refused(*add, *who, "--database", "so.db", "--out", "ra", about="bang-chung.pdf")


def special_file(world: World, payload: str) -> None:
    """A text that is a pipe or a device would never end."""
    folder = world.campaign()
    (folder / "bai.md").unlink()
    if payload == "fifo":
        os.mkfifo(folder / "bai.md")
    elif payload == "thư mục":
        (folder / "bai.md").mkdir()
    else:
        (folder / "bai.md").symlink_to(payload)
    world.plan_refused(folder, about="bai.md")


def circle_of_links(world: World, _payload: str) -> None:
    folder = world.campaign()
    (folder / "bai.md").unlink()
    (folder / "bai.md").symlink_to("hai.md")
    (folder / "hai.md").symlink_to("bai.md")
    world.plan_refused(folder, about="bai.md")


def pack_member(world: World, payload: str) -> None:
    """A pack from elsewhere is looked at before it is loaded."""
    world.launched()
    world.allowed("pack", "dot", "--database", "so.db", "--out", "ra")
    (pack,) = (world.folder / "ra").rglob("*.zip")
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr(payload, SECRET)
    with world.in_time():
        told = verify_pack(pack)
    assert any(payload.partition("\0")[0] in one.place or payload in one.place for one in told)


def windows_names(world: World, payload: str) -> None:
    """Attachments keep their names in a pack, but for those that Windows takes for devices or refuses."""
    toml = TOML.replace("file_copy", f'attachments = ["{payload}"]\nfile_copy')
    folder = world.campaign(toml=toml)
    (folder / payload).write_bytes(b"phieu")
    world.allowed("launch", folder, "--yes", "--database", "so.db", "--out", "ra")
    world.allowed("pack", folder, "--database", "so.db", "--out", "ra")
    (pack,) = (world.folder / "ra").rglob("*.zip")
    with zipfile.ZipFile(pack) as archive:
        names = [Path(name) for name in archive.namelist() if "kem-theo" in name]
    assert len(names) == 1
    stem = names[0].name.partition(".")[0].casefold()
    assert stem not in {"con", "nul", "aux", "prn", "com1", "lpt1"}
    assert not set('<>:"|?*\\') & set(names[0].name)
    assert not names[0].name.endswith((".", " "))


# fmt: off
_READ = "từ chối trong giới hạn; không đọc tệp khác, không gọi mạng"
_NAMED = "tên không thành đường dẫn ra ngoài; không ghi gì"
PATHS = ("../bi-mat.txt", "..", ".", "", "/etc/passwd", "~/.ssh/id_rsa", "C:\\a.md", "a\\..\\..\\b", "a/../../bi-mat.txt",
         "bai.md\0.txt", "a" * 5000, "\\\\may\\a", "file:///etc/passwd", "./../bi-mat.txt", "bai.md/../../bi-mat.txt")
IDS = ("..", ".", "a/b", "/a", "a\\b", "a\0b", "a b", "CON ", "Á", "a" * 300, "-", "_x", "a.b", "${a}", "a;b", "%2e%2e")
MEMBERS = ("../../OUT.docx", "/OUT.docx", "OUT.docx", "..\\..\\OUT.docx", "C:\\OUT.docx", "a/../../../OUT.docx",
           "CON.docx", "a\x01.docx", "x" * 4000 + ".docx", "\u202excod.docx", "....//OUT.docx")
ATTACKS = (
    *(Attack(name=f"{n}, {part}", where="tệp DOCX được kiểm tra", payload=p, holds=_READ, carry_out=docx_part(part))
      for part in ("word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels")
      for n, p in DECLARATIONS.items()),
    *(Attack(name=f"{n}, {part}", where="bảng tính nơi nhận", payload=p, holds=_READ, carry_out=sheet_part(part))
      for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
      for n, p in DECLARATIONS.items()),
    *(Attack(name=f"{n}, phần mang đuôi khác", where="bảng tính nơi nhận", payload=p, holds=_READ,
             carry_out=sheet_part("xl/worksheets/sheet1.xml", moved_to="xl/worksheets/sheet1.dat"))
      for n, p in DECLARATIONS.items()),
    *(Attack(name=n, where="bảng tính nơi nhận" if by_sheet else "mẫu báo cáo", payload=x, holds=_READ,
             carry_out=rows(x, by_sheet=by_sheet))
      for by_sheet, n, x in (
          (False, "dòng thứ một nghìn tỷ", '<row r="1000000000000"><c r="A1"><v>1</v></c></row>'),
          (True, "dòng trống thứ chín trăm triệu", '<row r="900000000"/>'),
          (True, "cột không có", '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'),
          (True, "số năm nghìn chữ số", f'<row r="1"><c r="A1"><v>{"9" * 5000}</v></c></row>'),
          (False, "số vô cùng", '<row r="1"><c r="A1"><v>1e999</v></c></row>'),
          (False, "chuỗi không có trong bảng", '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
      )),
    *(Attack(name=kind, where="tệp nén", payload=kind, holds=_READ, carry_out=bomb)
      for kind in ("docx", "zip", "zip trong zip", "xlsx", "mẫu Word")),
    Attack(name="mười một nghìn tệp", where="tệp nén", payload="a", holds=_READ, carry_out=many_members),
    *(Attack(name=n, where="mẫu Word", payload=p, holds="từ chối, nói tên tệp mẫu", carry_out=master_with(part, p))
      for n, part, p in (
          ("nở một triệu lần", "word/document.xml", LAUGHS),
          ("thực thể là tệp", "word/styles.xml", OUTSIDE),
          ("macro", "word/vbaProject.bin", "x"),
          ("mẫu ở xa", "word/_rels/document.xml.rels", related("attachedTemplate")),
          ("hình ở xa", "word/_rels/document.xml.rels", related("image")),
          ("đối tượng ở xa", "word/_rels/document.xml.rels", related("oleObject")),
      )),
    *(Attack(name=repr(p[:30]), where="tên tệp trong ZIP", payload=p, holds=_NAMED, carry_out=name_in_zip) for p in MEMBERS),
    *(Attack(name=p, where="liên kết trong ZIP", payload=p, holds=_NAMED, carry_out=link_in_zip) for p in ("FILE", "/etc/passwd")),
    *(Attack(name=repr(p[:30]), where="tên bài văn bản", payload=p, holds=_NAMED, carry_out=name_of_text) for p in PATHS),
    *(Attack(name=repr(p[:30]), where="mã đợt", payload=p, holds=_NAMED, carry_out=name_of_campaign) for p in IDS),
    *(Attack(name=repr(p[:30]), where="mã văn bản", payload=p, holds=_NAMED, carry_out=name_of_letter) for p in IDS),
    *(Attack(name=repr(p[:30]), where="mã cơ quan trong danh bạ", payload=p, holds=_NAMED, carry_out=name_of_organ)
      for p in ("..", "../../a", "/etc", "a/b", "a\\b", "A B", "a" * 200, "", "_x", "x\u202e", "a%2fb")),
    *(Attack(name=repr(p[-30:]), where="tên tài liệu kèm báo cáo", payload=p, holds=_NAMED, carry_out=name_of_evidence)
      for p in ("..pdf", "a;rm -rf.pdf", "-rf.pdf", "con.pdf", "a\n.pdf", "\u202efdp.exe", "x" * 240 + ".pdf", "$(id).pdf", "sub/..a.pdf")),
    *(Attack(name=p, where="tài liệu kèm báo cáo", payload=p, holds=_READ, carry_out=link_as_evidence) for p in ("fifo", "/dev/zero")),
    *(Attack(name=p, where="bài văn bản", payload=p, holds=_READ, carry_out=special_file)
      for p in ("fifo", "/dev/zero", "/dev/stdin", "/etc/passwd", "thư mục")),
    Attack(name="liên kết vòng", where="bài văn bản", payload="", holds=_READ, carry_out=circle_of_links),
    *(Attack(name=repr(p), where="gói ZIP được kiểm", payload=p, holds="báo từng tệp lạ", carry_out=pack_member)
      for p in ("../../thoat.sh", "/etc/cron.d/x", "la.exe", "a\\..\\b")),
    *(Attack(name=p, where="tên tệp kèm theo trong gói", payload=p, holds="tên dùng được trên Windows", carry_out=windows_names)
      for p in ("con.txt", "NUL", "a?.txt", "cuoi.")),
)
# fmt: on
