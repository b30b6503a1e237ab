"""Font, encoding, colour and ornament of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import DOCX_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, unknown
from vanban.compliance.format_rules.styles import written
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_NO_TEXT = "tệp không có chữ để đọc"
_AUTO = "auto"
_MARKS_IN_COLOUR = (Element.URGENCY,)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_SYMBOL_FONTS = ("Symbol", "Wingdings")


@format_rule(Clause("NĐ30-R07", Severity.ERROR, f"{DECREE} I.4"), "Phông chữ Times New Roman")
def font_is_times_new_roman(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.4: Times New Roman.

    In a PDF the house's own font stands for it, and any other font of the same widths is doubtful.
    """
    wanted = paper.law.page.font_family
    right = (_plain(wanted), *(_plain(name) for name in word_list("fonts_of_the_house") if paper.is_pdf))
    twins = tuple(_plain(name) for name in word_list("metric_twins"))
    if not paper.inspection.lines:
        yield unknown(_NO_TEXT)
    for line in paper.inspection.lines:
        for font in dict.fromkeys(run.font for run in written(line)):
            plain = _plain(font)
            if not font:
                yield unknown("tệp không cho biết phông chữ", line)
            elif plain.startswith(right) or font.startswith(_SYMBOL_FONTS):
                continue
            elif paper.is_pdf and plain.startswith(twins):
                yield doubtful(f"phông {font}, cùng bề rộng với {wanted}", f"phông {wanted}", line)
            else:
                yield failed(f"phông {font}", f"phông {wanted}", line)


@format_rule(Clause("NĐ30-R08", Severity.ERROR, f"{DECREE} I.4"), "Bộ mã ký tự Unicode")
def text_is_unicode(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.4: Unicode under TCVN 6909:2001, not TCVN3 or VNI."""
    if not paper.inspection.lines:
        yield unknown(_NO_TEXT)
    for line in paper.inspection.lines:
        yield from _legacy(line)
        text = line.text
        if _PRIVATE_USE.search(text) and not _is_symbol(line):
            yield failed("có ký tự ngoài bảng mã chung", "chữ Unicode", line)
        elif not unicodedata.is_normalized("NFC", text):
            yield doubtful("chữ Unicode tổ hợp", "chữ Unicode dựng sẵn", line)


@format_rule(Clause("NĐ30-R09", Severity.ERROR, f"{DECREE} I.4"), "Chữ màu đen")
def text_is_black(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.4: black; the mark of urgency is red (III.2.b)."""
    black = paper.law.fixed_text("text_colour")
    coloured = {line.anchor for line in paper.lines(*_MARKS_IN_COLOUR)}
    if not paper.inspection.lines:
        yield unknown(_NO_TEXT)
    for line in paper.inspection.lines:
        if line.anchor and line.anchor in coloured:
            continue
        for colour in dict.fromkeys(run.colour for run in written(line)):
            if colour.casefold() not in {black, _AUTO}:
                yield failed(f"màu chữ #{colour.upper()}", "màu đen", line)


@format_rule(
    Clause("NĐ30-R14", Severity.WARNING, f"{DECREE} I (thông lệ)"), "Không tô nền, không trang trí", kinds=DOCX_ONLY
)
def text_has_no_ornament(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I (practice): no shading behind the text of a document."""
    if not paper.inspection.lines:
        yield unknown(_NO_TEXT)
    for line in paper.inspection.lines:
        if any(run.shaded for run in written(line)):
            yield failed("có tô nền", "không tô nền", line)


def _legacy(line: MeasuredLine) -> Iterator[Answer]:
    for font in dict.fromkeys(run.font for run in written(line)):
        if font.casefold().startswith(tuple(name.casefold() for name in word_list("legacy_fonts"))):
            yield failed(f"phông {font} không dùng Unicode", "chữ Unicode", line)


def _is_symbol(line: MeasuredLine) -> bool:
    return any(run.font.startswith(_SYMBOL_FONTS) for run in line.runs)


def _plain(name: str) -> str:
    """A font's name without what tells its subset and its spaces: ``ABCDEF+TimesNewRomanPS-BoldMT``."""
    return name.rpartition("+")[2].replace(" ", "").casefold()


RULES: tuple[FormatRule, ...] = (font_is_times_new_roman, text_is_unicode, text_is_black, text_has_no_ornament)
