"""The process that offers the flows to the server and shows the pages beside Prefect's, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.runner import Runner

from vanban.desk.site import site
from workflows.office import office
from workflows.screens.flow_names import REMIND, TRACK
from workflows.serving.automations import HEARTBEAT_SECONDS, put_automations
from workflows.serving.deployments import deployments
from workflows.serving.pages import pages

READY = "READY"
_POLL_SECONDS = 3
"""Prefect looks every 10 seconds, which is long for someone who has just pressed a button."""


def main() -> int:
    """Runs until SIGTERM or Ctrl-C; runs in hand are ended, and nothing is lost with them."""
    parser = argparse.ArgumentParser(description="Chạy các luồng của cơ quan.")
    parser.add_argument("--site-port", type=int, default=4201)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] = str(HEARTBEAT_SECONDS)
    where = office()
    where.store()
    where.out.mkdir(parents=True, exist_ok=True)
    with site(given.site_port, where.out, pages(where)) as address:
        # Runs are processes of their own, which find the pages by this.
        os.environ["VANBAN_SITE"] = address
        # A paused deployment would drop the rounds of the days off; those that are late run once when we are back.
        runner = Runner(pause_on_shutdown=False, query_seconds=_POLL_SECONDS)
        known = {one.flow_name: UUID(str(runner.add_deployment(one))) for one in deployments()}
        put_automations(known[REMIND])
        with get_client(sync_client=True) as client:
            # What fell due while nobody was here is shown from the first minute on.
            client.create_flow_run_from_deployment(known[TRACK])
            client.create_flow_run_from_deployment(known[REMIND])
        sys.stdout.write(f"{READY} {address}\n")
        sys.stdout.flush()
        try:
            asyncio.run(runner.start())
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
