"""The dry run of something read, with the office's own directory and the register that there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vanban.collector import paused_collector
from vanban.domain.errors import InvalidDirectory, InvalidInput
from vanban.intake.campaign.campaign_folder import CampaignReading
from vanban.store.database import open_existing
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign


def plan_reading(reading: CampaignReading, *, own: Path | None, database: str, day: date | None, today: date) -> Plan:
    """Plans what was read; nothing is written and no number is used.

    Args:
        reading: a campaign or a single letter.
        own: the office's own directory, over the one that the reading names.
        database: where the register is, if there is one yet.
        day: the day of issue, over whatever the reading says.
        today: stands in where no day is named.

    Raises:
        InvalidInput: with every mistake in what was read and in the office's own directory.
    """
    with paused_collector():
        try:
            directory = office_directory(own or reading.directory_folder)
        except InvalidDirectory as error:
            raise InvalidInput((*reading.problems, *error.problems)) from error
        return plan_campaign(reading, directory=directory, day=day, today=today, database=open_existing(database))
