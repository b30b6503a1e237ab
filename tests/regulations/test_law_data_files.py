import re
import tomllib
from datetime import date
from importlib.resources import files
from unicodedata import is_normalized

import pytest

DATA = files("vanban.regulations") / "data"
DECREE = sorted((DATA / "nd30_2020").iterdir(), key=lambda file: file.name)
ENTRIES = [
    pytest.param(entry, id=f"{file.name}:{key}")
    for file in DECREE
    for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_value_of_the_decree_has_unit_date_and_clause(entry):
    assert set(entry) == {"unit", "values"}
    assert entry["unit"]
    for value in entry["values"]:
        assert value["effective_from"] == date(2020, 3, 5)
        assert re.match(r"30/2020/NĐ-CP, (Annex (I, Part I{1,2}|III|IV|VI), |Art\. \d)", value["source"])
        assert set(value) - {"effective_from", "source"}, "a value without content"


def test_every_choice_of_the_house_has_an_id_of_its_own_a_unit_and_a_reason():
    table = tomllib.loads((DATA / "house" / "style.toml").read_text(encoding="utf-8"))
    choices = [*table["choices"].values(), *table["sizes"]]
    assert all(one["unit"] and one["reason"] and one["id"].startswith("HOUSE.") for one in choices)
    assert not any("source" in one for one in choices)
    assert len({one["id"] for one in choices}) == len(choices)


@pytest.mark.parametrize("folder", ["nd30_2020", "house", "calendar", "administration"])
def test_the_data_is_utf_8_in_composed_form(folder):
    for file in (DATA / folder).iterdir():
        assert is_normalized("NFC", file.read_bytes().decode("utf-8")), file.name
