"""Legal cases as TOML: the parts of a document, and the findings on it."""

from __future__ import annotations

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
_COMPARED = ("element", "found", "allowed")


def cases():
    """Every case with the family that its file names."""
    for path in sorted((HERE / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield f"{path.stem}: {case['name']}", case


def letters():
    """The reference letters as typed, by year."""
    for path in sorted((HERE / "letters").glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def assert_findings(findings, expected):
    """The findings are these and no others; what a case says of one holds in its words."""
    shown = "\n".join(f"{one.rule_id} {one.severity} | {one.element} | {one.found}" for one in findings)
    given = [(one.rule_id, one.severity.value) for one in findings]
    assert given == [(one["rule"], one["severity"]) for one in expected], shown
    for finding, wanted in zip(findings, expected, strict=True):
        for part in _COMPARED:
            assert wanted.get(part, "") in getattr(finding, part), f"{part}\n{finding}"


def corrected(letter):
    """The letter with every correction made; each must be needed."""
    made = letter
    for one in letter["corrections"]:
        before = made
        made = _replaced(made, one["typed"], one["right"])
        assert made != before, f"nothing to correct: {one['typed']}"
    return made


def _replaced(value, typed, right):
    if isinstance(value, str):
        return value.replace(typed, right)
    if isinstance(value, list):
        return [new for new in (_replaced(one, typed, right) for one in value) if new != ""]
    if isinstance(value, dict):
        return {
            key: one if key in ("corrections", "expected") else _replaced(one, typed, right)
            for key, one in value.items()
        }
    return value
