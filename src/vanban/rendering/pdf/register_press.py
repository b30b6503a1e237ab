"""The outgoing register as a PDF/A-3a file."""

from __future__ import annotations

from vanban.rendering.pdf.press import FONT_FAMILY, press, style_sheet
from vanban.rendering.register_book import (
    CELL_SIZE_PT,
    CENTRED_COLUMNS,
    COVER_SIZE_PT,
    TITLE,
    TITLE_SIZE_PT,
    RegisterBook,
)
from vanban.rendering.templates import html_environment


def register_pdf(book: RegisterBook) -> bytes:
    """The PDF file of ``book``; the register must always print, so a letter that the font lacks is no error here."""
    environment, style = html_environment(), book.style
    sheet = environment.get_template("register.css.j2").render(
        book=book,
        style=style,
        house=style.house,
        text=style.text,
        font_family=FONT_FAMILY,
        title_size_pt=TITLE_SIZE_PT,
        cover_size_pt=COVER_SIZE_PT,
        cell_size_pt=CELL_SIZE_PT,
    )
    html = environment.get_template("register.html.j2").render(book=book, title=TITLE, centred=CENTRED_COLUMNS)
    return press(html, style_sheet(sheet), {}, any_font=True)
