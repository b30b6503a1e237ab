"""Random organisation trees with a campaign that goes down all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from vanban.directory.directory import Directory
from vanban.directory.group import GroupSelector, RecipientGroup
from vanban.domain.campaigns.campaign import (
    Campaign,
    LetterOrder,
    LetterText,
    Level,
    RecipientOrder,
    Selector,
    SignatoryRule,
)
from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.deadline import Deadline, DeadlineWording
from vanban.domain.duties.assignment import Assignment
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.recipient import FileCopy, RecipientRole
from vanban.domain.letters.signing import Signatory, SigningCapacity
from vanban.domain.organisation import Organisation, Validity
from vanban.intake.campaign.campaign_folder import CampaignReading

FIRST_DAY = date(2024, 1, 2)

_COPY = RecipientOrder(selector=Selector(name="Nơi biết việc"), role=RecipientRole.COPY)


def _order(order_id: str, source: str, issuer: str = "") -> LetterOrder:
    units = Selector(relation="direct_units")
    return LetterOrder(
        id=order_id,
        place=f"letters[{order_id}]",
        document_type=DocumentType.CONG_VAN,
        subject="triển khai thử",
        issuer=issuer,
        drafting_unit="VP",
        signatory=SignatoryRule(capacity=SigningCapacity.NONE),
        recipients=(RecipientOrder(selector=units, role=RecipientRole.ADDRESSEE), _COPY),
        text=LetterText(file="van-ban.md", source=source, first_line=1),
        file_copy=FileCopy(unit="VP"),
    )


ROOT_ORDER = _order("goc", "Đề nghị các đơn vị báo cáo kết quả./.", issuer="dv-1")


@dataclass(frozen=True)
class Tree:
    """A tree of organisations on a day, the campaign that goes down it, and what must come out."""

    organisations: tuple[Organisation, ...]
    abolished: frozenset[str]
    day: date
    margins: tuple[int, ...]
    delays: tuple[int, ...]
    assignments: tuple[Assignment, ...] = field(default=())

    @property
    def living(self) -> set[str]:
        return {one.id for one in self.organisations} - self.abolished

    @property
    def leaves(self) -> set[str]:
        return self.living - {one.parent_id for one in self.organisations}

    @property
    def directory(self) -> Directory:
        signatories = tuple(
            Signatory(id=f"ky-{one.id}", organ_id=one.id, full_name="Nguyễn Văn A", position="Trưởng đơn vị")
            for one in self.organisations
        )
        groups = tuple(
            RecipientGroup(id=f"cap-{depth}", label="Các đơn vị", selector=GroupSelector.parse(f"kind=cap{depth}"))
            for depth in range(1, len(self.margins) + 2)
        )
        return Directory(organisations=self.organisations, groups=groups, signatories=signatories)

    @property
    def reading(self) -> CampaignReading:
        levels = tuple(
            Level(
                name=f"Cấp {depth}",
                relays=Selector(group=f"cap-{depth}"),
                margin_working_days=margin,
                letter=_order(f"cap-{depth}", 'Thực hiện {{ cite("above") }}, đề nghị các đơn vị báo cáo kết quả./.'),
                above="goc" if depth == 2 else f"cap-{depth - 1}",
                issue_after_working_days=delay,
            )
            for depth, (margin, delay) in enumerate(zip(self.margins, self.delays, strict=True), start=2)
        )
        campaign = Campaign(
            id="thu",
            title="Đợt thử",
            letters=(replace(ROOT_ORDER, date=PlannedDay.of(self.day)),),
            levels=levels,
            assignments=self.assignments,
        )
        return CampaignReading(campaign=campaign, directory_folder=None, problems=())

    def expected_duties(self) -> set[tuple[str, str]]:
        """Whom each assignment concerns: those named under the root, or all of them, and everyone below these."""
        children: dict[str, list[str]] = {}
        for one in self.organisations:
            if one.id in self.living and one.parent_id:
                children.setdefault(one.parent_id, []).append(one.id)
        found = set()
        for assignment in self.assignments:
            waiting = list(assignment.assignees or children[ROOT_ORDER.issuer])
            while waiting:
                organ_id = waiting.pop()
                found.add((assignment.key, organ_id))
                waiting += children.get(organ_id, [])
        return found


def _organisation(number: int, depth: int, parent_id: str | None, validity: Validity) -> Organisation:
    return Organisation(
        id=f"dv-{number}",
        name=f"Đơn vị số {number}",
        short_name=f"Đơn vị số {number}",
        abbreviation=f"ĐV{number}",
        kind=f"cap{depth}",
        level="tinh",
        parent_id=parent_id,
        place_name="Khánh Hòa",
        validity=validity,
    )


@st.composite
def _deadlines(draw: st.DrawFn, day: date) -> Deadline:
    wording = draw(st.sampled_from(DeadlineWording))
    if wording is DeadlineWording.WORKING_DAYS:
        return Deadline(wording=wording, working_days=draw(st.integers(1, 120)))
    due = day + timedelta(days=draw(st.integers(1, 400)))
    if wording is DeadlineWording.IN_MONTH:
        return Deadline(wording=wording, on=PlannedDay(year=due.year, month=due.month))
    return Deadline(wording=wording, on=PlannedDay.of(due))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Two to four levels, up to three living units under each, some abolished before the day or founded after it."""
    depth = draw(st.integers(2, 4))
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 700)))
    gone = (Validity(valid_to=day - timedelta(days=1)), Validity(valid_from=day + timedelta(days=90)))
    made = [_organisation(1, 1, None, Validity())]
    abolished: set[str] = set()
    parents = ["dv-1"]
    for level in range(2, depth + 1):
        units = []
        for parent_id in parents:
            for _ in range(draw(st.integers(1, 3))):
                made.append(_organisation(len(made) + 1, level, parent_id, Validity()))
                units.append(made[-1].id)
            if draw(st.booleans()):
                made.append(_organisation(len(made) + 1, level, parent_id, draw(st.sampled_from(gone))))
                abolished.add(made[-1].id)
        parents = units
    first_line = [one.id for one in made if one.parent_id == "dv-1" and one.id not in abolished]
    assignments = tuple(
        Assignment(
            key=f"viec_{number}",
            title=f"Việc số {number}",
            letter_id=ROOT_ORDER.id,
            assignees=tuple(draw(st.just([]) | st.lists(st.sampled_from(first_line), min_size=1, unique=True))),
            deadline=draw(_deadlines(day)),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )
    margins = tuple(draw(st.integers(1, 10)) for _ in range(depth - 2))
    delays = tuple(draw(st.integers(0, 3)) for _ in range(depth - 2))
    return Tree(tuple(made), frozenset(abolished), day, margins, delays, assignments)
