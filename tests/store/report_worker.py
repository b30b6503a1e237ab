"""A process that corrects one report again and again, run by the tests of reports.

It prints ``ready`` once everything is imported, begins at a line on its standard input, and prints the version that
each of its reports was given.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from store_drafts import BY, directive
from store_reports import answer, owed

from vanban.store.database import open_database
from vanban.store.reporting.reports import record_report


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--worker", type=int, required=True)
    parser.add_argument("--reports", type=int, required=True)
    options = parser.parse_args()
    print("ready", flush=True)  # noqa: T201  # the parent waits for it
    sys.stdin.readline()
    database = open_database(options.database)
    for number in range(options.reports):
        reason = f"điều chỉnh {number} của {options.worker}"
        report = answer(owed(directive(1)), 100 * options.worker + number, reason=reason)
        print(record_report(database, report, **BY).version, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
