"""The dry run of what a clerk asked for, the same for every flow that starts with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vanban.domain.errors import InvalidDirectory, InvalidInput
from vanban.intake.campaign_folder import read_campaign
from vanban.store.database import open_existing
from vanban.usecases.office_directory import office_directory
from vanban.usecases.plan_campaign import Plan, plan_campaign
from workflows.launch_request import LaunchRequest


def plan_request(asked: LaunchRequest, today: date) -> Plan:
    """Plans the campaign of a request; nothing is written and no number is used.

    Raises:
        InvalidInput: with every mistake in the campaign and in the office's own directory.
    """
    reading = read_campaign(Path(asked.folder))
    try:
        directory = office_directory(Path(asked.directory) if asked.directory else reading.directory_folder)
    except InvalidDirectory as error:
        raise InvalidInput((*reading.problems, *error.problems)) from error
    register = open_existing(asked.database)
    return plan_campaign(reading, directory=directory, day=asked.date, today=today, database=register)
