"""Puts the module that normalises letters on the import path of these tests."""

from __future__ import annotations

import sys
from pathlib import Path

# Tests do not import each other as packages.
sys.path.insert(0, str(Path(__file__).parent))
