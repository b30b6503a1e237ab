"""PDF files written byte by byte, so that a test says exactly what is on the page and what is wrong with the file."""

import zlib

A4 = (595.276, 841.89)
MM = 72 / 25.4


def stream(content, entries="", *, packed=False):
    """A stream object; ``packed`` compresses it."""
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    if packed:
        data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def pdf_of(objects, *, root=1, end=b"%%EOF\n"):
    """A file of numbered objects, with a right cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        data = content if isinstance(content, bytes) else content.encode("latin-1")
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start, size = len(out), max(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n" % (size, root, start)
    return bytes(out) + end


FONTS = {
    "F1": "/Times-Roman",
    "F2": "/Times-Bold",
    "F3": "/Times-Italic",
    "F4": "/TimesNewRomanPS-BoldItalicMT",
    "F5": "/.VnTimeH",
}


def one_page(content, *, page="", box=(0, 0, *A4), resources="", more=None, packed=False):
    """A file of one page with the drawing commands ``content``; ``more`` are further objects from number 20."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /{'TrueType' if 'MT' in name else 'Type1'} /BaseFont {name} "
        "/Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    edges = " ".join(map(str, box))
    return pdf_of(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: f"<< /Type /Page /Parent 2 0 R /MediaBox [{edges}] /Contents 4 0 R {page} "
            f"/Resources << /Font << {fonts} >> {resources} >> >>",
            4: stream(content, packed=packed),
            **(more or {}),
        }
    )


def words(text, x_mm, y_mm, size=13, font="F1", *, before=""):
    """A line of text whose baseline begins ``x_mm`` from the left and ``y_mm`` from the top of an A4 page."""
    return f"BT {before} /{font} {size} Tf {x_mm * MM:.4f} {A4[1] - y_mm * MM:.4f} Td ({text}) Tj ET\n"


def rule(left_mm, right_mm, y_mm, *, width=0.75, dash=""):
    """A straight line across."""
    y = A4[1] - y_mm * MM
    return f"q {dash} {width} w {left_mm * MM:.4f} {y:.4f} m {right_mm * MM:.4f} {y:.4f} l S Q\n"
