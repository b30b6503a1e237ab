"""Builds the Word masters of templates/docx again, after a change of the law's data or the house style."""

from __future__ import annotations

from datetime import UTC, datetime

from vanban.rendering.books.register_book import INCOMING, OUTGOING
from vanban.rendering.docx.master_pages import build_masters
from vanban.rendering.docx.register_master import build_register_master
from vanban.rendering.style import print_style
from vanban.rendering.templates import templates_folder


def main() -> None:
    """Writes the masters under the law in force today and names them."""
    today = datetime.now(UTC).date()
    folder, style = templates_folder() / "docx", print_style(today)
    registers = [build_register_master(folder, style, form) for form in (OUTGOING, INCOMING)]
    for path in (*build_masters(folder, style), *registers):
        print(path.relative_to(templates_folder().parent))


if __name__ == "__main__":
    main()
