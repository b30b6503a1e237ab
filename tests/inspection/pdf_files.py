"""Measuring a PDF that a test holds in memory."""

import tempfile
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from vanban.inspection.pdf.inspect_pdf import inspect_pdf


def inspected_bytes(content, name="letter.pdf"):
    """What is measured in a file of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return inspect_pdf(path)


def locked(content, password):
    """The same file, locked: without a password to open it, it only forbids changes."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(content)))
    writer.encrypt(password, "chủ", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
