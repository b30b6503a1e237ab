"""Which letters stand for a whole plan when it is proofed: the usual ones, the longest, the shortest, the unusual."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vanban.domain.letters.letter import Letter, Paragraph
from vanban.regulations.metrics import has_width
from vanban.rendering.view import LetterView, printed_lines, view_letter
from vanban.usecases.planning.plan_campaign import PlannedLetter

_ONE_OR_SEVERAL = 2


def pick_proofs(letters: Iterable[PlannedLetter]) -> tuple[PlannedLetter, ...]:
    """The letters to draw and to check before a number is used, in the order of the plan.

    The letters of an order share their text and their master; they differ in what is filled in. So of every order are
    taken: one letter for each way in which a part may be built (how many lines a name takes, one addressee or
    several, an appendix or none); the longest and the shortest in each part that is filled in, because what wraps or
    runs over to another page does so there first; and every letter that brings a character whose width nobody knows,
    because a font may lack it. What is left out differs in words alone from letters that were looked at, and is
    neither longer nor shorter than they are.

    That is two to a dozen letters of an order, however many it has; to choose them costs a tenth of a millisecond a
    letter.
    """
    picked: dict[int, PlannedLetter] = {}
    orders: dict[str, _Order] = {}
    met: set[str] = set()
    for place, one in enumerate(letters):
        view = view_letter(one.draft.letter)
        lines = list(printed_lines(view))
        order = orders.setdefault(one.order_id, _Order())
        fresh = set().union(*lines) - met
        met |= fresh
        if order.learns(_ways(one.draft.letter, view)) or not all(map(has_width, fresh)):
            picked[place] = one
        order.measure(place, one, _lengths(view, lines))
    for order in orders.values():
        picked |= order.extremes
    return tuple(picked[place] for place in sorted(picked))


@dataclass(slots=True)
class _Order:
    """What was seen of the letters of one order so far."""

    ways: set[Hashable] = field(default_factory=set)
    longest: list[tuple[int, int, PlannedLetter]] = field(default_factory=list)
    shortest: list[tuple[int, int, PlannedLetter]] = field(default_factory=list)

    def learns(self, ways: frozenset[Hashable]) -> bool:
        """Whether a letter is built in a way that none before it was."""
        is_new = not ways <= self.ways
        self.ways |= ways
        return is_new

    def measure(self, place: int, letter: PlannedLetter, lengths: Sequence[int]) -> None:
        if not self.longest:
            self.longest = [(length, place, letter) for length in lengths]
            self.shortest = list(self.longest)
            return
        for part, length in enumerate(lengths):
            if length > self.longest[part][0]:
                self.longest[part] = (length, place, letter)
            elif length < self.shortest[part][0]:
                self.shortest[part] = (length, place, letter)

    @property
    def extremes(self) -> dict[int, PlannedLetter]:
        """The letters that are longest or shortest in some part, by their places."""
        return {place: letter for _, place, letter in (*self.longest, *self.shortest)}


def _ways(letter: Letter, view: LetterView) -> frozenset[Hashable]:
    """In which ways a letter is built, each with its part."""
    blocks = (block.role if isinstance(block, Paragraph) else type(block) for block in _blocks(letter))
    return frozenset(
        {
            ("type", letter.document_type),
            ("superior", len(view.superior_lines)),
            ("issuer", len(view.issuer_lines)),
            ("subject", len(view.subject_lines)),
            ("addressees", min(len(letter.addressees), _ONE_OR_SEVERAL)),
            ("signature", len(view.signature_lines)),
            ("list below the signature", bool(view.lines_below_signature)),
            ("appendices", len(view.appendices)),
            ("urgency", letter.urgency),
            ("circulation", bool(view.circulation_mark)),
            ("contact", bool(view.contact_line)),
            *(("block", block) for block in blocks),
        }
    )


def _blocks(letter: Letter) -> Iterator[object]:
    yield from letter.blocks
    for appendix in letter.appendices:
        yield from appendix.blocks


def _lengths(view: LetterView, lines: Sequence[str]) -> tuple[int, ...]:
    """How long each part is that is filled in, in characters or in lines."""
    return (
        _characters(view.superior_lines),
        _characters(view.issuer_lines),
        _characters(view.subject_lines),
        _characters((view.addressee, *view.addressee_lines)),
        max(map(len, (view.addressee, *view.addressee_lines))),
        len(view.distribution_lines),
        max(map(len, view.distribution_lines), default=0),
        _characters(view.signature_lines),
        len(view.signer_name),
        _characters(lines),
    )


def _characters(lines: Iterable[str]) -> int:
    return sum(map(len, lines))
