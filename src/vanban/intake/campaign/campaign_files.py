"""The files that a campaign folder uses, named by its campaign file and its texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vanban.domain.campaigns.campaign import LetterText
from vanban.intake.folder import TEXT_LIMIT_MB, inside, read_text
from vanban.intake.markup.front_matter import read_front_matter
from vanban.intake.markup.markdown import pictures_named
from vanban.intake.reading import Problems, Spot, Unusable
from vanban.intake.toml_source import TomlSource


def files_used(folder: Path, source: TomlSource) -> dict[str, Path]:
    """The path of every file that is named and there, by the name; what is wrong with the others is told elsewhere."""
    found: dict[str, Path] = {}
    for name in (*_named(folder, source), *_of_directory(folder, source)):
        try:
            path = inside(folder, name)
        except Unusable:
            continue
        if path.is_file():
            found.setdefault(name, path)
    return found


def _named(folder: Path, source: TomlSource) -> Iterator[str]:
    for table in ("letters", "levels"):
        for _, entry in source.listed(table):
            for name in _strings([entry.get("text")]):
                yield name
                yield from _named_in_text(folder, name)
            yield from _strings(entry.get("attachments"))
            for selector in (*_tables(entry.get("recipients")), *_tables([entry.get("relays")])):
                yield from _strings([selector.get("sheet")])


def _named_in_text(folder: Path, name: str) -> Iterator[str]:
    content = _quietly_read(folder, name)
    parts = None if content is None else read_front_matter(content, file=name, problems=Problems())
    if parts is None:
        return
    yield from (picture for picture, _ in pictures_named(parts.text))
    for appendix in _tables(parts.front.plain.get("appendices") if parts.front else None):
        for own in _strings([appendix.get("text")]):
            yield own
            if (appended := _quietly_read(folder, own)) is not None:
                text = LetterText(file=own, source=appended, first_line=1)
                yield from (picture for picture, _ in pictures_named(text))


def _of_directory(folder: Path, source: TomlSource) -> Iterator[str]:
    campaign = source.plain.get("campaign")
    for name in _strings([campaign.get("directory")] if isinstance(campaign, dict) else None):
        try:
            directory = inside(folder, name)
        except Unusable:
            continue
        if directory.is_dir():
            yield from (f"{name.rstrip('/')}/{path.name}" for path in sorted(directory.iterdir()))


def _quietly_read(folder: Path, name: str) -> str | None:
    return read_text(folder, name, TEXT_LIMIT_MB, Spot(Problems(), name, ""))


def _strings(listed: object) -> list[str]:
    return [one for one in listed if isinstance(one, str) and one.strip()] if isinstance(listed, list) else []


def _tables(listed: object) -> list[dict[str, Any]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
