"""What a JSON Schema finds wrong in a TOML text, told in Vietnamese at the line where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from jsonschema import ValidationError

from vanban.intake.reading import Problems
from vanban.intake.schema import Schema, properties, resolved, validator
from vanban.intake.toml_lines import FieldPath
from vanban.intake.toml_source import TomlSource
from vanban.intake.violation_wording import Violation, nearest, toml_text, wording

Told = tuple[FieldPath, str, str]
"""Where, what is wrong, and what to do."""


def report_violations(source: TomlSource, schema_name: str, problems: Problems) -> frozenset[FieldPath]:
    """Report everything that the schema finds, and return the places whose values cannot be used.

    A key that nobody knows does not spoil the part it stands in.
    """
    broken: set[FieldPath] = set()
    for found in _violations(source.plain, schema_name):
        if found.keyword == "format" and found.path in broken:
            continue
        if found.keyword != "additionalProperties":
            broken.add((*found.path, found.instance) if found.in_name else found.path)
        for place, message, remedy in _told(found, schema_name):
            source.spot(problems, place).report(message, remedy)
    return frozenset(broken)


def is_sound(path: FieldPath, broken: frozenset[FieldPath]) -> bool:
    """Whether nothing at this place or inside it was found wrong."""
    return path not in _with_parts_around(broken)


@lru_cache(maxsize=8)
def _with_parts_around(broken: frozenset[FieldPath]) -> frozenset[FieldPath]:
    return frozenset(place[:depth] for place in broken for depth in range(len(place) + 1))


def _violations(plain: Mapping[str, object], schema_name: str) -> list[Violation]:
    found = [_violation(error) for error in validator(schema_name).iter_errors(plain)]
    # A value of the wrong form is no date either: that is said once, for the form.
    return sorted((one for one in found if not _is_beside_the_point(one)), key=lambda one: one.keyword == "format")


def _is_beside_the_point(found: Violation) -> bool:
    return found.keyword == "oneOf" and not isinstance(found.instance, dict)


def _violation(error: ValidationError) -> Violation:
    return Violation(
        path=tuple(error.absolute_path),
        keyword=str(error.validator),
        value=error.validator_value,
        instance=error.instance,
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        in_name="propertyNames" in error.absolute_schema_path,
    )


def _told(found: Violation, schema_name: str) -> Iterator[Told]:
    if found.in_name:
        yield (*found.path, found.instance), f"tên khóa '{found.instance}' không đúng dạng", found.remedy
    elif found.keyword == "additionalProperties":
        yield from _unknown_keys(found, schema_name)
    elif found.keyword == "required":
        yield from _missing_keys(found, _schema(schema_name))
    else:
        yield (found.path, *wording(found))


def _unknown_keys(found: Violation, schema_name: str) -> Iterator[Told]:
    known = found.schema["properties"]
    for key in found.instance:
        if key not in known:
            yield (
                (*found.path, key),
                f"không có khóa '{key}'",
                _where_it_belongs(key, known, found.path, schema_name),
            )


def _where_it_belongs(key: str, known: Iterable[str], path: FieldPath, schema_name: str) -> str:
    in_order = path[:1] in (("letters",), ("levels",)) and len(path) == len(("letters", 0))
    if schema_name == "campaign" and in_order and key in _schema("text")["properties"]:
        return f"đặt '{key}' ở phần đầu của tệp lời văn, giữa hai dòng '+++'"
    if schema_name == "text" and not path and key in _schema("letter")["properties"]:
        return f"đặt '{key}' trong campaign.toml, không đặt trong tệp lời văn"
    return nearest(key, known, "khóa")


def _missing_keys(found: Violation, root: Schema) -> Iterator[Told]:
    known = properties(resolved(found.schema, root), root)
    for key in found.value:
        if key not in found.instance:
            title = known[key].get("title", "")
            message = f"thiếu khóa '{key}' ({title})" if title else f"thiếu khóa '{key}'"
            yield (*found.path, key), message, _add(key, known[key])


def _add(key: str, part: Schema) -> str:
    if examples := part.get("examples"):
        return f"thêm dòng, ví dụ: {key} = {toml_text(examples[0])}"
    return f"thêm ít nhất một bảng [[{key}]]" if part.get("type") == "array" else f"thêm bảng [{key}]"


def _schema(name: str) -> Schema:
    schema = validator(name).schema
    return schema if isinstance(schema, Mapping) else {}
