"""A register as a PDF/A-3a file."""

from __future__ import annotations

from vanban.rendering.books.register_book import (
    CELL_SIZE_PT,
    COVER_SIZE_PT,
    TITLE_SIZE_PT,
    RegisterBook,
)
from vanban.rendering.filling import filled_page
from vanban.rendering.pdf.press import FONT_FAMILY, press, style_sheet


def register_pdf(book: RegisterBook) -> bytes:
    """The PDF file of ``book``; the register must always print, so a letter that the font lacks is no error here."""
    style = book.style
    sheet = filled_page(
        "register.css.j2",
        book=book,
        style=style,
        house=style.house,
        text=style.text,
        font_family=FONT_FAMILY,
        title_size_pt=TITLE_SIZE_PT,
        cover_size_pt=COVER_SIZE_PT,
        cell_size_pt=CELL_SIZE_PT,
    )
    html = filled_page("register.html.j2", book=book, title=book.form.title, centred=book.form.centred_columns)
    return press(html, style_sheet(sheet), {}, any_font=True)
