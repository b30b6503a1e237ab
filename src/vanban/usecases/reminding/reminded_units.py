"""The units that a reminder names, each with the organisation that answers for it on the day of the letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.directory.explanation import listed, successors
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.organisation import Organisation
from vanban.intake.reading import Problems
from vanban.usecases.planning.find_issued_letter import OldLetter
from vanban.usecases.planning.take_over_recipients import ended_among
from vanban.usecases.reminding.find_reminder import FoundReminder, Reminded


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindedUnit:
    """Whom the letter names for an obligation: the unit that owes it, or who took over from that.

    ``instead_of`` is then the name of the unit that has ended, which may be the same.
    """

    reminded: Reminded
    organisation: Organisation
    name: str
    instead_of: str = ""

    @property
    def is_taken_over(self) -> bool:
        """Whether the duty was given to a unit of another name."""
        return self.instead_of not in {"", self.name}


def reminded_units(
    found: FoundReminder, old: OldLetter, on: DirectoryOn, problems: Problems
) -> tuple[RemindedUnit, ...]:
    """One for each obligation, more where several took over; a unit that nobody took over is reported."""
    units = (unit for one in found.reminded for unit in _units(one, old, on, problems))
    return tuple(unit for unit in units if found.addressed is None or unit.organisation.id in found.addressed)


def takeover_findings(units: Iterable[RemindedUnit]) -> Iterator[Finding]:
    """What whoever approves the letter should know: it does not go to the unit that got the duty."""
    moved = list(dict.fromkeys(f"{unit.instead_of} → {unit.name}" for unit in units if unit.is_taken_over))
    if moved:
        yield Finding(
            rule_id="HOUSE.REMINDER",
            severity=Severity.INFO,
            element="Kính gửi",
            found=f"đơn vị nay không còn, văn bản gửi nơi tiếp nhận: {listed(moved)}",
            allowed="xem lại nơi tiếp nhận trước khi duyệt",
            source="quy tắc của phần mềm",
        )


def _units(one: Reminded, old: OldLetter, on: DirectoryOn, problems: Problems) -> Iterator[RemindedUnit]:
    organ_id, label = one.obligation.key.organ_id, one.obligation.label
    living = on.by_id.get(organ_id)
    if living is not None:
        yield RemindedUnit(reminded=one, organisation=living, name=label)
        return
    heirs = successors(on, ended_among((organ_id,), on))
    for heir in heirs:
        yield RemindedUnit(reminded=one, organisation=heir, name=heir.name, instead_of=label)
    if not heirs:
        _report(organ_id, label, old, on, problems)


def _report(organ_id: str, label: str, old: OldLetter, on: DirectoryOn, problems: Problems) -> None:
    place = f"nơi nhận “{label}”"
    if all(organ_id != one.id for one in on.directory.organisations):
        remedy = "thêm --directory với danh bạ riêng đã dùng khi phát hành"
        problems.add(old.name, place, f"danh bạ không có {organ_id}", remedy)
        return
    try:
        on.find(organ_id)
    except DirectoryError as error:
        problems.add(old.name, place, error.message, error.remedy)
