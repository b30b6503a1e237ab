"""From glyphs to lines of text: one baseline, no wide gap inside, no drawn line through it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from vanban.domain.judging.inspected import MeasuredRun
from vanban.inspection.pdf.bounds import MAX_STROKES_PER_PAGE
from vanban.inspection.pdf.raw import Face, Glyph, RawPage, Stroke
from vanban.inspection.pdf.typefaces import family, is_bold, is_italic

_MM_PER_POINT: Final = 25.4 / 72
_SAME_ROW_EM = 0.4
"""A raised sign (m²) still belongs to its row; two rows are at least one size apart."""
_SPACE_EM = 0.17
"""Programs that write no spaces leave a gap; kerning is far narrower."""
_COLUMN_EM = 0.7
"""The gap between the two halves of a letterhead, at the least."""
_TYPED_COLUMN_EM = 1.75
"""The same where it was made with several spaces: in a sentence nobody types so many."""
_STRETCH = 2.2
"""A justified line has wide spaces, but all alike."""
_ASCENT, _DESCENT = 0.891, 0.216
"""Of Times New Roman and its metric twins, as parts of the size: the table ``hhea`` of the font."""
_KEEPS_GAP = re.compile(
    # Blanks of a draft (Số:     /SNV, ngày     tháng), a label or the mark of an item and a tab.
    r"(?:\b[Ss]ố\s*:?|ngày|tháng|năm|Kính gửi\s*:?|^(?:[-–+•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVXLC]+\.|Điều \d+\.))$"
)
_LONGEST_LABEL = 16
"""Glyphs: “Kính gửi:” with the spaces around it."""
_OPENS_COLUMN = re.compile(r"(?:CỘNGH(?:ÒA|OÀ)XÃHỘICHỦNGHĨAVIỆTNAM|Độclập[-–—]Tựdo[-–—]Hạnhphúc)$")
"""Quốc hiệu and Tiêu ngữ, without spaces: beside a long name they may stand no further off than a word."""
_HEAD_MM = 60
"""Above this height of the first page nothing but a letterhead says these words in these letters."""
_ON_WALL_MM = 0.3
_SIGNS = {"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-", "\u00ad": "-"}
"""Spaces and hyphens that only forbid or allow a break are plain ones to who reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of text on a page, or one of its columns, in mm from the left and from the top.

    ``size_pt`` and ``baseline_mm`` are those of its largest letters; ``underlined`` tells which glyphs a drawn line
    underlines.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    faces: tuple[Face, ...]
    text: str
    left_mm: float
    right_mm: float
    size_pt: float
    baseline_mm: float
    underlined: frozenset[int] = frozenset()

    @property
    def em_mm(self) -> float:
        return self.size_pt * _MM_PER_POINT

    @property
    def top_mm(self) -> float:
        return self.baseline_mm - _ASCENT * self.em_mm

    @property
    def bottom_mm(self) -> float:
        return self.baseline_mm + _DESCENT * self.em_mm

    @property
    def middle_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2

    def runs(self) -> tuple[MeasuredRun, ...]:
        """The text in its styles, a space wherever a gap shows one; the space belongs to the word before it."""
        parts: list[tuple[tuple[int, bool], list[str]]] = []
        for place, sign in enumerate(_with_spaces(self.glyphs, self.faces)):
            glyph = self.glyphs[place]
            key = (glyph.face, place in self.underlined)
            if not parts or (parts[-1][0] != key and glyph.text.strip()):
                if parts and sign.startswith(" "):
                    parts[-1][1].append(" ")
                parts.append((key, [sign.lstrip(" ")]))
            else:
                parts[-1][1].append(sign)
        return joined_runs(
            replace(_style(self.faces[face], underline=underline), text=unicodedata.normalize("NFC", "".join(signs)))
            for (face, underline), signs in parts
        )

    def first_word_mm(self) -> float:
        """How wide the first word is: it stands here because it did not fit above."""
        end = self.left_mm
        for place, sign in enumerate(_with_spaces(self.glyphs, self.faces)):
            if place and sign.startswith(" "):
                break
            end = self.glyphs[place].right_mm
        return end - self.left_mm


def text_lines(page: RawPage, number: int) -> list[TextLine]:
    """Every line of a page, row by row, each row from left to right."""
    walls = [stroke for stroke in page.strokes if not stroke.is_horizontal][:MAX_STROKES_PER_PAGE]
    found: list[TextLine] = []
    for row in _rows(_composed(page.glyphs), page.faces):
        for part in _parts(row, page.faces, walls, in_head=number == 1 and row[0].baseline_mm < _HEAD_MM):
            trimmed = _trimmed(part)
            if trimmed:
                found.append(_line(trimmed, page.faces, number))
    return found


def _line(glyphs: tuple[Glyph, ...], faces: tuple[Face, ...], page: int) -> TextLine:
    size = max(faces[glyph.face].size_pt for glyph in glyphs)
    return TextLine(
        page=page,
        glyphs=glyphs,
        faces=faces,
        text=unicodedata.normalize("NFC", "".join(_with_spaces(glyphs, faces))),
        left_mm=glyphs[0].x_mm,
        right_mm=max(glyph.right_mm for glyph in glyphs),
        size_pt=size,
        baseline_mm=median(glyph.baseline_mm for glyph in glyphs if faces[glyph.face].size_pt == size),
    )


def joined_runs(runs: Iterable[MeasuredRun]) -> tuple[MeasuredRun, ...]:
    """Runs that follow each other in one style as one run."""
    joined: list[MeasuredRun] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def _composed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Each accent that is a glyph of its own joined to its letter, in the order of the text."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        sign = "".join(_SIGNS.get(one, one) for one in glyph.text)
        if joined and sign and unicodedata.combining(sign[0]):
            joined[-1] = replace(joined[-1], text=joined[-1].text + sign)
        else:
            joined.append(replace(glyph, text=sign) if sign != glyph.text else glyph)
    return joined


def _rows(glyphs: Iterable[Glyph], faces: Sequence[Face]) -> Iterator[list[Glyph]]:
    """Glyphs that share a baseline, from the top of the page to its bottom."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.baseline_mm):
        reach = _SAME_ROW_EM * faces[glyph.face].size_pt * _MM_PER_POINT
        if row and glyph.baseline_mm - row[0].baseline_mm > reach:
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


@dataclass(frozen=True, slots=True)
class _Row:
    """What the gaps of a row are judged by."""

    faces: Sequence[Face]
    usual_mm: float
    walls: Sequence[float]
    """Where drawn lines cross the row."""

    def parts_at(self, part: Sequence[Glyph], end_mm: float, glyph: Glyph, blanks: int) -> bool:
        """Whether a column ends before ``glyph``; ``blanks`` spaces are typed in the gap."""
        if any(end_mm - _ON_WALL_MM <= wall <= glyph.x_mm + _ON_WALL_MM for wall in self.walls):
            return True
        em = self.faces[glyph.face].size_pt * _MM_PER_POINT
        widest = max(self.usual_mm * _STRETCH, em * (_COLUMN_EM if blanks <= 1 else _TYPED_COLUMN_EM))
        if glyph.x_mm - end_mm < widest:
            return False
        said = "".join(_with_spaces(part[-_LONGEST_LABEL:], self.faces)).strip()
        return not _KEEPS_GAP.search(said)


def _parts(row: list[Glyph], faces: Sequence[Face], walls: Sequence[Stroke], *, in_head: bool) -> Iterator[list[Glyph]]:
    """A row split where a gap, a drawn line or the words of a letterhead part two columns."""
    row.sort(key=lambda one: one.x_mm)
    height = row[0].baseline_mm
    near = [(wall.left_mm + wall.right_mm) / 2 for wall in walls if wall.top_mm - 1 <= height <= wall.bottom_mm + 1]
    judge = _Row(faces, _usual_gap_mm(row, faces), near)
    opening = _opening(row) if in_head else None
    part: list[Glyph] = []
    end: float | None = None
    blanks = 0
    for glyph in row:
        if not glyph.text.strip():
            blanks += 1
        else:
            if end is not None and (glyph is opening or judge.parts_at(part, end, glyph, blanks)):
                yield part
                part, end = [], None
            end, blanks = max(end or glyph.right_mm, glyph.right_mm), 0
        part.append(glyph)
    yield part


def _opening(row: Sequence[Glyph]) -> Glyph | None:
    """The first letter of Quốc hiệu or Tiêu ngữ, where the row ends with it."""
    signs = [(sign, glyph) for glyph in row for sign in unicodedata.normalize("NFC", glyph.text) if sign.strip()]
    found = _OPENS_COLUMN.search("".join(sign for sign, _ in signs))
    return signs[found.start()][1] if found else None


def _usual_gap_mm(row: Sequence[Glyph], faces: Sequence[Face]) -> float:
    """The gap between words of a row as it usually is."""
    printed = [glyph for glyph in row if glyph.text.strip()]
    gaps = [
        after.x_mm - before.right_mm
        for before, after in pairwise(printed)
        if after.x_mm - before.right_mm > _SPACE_EM * faces[after.face].size_pt * _MM_PER_POINT
    ]
    return median(sorted(gaps)[:-1]) if len(gaps) > 1 else 0.0


def _with_spaces(glyphs: Sequence[Glyph], faces: Sequence[Face]) -> Iterator[str]:
    """The sign of each glyph, with the space before it that the file does not write; never two spaces."""
    blank, end = True, glyphs[0].x_mm if glyphs else 0.0
    for glyph in glyphs:
        sign = glyph.text
        if not sign.strip():
            yield "" if blank else " "
            blank, end = True, max(end, glyph.right_mm)
            continue
        gap = glyph.x_mm - end > _SPACE_EM * faces[glyph.face].size_pt * _MM_PER_POINT
        yield f" {sign}" if gap and not blank else sign
        blank, end = False, glyph.right_mm


def _trimmed(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Without the spaces at both ends."""
    first, last = 0, len(glyphs)
    while first < last and not glyphs[first].text.strip():
        first += 1
    while last > first and not glyphs[last - 1].text.strip():
        last -= 1
    return tuple(glyphs[first:last])


def _style(face: Face, *, underline: bool) -> MeasuredRun:
    return MeasuredRun(
        text="",
        font=family(face),
        size_pt=face.size_pt,
        bold=is_bold(face),
        italic=is_italic(face),
        underline=underline,
        colour=face.colour or "auto",
    )
