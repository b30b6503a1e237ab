"""Pictures of signatures and seals, and PDF files that carry digital signatures as they look to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

MM = 72 / 25.4
HEIGHT_MM = 297
BLUE, RED, BLACK = (16, 48, 176), (222, 16, 24), (0, 0, 0)
_EMPTY = (0, 0, 0, 0)


def signature_png(colour=BLUE, *, transparent=True, size=(240, 100)):
    """Strokes of a pen."""
    picture = Image.new("RGBA", size, _EMPTY if transparent else (255, 255, 255, 255))
    pen = ImageDraw.Draw(picture)
    wide, high = size
    points = [(wide * at / 8, high * (0.2 if at % 2 else 0.8)) for at in range(9)]
    pen.line(points, fill=(*colour, 255), width=6)
    return _png(picture, transparent=transparent)


def seal_png(colour=RED, *, transparent=True, size=240):
    """A ring."""
    picture = Image.new("RGBA", (size, size), _EMPTY if transparent else (255, 255, 255, 255))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((4, 4, size - 4, size - 4), outline=(*colour, 255), width=8)
    pen.ellipse((40, 40, size - 40, size - 40), outline=(*colour, 255), width=6)
    return _png(picture, transparent=transparent)


def _png(picture, *, transparent):
    out = BytesIO()
    (picture if transparent else picture.convert("RGB")).save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True)
class Stamp:
    """How a digital signature looks: a picture or words in a box, in mm from the upper left corner of a page."""

    name: str
    box: tuple[float, float, float, float] | None = None
    picture: bytes = b""
    words: str = ""
    font: str = "TimesNewRomanPSMT"
    size: float = 10
    colour: str = "0 0 0"
    page: int = 0
    signed_to: int | None = None
    """Up to which byte the signature reaches; the whole file where nothing is said."""


_WHOLE = 111_111_111
"""Stands for the length of the file until that is known."""


def signed(content, *stamps):
    """The file with a signature field for each stamp; the signatures themselves are empty shells."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(content)))
    fields = ArrayObject()
    for one in stamps:
        page = writer.pages[one.page]
        field = writer._add_object(_field(writer, one, page))  # pypdf has no public way to add one
        fields.append(field)
        page.setdefault(NameObject("/Annots"), ArrayObject())
        page["/Annots"].get_object().append(field)
    form = DictionaryObject({NameObject("/Fields"): fields, NameObject("/SigFlags"): NumberObject(3)})
    writer.root_object[NameObject("/AcroForm")] = form
    out = BytesIO()
    writer.write(out)
    content = out.getvalue()
    return content.replace(str(_WHOLE).encode(), f"{len(content) - 600:09d}".encode())


def _field(writer, stamp, page):
    left, top, width, height = stamp.box or (0, HEIGHT_MM, 0, 0)
    edges = (left * MM, (HEIGHT_MM - top - height) * MM, (left + width) * MM, (HEIGHT_MM - top) * MM)
    reach = _WHOLE if stamp.signed_to is None else stamp.signed_to - 600
    shell = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/SubFilter"): NameObject("/ETSI.CAdES.detached"),
            NameObject("/ByteRange"): ArrayObject(NumberObject(n) for n in (0, 500, 600, reach)),
            NameObject("/Contents"): ByteStringObject(b"\x30\x00"),
        }
    )
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/F"): NumberObject(132),
            NameObject("/T"): TextStringObject(stamp.name),
            NameObject("/V"): writer._add_object(shell),
            NameObject("/P"): page.indirect_reference,
            NameObject("/Rect"): ArrayObject(FloatObject(one) for one in edges),
        }
    )
    if stamp.box is not None:
        look = writer._add_object(_look(writer, stamp, width * MM, height * MM))
        field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    return field


def _look(writer, stamp, width, height):
    """The appearance stream."""
    look = DecodedStreamObject()
    resources = DictionaryObject()
    drawing = ""
    if stamp.picture:
        resources[NameObject("/XObject")] = DictionaryObject(
            {NameObject("/Im"): writer._add_object(_image(writer, stamp.picture))}
        )
        drawing += f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q\n"
    if stamp.words:
        codes = {sign: 33 + place for place, sign in enumerate(dict.fromkeys(stamp.words))}
        resources[NameObject("/Font")] = DictionaryObject({NameObject("/F"): _font(writer, stamp.font, codes)})
        signs = "".join(f"{codes[sign]:02x}" for sign in stamp.words)
        drawing += f"{stamp.colour} rg BT /F {stamp.size} Tf 1 {height / 2:.3f} Td <{signs}> Tj ET\n"
    look.set_data(drawing.encode("latin-1"))
    look[NameObject("/Type")] = NameObject("/XObject")
    look[NameObject("/Subtype")] = NameObject("/Form")
    look[NameObject("/BBox")] = ArrayObject(FloatObject(one) for one in (0, 0, width, height))
    look[NameObject("/Resources")] = resources
    return look


def _font(writer, name, codes):
    """A font that is not in the file, whose codes are told by a table alone."""
    table = DecodedStreamObject()
    rows = "\n".join(f"<{code:02x}> <{ord(sign):04x}>" for sign, code in codes.items())
    table.set_data(
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap".encode()
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/TrueType"),
            NameObject("/BaseFont"): NameObject(f"/{name}"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            NameObject("/ToUnicode"): writer._add_object(table),
        }
    )


def _image(writer, png):
    picture = Image.open(BytesIO(png))
    image = _pixels(picture.convert("RGB"), "/DeviceRGB")
    if picture.mode == "RGBA":
        image[NameObject("/SMask")] = writer._add_object(_pixels(picture.getchannel("A"), "/DeviceGray"))
    return image


def _pixels(picture, space) -> StreamObject:
    image = DecodedStreamObject()
    image.set_data(picture.tobytes())
    facts = {
        "/Type": NameObject("/XObject"),
        "/Subtype": NameObject("/Image"),
        "/Width": NumberObject(picture.width),
        "/Height": NumberObject(picture.height),
        "/BitsPerComponent": NumberObject(8),
        "/ColorSpace": NameObject(space),
    }
    for key, value in facts.items():
        image[NameObject(key)] = value
    return image
