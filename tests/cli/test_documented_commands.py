"""docs/cli.md names every command with every flag, and no flag that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from vanban.cli.main import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
SHARED = {"--out", "--database", "--date", "--directory", "--yes", "--json", "--actor"}


def commands() -> Iterator[tuple[str, object]]:
    def below(name, command):
        children = getattr(command, "commands", None)
        if children is None:
            yield name, command
        for child, its_command in (children or {}).items():
            yield from below(f"{name} {child}", its_command)

    yield from below("vanban", typer.main.get_command(app))


ALL = dict(commands())


def section(name: str) -> str:
    """What the page says under the heading of a command."""
    found = re.search(rf"^### `{name}[ `].*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no heading for {name}"
    return found.group()


def options(command) -> set[str]:
    return {name for one in command.params for name in one.opts if name.startswith("--")} - {"--help"}


def arguments(command) -> list[str]:
    return [one.metavar for one in command.params if one.param_type_name == "argument"]


@pytest.mark.parametrize("name", ALL)
def test_a_command_is_explained_with_its_arguments_and_flags(name):
    text = section(name)

    assert {flag for flag in options(ALL[name]) if f"`{flag}" not in text} == set()
    assert [one for one in arguments(ALL[name]) if one not in text] == []
    assert {flag for flag in re.findall(r"--[a-z-]+", text) if flag not in options(ALL[name])} == set()


def test_every_heading_is_a_command():
    assert sorted(re.findall(r"^### `(vanban [a-z ]*[a-z])", PAGE, re.MULTILINE)) == sorted(ALL)


def test_flags_and_exit_codes_that_all_commands_share_are_explained_once():
    shared = PAGE[: PAGE.index("### ")]

    assert [flag for flag in SHARED if f"| `{flag}" not in shared] == []
    assert [code for code in (0, 1, 2, 3, 130) if f"| {code} |" not in shared] == []
    for variable in ("VANBAN_DATABASE", "VANBAN_ACTOR", "VANBAN_TEMPLATES", "VANBAN_DEBUG"):
        assert f"`{variable}`" in shared


def test_a_flag_means_the_same_wherever_it_appears():
    meanings: dict[str, set[tuple[str, str]]] = {}
    for command in ALL.values():
        for one in command.params:
            for name in SHARED.intersection(one.opts):
                meanings.setdefault(name, set()).add((one.help, str(one.metavar)))

    assert set(meanings) == SHARED
    assert {name: len(told) for name, told in meanings.items()} == dict.fromkeys(SHARED, 1)


def test_every_command_and_flag_has_help_in_vietnamese():
    accented = re.compile("[à-ỹđ]", re.IGNORECASE)
    for name, command in ALL.items():
        assert accented.search(command.help or ""), name
        for one in command.params:
            if one.param_type_name == "option" and "--help" not in one.opts:
                assert accented.search(one.help or ""), f"{name} {one.opts}"
