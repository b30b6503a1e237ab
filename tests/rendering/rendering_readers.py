"""Reading back what was drawn: the words of a DOCX, and the words of a PDF by part of the page."""

from dataclasses import dataclass
from io import BytesIO

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader

MM = 72 / 25.4


def words_of(text):
    """Words by any space, the blanks of a draft included."""
    return text.split()


def _story_text(element):
    """The text of an element in document order: paragraphs and line breaks part words, as on paper."""
    parts = []
    for node in element.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.tag in {qn("w:p"), qn("w:br"), qn("w:tab")}:
            parts.append("\n")
    return "".join(parts)


def docx_body_words(content):
    return words_of(_story_text(docx.Document(BytesIO(content)).element.body))


def docx_margin_words(content):
    """The words of headers and footers of page 1, marks of circulation and contact."""
    section = docx.Document(BytesIO(content)).sections[0]
    stories = (section.first_page_header, section.first_page_footer)
    return [words_of(_story_text(story._element)) for story in stories]


@dataclass(frozen=True)
class Piece:
    """A piece of text on a page: millimetres from the left and from the top, and how it is set."""

    page: int
    x_mm: float
    y_mm: float
    size_pt: float
    font: str
    text: str


def pdf_pieces(content):
    """Every piece of text of a PDF, in the order in which it is drawn."""
    found = []
    reader = PdfReader(BytesIO(content))
    for number, page in enumerate(reader.pages, start=1):
        height = float(page.mediabox.height)

        def visit(text, page_matrix, text_matrix, font, size, at=(number, height)):
            number, height = at
            if text.strip():
                scale = abs(page_matrix[0])
                x = page_matrix[0] * text_matrix[4] + page_matrix[2] * text_matrix[5] + page_matrix[4]
                y = page_matrix[1] * text_matrix[4] + page_matrix[3] * text_matrix[5] + page_matrix[5]
                name = font["/BaseFont"] if font else ""
                found.append(Piece(number, x / MM, (height - y) / MM, size * scale, str(name), text.strip()))

        page.extract_text(visitor_text=visit)
    return found


def pdf_pages(content):
    """The text of each page, white space folded."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]
