"""DOCX files spoilt at random, each wholly decided by the source of chance it is given."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from xml.etree import ElementTree as ET

import foreign_letters as made
from rendering_letters import LETTERS, full

from vanban.rendering.docx.press import letter_docx

Members = dict[str, bytes]
W = f"{{{made.W}}}"
SLASHES = "/" * 3
ELSEWHERE = f"file:{SLASHES}etc/passwd"
VALUES = (
    "", "0", "-1", "1", "2147483648", "99999999999999999999", "1e400", "nan", "-0.5", "abc", "none", "FF00ZZ", "true",
    "50%", "đ" * 3000, "\u202e", "single", "auto", "page", "Heading1", "NUMPAGES",
)  # fmt: skip
TEXTS = (
    " " * 5000, "\u200d" * 300, "e\u0301\u0323" * 200, "\ue000\uf8ff", "\U0001f1fb\U0001f1f3" * 50, "Số: ", "Kính gửi:",
    "Nơi nhận:", "Phụ lục", "ngày 99/99/9999", "ngày 31 tháng 02 năm 0000", "Điều 1. " * 400, "_" * 4000, "./.", "KT.",
    "a)" * 2000, "số 1/QH15 " * 500, "từ tháng 13 đến tháng 1/0000", "(" * 3000, "\u0130ı\u1e9eﬁ", "thứ hai ngày 1/1/1",
    "https://" + "a" * 5000, "2021-2025 – 2026", "V/v",
)  # fmt: skip
TAGS = ("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "hyperlink", "sectPr", "pPr", "tab", "br", "drawing",
        "pict", "fldChar", "instrText", "fldSimple", "numPr", "framePr", "txbxContent", "body", "style", "gridCol")  # fmt: skip
TARGETS = (
    "../../../../etc/passwd", "/etc/passwd", ELSEWHERE, "http://127.0.0.1:9/x", "\\\\may\\chia\\x", "", ".",
    "document.xml", "/word/document.xml", "styles.xml", "khong-co.xml", "../word/../word/./document.xml", "a" * 3000,
)  # fmt: skip


@cache
def bases() -> tuple[bytes, ...]:
    """Good files to spoil: ours, and some built by hand."""
    ours = [letter_docx(full()), *(letter_docx(LETTERS[name]) for name in sorted(LETTERS)[:4])]
    return (*ours, *(build() for build in (made.with_text_boxes, made.with_old_text_boxes, made.with_theme_fonts)))


def members(content: bytes) -> Members:
    """The parts of a DOCX by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a DOCX."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def noisy(content: bytes, chance: random.Random) -> bytes:
    """A few bytes turned, cut out, doubled or put in, anywhere."""
    spoilt = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        at = chance.randrange(len(spoilt) + 1)
        length = chance.choice((1, 1, 4, 50, 1000))
        match chance.randrange(4):
            case 0:
                spoilt[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length]
            case _:
                spoilt[at:at] = chance.randbytes(length)
    return bytes(spoilt)


def _noise_in_archive(chance: random.Random) -> bytes:
    return noisy(chance.choice(bases()), chance)


def _truncated(chance: random.Random) -> bytes:
    base = chance.choice(bases())
    return base[: chance.randrange(len(base))]


def _noise_in_a_part(chance: random.Random) -> bytes:
    parts = members(chance.choice(bases()))
    name = _a_part(parts, chance)
    return packed(parts | {name: noisy(parts[name], chance)})


def _a_part(parts: Members, chance: random.Random) -> str:
    """A part, mostly one that is read."""
    xml = [name for name in parts if name.endswith((".xml", ".rels"))]
    return "word/document.xml" if chance.random() < 0.5 else chance.choice(xml)


def _spoilt_tree(chance: random.Random) -> bytes:
    """XML that is sound, and says what no software would say."""
    parts = members(chance.choice(bases()))
    name = _a_part(parts, chance)
    root = ET.fromstring(parts[name])  # noqa: S314  # our own file
    for _ in range(chance.choice((1, 2, 5, 20))):
        _spoil(root, chance)
    return packed(parts | {name: ET.tostring(root, "utf-8")})


def _spoil(root: ET.Element, chance: random.Random) -> None:
    nodes = list(root.iter())
    chance.choice((_revalue, _rename, _drop, _double, _retell, _bury, _add))(chance.choice(nodes), nodes, chance)


def _revalue(node: ET.Element, _nodes: list[ET.Element], chance: random.Random) -> None:
    for key in list(node.attrib)[:2] or [f"{W}val"]:
        node.set(key, chance.choice(VALUES))


def _rename(node: ET.Element, _nodes: list[ET.Element], chance: random.Random) -> None:
    node.tag = W + chance.choice(TAGS)


def _drop(node: ET.Element, _nodes: list[ET.Element], chance: random.Random) -> None:
    if len(node):
        node.remove(chance.choice(list(node)))


def _double(node: ET.Element, _nodes: list[ET.Element], chance: random.Random) -> None:
    node.extend(list(node)[:20] * chance.choice((1, 3, 50)))


def _retell(_node: ET.Element, nodes: list[ET.Element], chance: random.Random) -> None:
    for text in (one for one in nodes if one.tag == f"{W}t" and chance.random() < 0.2):
        text.text = chance.choice(TEXTS)


def _add(node: ET.Element, _nodes: list[ET.Element], chance: random.Random) -> None:
    node.append(ET.Element(W + chance.choice(TAGS), {f"{W}val": chance.choice(VALUES)}))


def _bury(node: ET.Element, _nodes: list[ET.Element], chance: random.Random) -> None:
    """What a node holds, under many nodes of one kind."""
    held, tag, at = list(node), W + chance.choice(TAGS), node
    for child in held:
        node.remove(child)
    for _ in range(chance.choice((1, 10, 40))):
        at = ET.SubElement(at, tag)
    at.extend(held)


def _parts_amiss(chance: random.Random) -> bytes:
    """Parts that are missing, doubled, exchanged, empty or of another kind."""
    parts = members(chance.choice(bases()))
    names = list(parts)
    for _ in range(chance.choice((1, 1, 2, 6))):
        one, other = chance.choice(names), chance.choice(names)
        match chance.randrange(4):
            case 0:
                parts.pop(one, None)
            case 1:
                parts[one] = parts.get(other, b"")
            case 2:
                parts[one.upper() if chance.random() < 0.5 else f"{one}/"] = parts.get(other, b"")
            case _:
                parts[one] = chance.choice(
                    (b"", b"\xef\xbb\xbf", b"<a/>", b"\x00" * 9, b"%PDF-1.7", b"<?xml version='1.1'?><a/>")
                )
    return packed(parts)


def _relations_amiss(chance: random.Random) -> bytes:
    """Relations that lead outside, nowhere, or back to where they began."""
    parts = members(chance.choice(bases()))
    name = chance.choice([one for one in parts if one.endswith(".rels")])
    root = ET.fromstring(parts[name])  # noqa: S314  # our own file
    for node in root:
        if chance.random() < 0.5:
            node.set("Target", chance.choice(TARGETS))
        if chance.random() < 0.2:
            node.set("TargetMode", "External")
    return packed(parts | {name: ET.tostring(root, "utf-8")})


def _styles_in_circles(chance: random.Random) -> bytes:
    count = chance.choice((1, 2, 60, 2000))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{one}"><w:basedOn w:val="s{(one + 1) % count}"/></w:style>'
        for one in range(count)
    )
    return made.package(
        made.document(made.p(made.COUNTRY, properties='<w:pStyle w:val="s0"/>') * chance.choice((1, 300))),
        parts=[("word/styles.xml", f"<w:styles {made.SPACES}>{styles}</w:styles>")],
        relations=f'<Relationship Id="r9" Type="{made.R}/styles" Target="styles.xml"/>',
    )


def _deep(chance: random.Random) -> bytes:
    opening, closing = chance.choice((
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"),
        ("<mc:AlternateContent><mc:Choice Requires='wps'>", "</mc:Choice></mc:AlternateContent>"),
    ))  # fmt: skip
    times = chance.choice((5, 29, 31, 500, 50_000))
    return made.package(made.document(made.p(made.CODE) + opening * times + made.p("đáy") + closing * times))


def _entities(chance: random.Random) -> bytes:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    kinds = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><w:document {made.SPACES}>&a12;</w:document>',
        f'<!DOCTYPE x SYSTEM "{ELSEWHERE}"><x/>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><x/>',
        f"<w:document {made.SPACES}><w:body>&khong-co;</w:body></w:document>",
        f"<w:document {made.SPACES}>" + "&#9;" * 100_000 + "</w:document>",
    )
    parts = members(chance.choice(bases()))
    encoding = chance.choice(("utf-8", "utf-16", "utf-16-be", "utf-7"))
    return packed(parts | {_a_part(parts, chance): chance.choice(kinds).encode(encoding)})


def _bomb(chance: random.Random) -> bytes:
    """A part that unpacks to far more than it is packed to, told truly or not."""
    size = chance.choice((1, 5, 20, 60)) * 1024 * 1024
    kind = chance.choice((b"\0", b" ", b"<w:p/>", b"<a>"))
    parts = members(chance.choice(bases()))
    name = chance.choice(("word/document.xml", "word/media/a.png", "[Content_Types].xml", "word/styles.xml"))
    content = packed(parts | {name: kind * (size // len(kind))})
    if chance.random() < 0.5:
        content = content.replace(struct.pack("<I", size), struct.pack("<I", chance.choice((0, 9, 4000))))
    return content


def _huge_table(chance: random.Random) -> bytes:
    rows, columns = chance.choice(((1, 20_000), (20_000, 1), (150, 150), (3000, 8)))
    span = chance.choice(("", "<w:gridSpan w:val='99999999'/>", "<w:vMerge/>"))
    cell = f"<w:tc><w:tcPr>{span}</w:tcPr>{made.p('ô')}</w:tc>"
    return made.package(made.document(made.p(made.CODE) + f"<w:tbl>{f'<w:tr>{cell * columns}</w:tr>' * rows}</w:tbl>"))


def _long_text(chance: random.Random) -> bytes:
    text = chance.choice((*TEXTS, made.COUNTRY, made.BODY[0])) * chance.choice((1, 30, 300))
    times = chance.choice((1, 50, 1000, 8000))
    text = text[: max(1, 4_000_000 // times)].replace("\x00", "")
    body = "".join(made.p(words) for words in (made.COUNTRY, made.CODE, *made.ADDRESSEES)) + made.p(text) * times
    return made.package(made.document(body + made.p("./.") + made.p(made.LABEL) + made.p(text)))


def _gigantic_picture(chance: random.Random) -> bytes:
    side = chance.choice((100_000, 2**31 - 1))
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + header
        + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    )
    emu = chance.choice(("99999999999999999999", "-1", "0", "nan", "914400"))
    drawing = (
        f"<w:drawing><wp:anchor><wp:positionH relativeFrom='page'><wp:posOffset>{emu}</wp:posOffset></wp:positionH>"
        f"<wp:extent cx='{emu}' cy='{emu}'/><a:graphic><a:graphicData><a:blip r:embed='r5'/></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )
    body = made.p(made.CODE) + f"<w:p><w:r>{drawing * chance.choice((1, 500))}</w:r></w:p>"
    relation = f'<Relationship Id="r5" Type="{made.R}/image" Target="media/a.png"/>'
    return made.package(made.document(body), parts=[("word/media/a.png", png)], relations=relation)


def _doubled_names(chance: random.Random) -> bytes:
    parts = members(chance.choice(bases()))
    saved = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            for _ in range(chance.choice((1, 1, 2))):
                archive.writestr(
                    zipfile.ZipInfo(chance.choice((name, name, name.upper(), f"./{name}"))),
                    noisy(content, chance),
                    zipfile.ZIP_DEFLATED,
                )
    return saved.getvalue()


DAMAGES: Mapping[str, Callable[[random.Random], bytes]] = {
    "noise in the archive": _noise_in_archive,
    "truncated": _truncated,
    "noise in a part": _noise_in_a_part,
    "sound but absurd XML": _spoilt_tree,
    "more absurd XML": _spoilt_tree,
    "parts amiss": _parts_amiss,
    "relations amiss": _relations_amiss,
    "styles in circles": _styles_in_circles,
    "deep nesting": _deep,
    "entities": _entities,
    "bomb": _bomb,
    "huge table": _huge_table,
    "long text": _long_text,
    "gigantic picture": _gigantic_picture,
    "doubled names": _doubled_names,
}
