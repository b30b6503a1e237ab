"""What the placeholders of a letter text may quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from vanban.domain.campaigns.campaign import Campaign, LetterOrder
from vanban.domain.duties.assignment import Assignment
from vanban.domain.errors import VanbanError
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.wording import full_citation, later_citation
from vanban.domain.organisation import Organisation, Validity
from vanban.usecases.planning.assign_duties import AskedReport
from vanban.usecases.planning.editions import Addressee
from vanban.usecases.planning.letter_above import ABOVE, Above

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


class CampaignValues:
    """What the letters of a campaign may quote; what they share is made once."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._citations = {citation.key: citation for citation in campaign.citations}
        self._assignments: dict[tuple[tuple[str, date], ...], Mapping[str, object]] = {}
        self._shared: Mapping[str, object] = {
            "campaign": {"id": campaign.id, "title": campaign.title},
            "links": campaign.links,
            "facts": campaign.facts,
            "windows": {window.key: window for window in campaign.windows},
            "figures": {figure.key: figure for figure in campaign.figures},
            "quotas": {quota.key: quota for quota in campaign.quotas},
        }

    def of_letter(
        self,
        order: LetterOrder,
        issuer: Organisation,
        recipient: Addressee | None,
        above: Above | None = None,
        asked: tuple[AskedReport, ...] = (),
    ) -> Mapping[str, object]:
        """The names that a text may use between ``{{`` and ``}}``.

        ``recipient`` and the ``row`` of its sheet are there only in a letter of ``one_each``, ``above`` only in a
        relay, which cites the letter above as ``cite("above")``. The deadlines in ``assignments`` are the letter's
        own: earlier ones in a relay.
        """
        citations = self._citations if above is None else {**self._citations, ABOVE: above.citation}
        values: dict[str, object] = {
            **self._shared,
            "issuer": _named(issuer),
            "assignments": self._assigned(asked),
            "cite": _citer(citations, order.cited_dates),
        }
        if above is not None:
            letter = above.draft.letter
            values["above"] = {"issuer": letter.issuer_name, "subject": letter.subject}
        if recipient is not None:
            values["recipient"] = recipient
            values["row"] = recipient.row
        return values

    def _assigned(self, asked: tuple[AskedReport, ...]) -> Mapping[str, object]:
        """The assignments with the last days that a letter sets, which are the same for all under one letter."""
        due = tuple((one.assignment, one.due.day) for one in asked)
        if due not in self._assignments:
            days = dict(due)
            self._assignments[due] = {one.key: _assigned(one, days) for one in self._campaign.assignments}
        return self._assignments[due]


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


def _citer(known: Mapping[str, Citation], dates: str) -> Callable[..., str]:
    """Annex I, Part I, II.6.b: in full where a letter first cites a document, by type and symbol afterwards."""
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
