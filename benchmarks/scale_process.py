"""A process that launches one province from its folder and prints what it cost: CPU seconds and most memory."""

from __future__ import annotations

import json
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
        "most_memory": most_resident_bytes(),
    }
    print(json.dumps(told))


def most_resident_bytes() -> int:
    """The most that this program ever held; ``ru_maxrss`` also knows what the process held that started it.

    Source: proc_pid_status(5), VmHWM, in KiB.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()
