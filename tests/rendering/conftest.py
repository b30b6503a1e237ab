"""What the rendering tests share: letters with every feature, and readers of what was drawn."""

import sys
from pathlib import Path

# Tests do not import each other as packages, and the second process of the determinism test builds the same letters.
sys.path.insert(0, str(Path(__file__).parent))
