"""Where keys stand in a TOML text."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from vanban.intake.reading import Problems
from vanban.intake.toml_lines import field_lines, value_spans
from vanban.intake.toml_source import field_name, read_toml

NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
SCALARS = st.sampled_from(['"a # b"', "'c]'", "12", "true", "2024-09-27", '"""x\n[y]\nz = 1"""', '"\\"{"', "1.5"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n  " + ",\n  ".join(items) + " # ]\n]" if items else "[]"),
        st.dictionaries(NAMES, SCALARS.filter(lambda text: "\n" not in text), max_size=3).map(
            lambda table: "{ " + ", ".join(f"{key} = {value}" for key, value in table.items()) + " }"
        ),
    ),
    max_leaves=6,
)
TABLES = st.lists(st.tuples(st.booleans(), NAMES, st.dictionaries(NAMES, VALUES, max_size=4)), max_size=4)


def paths_of(value, path=()):
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths_of(item, (*path, index))


def text_of(tables):
    seen: dict[str, bool] = {}
    lines = []
    for is_array, name, pairs in tables:
        if name in seen and not (seen[name] and is_array):
            continue
        seen[name] = is_array
        lines.append(f"[[{name}]]" if is_array else f"[{name}]")
        lines.extend(f"{key} = {value}" for key, value in pairs.items())
    return "\n".join(lines)


@given(TABLES)
def test_every_key_is_found_on_a_line_that_names_it(tables):
    text = text_of(tables)

    found = field_lines(text)

    for path in paths_of(tomllib.loads(text)):
        if isinstance(path[-1], str) or len(path) > 2:
            assert path in found, (path, text)
        if isinstance(path[-1], str):
            assert path[-1] in text.split("\n")[found[path] - 1]


@given(TABLES)
def test_every_value_is_found_from_where_to_where_it_stands(tables):
    text = text_of(tables)
    spans = value_spans(text)

    for path, value in leaves_of(tomllib.loads(text)):
        start, end = spans[path]
        assert tomllib.loads(f"x = {text[start:end]}") == {"x": value}, (path, text)


def leaves_of(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
    for key, item in items or ():
        yield from leaves_of(item, (*path, key))


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    field_lines(text)


@given(st.text(alphabet="[]{}=\"'#.\n ab1,", max_size=40))
def test_what_is_no_toml_is_a_problem_with_a_line(text):
    problems = Problems()

    source = read_toml(text, file="a.toml", first_line=3, problems=problems)

    assert (source is None) == bool(len(problems))
    assert all(problem.place.startswith("dòng ") and int(problem.place[5:]) >= 3 for problem in problems)


def test_brackets_without_end_are_a_problem_and_no_crash():
    for text in ("a = " + "[" * 100_000, "a = " + "9" * 10_000):
        problems = Problems()

        assert read_toml(text, file="a.toml", first_line=1, problems=problems) is None
        assert len(problems) == 1


def test_a_field_is_named_as_a_person_would_point_at_it():
    assert field_name(("letters", 0, "recipients", 1, "group")) == "letters[0].recipients[1].group"
    assert field_name(()) == ""
