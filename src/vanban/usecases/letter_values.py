"""What the placeholders of a letter text may quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vanban.domain.assignment import Assignment
from vanban.domain.campaign import Campaign, LetterOrder
from vanban.domain.citation import Citation
from vanban.domain.errors import VanbanError
from vanban.domain.organisation import Organisation
from vanban.domain.wording import full_citation, later_citation


class UnknownCitation(VanbanError):
    """A text cites a document that the campaign does not describe."""

    code = "CITATION"


def letter_values(
    campaign: Campaign, order: LetterOrder, issuer: Organisation, recipient: Organisation | None
) -> Mapping[str, object]:
    """The names that a text may use between ``{{`` and ``}}``; ``recipient`` only in a letter to one organisation."""
    values: dict[str, object] = {
        "campaign": {"id": campaign.id, "title": campaign.title},
        "issuer": _named(issuer),
        "links": campaign.links,
        "facts": campaign.facts,
        "windows": {window.key: window for window in campaign.windows},
        "figures": {figure.key: figure for figure in campaign.figures},
        "quotas": {quota.key: quota for quota in campaign.quotas},
        "assignments": {one.key: _assigned(one) for one in campaign.assignments},
        "cite": _citer(campaign.citations, order.cited_dates),
    }
    if recipient is not None:
        values["recipient"] = _named(recipient)
    return values


def _named(organisation: Organisation) -> Mapping[str, str]:
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "abbreviation": organisation.abbreviation,
        "place": organisation.place_name,
    }


def _assigned(assignment: Assignment) -> Mapping[str, object]:
    deadline = assignment.deadline
    facts = {} if deadline is None else {"day": deadline.on, "working_days": deadline.working_days}
    return {"title": assignment.title, "documents": assignment.documents, "deadline": facts}


def _citer(citations: tuple[Citation, ...], dates: str) -> Callable[..., str]:
    """Annex I, Part I, II.6.b: in full where a letter first cites a document, by type and symbol afterwards."""
    known = {citation.key: citation for citation in citations}
    cited: set[str] = set()

    def cite(key: str, *, issuer: bool = True, subject: bool = True) -> str:
        if key not in known:
            raise UnknownCitation(f"không có văn bản viện dẫn '{key}' trong [citations]")
        if key in cited:
            return later_citation(known[key])
        cited.add(key)
        return full_citation(known[key], dates=dates, issuer=issuer, subject=subject)

    return cite
