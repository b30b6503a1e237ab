"""SECURITY.md says how many attacks are tried, and says it truly."""

import re
from collections import Counter
from pathlib import Path

import pytest
from families import FAMILIES

PAGE = (Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8")
LINE = re.compile(r"^\| ([a-z]) \| (.+?) \| ([\d.]+) \| 0 \|$", re.MULTILINE)


def counted():
    return [(one.letter, one.title, len(one.attacks)) for one in FAMILIES]


def test_the_page_counts_the_attacks_of_every_family():
    told = [(letter, title, int(count.replace(".", ""))) for letter, title, count in LINE.findall(PAGE)]
    assert told == counted(), "\n".join(f"| {letter} | {title} | {count} | 0 |" for letter, title, count in counted())
    total = f"{sum(count for *_, count in counted()):,}".replace(",", ".")
    assert f"| | **Tất cả** | **{total}** | **0** |" in PAGE


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.letter)
def test_no_attack_is_counted_twice(family):
    names = Counter((attack.where, attack.name) for attack in family.attacks)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_attack_says_what_must_hold():
    assert all(attack.holds and attack.where and attack.name is not None for one in FAMILIES for attack in one.attacks)
