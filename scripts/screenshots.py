"""Walks through the screens with an example and keeps a picture of each, for docs and for looking at them."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page
from scripts.screen_walk import Steps, browser_page, walk

STEPS = Steps(
    folder="2024-khao-sat-hai-long",
    campaign="khao-sat-hai-long-2024",
    day="2024-09-27",
    figures=("1.200", "150"),
)
DAY = "2024-12-10"
_AT_REST_MS = 700
"""What slides in on Prefect's screen has come to rest."""
_STARTED = "Trang đầu (hãy đánh dấu):"


@contextmanager
def office_server(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """An office's server as ``make serve`` starts it, on free ports, as long as the block lasts; gives its start page.

    Args:
        folder: where everything of it lies.
        environment: over the usual ``VANBAN_…`` variables.
    """
    ours = {"VANBAN_DATABASE": str(folder / "vanban.db"), "VANBAN_OUT": str(folder / "van-ban"), **environment}
    command = [sys.executable, "-m", "scripts.serve", "--home", str(folder / "prefect"), "--port", "0"]
    server = subprocess.Popen([*command, "--site-port", "0"], env=os.environ | ours, stdout=subprocess.PIPE, text=True)
    try:
        yield _start_page(server)
    finally:
        server.terminate()
        server.communicate()


def _start_page(server: subprocess.Popen[str]) -> str:
    told = ""
    for line in server.stdout or ():
        told += line
        if line.startswith(_STARTED):
            return line.removeprefix(_STARTED).strip()
    raise RuntimeError(f"the server has not started: {told}")


def main() -> int:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(description="Chụp các màn hình của một đợt mẫu.")
    parser.add_argument("--out", type=Path, default=Path("output/man-hinh"), help="thư mục ghi ảnh")
    given = parser.parse_args()
    office, pictures = given.out / "co-quan", given.out
    shutil.rmtree(office, ignore_errors=True)
    environment = {"VANBAN_CAMPAIGNS": str(Path("examples").absolute()), "VANBAN_TODAY": DAY}
    with office_server(office, environment) as site, browser_page() as page:
        walk(page, site, STEPS, lambda name: _shoot(page, pictures / f"{name}.png"))
    sys.stdout.write(f"Ảnh màn hình ở {pictures}\n")
    return 0


def _shoot(page: Page, file: Path) -> None:
    page.wait_for_timeout(_AT_REST_MS)
    page.screenshot(path=str(file), full_page=True)


if __name__ == "__main__":
    sys.exit(main())
