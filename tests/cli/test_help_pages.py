"""Every page of ``--help`` can be read by someone who knows no English."""

import re

import pytest
import typer
from command_line import vanban

from vanban.cli.main import app

_ENGLISH = re.compile(r"\b(Usage|Options|Commands|Arguments|Show|required|default|env var|COMMAND|ARGS)\b|<[a-z ]+>")


def pages(words=(), command=None):
    command = command or typer.main.get_command(app)
    yield words
    for name, child in getattr(command, "commands", {}).items():
        yield from pages((*words, name), child)


@pytest.mark.parametrize("words", tuple(pages()), ids=" ".join)
def test_a_page_is_in_vietnamese_and_its_list_of_commands_is_not_cut(words):
    ran = vanban(*words, "--help")

    assert ran.code == 0
    assert _ENGLISH.findall(ran.out) == []
    assert "..." not in ran.out
    assert ran.out.startswith("Cách dùng: vanban")


def test_a_group_without_a_command_prints_the_same_page():
    assert vanban("register").err.strip() == vanban("register", "--help").out.strip()
