"""A register as a DOCX file, filled by docxtpl's own path: one book at a time needs no speed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate

from vanban.rendering.books.register_book import RegisterBook
from vanban.rendering.docx.master_file import master_parts
from vanban.rendering.filling import FILLING_ERRORS, broken_master
from vanban.rendering.master_language import MasterEnvironment, budget
from vanban.rendering.package import Member, archive
from vanban.rendering.templates import templates_folder


def register_docx(book: RegisterBook, folder: Path | None = None) -> bytes:
    """The DOCX file of ``book``, from the master in ``folder`` or that of the project.

    Raises:
        InvalidTemplate: the master is no DOCX file, or its tags do not fit.
    """
    path = (folder or templates_folder() / "docx") / book.form.master
    master_parts(path)
    saved = io.BytesIO()
    try:
        master = DocxTemplate(path)
        with budget():
            master.render(_context(book), MasterEnvironment())
        core = master.docx.core_properties
        core.title, core.author = book.name, book.organisation_name
        master.save(saved)
    except (zipfile.BadZipFile, PackageNotFoundError, OSError) as error:
        raise broken_master(path, "không đọc được như một tệp DOCX", "mở bằng Word rồi lưu lại dạng .docx") from error
    except FILLING_ERRORS as error:
        raise broken_master(path, f"không điền được: {error}", "sửa lại thẻ đó trong tệp mẫu") from error
    with zipfile.ZipFile(saved) as file:
        return archive([Member.of(name, file.read(name)) for name in file.namelist()])


def _context(book: RegisterBook) -> dict[str, object]:
    return {
        "agency_lines": book.agency_lines,
        "title": book.form.title,
        "cover_lines": book.cover_lines,
        "columns": book.columns,
        "lines": [line.cells for line in book.lines],
    }
