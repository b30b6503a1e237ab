"""Launches a campaign again and again and kills each launch with SIGKILL; run as a program by the test of cascades.

One process that has everything imported forks for every launch, so that a kill costs no start of Python. A launch draws
in its own process; what becomes of a pool whose launch is killed is seen where the command is (``test_launch_crash``).
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from vanban.cli.main import main
from vanban.cli.pools import local_press
from vanban.rendering import letter_files

LOADED = letter_files.letter_bytes
"""Named, so that the press is loaded before the first fork."""


def start(campaign: Path, folder: Path, address: str) -> int:
    """A launch in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    local_press._WORTH_A_POOL = sys.maxsize
    sys.argv = ["vanban", "launch", str(campaign), "--yes", "--json"]
    sys.argv += ["--out", str(folder), "--database", address]
    try:
        main()
    finally:
        os._exit(0)  # whatever it says: only the end of a killed one counts


def is_over(launch: int) -> bool:
    """Whether it came to its end before it was killed."""
    return os.waitpid(launch, os.WNOHANG)[0] != 0


def drawn(folder: Path) -> int:
    """How many files are there whole."""
    return sum(1 for path in folder.rglob("*.*") if path.suffix in {".docx", ".pdf"} and not path.name.startswith("."))


def killed_launches(campaign: Path, folder: Path, address: str, *, kills: int, most: int) -> int:
    """How many launches were alive when they were killed.

    Half of them are killed while letters are planned, proofed and numbered, half while they are drawn and renamed.
    """
    moments = random.Random(20241216)  # noqa: S311  # moments to kill at are no secret
    alive = 0
    for turn in range(kills):
        launch = start(campaign, folder, address)
        over = False
        if turn < kills // 2:
            time.sleep(moments.uniform(0.05, 1.5))
            over = is_over(launch)
        else:
            wanted = min(drawn(folder) + moments.randint(1, 24), most - 1)
            while drawn(folder) < wanted and not (over := is_over(launch)):
                time.sleep(moments.uniform(0.005, 0.05))
        if not over:
            os.kill(launch, signal.SIGKILL)
            os.waitpid(launch, 0)
        alive += not over
    return alive


if __name__ == "__main__":
    campaign, folder, address, kills, most = sys.argv[1:]
    Path(folder).mkdir(exist_ok=True)
    alive = killed_launches(Path(campaign), Path(folder), address, kills=int(kills), most=int(most))
    print(json.dumps(alive))  # noqa: T201  # read above
