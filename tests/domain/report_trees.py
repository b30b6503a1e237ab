"""Random cascades with the reports that came in: late, corrected and missing, and an independent recount."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.duties.report import RecordedReport, Report, ReportSource
from vanban.domain.letters.draft import LetterKey

START = date(2024, 10, 1)
FORM = ReportForm(
    assignment="phuc_tra",
    title="Phúc tra phiếu",
    figures=(
        Figure(key="phieu", label="Số phiếu", unit="phiếu"),
        Figure(key="dat", label="Số phiếu đạt", unit="phiếu", at_most="phieu"),
        Figure(key="kinh_phi", label="Kinh phí", unit="triệu đồng", decimals=2),
    ),
    quotas=(Quota(key="dat", label="Tỷ lệ đạt", reached="dat", total="phieu", minimum_percent=62.5),),
)


@dataclass(frozen=True)
class Handed:
    """One version of a unit's figures."""

    on: date
    phieu: int
    dat: int
    kinh_phi: Decimal


@dataclass
class Unit:
    """One unit of the tree with everything that it handed in, oldest first."""

    name: str
    above: Unit | None
    due: date
    handed: list[Handed] = field(default_factory=list)
    withdrawn: bool = False
    units: list[Unit] = field(default_factory=list)

    @property
    def level(self) -> int:
        return 1 if self.above is None or self.above.above is None else self.above.level + 1


@dataclass(frozen=True)
class ReportTree:
    """An office on top, who reports to whom below it, and the day on which somebody looks."""

    root: Unit
    day: date

    @property
    def units(self) -> list[Unit]:
        """Everyone who owes a report, level by level, each office's units in their order."""
        found, row = [], [self.root]
        while row:
            row = [unit for office in row for unit in office.units]
            found += row
        return found

    @property
    def offices(self) -> list[Unit]:
        return [one for one in [self.root, *self.units] if one.units]


@dataclass(frozen=True)
class Entry:
    """What a board would say of a unit on the day."""

    obligation: Obligation
    level: int
    report: RecordedReport | None
    first_received_on: date | None


def letter_of(office: Unit) -> LetterKey:
    return LetterKey(campaign_id="dot", letter_id="van-ban", organ_id=office.name)


def key_of(unit: Unit) -> ObligationKey:
    assert unit.above is not None
    return ObligationKey(letter=letter_of(unit.above), assignment=FORM.assignment, organ_id=unit.name)


def entry(unit: Unit, day: date) -> Entry:
    versions = [one for one in unit.handed if one.on <= day]
    last = versions[-1] if versions else None
    report = last and Report(
        obligation=key_of(unit),
        figures={"phieu": Decimal(last.phieu), "dat": Decimal(last.dat), "kinh_phi": last.kinh_phi},
        as_of=last.on,
        received_on=last.on,
        reporter="Nguyễn Văn A",
        source=ReportSource.FORM,
    )
    return Entry(
        obligation=Obligation(
            key=key_of(unit),
            issuer_id=unit.above.name,
            label=f"Đơn vị {unit.name}",
            title=FORM.title,
            due=ComputedDay(day=unit.due, projected=False),
            feeds=key_of(unit.above) if unit.above.above else None,
            withdrawn=unit.withdrawn,
        ),
        level=unit.level,
        report=report and RecordedReport(report=report, version=len(versions)),
        first_received_on=versions[0].on if versions else None,
    )


def recount(units: list[Unit], day: date) -> dict[str, object]:
    """The totals of some units, unit by unit in whole numbers and exact fractions."""
    count = {"asked": 0, "reported": 0, "late": 0, "phieu": 0, "dat": 0, "xu": 0}
    missing = []
    for unit in units:
        if unit.withdrawn:
            continue
        count["asked"] += 1
        last = first = None
        for version in unit.handed:
            if version.on <= day:
                first, last = first or version, version
        if last is None:
            missing.append(f"Đơn vị {unit.name}")
            continue
        count["reported"] += 1
        count["late"] += 1 if first.on > unit.due else 0
        count["phieu"] += last.phieu
        count["dat"] += last.dat
        count["xu"] += int(last.kinh_phi * 100)
    ratio = Fraction(count["dat"], count["phieu"]) if count["phieu"] else None
    return {**count, "missing": missing, "ratio": ratio, "met": None if ratio is None else ratio >= Fraction(5, 8)}


@st.composite
def _handed(draw: st.DrawFn, due: date) -> list[Handed]:
    """Nothing, one report, or one with corrections, before or after the deadline."""
    day, versions = due - timedelta(days=draw(st.integers(0, 20))), []
    for _ in range(draw(st.integers(0, 3))):
        day += timedelta(days=draw(st.integers(0, 15)))
        phieu = draw(st.integers(0, 400))
        dat = draw(st.integers(0, phieu))
        versions.append(Handed(on=day, phieu=phieu, dat=dat, kinh_phi=Decimal(draw(st.integers(0, 99_999))) / 100))
    return versions


@st.composite
def report_trees(draw: st.DrawFn) -> ReportTree:
    """One to four levels, unevenly deep, up to five units under an office; some letters are out of force."""
    root = Unit(name="goc", above=None, due=START + timedelta(days=200))
    offices = [root]
    for depth in range(draw(st.integers(1, 4))):
        below = []
        for office in offices:
            units = draw(st.integers(1 if depth == 0 else 0, 5))
            withdrawn = draw(st.integers(0, 9)) == 0
            for number in range(units):
                due = office.due - timedelta(days=draw(st.integers(1, 20)))
                unit = Unit(name=f"{office.name}-{number}", above=office, due=due, withdrawn=withdrawn)
                unit.handed = draw(_handed(due))
                office.units.append(unit)
                below.append(unit)
        offices = below[:8]
    day = START + timedelta(days=draw(st.integers(60, 260)))
    return ReportTree(root=root, day=day)
