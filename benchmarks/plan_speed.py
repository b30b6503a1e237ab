"""Planning: the dry run of a large campaign against reading its inputs and rendering its Jinja texts, no more."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Figure, cpu_seconds
from benchmarks.province import DAY, build_province

from vanban.directory.directory import shipped_directory
from vanban.domain.campaigns.campaign import LetterOrder, LetterText
from vanban.intake.campaign.campaign_folder import CampaignReading, read_campaign
from vanban.intake.markup.markdown import parse_blocks
from vanban.intake.markup.placeholders import fill
from vanban.intake.reading import Problems
from vanban.intake.sheets.directory_file import read_directory
from vanban.regulations.calendar import working_calendar
from vanban.usecases.planning.assign_duties import Sender, asked_reports
from vanban.usecases.planning.letter_above import Above
from vanban.usecases.planning.letter_values import CampaignValues
from vanban.usecases.planning.plan_campaign import Plan
from vanban.usecases.planning.plan_reading import plan_reading

REQUIRED = 3.0
BASELINE = "read_campaign + read_directory + Jinja of every letter"
_NAMES = "ABCDEFGHIKLMNOPQRSTUVXY"
_NO_REGISTER = "van-ban.db"


@dataclass(frozen=True, slots=True)
class _Text:
    """What the baseline gets ready-made, outside its clock: a letter's text and the values it quotes."""

    text: LetterText
    values: Mapping[str, object]


def measure(*, rounds: int, breadths: tuple[int, int, int]) -> list[Figure]:
    """One row: CPU seconds of the whole plan over those of its inputs and texts, on a province of four levels."""
    with tempfile.TemporaryDirectory() as place:
        taken = list(_rounds(Path(place), rounds, breadths))
    letters = taken[0][0]
    return [
        Figure(
            name=f"Plan, {letters} letters over four levels",
            baseline=BASELINE,
            unit="x CPU of the baseline",
            samples=tuple(ours / theirs for _, theirs, ours in taken),
            at_most=REQUIRED,
            facts=(
                ("letters", letters),
                ("baseline ms per letter", [1000 * theirs / letters for _, theirs, _ in taken]),
                ("ours ms per letter", [1000 * ours / letters for _, _, ours in taken]),
            ),
        )
    ]


def _rounds(place: Path, rounds: int, breadths: tuple[int, int, int]) -> Iterator[tuple[int, float, float]]:
    """Letters and CPU seconds of both, without the first round, which pays for imports and compiled templates.

    Every round has a province with other names: what was remembered of the round before is of no use.
    """
    for number in range(rounds + 1):
        folder = place / str(number)
        offices = build_province(folder, breadths, f"Thử Nghiệm {_NAMES[number]}")
        timed = _seconds(folder, offices, checked=number == 0)
        if number:
            yield offices, *timed


def _seconds(folder: Path, offices: int, *, checked: bool) -> tuple[float, float]:
    """CPU seconds of the baseline and of ours, which runs first, so that the baseline gets its values from it."""
    plans: list[Plan] = []
    ours = cpu_seconds(lambda: plans.append(_plan(folder)))
    texts = list(_texts(plans[0]))
    if checked:
        _refuse_different_work(plans[0], texts, offices)
    plans.clear()
    # What was made ready for the baseline is not for its garbage collector to walk through.
    gc.collect()
    gc.freeze()
    theirs = cpu_seconds(lambda: _baseline(folder, texts))
    gc.unfreeze()
    return theirs, ours


def _plan(folder: Path) -> Plan:
    """What ``vanban plan`` does before it prints, with no register yet; the collection that it puts off counts too."""
    plan = plan_reading(read_campaign(folder), own=None, database=str(folder / _NO_REGISTER), day=None, today=DAY)
    gc.collect(1)
    return plan


def _baseline(folder: Path, texts: list[_Text]) -> list[str | None]:
    reading = read_campaign(folder)
    read_directory(_own(reading), shipped_directory())
    problems = Problems()
    return [fill(one.text, one.values, problems) for one in texts]


def _own(reading: CampaignReading) -> Path:
    if reading.directory_folder is None:
        raise ValueError("the province has a directory of its own")
    return reading.directory_folder


def _texts(plan: Plan) -> Iterator[_Text]:
    """The texts of all letters with fresh values, since a citation is in full only where it is quoted first."""
    campaign, calendar = plan.campaign, working_calendar()
    quoted = CampaignValues(campaign)
    drafts = {one.draft.key: one.draft for one in plan.letters}
    levels = {level.letter.id: level for level in campaign.levels}
    orders: dict[str, LetterOrder] = {order.id: order for order in campaign.letters}
    for planned in plan.letters:
        letter, upper = planned.draft.letter, planned.draft.above
        order = orders.get(planned.order_id) or levels[planned.order_id].letter
        issuer = plan.commission.directory.on(letter.issued_on.last_possible).find(planned.draft.key.organ_id)
        above = None
        if upper is not None:
            above = Above(
                draft=drafts[upper],
                code=drafts[upper].letter.code,
                issued_on=drafts[upper].letter.issued_on,
                margin_working_days=levels[order.id].margin_working_days,
            )
        sender = Sender(order=order, issuer=issuer, issued_on=letter.issued_on, above=above)
        asked = asked_reports(sender, campaign.assignments, calendar)
        yield _Text(order.text, quoted.of_letter(order, issuer, None, above, asked))


def _refuse_different_work(plan: Plan, texts: list[_Text], offices: int) -> None:
    """The race is only fair when every office has a sound letter, and the baseline renders the text of each."""
    if len(plan.letters) != offices or plan.is_stopped:
        raise ValueError(f"{len(plan.letters)} letters of {offices} offices: {plan.findings}")
    problems = Problems()
    for planned, one in zip(plan.letters, texts, strict=True):
        filled = fill(one.text, one.values, problems) or ""
        theirs = parse_blocks(
            filled, file=one.text.file, first_line=one.text.first_line, files=plan.campaign.files, problems=problems
        )
        if theirs != planned.draft.letter.blocks:
            raise ValueError(f"the baseline renders another text for {planned.draft.key}")
