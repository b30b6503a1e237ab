"""The process that offers the flows to the server and shows the pages beside Prefect's, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.runner import Runner

from vanban.desk.site import site
from vanban.domain.errors import VanbanError
from vanban.usecases.issuing.proof_plan import try_writing
from workflows.office import office
from workflows.screens.flow_names import REMIND, TRACK
from workflows.serving.automations import HEARTBEAT_SECONDS, put_automations
from workflows.serving.deployments import deployments
from workflows.serving.killed_runs import end_killed_runs
from workflows.serving.pages import pages

READY = "READY"
_POLL_SECONDS = 3
"""Prefect looks every 10 seconds, which is long for someone who has just pressed a button."""


class _Runner(Runner):
    """Ends its runs on SIGTERM as on Ctrl-C; Prefect's own answer to SIGTERM is a coroutine that nobody awaits."""

    def handle_sigterm(self, *_args: Any, **_keywords: Any) -> None:
        signal.raise_signal(signal.SIGINT)


def main() -> int:
    """Runs until SIGTERM or Ctrl-C; runs in hand are ended, and nothing is lost with them."""
    parser = argparse.ArgumentParser(description="Chạy các luồng của cơ quan.")
    parser.add_argument("--site-port", type=int, default=4201)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            _serve(given.site_port)
    except VanbanError as error:
        _say(error.message)
        return 1
    return 0


def _serve(site_port: int) -> None:
    where = office()
    where.store()
    try_writing(where.out)
    # A paused deployment would drop the rounds of the days off; those that are late run once when we are back.
    runner = _Runner(pause_on_shutdown=False, query_seconds=_POLL_SECONDS, heartbeat_seconds=HEARTBEAT_SECONDS)
    with site(site_port, where.out, pages(where), os.environ.get("VANBAN_PASSWORD", "")) as address:
        # Runs are processes of their own, which find the pages by this.
        os.environ["VANBAN_SITE"] = address
        known = {one.flow_name: UUID(str(runner.add_deployment(one))) for one in deployments()}
        end_killed_runs(known.values())
        put_automations(known[REMIND])
        with get_client(sync_client=True) as client:
            # What fell due while nobody was here is shown from the first minute on.
            client.create_flow_run_from_deployment(known[TRACK])
            client.create_flow_run_from_deployment(known[REMIND])
        _say(f"{READY} {address}")
        asyncio.run(runner.start())


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # whoever started us reads it


if __name__ == "__main__":
    sys.exit(main())
