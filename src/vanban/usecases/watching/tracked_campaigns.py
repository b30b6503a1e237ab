"""The campaigns whose deadlines are watched: those that ask for reports and are not closed."""

from __future__ import annotations

from datetime import date

from vanban.store.database import Database
from vanban.store.reporting.reporting_plans import closed_on, reporting_plans


def tracked_campaigns(database: Database, day: date, only: str = "") -> tuple[str, ...]:
    """The ids of the campaigns watched on ``day``, or the one that is asked for, whether watched or not."""
    if only:
        return (only,)
    plans = (one.campaign_id for one in reporting_plans(database) if one.forms)
    return tuple(one for one in plans if (ended := closed_on(database, one)) is None or day < ended)
