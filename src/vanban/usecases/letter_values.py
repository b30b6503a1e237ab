"""What the placeholders of a letter text may quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from vanban.domain.assignment import Assignment
from vanban.domain.campaign import Campaign, LetterOrder
from vanban.domain.citation import Citation
from vanban.domain.document import DocumentType
from vanban.domain.errors import VanbanError
from vanban.domain.organisation import Organisation, Validity
from vanban.domain.wording import NUMBER_BLANK, full_citation, later_citation
from vanban.regulations.law import law_on
from vanban.usecases.assign_duties import Above, AskedReport
from vanban.usecases.editions import Addressee

ABOVE = "above"
"""The key under which a relay cites the letter above."""

UNKNOWN = Organisation(
    id="",
    name="…",
    short_name="…",
    abbreviation="…",
    kind="",
    level="",
    parent_id=None,
    place_name="…",
    validity=Validity(),
)
"""Stands in for an organisation that could not be looked up, so that the text is looked at all the same."""


class UnknownCitation(VanbanError):
    """A text cites a document that the campaign does not describe."""

    code = "CITATION"


def letter_values(
    campaign: Campaign,
    order: LetterOrder,
    issuer: Organisation,
    recipient: Addressee | None,
    above: Above | None = None,
    asked: tuple[AskedReport, ...] = (),
) -> Mapping[str, object]:
    """The names that a text may use between ``{{`` and ``}}``.

    ``recipient`` and the ``row`` of its sheet are there only in a letter of ``one_each``, ``above`` only in a
    relay, which cites the letter above as ``cite("above")``. The deadlines in ``assignments`` are the letter's own:
    earlier ones in a relay.
    """
    citations = campaign.citations if above is None else (*campaign.citations, _citation_of(above))
    due = {one.assignment: one.due.day for one in asked}
    values: dict[str, object] = {
        "campaign": {"id": campaign.id, "title": campaign.title},
        "issuer": _named(issuer),
        "links": campaign.links,
        "facts": campaign.facts,
        "windows": {window.key: window for window in campaign.windows},
        "figures": {figure.key: figure for figure in campaign.figures},
        "quotas": {quota.key: quota for quota in campaign.quotas},
        "assignments": {one.key: _assigned(one, due) for one in campaign.assignments},
        "cite": _citer(citations, order.cited_dates),
    }
    if above is not None:
        letter = above.draft.letter
        values["above"] = {"issuer": letter.issuer_name, "subject": letter.subject}
    if recipient is not None:
        values["recipient"] = recipient
        values["row"] = recipient.row
    return values


def _named(organisation: Organisation) -> Mapping[str, str]:
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "abbreviation": organisation.abbreviation,
        "place": organisation.place_name,
    }


def _assigned(assignment: Assignment, due: Mapping[str, date]) -> Mapping[str, object]:
    """The deadline as the campaign words it, and the last day in time that this letter itself sets."""
    deadline = assignment.deadline
    facts: dict[str, object] = {}
    if deadline is not None:
        facts = {"day": deadline.on, "working_days": deadline.working_days}
    if assignment.key in due:
        facts["last_day"] = due[assignment.key]
    return {"title": assignment.title, "documents": assignment.documents, "deadline": facts}


def _citation_of(above: Above) -> Citation:
    """The letter above as a relay cites it: "Công văn số ... của ... về việc ..." (Annex I, Part I, II.6.b)."""
    letter = above.draft.letter
    number = above.code.printed_number or NUMBER_BLANK
    law = law_on(above.issued_on.last_possible)
    return Citation(
        key=ABOVE,
        type_name=law.type_rule(letter.document_type).name,
        code=f"{number}/{above.code.code_notation}",
        issued_date=above.issued_on,
        issuer=letter.issuer_name,
        subject=cited_subject(letter.document_type, letter.subject),
    )


def cited_subject(document_type: DocumentType, subject: str) -> str:
    """The subject of a letter as it follows "về" where the letter is cited; that of a công văn stands after V/v."""
    return f"việc {subject}" if document_type is DocumentType.CONG_VAN else subject[:1].lower() + subject[1:]


def _citer(citations: tuple[Citation, ...], dates: str) -> Callable[..., str]:
    """Annex I, Part I, II.6.b: in full where a letter first cites a document, by type and symbol afterwards."""
    known = {citation.key: citation for citation in citations}
    cited: set[str] = set()

    def cite(key: str, *, issuer: bool = True, subject: bool = True) -> str:
        if key not in known:
            declared = ", ".join(known) or "chưa khai báo văn bản nào"
            raise UnknownCitation(f"không có văn bản viện dẫn '{key}' trong [citations] ({declared})")
        if key in cited:
            return later_citation(known[key])
        cited.add(key)
        return full_citation(known[key], dates=dates, issuer=issuer, subject=subject)

    return cite
