"""The lines above the number told apart: the superior agency, and the agency that issues."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.domain.judging.inspected import MeasuredLine
from vanban.inspection.recognition import is_agency, is_territory
from vanban.regulations.compounds import is_compound

_GOES_ON = (",", "-", "–", "VÀ", "CỦA")


def told_apart(lines: Sequence[MeasuredLine]) -> tuple[Sequence[MeasuredLine], Sequence[MeasuredLine]]:
    """The lines of the superior and those of the issuer.

    The issuer is bold and the superior is not (Annex I, Part I, II.2.b). Where a letter does not keep to that, a
    line that begins as names of agencies do begins the second name.
    """
    bold = [is_bold(line) for line in lines]
    if any(bold) and not bold[0]:
        first = bold.index(True)
        return lines[:first], lines[first:]
    for place in range(len(lines) - 1, 0, -1):
        if _begins_name(lines[place - 1], lines[place]):
            return lines[:place], lines[place:]
    return (), lines


def _begins_name(before: MeasuredLine, line: MeasuredLine) -> bool:
    """Whether a line begins a name rather than going on with the one before it: no word is broken between names."""
    above, here = before.text.split(), line.text.split()
    if not above or not here or above[-1].endswith(_GOES_ON) or is_compound(above[-1], here[0]):
        return False
    return is_agency(line.text) and not is_territory(line.text)


def is_bold(line: MeasuredLine) -> bool:
    """Whether all that is seen of a line is bold."""
    seen = [run for run in line.runs if run.text.strip()]
    return bool(seen) and all(run.bold for run in seen)
