"""Give ``vanban check`` hostile files for some minutes, and say what it did that it must not do."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "inspection"), str(ROOT / "tests" / "rendering")]

from fuzz_cases import case  # type: ignore[import-not-found]  # noqa: E402  # beside the tests
from fuzz_runner import MOST_MB, MOST_SECONDS, Runner  # type: ignore[import-not-found]  # noqa: E402

DEFAULT_KEEP = ROOT / "output" / "fuzz"


def main() -> int:
    """Run cases one after the other until the time is over; 1 when anything was found."""
    options = _options()
    until = time.monotonic() + options.minutes * 60
    kinds: Counter[str] = Counter()
    found = 0
    with tempfile.TemporaryDirectory(prefix="vanban-fuzz-") as folder:
        runner = Runner(Path(folder))
        for number in count(options.first):
            hostile = case(number)
            kinds[hostile.damage] += 1
            faults = runner.faults(hostile)
            if faults:
                found += 1
                options.keep.mkdir(parents=True, exist_ok=True)
                kept = options.keep / f"{number}-{Path(hostile.name).name}"
                kept.write_bytes(hostile.content)
                print(f"case {number}, {hostile.damage}, {' '.join(hostile.options)}: {kept}", flush=True)
                for fault in faults:
                    print(f"    {fault[:1000]}", flush=True)
            if time.monotonic() > until:
                break
        runner.close()
    codes = ", ".join(f"{code}: {times}" for code, times in sorted(runner.codes.items()))
    print(f"{kinds.total()} cases from {options.first} on, {found} with faults; exit codes {codes}")
    print(f"slowest {runner.slowest[0]:.1f} s (case {runner.slowest[1]}), at most {MOST_SECONDS:g} s are allowed")
    print(f"most memory {runner.largest[0]:.0f} MB (case {runner.largest[1]}), at most {MOST_MB:g} MB are allowed")
    for damage, times in sorted(kinds.items()):
        print(f"{times:6} {damage}")
    return int(found > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long; 0 runs one case")
    parser.add_argument("--first", type=int, default=1000, help="the number of the first case, to run one again")
    parser.add_argument("--keep", type=Path, default=DEFAULT_KEEP, help="where files that found something are kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
