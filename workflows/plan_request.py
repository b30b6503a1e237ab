"""The dry run of what a clerk asked for, the same for every flow that starts with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vanban.intake.campaign_folder import read_campaign
from vanban.usecases.plan_campaign import Plan
from vanban.usecases.plan_reading import plan_reading
from workflows.launch_request import LaunchRequest


def plan_request(asked: LaunchRequest, today: date) -> Plan:
    """Plans the campaign of a request; nothing is written and no number is used.

    Raises:
        InvalidInput: with every mistake in the campaign and in the office's own directory.
    """
    own = Path(asked.directory) if asked.directory else None
    reading = read_campaign(Path(asked.folder))
    return plan_reading(reading, own=own, database=asked.database, day=asked.date, today=today)
