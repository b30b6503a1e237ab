"""docs/directory.md names every column of an own directory, and its samples are a directory that is right."""

import re
from pathlib import Path

import pytest

from vanban.directory.directory import shipped_directory
from vanban.directory.group import SELECTOR_FIELDS
from vanban.directory.rows import OPTIONAL_COLUMNS, REQUIRED_COLUMNS
from vanban.intake.sheets.directory_file import read_directory

PAGE = (Path(__file__).parents[2] / "docs" / "directory.md").read_text(encoding="utf-8")


def section(table: str) -> str:
    found = re.search(rf"^## `{table}\.csv`.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/directory.md has no section for {table}.csv"
    return found.group()


@pytest.mark.parametrize("table", REQUIRED_COLUMNS)
def test_every_column_is_explained_with_whether_it_is_required(table):
    told = dict(re.findall(r"^\| `(\w+)` \| (có|không) \|", section(table), re.MULTILINE))

    assert [column for column, needed in told.items() if needed == "có"] == list(REQUIRED_COLUMNS[table])
    assert [column for column, needed in told.items() if needed == "không"] == list(OPTIONAL_COLUMNS[table])


def test_every_field_of_a_selector_is_named():
    assert [field for field in SELECTOR_FIELDS if f"`{field}`" not in section("groups")] == []


def test_the_samples_are_a_directory(tmp_path):
    for table in REQUIRED_COLUMNS:
        (sample,) = re.findall(r"```csv\n(.*?)```", section(table), re.DOTALL)
        (tmp_path / f"{table}.csv").write_text(sample, encoding="utf-8")

    own = read_directory(tmp_path, shipped_directory())

    assert (len(own.organisations), len(own.signatories), len(own.groups)) == (2, 2, 2)


def test_signatures_are_printed_as_the_page_says(tmp_path):
    table = section("signatories").partition("| Ai ký |")[2].splitlines()[2:]
    rows = [re.split(r"(?<!\\)\|", line)[2:6] for line in table if line.startswith("| ")]
    words = [[cell.strip(" `").replace("\\|", "|") for cell in row] for row in rows]
    lines = [f"n{number},snv-202507,Nguyễn Văn A,{','.join(row[:3])}" for number, row in enumerate(words)]
    header = "id,organ,full_name,position,capacities,on_behalf_of"
    (tmp_path / "signatories.csv").write_text("\n".join([header, *lines]), encoding="utf-8")

    own = read_directory(tmp_path, shipped_directory())

    assert len(words) == 6
    assert [" / ".join(one.signature_lines) for one in own.signatories] == [row[3] for row in words]
