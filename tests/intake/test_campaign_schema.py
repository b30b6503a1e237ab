"""The JSON Schemas, and the guide whose examples they must accept."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.letter_file import read_letter_file
from vanban.intake.reading import Problems
from vanban.intake.schema import campaign_schema, letter_schema, text_schema
from vanban.intake.toml_source import plain_value, read_toml
from vanban.intake.violations import report_violations

GUIDE = Path(__file__).parents[2] / "docs" / "campaign-file.md"
FENCED = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCHEMAS = {"campaign": campaign_schema(), "letter": letter_schema(), "text": text_schema()}


def examples(language: str) -> list[tuple[str, str]]:
    text = GUIDE.read_text(encoding="utf-8")
    return [(note.strip(), body) for name, note, body in FENCED.findall(text) if name == language]


def front_matter(markdown: str) -> str:
    return markdown.split("+++\n")[1]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_valid_2020_12(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_says_every_key_in_vietnamese(name):
    for key, part in SCHEMAS[name]["properties"].items():
        target = SCHEMAS[name]["$defs"].get(part.get("$ref", "").removeprefix("#/$defs/"), {})
        assert part.get("title") or target.get("title"), key


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_examples_inside_a_schema_obey_it(name):
    root = SCHEMAS[name]
    checked = 0
    for part in parts_with_examples(root):
        validator = Draft202012Validator({**part, "$defs": root["$defs"]}, format_checker=FormatChecker())
        for example in part["examples"]:
            validator.validate(example)
            checked += 1
    assert checked > 3


def parts_with_examples(schema):
    if isinstance(schema, dict):
        if "examples" in schema:
            yield schema
        for part in schema.values():
            yield from parts_with_examples(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts_with_examples(part)


def test_a_caller_cannot_spoil_the_schema_for_others():
    campaign_schema().clear()

    assert "properties" in campaign_schema()


@pytest.mark.parametrize(("note", "body"), examples("toml"))
def test_every_toml_example_of_the_guide_obeys_the_schema(note, body):
    """An example may show one key only; what it leaves out is no mistake, what it says must be right."""
    name = "text" if note == "text" else "campaign"
    errors = Draft202012Validator(SCHEMAS[name], format_checker=FormatChecker()).iter_errors(
        plain_value(tomllib.loads(body))
    )

    wrong = [error.message for error in errors if error.validator != "required"]

    assert wrong == []


def test_the_whole_example_of_the_guide_is_a_sound_campaign(tmp_path: Path):
    (whole,) = [body for note, body in examples("toml") if note == "whole"]
    (text,) = [body for note, body in examples("markdown") if note == "whole"]
    (tmp_path / "campaign.toml").write_text(whole, encoding="utf-8")
    (tmp_path / "trien-khai.md").write_text(text, encoding="utf-8")
    (tmp_path / "chuyen-tiep.md").write_text(text, encoding="utf-8")
    (tmp_path / "mau-phieu.docx").write_bytes(b"a form")
    (tmp_path / "thong-bao.md").write_text("Trân trọng thông báo./.\n", encoding="utf-8")

    reading = read_campaign(tmp_path)

    assert [str(problem) for problem in reading.problems] == []
    assert reading.campaign.letters
    assert reading.campaign.levels
    assert reading.campaign.assignments


def test_the_single_letter_of_the_guide_is_sound(tmp_path: Path):
    (letter,) = [body for note, body in examples("markdown") if note == "letter"]
    (tmp_path / "moi-hop.md").write_text(letter, encoding="utf-8")

    assert [str(problem) for problem in read_letter_file(tmp_path / "moi-hop.md").problems] == []


def test_the_guide_shows_every_key_of_the_schemas():
    shown = "\n".join(body for language in ("toml", "markdown") for _, body in examples(language))

    keys = {key for name in SCHEMAS for key in keys_of(SCHEMAS[name])}

    assert {key for key in keys if not re.search(rf"\b{key}\b", shown)} == set()


def keys_of(schema):
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from keys_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys_of(part)


def test_the_packaged_schema_finds_what_the_reader_reports():
    """What ``vanban schema`` hands to an editor and what the reader checks are the same rules."""
    text = 'format = 1\n[campaign]\nid = "A"\ntitle = ""\n[[letters]]\nid = "a"\n'
    problems = Problems()
    source = read_toml(text, file="campaign.toml", first_line=1, problems=problems)
    assert source is not None

    broken = report_violations(source, "campaign", problems)

    found = Draft202012Validator(SCHEMAS["campaign"]).iter_errors(source.plain)
    assert broken == {tuple(error.absolute_path) for error in found}
