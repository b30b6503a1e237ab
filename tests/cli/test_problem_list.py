"""Many mistakes of one kind are told in few lines, and none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from vanban.cli.screens.problem_list import problem_lines
from vanban.domain.errors import Problem


def problem(place: str, message: str = "để trống", file: str = "organisations.csv") -> Problem:
    return Problem(file=file, place=place, message=message, remedy="điền giá trị")


def test_few_mistakes_are_told_one_by_one_in_their_order():
    problems = [problem("dòng 3, cột name"), problem("dòng 2, cột kind"), problem("dòng 2, cột name")]

    assert sorted(problem_lines(problems)) == sorted(str(one) for one in problems)


def test_the_same_mistake_in_many_rows_is_one_line_that_names_every_row():
    problems = [problem(f"dòng {row}, cột place_name") for row in (*range(2, 132), 140)]

    assert problem_lines(problems) == ("organisations.csv, dòng 2–131, 140, cột place_name: để trống → điền giá trị",)


def test_of_many_mistakes_at_one_place_the_first_are_told_and_the_rest_counted():
    problems = [problem("levels[0].signatory", f"không có ai ký cho xã {number}") for number in range(65)]

    lines = problem_lines(problems)

    assert lines[:5] == tuple(str(one) for one in problems[:5])
    assert lines[5:] == (
        "organisations.csv, levels[0].signatory: còn 60 lỗi khác cùng chỗ này → sửa như trên rồi chạy lại",
    )


@given(st.lists(st.tuples(st.integers(2, 40), st.sampled_from(["name", "kind"]), st.sampled_from("ab")), unique=True))
def test_every_row_and_column_at_fault_is_named(faults):
    lines = problem_lines([problem(f"dòng {row}, cột {column}", message) for row, column, message in faults])

    for row, column, message in faults:
        assert any(_names(line, row) and f"cột {column}: {message} " in line for line in lines)


def _names(line: str, row: int) -> bool:
    told = line.partition("dòng ")[2].partition(", cột")[0]
    ranges = [part.split("–") for part in told.split(", ")]
    return any(int(ends[0]) <= row <= int(ends[-1]) for ends in ranges)
