"""A process that launches one province from its folder and prints what it cost: CPU seconds and most memory."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from benchmarks.launch_share_process import WholeLaunch, spent
from benchmarks.province import build_province, three


def main() -> None:
    """Breadths of the province and an empty folder are the arguments."""
    *breadths, place = sys.argv[1:]
    launch = WholeLaunch(Path(place))
    build_province(launch.place / "dot", three([int(one) for one in breadths]), "Thử Nghiệm")
    steps = (launch.read_and_plan, launch.proof, launch.launch)
    cpu = [spent(step)[0] for step in steps]
    told = {
        "letters": len(launch.documents),
        "cpu": cpu,
        # Linux counts in KiB.
        "most_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
