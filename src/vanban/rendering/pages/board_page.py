"""A board as one HTML page that needs nothing beside itself: no script, no picture, no font from elsewhere."""

from __future__ import annotations

from vanban.rendering.filling import filled_page
from vanban.rendering.pages.board_view import BoardView

BOARD_PAGE = "board.html.j2"


def board_html(view: BoardView) -> bytes:
    """The page of ``view``; the same board gives the same bytes.

    Raises:
        InvalidTemplate: the office changed the template, and its tags are wrong.
    """
    return filled_page(BOARD_PAGE, board=view).encode()
