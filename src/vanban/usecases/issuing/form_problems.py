"""What is wrong in letters that were drawn, told to whoever must mend a text or a master."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vanban.domain.errors import InvalidInput, Problem
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.letter import Letter
from vanban.rendering.templates import LETTER_MASTER, NAMED_MASTER
from vanban.usecases.checking.breach import Breach


class BadForm(InvalidInput):
    """Letters of our own that break the Decree; they must not be issued."""

    code = "FORM"


def form_problems(checked: Iterable[tuple[Draft, Iterable[Breach]]]) -> tuple[Problem, ...]:
    """A problem for every breach; the same one in many letters is told once, with the first of them named."""
    return tuple(_problem(letters, breach) for letters, breach in _together(checked))


def _together(checked: Iterable[tuple[Draft, Iterable[Breach]]]) -> Iterator[tuple[Sequence[Draft], Breach]]:
    alike: dict[tuple[object, ...], tuple[list[Draft], Breach]] = {}
    for draft, breaches in checked:
        for breach in breaches:
            same = (draft.letter.document_type, breach.kind, breach.rule_id, breach.found, breach.allowed)
            alike.setdefault(same, ([], breach))[0].append(draft)
    yield from alike.values()


def _problem(drafts: Sequence[Draft], breach: Breach) -> Problem:
    first = drafts[0]
    others = len({one.key for one in drafts}) - 1
    and_others = f" và {others} văn bản khác đã kiểm tra" if others else ""
    by_rule = f" ({', '.join(one for one in (breach.rule_id, breach.source) if one)})" if breach.rule_id else ""
    return Problem(
        file=f"{_name(first)}, bản {breach.kind.upper()}{and_others}",
        place=breach.place,
        message=f"{breach.title} – {breach.found}{by_rule}",
        remedy=f"{breach.allowed}; sửa trong tệp mẫu {_master(first.letter, breach)} hoặc trong bài văn bản",
    )


def _name(one: Draft) -> str:
    """``Văn bản “trien-khai” của Sở Nội vụ gửi Sở Y tế và 8 nơi khác``."""
    name = f"Văn bản “{one.key.letter_id}” của {one.letter.issuer_name}"
    if not one.letter.addressees:
        return name
    first, *others = one.letter.addressees
    return f"{name} gửi {first}{f' và {len(others)} nơi khác' if others else ''}"


def _master(letter: Letter, breach: Breach) -> str:
    if breach.kind == "pdf":
        return "letter.html.j2, letter.css.j2"
    return LETTER_MASTER if letter.document_type is DocumentType.CONG_VAN else NAMED_MASTER
