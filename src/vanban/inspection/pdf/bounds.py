"""How much of a PDF is read before it is refused: a hostile file ends here, not in the memory of the machine."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 100 * 1024 * 1024
"""A letter with scanned appendices is well below it."""
MAX_PAGES: Final = 500
MAX_GLYPHS: Final = 600_000
"""About 200 pages full of text."""
MAX_SHAPES: Final = 100_000
"""Drawn lines and areas, pictures and groups of objects looked at."""
MAX_LINES: Final = 40_000
MAX_LINES_PER_PAGE: Final = 2_000
"""Cells of tables are lines too."""
MAX_STROKES_PER_PAGE: Final = 400
"""Of the lines across and of those upright, the longest: a chart has more, but its lines are no part of the form."""
MAX_GROUP_DEPTH: Final = 8
"""Groups (form XObjects) inside groups."""
MAX_SECONDS: Final = 30
"""For one file; a letter takes a hundredth of a second."""
MAX_MEMORY_BYTES: Final = 1024 * 1024 * 1024
"""Address space of the reading process; a compressed bomb ends it, and nothing else."""
MAX_ANSWER_BYTES: Final = 256 * 1024 * 1024
"""What the reading process may hand over."""
