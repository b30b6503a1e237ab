"""The press: HTML in, PDF/A-3a bytes out, with everything reusable kept between letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from vanban.collector import paused_collector
from vanban.domain.errors import RenderFailed
from vanban.domain.letters.letter import Letter, Role
from vanban.regulations.metrics import SINGLE_LINE_EM, has_width, text_width_mm
from vanban.rendering.characters import xml_bytes
from vanban.rendering.filling import filled_page
from vanban.rendering.pdf.finishing import work_out
from vanban.rendering.pdf.markup import blocks_markup
from vanban.rendering.style import MARK_COLOUR, PrintStyle, element_of, print_style
from vanban.rendering.view import view_letter

PDF_VARIANT = "pdf/a-3a"
FONT_FAMILY = "Liberation Serif"
"""Drawn to the widths of Times New Roman and free to embed; a machine that has both must not choose."""

_COLOURS = "srgb"
"""What the library calls the colour profile that PDF/A asks for."""
_COLOUR_FACTS = ("sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
_ALREADY_GIVEN = "given"


@cache
def _colours() -> bytes:
    return files("weasyprint.pdf").joinpath(_COLOUR_FACTS[0]).read_bytes()


@cache
def _font_configuration() -> FontConfiguration:
    return FontConfiguration()


@cache
def style_sheet_source(style: PrintStyle) -> str:
    """The CSS of every letter of a day: the law's and the house's numbers in one template."""
    return filled_page(
        "letter.css.j2",
        style=style,
        page=style.law.page,
        house=style.house,
        text=style.text,
        roles={role.value: element_of(role) for role in Role},
        single_line=SINGLE_LINE_EM,
        mark_colour=MARK_COLOUR,
        font_family=FONT_FAMILY,
        dash_mm=text_width_mm("- ", style.text("addressees").size_pt),
        label_mm=text_width_mm(style.law.fixed_text("addressee_label"), style.text("addressees").size_pt),
    )


@cache
def _style_sheet(style: PrintStyle) -> CSS:
    return style_sheet(style_sheet_source(style))


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
        content = xml_bytes(html)
        if b"<!DOCTYPE" in content:
            raise ET.ParseError("có khai báo DOCTYPE")  # its entities could grow without bound
        root = ET.fromstring(content)  # noqa: S314  # our own template's output, with every value escaped
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
    html = filled_page(
        "letter.html.j2",
        view=view,
        author=letter.issuer_name,
        blocks=blocks_markup(view.blocks, pictures, view.style, closing=True),
        appendices=[(one, blocks_markup(one.blocks, pictures, view.style)) for one in view.appendices],
        reference_rule_mm=view.style.reference_rule_mm,
    )
    return html, pictures


def letter_pdf(letter: Letter) -> bytes:
    """The PDF/A-3a file of ``letter``: tagged, in Vietnamese, every font embedded.

    Raises:
        RenderFailed: the text asks for something outside the letter, such as a picture from the network.
    """
    html, pictures = letter_html(letter)
    style = print_style(letter.issued_on.last_possible)
    return press(html, _style_sheet(style), pictures)


def style_sheet(source: str) -> CSS:
    """A style sheet ready for :func:`press`.

    Raises:
        RenderFailed: it calls for a font or another style sheet, from the disk or the network.
    """
    try:
        return CSS(string=source, font_config=_font_configuration(), url_fetcher=_Pictures({}))
    except FatalURLFetchingError as error:
        raise RenderFailed(_calls_elsewhere(error)) from error


def press(html: str, sheet: CSS, pictures: Mapping[str, bytes], *, any_font: bool = False) -> bytes:
    """PDF/A-3a bytes of an HTML page set with one style sheet.

    Args:
        html: a page that is well-formed XML.
        sheet: everything that the page is set with.
        pictures: the only things that the page may call, by the name it calls them.
        any_font: let another font stand in for letters that Liberation Serif lacks.

    Raises:
        RenderFailed: the page calls something else, or has a character that cannot be printed.
    """
    if len(_drawn_pictures) > _PICTURES_KEPT:
        _drawn_pictures.clear()
    try:
        with paused_collector():
            page = _Page(html, _Pictures(pictures))
            document = page.render(
                stylesheets=[sheet], font_config=_font_configuration(), cache=_drawn_pictures, pdf_variant=PDF_VARIANT
            )
            # The library would open the profile's file again for every letter and leave it open.
            document.color_profiles[_COLOURS] = ColorProfile(BytesIO(_colours()), *_COLOUR_FACTS)
            content: bytes = document.write_pdf(
                pdf_variant=PDF_VARIANT, output_intent=_ALREADY_GIVEN, finisher=work_out
            )
    except ET.ParseError as error:
        raise RenderFailed(
            f"Trang để in thành PDF không đúng dạng XML ({error}) → Kiểm tra các thẻ mở, đóng trong tệp mẫu .html.j2."
        ) from error
    except FatalURLFetchingError as error:
        raise RenderFailed(_calls_elsewhere(error)) from error
    if not any_font:
        _refuse_other_fonts(document.fonts.values())
    return content


def _calls_elsewhere(error: Exception) -> str:
    return f"Văn bản gọi tới «{error}» nằm ngoài đợt phát hành → Bỏ hoặc đính kèm tệp đó."


def _refuse_other_fonts(fonts: Iterable[Any]) -> None:
    """The font was not silently exchanged: neither for a letter that it lacks nor because it is not installed."""
    lacking = {char for font in fonts for text in _not_in_font(font) for char in text if not char.isspace()}
    if not lacking:
        return
    if any(has_width(char) for char in lacking):
        # Version 1.07, which Debian 12 calls fonts-liberation, has no ơ, ư, ạ.
        raise RenderFailed(
            f"Máy này không có phông chữ {FONT_FAMILY} bản 2 → Cài gói fonts-liberation2"
            " (từ Debian 13: fonts-liberation) rồi in lại."
        )
    shown = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in sorted(lacking))
    raise RenderFailed(f"Phông chữ của văn bản không có ký tự {shown} → Thay bằng chữ hoặc ký hiệu thông thường.")


def _not_in_font(font: Any) -> Iterator[str]:
    yield from (chr(code) for code in font.missing)
    if font.family != FONT_FAMILY:
        yield from font.to_unicode.values()
