"""The Markdown parser of letter texts."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt


class _AsTyped(MarkdownIt):
    """Links and texts reach us as typed; what may be linked is our decision, with a message."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        return link


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables."""
    # HTML is recognised so that it can be refused; nothing here ever renders it.
    return _AsTyped("commonmark", {"html": True}).enable("table")
