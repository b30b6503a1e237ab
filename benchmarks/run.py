"""Measure speed and memory, print one table, write it as JSON, and fail when a required figure is missed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

# The folder above, so that `python benchmarks/run.py` finds what `python -m benchmarks.run` does.
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import (  # noqa: E402
    board_postgres,
    board_speed,
    check_speed,
    dask_launch,
    docx_speed,
    launch_share,
    launch_speed,
    libreoffice_speed,
    memory,
    numbering_postgres,
    pdf_speed,
    plan_speed,
    prefect_share,
    register_speed,
    scale,
)
from benchmarks.machine import machine  # noqa: E402
from benchmarks.measuring import Figure  # noqa: E402
from benchmarks.sizes import FULL, QUICK, TINY, Sizes  # noqa: E402
from scripts.private_postgres import MISSING, programs  # noqa: E402

DEFAULT_OUT = ROOT / "output" / "bench.json"
ON_POSTGRESQL = frozenset({"board_postgres", "numbering"})
HEAD = ("name", "baseline", "unit", "min", "median", "max", "required", "met")


def main() -> int:
    """Run what was asked for; 1 when the median of a required figure is missed."""
    options = _options()
    sizes = TINY if options.tiny else QUICK if options.quick else FULL
    options.out.parent.mkdir(parents=True, exist_ok=True)
    facts = machine()
    figures: list[Figure] = []
    for name in options.only:
        if name in ON_POSTGRESQL and programs() is None:
            print(f"left out {name}: {MISSING}", file=sys.stderr, flush=True)
            continue
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        figures += _BENCHMARKS[name](sizes, options.out.parent)
    print(table(figures, judged=sizes.judged))
    print(", ".join(f"{key} {value}" for key, value in facts.items()))
    if sizes != FULL:
        print("A small run: its figures are hints, those of a full run count.")
    options.out.write_text(
        json.dumps({"machine": facts, "figures": [_plain(one) for one in figures]}, ensure_ascii=False, indent=2)
        + "\n",
        encoding="utf-8",
    )
    print(f"written to {options.out}")
    return exit_code(figures, judged=sizes.judged)


def exit_code(figures: Sequence[Figure], *, judged: bool = True) -> int:
    """1 when the median of a required figure is missed."""
    return int(judged and not all(one.is_met for one in figures))


def table(figures: Sequence[Figure], *, judged: bool = True) -> str:
    """All figures in aligned columns."""
    rows = [HEAD, *(_row(one, judged=judged) for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(figure: Figure, *, judged: bool) -> tuple[str, ...]:
    digits = 2 if figure.median < 100 else 0
    spread = (min(figure.samples), figure.median, max(figure.samples))
    met = ("yes" if figure.is_met else "NO") if judged and figure.is_required else "-"
    return (
        figure.name,
        figure.baseline,
        figure.unit,
        *(f"{value:.{digits}f}" for value in spread),
        _required(figure),
        met,
    )


def _required(figure: Figure) -> str:
    if figure.at_least is not None:
        return f">= {figure.at_least:g}"
    return f"<= {figure.at_most:g}" if figure.at_most is not None else "-"


def _plain(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "baseline": figure.baseline,
        "unit": figure.unit,
        "min": min(figure.samples),
        "median": figure.median,
        "max": max(figure.samples),
        "samples": figure.samples,
        "required": {"at_least": figure.at_least, "at_most": figure.at_most} if figure.is_required else None,
        "met": figure.is_met if figure.is_required else None,
        "facts": dict(figure.facts),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=_names, default=tuple(_BENCHMARKS), help=f"some of {','.join(_BENCHMARKS)}")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="where the JSON goes")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="fewer letters: a minute instead of many")
    size.add_argument("--tiny", action="store_true", help="only show that everything runs")
    return parser.parse_args()


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = [name for name in names if name not in _BENCHMARKS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such benchmark: {', '.join(unknown)}")
    return names


# Last those that take longest and that other work on the machine bends least.
_BENCHMARKS: Mapping[str, Callable[[Sizes, Path], list[Figure]]] = {
    "docx": lambda sizes, _: docx_speed.measure(rounds=sizes.rounds, copies=sizes.docx_copies),
    "pdf": lambda sizes, _: pdf_speed.measure(rounds=sizes.rounds, copies=sizes.pdf_copies),
    "register": lambda sizes, folder: register_speed.measure(
        rounds=sizes.rounds, alone=sizes.register_alone, each=sizes.register_each, folder=folder
    ),
    "plan": lambda sizes, _: plan_speed.measure(rounds=sizes.rounds, breadths=sizes.plan_breadths),
    "launch": lambda sizes, folder: launch_speed.measure(
        rounds=sizes.launch_rounds, breadths=sizes.launch_breadths, few=sizes.launch_few, folder=folder
    ),
    "dask": lambda sizes, folder: dask_launch.measure(
        rounds=sizes.launch_rounds, breadths=sizes.launch_breadths, folder=folder
    ),
    "whole": lambda sizes, folder: launch_share.measure(
        rounds=sizes.share_rounds, breadths=sizes.share_breadths, folder=folder
    ),
    "libreoffice": lambda sizes, folder: libreoffice_speed.measure(
        rounds=sizes.long_rounds, letters=sizes.office_letters, folder=folder
    ),
    "board": lambda sizes, folder: board_speed.measure(
        rounds=sizes.board_rounds,
        campaigns=sizes.board_campaigns,
        breadths=sizes.board_breadths,
        folder=folder,
    ),
    "board_postgres": lambda sizes, _: board_postgres.measure(
        rounds=sizes.million_rounds, campaigns=sizes.million_campaigns
    ),
    "numbering": lambda sizes, _: numbering_postgres.measure(
        rounds=sizes.numbering_rounds, alone=sizes.numbering_alone, chunked=sizes.numbering_chunked
    ),
    "prefect": lambda sizes, folder: prefect_share.measure(
        rounds=sizes.share_rounds, breadths=sizes.share_breadths, folder=folder
    ),
    "check": lambda sizes, _: check_speed.measure(
        rounds=sizes.rounds, copies=sizes.check_copies, files=sizes.check_files, many_rounds=sizes.check_rounds
    ),
    "memory": lambda sizes, _: memory.measure(
        processes=sizes.memory_processes, early=sizes.memory_early, late=sizes.memory_late
    ),
    "scale": lambda sizes, folder: scale.measure(
        rounds=sizes.long_rounds, small=sizes.share_breadths, large=sizes.scale_breadths, folder=folder
    ),
}

if __name__ == "__main__":
    sys.exit(main())
