"""Keys that a campaign file or a single letter names in one place and states in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vanban.intake.campaign.cascade import letters_above
from vanban.intake.reading import Problems
from vanban.intake.toml_lines import FieldPath
from vanban.intake.toml_source import TomlSource
from vanban.intake.violation_wording import nearest

_ORDERING_TABLES = ("letters", "levels")
_KEYED_LISTS = (("letters", "id"), ("assignments", "key"), ("figures", "key"), ("quotas", "key"))


def report_references(source: TomlSource, problems: Problems, *, own_id: str = "") -> None:
    """Every reference to something that is not stated, everything stated twice, and bounds that run in a circle.

    Args:
        own_id: the id of the single letter whose front matter ``source`` is.
    """
    _report_repeated(source, problems)
    figures = _stated(source, "figures", "key")
    quotas = _stated(source, "quotas", "key")
    windows = _names(source.plain.get("windows"))
    letters = [own_id] if own_id else [name for table in _ORDERING_TABLES for name in _stated(source, table, "id")]
    known = {
        "above": (letters, "văn bản"),
        "incoming": (_names(source.plain.get("citations")), "văn bản viện dẫn"),
        "letter": (letters, "văn bản"),
        "window": (windows, "khoảng thời gian"),
        "figures": (figures, "số liệu"),
        "quotas": (quotas, "chỉ tiêu"),
        "reached": (figures, "số liệu"),
        "total": (figures, "số liệu"),
        "at_most": (figures, "số liệu"),
    }
    for path, field, name in _references(source):
        stated, kind = known[field]
        if name not in stated:
            remedy = nearest(name, stated, "khóa") if stated else f"khai báo {kind} '{name}' trong {source.file}"
            source.spot(problems, path).report(f"không có {kind} '{name}'", remedy)
    _report_circles(source, problems)


def _references(source: TomlSource) -> Iterator[tuple[FieldPath, str, str]]:
    campaign = source.plain.get("campaign")
    if isinstance(campaign, dict) and isinstance(incoming := campaign.get("incoming"), str):
        yield ("campaign", "incoming"), "incoming", incoming
    yield from _references_in_tables(source)


def _references_in_tables(source: TomlSource) -> Iterator[tuple[FieldPath, str, str]]:
    for table, single, several in (
        ("levels", ("above",), ()),
        ("assignments", ("letter", "window"), ("figures", "quotas")),
        ("quotas", ("reached", "total"), ()),
        ("figures", ("at_most",), ()),
    ):
        for index, entry in source.listed(table):
            for field in single:
                if isinstance(name := entry.get(field), str) and name:
                    yield (table, index, field), field, name
            for field in several:
                listed = entry.get(field)
                for place, name in enumerate(listed if isinstance(listed, list) else ()):
                    if isinstance(name, str) and name:
                        yield (table, index, field, place), field, name


def _report_repeated(source: TomlSource, problems: Problems) -> None:
    for table, field in _KEYED_LISTS:
        met: dict[str, str] = {}
        for place, name in _declared(source, table, field):
            if name in met:
                source.spot(problems, place).report(
                    f"mã '{name}' đã dùng ở {met[name]}", "đặt mã khác cho một trong hai nơi"
                )
            met.setdefault(name, source.place(place))


def _declared(source: TomlSource, table: str, field: str) -> Iterator[tuple[FieldPath, str]]:
    # A level's letter shares its file names and its register with those above it.
    for one in _ORDERING_TABLES if table == "letters" else (table,):
        for index, entry in source.listed(one):
            if isinstance(name := entry.get(field), str):
                yield (one, index, field), name


def _report_circles(source: TomlSource, problems: Problems) -> None:
    bounds = {
        entry["key"]: entry["at_most"]
        for _, entry in source.listed("figures")
        if isinstance(entry.get("key"), str) and isinstance(entry.get("at_most"), str)
    }
    for index, entry in source.listed("figures"):
        if circle := _circle(entry.get("key"), bounds):
            source.spot(problems, ("figures", index, "at_most")).report(
                f"giới hạn số liệu đi vòng: {circle}", "bỏ một khóa 'at_most' trong vòng này"
            )
    relayed = letters_above(source)
    for index, entry in source.listed("levels"):
        # What is understood goes upwards; a circle needs at least one 'above', and is told there.
        if "above" in entry and (circle := _circle(entry.get("id"), relayed)):
            source.spot(problems, ("levels", index, "above")).report(
                f"các cấp chuyển tiếp đi vòng: {circle}",
                "sửa khóa 'above': mỗi cấp chuyển tiếp văn bản của cấp trên nó",
            )


def _circle(start: object, following: Mapping[str, str]) -> str:
    """``a → b → a`` when what follows ``start`` leads back to it."""
    met: list[str] = []
    name = start
    while isinstance(name, str) and name in following and name not in met:
        met.append(name)
        name = following[name]
    return " → ".join([*met, name]) if met and isinstance(name, str) and name == start else ""


def _stated(source: TomlSource, table: str, field: str) -> list[str]:
    return [name for _, entry in source.listed(table) if isinstance(name := entry.get(field), str)]


def _names(table: object) -> Iterable[str]:
    return list(table) if isinstance(table, dict) else []
