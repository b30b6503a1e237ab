"""The office's own directory lies over the one that is shipped."""

import pickle
from datetime import date

import pytest

from vanban.domain.errors import InvalidDirectory, InvalidTemplate, Problem
from vanban.intake.sheets.directory_file import write_directory
from vanban.usecases.planning.office_directory import office_directory

DAY = date(2024, 9, 27)


def test_without_one_it_is_the_shipped_directory():
    assert office_directory(None).on(DAY).find("Sở Nội vụ").id == "snv-2020"


def test_a_folder_adds_to_the_shipped_directory(tmp_path):
    shipped = office_directory(None)
    write_directory(shipped, tmp_path)
    header = (tmp_path / "organisations.csv").read_text("utf-8-sig").splitlines()[0]
    row = {"id": "cty", "name": "Công ty thử", "short_name": "Công ty thử", "abbreviation": "CTT", "kind": "so"}
    row |= {"level": "tinh", "parent": "ubnd-tinh-2020", "place_name": "Khánh Hòa"}
    line = ",".join(row.get(column, "") for column in header.split(","))
    for name in ("groups", "signatories"):
        (tmp_path / f"{name}.csv").unlink()
    (tmp_path / "organisations.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")

    on = office_directory(tmp_path).on(DAY)

    assert on.find("Công ty thử").id == "cty"
    assert on.find("Sở Nội vụ").id == "snv-2020"


def test_what_is_wrong_with_it_is_told(tmp_path):
    (tmp_path / "signatories.csv").write_text("id,organ\na,b\n", encoding="utf-8")

    with pytest.raises(InvalidDirectory, match="thiếu cột này"):
        office_directory(tmp_path)


def test_an_error_with_its_problems_passes_between_processes():
    problem = Problem(file="cong-van.docx", place="", message="không có tệp mẫu này", remedy="chép lại")

    passed = pickle.loads(pickle.dumps(InvalidTemplate([problem])))  # noqa: S301  # its own bytes

    assert type(passed) is InvalidTemplate
    assert passed.problems == (problem,)
