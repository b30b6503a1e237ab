"""The press: HTML in, PDF/A-3a bytes out, with everything reusable kept between letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from vanban.domain.errors import RenderFailed
from vanban.domain.letter import Letter, Role
from vanban.rendering.metrics import SINGLE_LINE_EM, text_width_mm
from vanban.rendering.pdf.markup import blocks_markup
from vanban.rendering.style import MARK_COLOUR, PrintStyle, element_of
from vanban.rendering.templates import html_environment
from vanban.rendering.view import view_letter

PDF_VARIANT = "pdf/a-3a"


@cache
def _font_configuration() -> FontConfiguration:
    return FontConfiguration()


@cache
def style_sheet_source(style: PrintStyle) -> str:
    """The CSS of every letter of a day: the law's and the house's numbers in one template."""
    template = html_environment().get_template("letter.css.j2")
    return template.render(
        style=style,
        page=style.law.page,
        house=style.house,
        text=style.text,
        roles={role.value: element_of(role) for role in Role},
        single_line=SINGLE_LINE_EM,
        mark_colour=MARK_COLOUR,
        dash_mm=text_width_mm("- ", style.text("addressees").size_pt),
        label_mm=text_width_mm(style.law.fixed_text("addressee_label"), style.text("addressees").size_pt),
    )


@cache
def _style_sheet(style: PrintStyle) -> CSS:
    return CSS(string=style_sheet_source(style), font_config=_font_configuration())


class _Pictures(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Serves the letter's own pictures and nothing else: no file, no network."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  # the library's signature
        if url not in self._pictures:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, self._pictures[url])


class _Page(HTML):  # type: ignore[misc]  # weasyprint has no types
    """A page read by the XML parser, without a browser's style sheet under ours.

    Our markup is well-formed XML and our style sheet says what every tag is, so the slow and forgiving HTML
    parser and some thousand rules for tags that no letter has would be work for nothing.
    """

    def __init__(self, html: str, fetcher: URLFetcher) -> None:  # the library's own __init__ would parse HTML
        root = ET.fromstring(html)  # noqa: S314  # our own template's output, with every value escaped
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002, FBT001, FBT002  # the library's signature
        return []


_drawn_pictures: dict[str, object] = {}
"""Decoded pictures by name: the letters of a campaign share theirs."""
_PICTURES_KEPT = 64


def letter_html(letter: Letter) -> tuple[str, Mapping[str, bytes]]:
    """The HTML of ``letter`` and the pictures that it names."""
    view = view_letter(letter)
    pictures: dict[str, bytes] = {}
    html = (
        html_environment()
        .get_template("letter.html.j2")
        .render(
            view=view,
            author=letter.issuer_name,
            blocks=blocks_markup(view.blocks, pictures, view.style, closing=True),
            appendices=[(one, blocks_markup(one.blocks, pictures, view.style)) for one in view.appendices],
            reference_rule_mm=view.style.reference_rule_mm,
        )
    )
    return html, pictures


def letter_pdf(letter: Letter) -> bytes:
    """The PDF/A-3a file of ``letter``: tagged, in Vietnamese, every font embedded.

    Raises:
        RenderFailed: the text asks for something outside the letter, such as a picture from the network.
    """
    html, pictures = letter_html(letter)
    style = view_letter(letter).style
    return press(html, _style_sheet(style), pictures)


def press(html: str, style_sheet: CSS, pictures: Mapping[str, bytes]) -> bytes:
    """PDF/A-3a bytes of an HTML page set with one style sheet."""
    options: dict[str, Any] = {"pdf_variant": PDF_VARIANT, "font_config": _font_configuration()}
    if len(_drawn_pictures) > _PICTURES_KEPT:
        _drawn_pictures.clear()
    try:
        page = _Page(html, _Pictures(pictures))
        content: bytes = page.write_pdf(stylesheets=[style_sheet], cache=_drawn_pictures, **options)
    except FatalURLFetchingError as error:
        raise RenderFailed(f"Văn bản gọi tới «{error}» nằm ngoài đợt phát hành → Bỏ hoặc đính kèm tệp đó.") from error
    return content
