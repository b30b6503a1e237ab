"""What the inspection tests share: our own letters, and DOCX files built in the ways of other people."""

import sys
from pathlib import Path

# Tests do not import each other as packages; our own letters are built as the rendering tests build them.
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "rendering")]
