"""Measuring a PDF that a test holds in memory."""

import tempfile
from pathlib import Path

from vanban.inspection.pdf.inspect_pdf import inspect_pdf


def inspected_bytes(content, name="letter.pdf"):
    """What is measured in a file of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return inspect_pdf(path)
