"""PDF: our press against WeasyPrint's own front door, on the same HTML, style sheet and pictures."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from benchmarks.letters import CAMPAIGNS, issued_letters
from benchmarks.machine import has_harfbuzz_subset
from benchmarks.measuring import Figure, in_turns, summed
from pypdf import PdfReader
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from vanban.domain.letters.letter import Letter
from vanban.rendering.pdf.press import PDF_VARIANT, letter_html, letter_pdf, style_sheet_source
from vanban.rendering.view import view_letter

REQUIRED = 1.5
REQUIRED_WITHOUT_SUBSETTER = 6.0
BASELINE = f'HTML(string=...).write_pdf(pdf_variant="{PDF_VARIANT}")'


class _Pictures(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Hands over the same pictures that our press hands over."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  # the library's signature
        return URLFetcherResponse(url, self._pictures[url])


@dataclass(frozen=True, slots=True)
class _Source:
    """What the baseline gets ready-made, outside its clock: the page with its style sheet inside, and its pictures."""

    html: str
    pictures: Mapping[str, bytes]

    @classmethod
    def of(cls, letter: Letter) -> _Source:
        html, pictures = letter_html(letter)
        css = style_sheet_source(view_letter(letter).style)
        return cls(html.replace("</head>", f"<style>{css}</style></head>", 1), pictures)

    def pdf(self) -> bytes:
        page = HTML(string=self.html, url_fetcher=_Pictures(self.pictures))
        content: bytes = page.write_pdf(pdf_variant=PDF_VARIANT)
        return content


def measure(*, rounds: int, copies: int) -> list[Figure]:
    """One row for each example campaign, and one for all of them together, which is the one required.

    A last row has the baseline do without libharfbuzz-subset, as on a machine where nobody installed it.
    """
    timed = {name: _timed(issued_letters(name, copies), rounds) for name in CAMPAIGNS}
    rows = [_figure(f"PDF {name}", pairs, copies, at_least=None) for name, pairs in timed.items()]
    together = summed(list(timed.values()))
    bare = [_timed_without_subsetter(issued_letters(name, 1), rounds) for name in CAMPAIGNS]
    return [
        *rows,
        _figure("PDF, three campaigns", together, copies * len(CAMPAIGNS), at_least=REQUIRED),
        _figure(
            "PDF, three campaigns, baseline without libharfbuzz-subset",
            summed(bare),
            len(CAMPAIGNS),
            at_least=REQUIRED_WITHOUT_SUBSETTER,
        ),
    ]


def _timed_without_subsetter(letters: Sequence[Letter], rounds: int) -> tuple[tuple[float, float], ...]:
    sources = [_Source.of(letter) for letter in letters]

    def theirs() -> None:
        with _without_subsetter():
            for source in sources:
                source.pdf()

    return in_turns(theirs, lambda: [letter_pdf(letter) for letter in letters], rounds)


@contextmanager
def _without_subsetter() -> Iterator[None]:
    """WeasyPrint then takes fontTools, and warns of it for every font."""
    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with patch("weasyprint.pdf.fonts.harfbuzz_subset", None):
            yield
    finally:
        logger.setLevel(level)


def _timed(letters: Sequence[Letter], rounds: int) -> tuple[tuple[float, float], ...]:
    """CPU seconds of the baseline and of ours for the same letters, round after round."""
    sources = [_Source.of(letter) for letter in letters]
    refuse_different_text(letters[0], sources[0].pdf())
    return in_turns(
        lambda: [source.pdf() for source in sources], lambda: [letter_pdf(letter) for letter in letters], rounds
    )


def refuse_different_text(letter: Letter, theirs: bytes) -> None:
    """A race is only fair on the same track: as many pages, and the same text on each."""
    if _pages(letter_pdf(letter)) != _pages(theirs):
        raise ValueError(f"the baseline prints another text for {letter.code}")


def _pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def _figure(name: str, pairs: Sequence[tuple[float, float]], letters: int, *, at_least: float | None) -> Figure:
    return Figure(
        name=name,
        baseline=BASELINE,
        unit="x letters per CPU second",
        samples=tuple(theirs / ours for theirs, ours in pairs),
        # Without HarfBuzz's subsetter both spend their time in fontTools, and the requirement does not speak of that.
        at_least=at_least if has_harfbuzz_subset() else None,
        facts=(
            ("letters in a round", letters),
            ("baseline ms per letter", [1000 * theirs / letters for theirs, _ in pairs]),
            ("ours ms per letter", [1000 * ours / letters for _, ours in pairs]),
        ),
    )
