"""PDF files spoilt at random, each wholly decided by the source of chance it is given."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from fuzz_docx import noisy
from pdf_files import locked
from pdf_made_by_hand import one_page, pdf_of, stream, words
from rendering_letters import LETTERS, full

from vanban.rendering.pdf.press import letter_pdf

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
    b"-0.0001",
    b"1e99",
    b"..",
    b"true",
    b"null",
)
_NUMBER = re.compile(rb"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"\d+ 0 R")
_WORDS = (b"/Pages", b"/Page", b"/Kids", b"/Parent", b"/Contents", b"/Font", b"/XObject", b"/Resources", b"/MediaBox",
          b"/Length", b"/Filter", b"/FlateDecode", b"endobj", b"endstream", b"stream", b"xref", b"trailer", b"startxref")  # fmt: skip
_LINES = "".join(
    words(text, 30, 20 + 8 * at)
    for at, text in enumerate(
        ("CONG HOA XA HOI CHU NGHIA VIET NAM", "So: 5/SNV-VP", "Kinh gui: So Noi vu", "Noi nhan:")
    )
)


@cache
def bases() -> tuple[bytes, ...]:
    """Good files to spoil: ours, and one written by hand, whose drawing commands are not packed."""
    return (letter_pdf(full()), letter_pdf(LETTERS[min(LETTERS)]), one_page(_LINES), one_page(_LINES))


def _truncated(chance: random.Random) -> bytes:
    base = chance.choice(bases())
    return base[: chance.randrange(len(base))]


def _noise(chance: random.Random) -> bytes:
    return noisy(chance.choice(bases()), chance)


def _numbers(chance: random.Random) -> bytes:
    """Numbers, references and words of the file exchanged."""
    content = chance.choice(bases())
    for _ in range(chance.choice((1, 3, 10))):
        pattern, others = chance.choice((
            (_NUMBER, NUMBERS),
            (_REFERENCE, tuple(b"%d 0 R" % number for number in range(12))),
            (re.compile(re.escape(chance.choice(_WORDS))), _WORDS),
        ))  # fmt: skip
        found = list(pattern.finditer(content))
        if found:
            one = chance.choice(found)
            content = content[: one.start()] + chance.choice(others) + content[one.end() :]
    return content


def _cycles(chance: random.Random) -> bytes:
    """Pages, contents, forms, outlines and fields that lead back to themselves."""
    kids = chance.choice(("[2 0 R]", "[3 0 R 2 0 R]", "[3 0 R 1 0 R]", "2 0 R", "[[[3 0 R]]]", "[3 0 R 3 0 R 3 0 R]"))
    contents = chance.choice(("3 0 R", "4 0 R", "[4 0 R 4 0 R]", "[5 0 R]", "9999 0 R"))
    return pdf_of(
        {
            1: "<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R /AcroForm << /Fields [8 0 R] >> /Names << /Dests 9 0 R >> >>",
            2: f"<< /Type /Pages /Kids {kids} /Count {chance.choice((1, -1, 2**31))} /Parent 2 0 R >>",
            3: f"<< /Type /Page /Parent {chance.choice((2, 3))} 0 R /MediaBox [0 0 595 842] /Contents {contents} "
            "/Resources << /XObject << /A 5 0 R >> /Font << /F1 6 0 R >> >> >>",
            4: stream(_LINES + "/A Do " * chance.choice((1, 50))),
            5: stream("/A Do /A Do " + _LINES, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                      "/Resources << /XObject << /A 5 0 R >> /Font << /F1 6 0 R >> >>"),
            6: "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 6 0 R /DescendantFonts [6 0 R] /ToUnicode 6 0 R >>",
            7: "<< /First 7 0 R /Last 7 0 R /Next 7 0 R /Prev 7 0 R /Parent 7 0 R /Count 9 >>",
            8: "<< /FT /Sig /Kids [8 0 R] /Parent 8 0 R /T (a) /V 8 0 R >>",
            9: "<< /Kids [9 0 R] /Limits [(a) (z)] >>",
        }
    )  # fmt: skip


def _signatures(chance: random.Random) -> bytes:
    """Fields of signatures that say what cannot be."""
    count = chance.choice((1, 3, 3000))
    value = chance.choice(
        (
            "/Name (a) /ByteRange [0 9 99999999999 -5] /Contents <00>",
            "/Name 5 /ByteRange (x)",
            "/Name (" + "đ" * 9 + ")",
        )
    )
    fields = {20 + at: f"<< /FT /Sig /T (s{at}) /V << /Type /Sig {value} >> >>".encode() for at in range(count)}
    refs = " ".join(f"{number} 0 R" for number in fields)
    return one_page(_LINES, more=fields).replace(
        b"/Pages 2 0 R", f"/Pages 2 0 R /AcroForm << /Fields [{refs}] >>".encode()
    )


def _xref(chance: random.Random) -> bytes:
    """A broken table of references, or one that points at itself."""
    content = chance.choice(bases())
    at = content.rfind(b"startxref")
    start = chance.choice((0, 1, at, len(content), 10**12, -5, content.find(b"xref")))
    end = b"startxref\n%d\n%%%%EOF\n" % start
    match chance.randrange(4):
        case 0:
            return content[:at] + end
        case 1:
            return content[:at]
        case 2:
            trailer = b"xref\n0 %d\ntrailer << /Size 9 /Root 1 0 R /Prev %d >>\n" % (
                chance.choice((0, 10**9)),
                len(content),
            )
            return content + trailer + b"startxref\n%d\n%%%%EOF\n" % len(content)
        case _:
            return content[:at] + b"trailer << /Root 1 0 R /Prev " + chance.choice(NUMBERS) + b" >>\n" + end


def _bomb(chance: random.Random) -> bytes:
    """Contents that unpack to far more, once or several times over."""
    data = chance.choice((b" ", b"q ", b"0 0 m 9 9 l S\n", b"BT (a) Tj ET\n")) * chance.choice(
        (1000, 200_000, 4_000_000)
    )
    times = chance.choice((1, 2, 3, 40))
    for _ in range(min(times, 3)):
        data = zlib.compress(data[:60_000_000], 9)
    filters = "/FlateDecode " * times
    return (
        one_page("", more={}).replace(b"/Contents 4 0 R", b"/Contents 30 0 R")
        if chance.random() < 0.05
        else pdf_of(
            {
                1: "<< /Type /Catalog /Pages 2 0 R >>",
                2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
                4: stream(data, f"/Filter [{filters}]"),
            }
        )
    )


def _many_pages(chance: random.Random) -> bytes:
    count = chance.choice((2, 499, 501, 20_000))
    kids = "3 0 R " * count
    told = chance.choice((count, 1, 10**9, -1))
    return pdf_of(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {told} >>",
            3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {chance.choice(('595 842', '1e30 1e30', '-5 -5', '0 0'))}] "
            f"/Rotate {chance.choice((0, 90, 45, 2**31))} /Contents 4 0 R /UserUnit {chance.choice((1, 0, 1e9))} >>",
            4: stream(_LINES),
        }
    )


def _gigantic_picture(chance: random.Random) -> bytes:
    width, height = chance.choice(((100_000, 100_000), (2**31 - 1, 1), (0, 0), (-1, 5)))
    picture = stream(
        zlib.compress(b"\0" * 1000),
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent {chance.choice((1, 8, 16, 99))} "
        f"/ColorSpace {chance.choice(('/DeviceRGB', '/DeviceGray', '[/Indexed /DeviceRGB 255 4 0 R]', '20 0 R'))} "
        f"/Filter {chance.choice(('/FlateDecode', '/DCTDecode', '/JBIG2Decode', '/JPXDecode', '/CCITTFaxDecode'))}",
    )
    scale = chance.choice(("200 0 0 50", "1e30 0 0 1e30", "0 0 0 0", "nan 0 0 1"))
    drawn = f"q {scale} 50 50 cm /I Do Q\n" * chance.choice((1, 3000))
    return one_page(_LINES + drawn, resources="/XObject << /I 20 0 R >>", more={20: picture})


def _absurd_drawing(chance: random.Random) -> bytes:
    """Right commands with numbers and nesting that no printer would write."""
    pieces = (
        "q " * 5000, "Q " * 5000, "1e38 0 0 1e38 0 0 cm\n", "0 0 0 0 0 0 cm\n", "BT " * 300, "99999 Tf\n", "/F1 1e30 Tf\n",
        "/F1 -13 Tf\n", "[" * 3000, "<<" * 3000, "(" * 3000, "1e30 Tc 1e30 Tw 1e30 Tz\n", "0 0 1e30 1e30 re f\n",
        "0 0 m " + "1 1 l " * 5000 + "S\n", "[0 0] 0 d\n", "/Khong Do\n", "3 Tr\n", "BI /W 99999 /H 99999 ID xx EI\n",
        _LINES, "\x00" * 500, "1 0 0 1 nan inf Tm\n",
    )  # fmt: skip
    content = "".join(chance.choice(pieces) for _ in range(chance.choice((2, 10, 60))))
    return one_page(_LINES + content + _LINES, packed=chance.random() < 0.5)


def _deep(chance: random.Random) -> bytes:
    times = chance.choice((20, 600, 100_000))
    opening, closing = chance.choice(((b"[", b"]"), (b"<< /A ", b" >>"), (b"(", b")")))
    return one_page(_LINES, more={20: opening * times + b"1" + closing * times}).replace(
        b"/Pages 2 0 R", b"/Pages 2 0 R /Metadata 20 0 R /Names 20 0 R /AcroForm 20 0 R"
    )


@cache
def _locked(password: str) -> bytes:
    return locked(one_page(_LINES), password)


def _encrypted(chance: random.Random) -> bytes:
    content = _locked(chance.choice(("", "mở")))
    return noisy(content, chance) if chance.random() < 0.7 else content


def _fonts(chance: random.Random) -> bytes:
    """A font whose tables are absurd."""
    mapping = chance.choice((
        "1 begincodespacerange <00> <ffffffff> endcodespacerange 1 beginbfrange <00> <ffffffff> <0041> endbfrange",
        "beginbfchar " + "<41> <d800> " * 2000 + "endbfchar", "beginbfrange <41> <41> [" + "<0041> " * 9, "\x00",
    ))  # fmt: skip
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /FirstChar -5 /LastChar 2147483647 "
        f"/Widths [{'1e30 ' * chance.choice((0, 3, 300))}] /ToUnicode 21 0 R /Encoding << /Differences [{'99999 /a ' * 50}] >> >>"
    )
    return one_page(_LINES, more={20: font, 21: stream(mapping)}).replace(b"/F1 <<", b"/F1 20 0 R /F9 <<")


DAMAGES: Mapping[str, Callable[[random.Random], bytes]] = {
    "truncated": _truncated,
    "noise": _noise,
    "numbers and references": _numbers,
    "more numbers and references": _numbers,
    "cycles": _cycles,
    "signatures": _signatures,
    "references amiss": _xref,
    "bomb": _bomb,
    "many pages": _many_pages,
    "gigantic picture": _gigantic_picture,
    "absurd drawing": _absurd_drawing,
    "deep nesting": _deep,
    "encrypted": _encrypted,
    "fonts": _fonts,
}
