"""Every benchmark runs from the command line, and the verdict is that of the median."""

import importlib
import importlib.util
import json
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = {
    "docx": 5,
    "pdf": 5,
    "register": 2,
    "plan": 1,
    "launch": 2,
    "dask": 1,
    "whole": 1,
    "libreoffice": 1,
    "board": 4,
    "board_postgres": 2,
    "numbering": 2,
    "prefect": 1,
    "check": 6,
    "memory": 1,
    "scale": 2,
}


@pytest.fixture(scope="module")
def run():
    """The script as a module, without leaving its folder on the path of later tests."""
    path_before = list(sys.path)
    modules_before = set(sys.modules)
    spec = importlib.util.spec_from_file_location("benchmarks_run", ROOT / "benchmarks" / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = path_before
    for name in set(sys.modules) - modules_before:
        if name.startswith("benchmarks"):
            del sys.modules[name]


def figure(run, samples, **bound):
    return run.Figure(name="hình", baseline="mốc", unit="lần", samples=samples, **bound)


def call(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "run.py", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_benchmark_runs_with_tiny_sizes_and_yields_finite_figures(run, tmp_path):
    out = tmp_path / "folder" / "bench.json"

    done = call("--tiny", "--out", out, cwd=tmp_path)

    measured = {name: rows for name, rows in ROWS.items() if run.programs() or name not in run.ON_POSTGRESQL}
    told = (f"measuring {name} ..." if name in measured else f"left out {name}: {run.MISSING}" for name in ROWS)
    assert (done.returncode, done.stderr.splitlines()) == (0, list(told))
    written = json.loads(out.read_text("utf-8"))
    assert len(written["figures"]) == sum(measured.values())
    for one in written["figures"]:
        assert all(math.isfinite(sample) for sample in one["samples"])
        # A share is a difference, which a busy machine may turn round.
        assert "share" in one["name"] or min(one["samples"]) > 0
        assert one["min"] <= one["median"] <= one["max"]
        assert one["name"] in done.stdout
    assert written["machine"]["harfbuzz-subset"] in {"yes", "no"}
    assert written["machine"]["python"] in done.stdout
    assert [path.name for path in out.parent.iterdir()] == ["bench.json"]


def test_an_unknown_benchmark_is_refused_by_name(tmp_path):
    done = call("--only", "docx,xlsx", "--out", tmp_path / "bench.json")

    assert done.returncode == 2
    assert "no such benchmark: xlsx" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_requirement_is_met_or_missed_by_the_median(run):
    assert figure(run, (1.0, 12.0, 99.0), at_least=12.0).is_met
    assert not figure(run, (99.0, 11.9, 1.0), at_least=12.0).is_met
    assert figure(run, (1.0, 1.15, 9.0), at_most=1.15).is_met
    assert not figure(run, (1.0, 1.16, 9.0), at_most=1.15).is_met


def test_one_missed_requirement_fails_the_run(run):
    met, missed = figure(run, (13.0,), at_least=12.0), figure(run, (1.2,), at_most=1.15)

    assert run.exit_code([met]) == 0
    assert run.exit_code([met, missed]) == 1


def test_a_figure_without_a_requirement_never_fails_the_run(run):
    assert run.exit_code([figure(run, (0.001,))]) == 0


def test_the_table_says_what_is_required_and_whether_it_is_met(run):
    figures = [
        figure(run, (13.0,), at_least=12.0),
        figure(run, (1.2,), at_most=1.15),
        figure(run, (4321.0,)),
    ]

    head, met, missed, stated = (line.split() for line in run.table(figures).splitlines())

    assert head == ["name", "baseline", "unit", "min", "median", "max", "required", "met"]
    assert met[3:] == ["13.00", "13.00", "13.00", ">=", "12", "yes"]
    assert missed[3:] == ["1.20", "1.20", "1.20", "<=", "1.15", "NO"]
    assert stated[3:] == ["4321", "4321", "4321", "-", "-"]


def test_both_sides_take_turns_and_the_first_round_does_not_count(run):
    turns = []

    pairs = run.docx_speed.in_turns(lambda: turns.append("A"), lambda: turns.append("B"), 3)

    assert "".join(turns) == "ABABABAB"
    assert len(pairs) == 3


def test_a_full_run_takes_medians_of_at_least_five_but_for_the_share_which_takes_minutes(run):
    assert min(run.FULL.rounds, run.FULL.memory_processes, run.FULL.board_rounds) >= 5
    assert run.FULL.share_rounds == 3
    assert (run.FULL.check_rounds, run.FULL.check_files) == (5, 1000)
    assert (run.FULL.memory_early, run.FULL.memory_late) == (200, 2000)
    assert run.FULL.judged


def test_a_baseline_that_prints_another_text_is_no_baseline(run):
    letter = run.docx_speed.issued_letters("2025-khao-sat-cchc", 2)
    docx, pdf = run.docx_speed.letter_docx(letter[1]), run.pdf_speed.letter_pdf(letter[1])

    with pytest.raises(ValueError, match="another text"):
        run.docx_speed.refuse_different_text(letter[0], docx)
    with pytest.raises(ValueError, match="another text"):
        run.pdf_speed.refuse_different_text(letter[0], pdf)


def test_no_paragraph_of_a_checked_letter_stands_in_another(run):
    letters = run.check_speed.issued_letters("2024-khao-sat-hai-long", 5)
    words = [run.check_speed._in_own_words(letter, number) for number, letter in enumerate(letters, start=1)]

    paragraphs = [
        block.text for letter in words for block in letter.blocks if isinstance(block, run.check_speed.Paragraph)
    ]

    assert len(set(paragraphs)) == len(paragraphs) > 20


def test_the_baseline_of_the_check_walks_the_runs_of_text_and_tables(run, tmp_path):
    check = run.check_speed
    letter = check.short_letter(7)
    (path,) = check._written([letter], tmp_path, "thu")

    walked = check.walked(path)

    assert all(len(one) == 4 for one in walked)
    text = "".join(one[0] for one in walked)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text, "the head is a table"
    assert letter.blocks[0].runs[0].text in text
    assert letter.signature.full_name in text


def test_no_two_short_letters_share_text_or_link(run):
    letters = [sys.modules["benchmarks.letters"].short_letter(number) for number in range(1, 401)]

    assert len({letter.blocks for letter in letters}) == 400
    assert len({block.link for letter in letters for block in letter.blocks if hasattr(block, "link")}) == 400


def test_the_boards_are_of_1000_organisations_in_each_campaign(run, tmp_path):
    database = run.board_speed.open_database(str(tmp_path / "so.db"))
    run.board_speed.add_campaigns(database, range(1), run.FULL.board_breadths)

    rows = run.board_speed.deadline_board(database, "dot-000", run.board_speed.DAY).rows

    assert len({row.obligation.key.organ_id for row in rows}) == len(rows) == 1000
    assert Counter(row.level for row in rows) == {1: 10, 2: 90, 3: 900}
    assert sum(row.report is not None for row in rows) == 800
    assert sum(row.report is not None and row.report.version == 2 for row in rows) == 100
    assert sum(bool(row.obligation.extensions) for row in rows) == 100
    assert {row.standing.value for row in rows} == {
        "overdue", "due_soon", "open", "reported_late", "reported_on_time",
    }  # fmt: skip
    assert run.FULL.board_campaigns == (5, 50)


def test_a_percentile_is_the_value_that_95_of_100_do_not_exceed(run):
    percentile = run.board_speed.percentile

    assert percentile(list(range(1, 101))) == 95
    assert percentile(list(range(20, 0, -1))) == 19
    assert percentile([7.0]) == 7.0


def test_a_launch_that_leaves_other_files_than_the_bare_pool_is_no_race(run, tmp_path):
    process = importlib.import_module("benchmarks.launch_process")
    for side in ("bare", "launched"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "0001.pdf").write_bytes(b"the same")
    process.refuse_different_files(tmp_path / "bare", tmp_path / "launched")

    (tmp_path / "launched" / "0001.pdf").write_bytes(b"another")
    with pytest.raises(ValueError, match="other files"):
        process.refuse_different_files(tmp_path / "bare", tmp_path / "launched")
    (tmp_path / "launched" / "0001.pdf").unlink()
    with pytest.raises(ValueError, match="other files"):
        process.refuse_different_files(tmp_path / "bare", tmp_path / "launched")


def test_prefects_share_is_of_a_launch_of_2000_letters_that_two_people_approved(run, tmp_path):
    approved = importlib.import_module("benchmarks.approved_plan")
    list_plans = importlib.import_module("vanban.usecases.approving.list_plans")

    plan = approved.approved_plan(tmp_path / "dot", run.FULL.share_breadths)

    assert plan.letters == 2000
    database = approved.open_database(str(plan.folder / approved.REGISTER))
    [standing] = list_plans.list_plans(database)
    assert (standing.record.id, standing.state, standing.missing) == (plan.id, list_plans.PlanState.APPROVED, ())
    assert standing.progress.issued == 0


def test_a_flow_that_did_not_end_well_is_no_measurement(run):
    with pytest.raises(ValueError, match="Failed: hỏng"):
        run.prefect_share._refuse_unfinished({"state_name": "Failed", "state": {"message": "hỏng"}})


@pytest.mark.parametrize(
    ("breadths", "levels"), [("launch_breadths", [1, 1, 27, 1971]), ("launch_few", [1, 13, 26, 260])]
)
def test_the_launches_are_of_2000_and_of_300_letters_over_four_levels(run, tmp_path, breadths, levels):
    process = importlib.import_module("benchmarks.launch_process")

    plan = process.province_plan(tmp_path, getattr(run.FULL, breadths))

    assert not plan.is_stopped
    counted = Counter(one.draft.level for one in plan.letters)
    assert [counted[level] for level in sorted(counted)] == levels
    assert len({one.draft.key for one in plan.letters}) == sum(levels) in {300, 2000}


def test_a_million_obligations_and_sixteen_writers_are_measured_in_full(run):
    assert run.board_postgres.BREADTHS == (10, 9, 10), "10 + 90 + 900 units"
    assert run.FULL.million_campaigns == 1000
    assert run.numbering_postgres.WRITERS == 16
    assert (run.FULL.numbering_rounds, run.FULL.numbering_alone, run.FULL.numbering_chunked) == (5, 100, 2000)


def test_the_most_that_a_process_held_is_its_own_and_not_that_of_whoever_started_it():
    held = b"x" * (400 * 2**20)
    command = "from benchmarks.scale_process import most_resident_bytes; print(most_resident_bytes())"
    told = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 0 < int(told.stdout) < len(held)
