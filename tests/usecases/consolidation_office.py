"""The cascade of 2024 in a register, with reports of its districts and communes."""

from __future__ import annotations

from collections import deque
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import Report, ReportSource
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.storage.folder import FolderStorage
from vanban.store.database import Database, open_database
from vanban.store.register.obligations import obligations
from vanban.store.reporting.reports import record_report
from vanban.usecases.issuing.launch_campaign import Press, launch_campaign
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign

FOLDER = Path(__file__).parents[2] / "examples" / "2024-khao-sat-hai-long"
READING = read_campaign(FOLDER)
DIRECTORY = office_directory(READING.directory_folder)
CAMPAIGN = READING.campaign.id
PROVINCE, EDUCATION, CITY = "snv-2020", "sgddt-2020", "ubnd-huyen-568"
AS_OF = date(2024, 12, 19)
AT = Occasion(now=datetime(2024, 12, 19, 2, tzinfo=UTC), actor="Nguyễn Văn A")


def consolidation_office(address: str) -> Database:
    """The register of 2024 at an address: every district but the city has reported, most of its communes too."""
    database = open_database(address)
    plan = plan_campaign(READING, directory=DIRECTORY, day=None, today=AS_OF, database=database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.usecases.issuing.launch_campaign.render_letters", _draw_nothing)
        launch_campaign(
            plan, database, Press(run=map, batch=1, storage=FolderStorage(Path("unused"))), AT, proofed=True
        )
    held = list(obligations(database))
    for owed in held:
        if owed.key.letter.organ_id == PROVINCE and owed.key.organ_id != CITY:
            _hand_in(database, owed, 1000, 120, -1)
    communes = [one for one in held if one.key.letter.organ_id != PROVINCE]
    for number, owed in enumerate([one for one in communes if one.issuer_id == CITY]):
        _commune(database, owed, number)
    for owed in communes:
        if owed.issuer_id != CITY:
            _hand_in(database, owed, 100, 11, -2)
    return database


def _draw_nothing(jobs, *_, **__):
    deque(jobs, maxlen=0)
    return iter(())


def _commune(database: Database, owed: Obligation, number: int) -> None:
    """Of the city's communes every eighth from the eleventh is missing, every third late; the second corrects."""
    if number in {10, 18, 23}:
        return
    _hand_in(database, owed, 100, 9 if number in {0, 3, 6} else 12, 2 if number % 3 == 2 else -1)
    if number == 1:
        _hand_in(database, owed, 100, 20, 3, reason="bỏ sót một xấp phiếu")


def _hand_in(database: Database, owed: Obligation, forms: int, checked: int, days: int, reason: str = "") -> None:
    received = owed.due_now + timedelta(days=days)
    report = Report(
        obligation=owed.key,
        figures={"so_phieu": Decimal(forms), "so_phuc_tra": Decimal(checked)},
        as_of=owed.due_now - timedelta(days=2),
        received_on=received,
        reporter="Nguyễn Văn B",
        source=ReportSource.FORM,
        reason=reason,
    )
    record_report(database, report, now=AT.now, actor=AT.actor)
