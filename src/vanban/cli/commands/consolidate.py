"""The command ``report consolidate``: reports added up, told upwards by a báo cáo, handed in upwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands import amend, campaign, plans
from vanban.cli.commands.register import existing_database
from vanban.cli.screens import screen
from vanban.cli.screens.consolidation_screen import office_name, show_consolidation, show_levels, tell

if TYPE_CHECKING:
    from vanban.directory.directory import Directory
    from vanban.domain.campaigns.campaign import SignatoryRule
    from vanban.domain.campaigns.consolidation import ConsolidatedReport
    from vanban.domain.duties.report import RecordedReport
    from vanban.storage.storage import Storage
    from vanban.store.database import Database
    from vanban.usecases.consolidating.consolidate_reports import Consolidation
    from vanban.usecases.consolidating.draft_consolidation import Submission
    from vanban.usecases.planning.plan_campaign import Plan

CampaignId = Annotated[str, typer.Argument(metavar="ĐỢT", help="Mã của đợt phát hành.")]
Issuer = Annotated[
    str, typer.Option("--issuer", metavar="MÃ HOẶC TÊN", help="Cơ quan tổng hợp; không ghi thì xem từng cấp của đợt.")
]
Assignment = Annotated[
    str, typer.Option("--assignment", metavar="MÃ", help="Mã của nhiệm vụ; đợt chỉ giao một báo cáo thì không cần ghi.")
]
LetterId = Annotated[
    str, typer.Option("--letter", metavar="MÃ", help="Mã của văn bản giao báo cáo, khi cơ quan có nhiều văn bản.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="NĂM-THÁNG-NGÀY",
        formats=["%Y-%m-%d"],
        help="Số liệu tính đến hết ngày này; mặc định hôm nay.",
    ),
]
XlsxFile = Annotated[Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi bảng và biểu đồ ra tệp XLSX.")]
SvgFile = Annotated[Path | None, typer.Option("--svg", metavar="TỆP", help="Vẽ biểu đồ ra tệp SVG.")]
Issue = Annotated[bool, typer.Option("--issue", help="Phát hành báo cáo: hỏi lại, cấp số, vào sổ, vẽ DOCX và PDF.")]
ForApproval = Annotated[
    bool, typer.Option("--for-approval", help="Trình duyệt báo cáo: ghi vào sổ duyệt, chưa cấp số.")
]
Submit = Annotated[
    bool, typer.Option("--submit", help="Ghi số tổng hợp thành báo cáo của chính cơ quan này với cấp trên.")
]
Why = Annotated[str, typer.Option("--reason", help="Lý do sửa số liệu, khi đã ghi báo cáo với cấp trên trước đó.")]
To = Annotated[
    str, typer.Option("--to", metavar="MÃ HOẶC TÊN", help="Nơi nhận báo cáo; mặc định: nơi đã giao, hoặc cấp trên.")
]


def consolidate(
    campaign_id: CampaignId,
    issuer: Issuer = "",
    assignment: Assignment = "",
    letter: LetterId = "",
    as_of: AsOf = None,
    xlsx: XlsxFile = None,
    svg: SvgFile = None,
    draft: amend.DraftOnly = False,
    issue: Issue = False,
    for_approval: ForApproval = False,
    submit: Submit = False,
    reason: Why = "",
    to: To = "",
    signatory: amend.SignatoryId = "",
    capacity: amend.SignatoryCapacity = None,
    day: options.Day = None,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    yes: options.Yes = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Tổng hợp báo cáo đã nhận của một cơ quan: tổng số, tỷ lệ, chỉ tiêu, nơi chưa gửi; lập báo cáo gửi cấp trên."""
    from vanban.usecases.consolidating.consolidate_reports import Consolidation, consolidate_reports
    from vanban.usecases.planning.office_directory import directory_folder, office_directory

    store, today = existing_database(database), options.occasion().today
    counted_to, dated = options.day_of(as_of) or today, options.day_of(day) or today
    outlet = _outlet(draft=draft, issue=issue, for_approval=for_approval)
    if not issuer:
        _refuse_without_issuer(asked=bool(xlsx or svg or outlet or submit))
        show_levels(store, campaign_id, counted_to, as_json=as_json)
        return
    wanted = Consolidation(
        campaign_id=campaign_id, issuer=issuer, assignment=assignment, letter_id=letter, as_of=counted_to
    )
    own = directory_folder(directory, store, campaign_id)
    office = office_directory(own)
    found = consolidate_reports(wanted, office, store)
    handing_in = _HandingIn(found, dated, reason, actor) if submit else None
    if not as_json:
        show_consolidation(found, office)
    _write(found, office, xlsx=xlsx, svg=svg)
    if outlet:
        sender = _Sender(day=dated, to=to, signatory=signatory, capacity=capacity)
        _LetterOut(
            wanted=wanted,
            sender=sender,
            own=own,
            out=out,
            database=database,
            yes=yes,
            as_json=as_json,
            actor=actor,
        ).go(outlet, office, store)
    recorded = handing_in.recorded(store) if handing_in else None
    if not (as_json and outlet):
        tell(found, recorded, as_json=as_json)


def _outlet(**chosen: bool) -> str:
    """What becomes of the báo cáo: one of the flags, or nothing."""
    from vanban.domain.errors import VanbanError

    names = [name for name, is_chosen in chosen.items() if is_chosen]
    if len(names) > 1:
        raise VanbanError(
            "Chọn một trong ba → --draft chỉ vẽ dự thảo, --for-approval trình duyệt, --issue phát hành ngay."
        )
    return "".join(names)


def _refuse_without_issuer(*, asked: bool) -> None:
    from vanban.domain.errors import VanbanError

    if asked:
        raise VanbanError("Tệp, báo cáo và --submit là của một cơ quan → Ghi cơ quan tổng hợp ở --issuer.")


class _HandingIn:
    """The sums on their way to the office above; what would be refused is refused before anything is issued."""

    def __init__(self, found: ConsolidatedReport, day: date, reason: str, actor: str) -> None:
        from vanban.usecases.consolidating.submit_consolidation import own_report

        self._found, self._day, self._reason = found, day, reason
        self._at = options.occasion(actor)
        own_report(found, self._at, received_on=day, reason=reason)

    def recorded(self, store: Database) -> RecordedReport:
        from vanban.usecases.consolidating.submit_consolidation import submit_consolidation

        return submit_consolidation(self._found, store, self._at, received_on=self._day, reason=self._reason)


@dataclass(frozen=True)
class _Sender:
    """How the báo cáo goes out: its day, to whom, and under whose hand."""

    day: date
    to: str
    signatory: str
    capacity: amend.Capacity | None

    @property
    def rule(self) -> SignatoryRule:
        from vanban.domain.campaigns.campaign import SignatoryRule
        from vanban.domain.letters.signing import SigningCapacity

        if self.capacity is None:
            return SignatoryRule(id=self.signatory)
        himself = self.capacity is amend.Capacity.HIMSELF
        held = SigningCapacity.NONE if himself else SigningCapacity(self.capacity.value)
        return SignatoryRule(id=self.signatory, capacity=held)


@dataclass(frozen=True, kw_only=True)
class _LetterOut:
    """The báo cáo on its way out, with what the command says of it."""

    wanted: Consolidation
    sender: _Sender
    own: Path | None
    out: Storage
    database: str
    yes: bool
    as_json: bool
    actor: str

    @property
    def submission(self) -> Submission:
        from vanban.usecases.consolidating.draft_consolidation import Submission

        return Submission(day=self.sender.day, signatory=self.sender.rule, to=self.sender.to)

    def go(self, outlet: str, office: Directory, store: Database) -> None:
        """Drafts, issues or hands it over for approval."""
        if outlet == "for_approval":
            self._hand_over()
            return
        made = self._plan(office, store)
        storage = self.out / made.campaign.id
        if outlet == "draft":
            campaign.draft_plan(made, storage, as_json=self.as_json)
        else:
            campaign.issue_plan(made, storage, self.database, yes=self.yes, as_json=self.as_json, actor=self.actor)

    def _hand_over(self) -> None:
        from vanban.domain.campaigns.approval import PlanKind
        from vanban.usecases.approving.plan_requests import consolidation_request

        request = consolidation_request(self.wanted, self.submission, directory=self.own)
        plans.submit_request(PlanKind.CONSOLIDATION, request, self.database, as_json=self.as_json, actor=self.actor)

    def _plan(self, office: Directory, store: Database) -> Plan:
        from vanban.rendering.templates import templates_folder
        from vanban.usecases.consolidating.draft_consolidation import draft_consolidation

        return draft_consolidation(
            self.wanted,
            self.submission,
            directory=office,
            database=store,
            texts=templates_folder() / "text",
            today=options.occasion().today,
        )


def _write(found: ConsolidatedReport, office: Directory, *, xlsx: Path | None, svg: Path | None) -> None:
    from vanban.rendering.books.consolidation_book import consolidation_xlsx
    from vanban.rendering.pictures.report_chart import report_chart_svg
    from vanban.storage.files import write_whole
    from vanban.usecases.consolidating.describe_consolidation import consolidation_book, report_charts

    if xlsx is not None:
        write_whole(xlsx, consolidation_xlsx(consolidation_book(found, office_name(found, office))))
        screen.complain(f"Bảng tổng hợp: {xlsx}")
    if svg is not None:
        write_whole(svg, report_chart_svg(report_charts(found)))
        screen.complain(f"Biểu đồ: {svg}")
