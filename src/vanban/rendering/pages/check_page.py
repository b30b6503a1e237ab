"""Checked files as one HTML page that needs nothing beside itself: no script, no picture, no font from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.domain.judging.verdict import Verdict
from vanban.rendering.filling import filled_page
from vanban.rendering.pages.check_view import VERDICT_WORDS, CheckView

CHECK_PAGE = "check.html.j2"


def check_html(files: Sequence[CheckView], day_words: str) -> bytes:
    """The page of ``files``; the same findings give the same bytes.

    Raises:
        InvalidTemplate: the office changed the template, and its tags are wrong.
    """
    words = {verdict.value: text for verdict, text in VERDICT_WORDS.items()}
    return filled_page(CHECK_PAGE, files=files, day=day_words, words=words, verdicts=list(Verdict)).encode()
