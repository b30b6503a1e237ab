"""Whether this machine has what a PDF is drawn with."""

from __future__ import annotations

from vanban.domain.errors import RenderFailed
from vanban.rendering.pdf.press import FONT_FAMILY, press, style_sheet

_VIETNAMESE = "ăâđêôơư ằắẳẵặ ầấẩẫậ ềếểễệ ồốổỗộ ờớởỡợ ừứửữự ỳýỷỹỵ"
"""A Latin font without Vietnamese lacks at least those with two marks."""
_PAGE = '<html lang="vi"><body><p>{0}</p><p><b>{0}</b></p><p><i>{0}</i></p><p><b><i>{0}</i></b></p></body></html>'
_SUBSETTING_SINCE = (4, 1, 0)
"""The version of HarfBuzz from which WeasyPrint asks it to subset fonts."""


def font_fault() -> str:
    """What is wrong with the letters' font, with the remedy, in all four styles; empty where nothing is."""
    sheet = style_sheet(f"body {{ font-family: '{FONT_FAMILY}' }}")
    text = _VIETNAMESE + _VIETNAMESE.upper()
    try:
        press(_PAGE.format(text), sheet, {})
    except RenderFailed as error:
        return error.message
    return ""


def has_subsetter() -> bool:
    """Whether HarfBuzz cuts fonts down to the letters used; without it a page takes six times as long."""
    from weasyprint.text.ffi import harfbuzz, harfbuzz_subset  # noqa: PLC0415  # None where the library is not there

    return bool(harfbuzz_subset and harfbuzz.hb_version_atleast(*_SUBSETTING_SINCE))
