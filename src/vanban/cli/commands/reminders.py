"""The command ``remind``: the round of the day, and a drafted reminder approved and issued by one person."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vanban.cli import options
from vanban.cli.commands import amend
from vanban.cli.commands.register import existing_database
from vanban.cli.screens import screen
from vanban.cli.screens.launch_screen import launch_json, show_launch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vanban.directory.directory import DirectoryOn
    from vanban.domain.campaigns.campaign import SignatoryRule
    from vanban.domain.dates.occasion import Occasion
    from vanban.storage.storage import Storage
    from vanban.store.database import Database
    from vanban.usecases.approving.derive_plan import PlanSources
    from vanban.usecases.sending.prepare_reminders import PreparedReminder
    from vanban.usecases.sending.remind_units import RemindingRound

Campaign = Annotated[str, typer.Argument(metavar="ĐỢT", help="Mã của đợt; không ghi thì mọi đợt đang theo dõi.")]
PlanToIssue = Annotated[
    str,
    typer.Option("--issue", metavar="KẾ HOẠCH", help="Duyệt và phát hành dự thảo này; phải ghi --name, --position."),
]
Name = Annotated[str, typer.Option("--name", metavar="HỌ TÊN", help="Họ và tên người duyệt, khi --issue.")]
Position = Annotated[str, typer.Option("--position", metavar="CHỨC VỤ", help="Chức vụ người duyệt, khi --issue.")]
Issuer = Annotated[str, typer.Option("--issuer", metavar="MÃ", help="Chỉ lập dự thảo cho cơ quan này.")]


def remind(
    campaign: Campaign = "",
    issue: PlanToIssue = "",
    name: Name = "",
    position: Position = "",
    issuer: Issuer = "",
    signatory: amend.SignatoryId = "",
    capacity: amend.SignatoryCapacity = None,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Nhắc việc hôm nay: ghi ai phải nhắc, lập dự thảo đôn đốc; --issue duyệt và phát hành một dự thảo."""
    from vanban.domain.errors import VanbanError
    from vanban.usecases.registers.day_by_clock import day_by_clock
    from vanban.usecases.watching.tracked_campaigns import tracked_campaigns

    store = existing_database(database)
    if issue:
        _issue(issue, name, position, store, out=out, database=database, as_json=as_json, actor=actor)
        return
    if name or position:
        raise VanbanError("--name và --position là của người duyệt → Ghi cùng --issue, với mã của dự thảo.")
    at = options.occasion(actor)
    day_by_clock(store, at, "ghi rõ hôm nay bằng --today")
    rule = amend.signatory_rule(signatory, capacity) if signatory or capacity else None
    going = _Round(
        store=store,
        database=database,
        out=out,
        own=directory,
        issuer=issuer,
        signatory=rule,
        at=at,
    )
    told = [going.go(one, quiet=as_json) for one in tracked_campaigns(store, going.at.today, campaign)]
    if as_json:
        screen.print_json({"day": going.at.today.isoformat(), "campaigns": told})
    elif not told:
        screen.say("Không có đợt nào đang theo dõi báo cáo.")


@dataclass(frozen=True, kw_only=True)
class _Round:
    """The round of the day over one campaign after the other."""

    store: Database
    database: str
    out: Storage
    own: Path | None
    issuer: str
    signatory: SignatoryRule | None
    at: Occasion

    def go(self, campaign: str, *, quiet: bool) -> dict[str, Any]:
        """Records what falls due, drafts what waits, and tells it unless quiet."""
        from vanban.cli.pools.local_press import local_press
        from vanban.usecases.planning.office_directory import directory_folder, office_directory
        from vanban.usecases.sending.describe_reminders import round_facts
        from vanban.usecases.sending.prepare_reminders import Drafting, prepare_reminders
        from vanban.usecases.sending.remind_units import remind_units

        own = directory_folder(self.own, self.store, campaign)
        office = office_directory(own)
        done = remind_units(self.store, campaign, self.at, office)
        mine = [one for one in done.waiting if self.issuer in {"", one.key.organ_id}]
        storage = self.out / campaign
        with local_press(len(mine), storage) as press:
            drafting = Drafting(
                sources=_sources(self.store), directory=office, own=own, press=press, signatory=self.signatory
            )
            prepared = prepare_reminders(mine, drafting, self.at)
        if not quiet:
            self._tell(campaign, done, prepared, office.on(self.at.today))
        paths = {file.file_name: storage.address(file.file_name) for one in prepared for file in one.files}
        return round_facts(campaign, done, prepared, paths)

    def _tell(self, campaign: str, done: RemindingRound, prepared: Sequence[PreparedReminder], on: DirectoryOn) -> None:
        from vanban.store.register.obligations import obligations
        from vanban.usecases.sending.describe_reminders import letter_words, notice_words, round_words

        screen.say(round_words(campaign, done))
        labels = {one.key.organ_id: one.label for one in obligations(self.store, campaign_id=campaign)}
        for notice in done.notices:
            screen.say(f"Nhắc nhẹ, không có văn bản: {notice_words(notice, labels)}")
        for one in prepared:
            screen.say(letter_words(one.found, on))
            for finding in one.plan.findings if one.plan else ():
                screen.say(f"  {screen.SEVERITIES[finding.severity]}: {finding.found} → {finding.allowed}")
            if one.files:
                screen.say(
                    f"  Dự thảo: {' và '.join((self.out / campaign).address(file.file_name) for file in one.files)}"
                )
            if one.record is None:
                screen.complain(f"  Chưa trình duyệt được: {one.problem}")
            else:
                screen.say(f"  Duyệt và phát hành: {self._command(one.record.id)}")

    def _command(self, plan: str) -> str:
        """The next step, which finds the same register and folder."""
        told = {
            "--database": (self.database, options.DEFAULT_DATABASE),
            "--out": (str(self.out), str(options.DEFAULT_OUT)),
        }
        places = "".join(f" {flag} {shlex.quote(given)}" for flag, (given, usual) in told.items() if given != usual)
        return f'vanban remind --issue {plan} --name "…" --position "…"{places}'


def _issue(
    plan: str, name: str, position: str, store: Database, *, out: Storage, database: str, as_json: bool, actor: str
) -> None:
    from vanban.cli.pools.local_press import local_press
    from vanban.usecases.approving.find_plan import find_plan
    from vanban.usecases.sending.issue_reminder import Approver, issue_reminder

    record = find_plan(store, plan)
    storage = out / record.campaign_id
    approver = Approver(name=name, position=position)
    with local_press(record.letters, storage) as press:
        done = issue_reminder(record.id, approver, _sources(store), press, options.occasion(actor))
    if as_json:
        screen.print_json(launch_json(done.launch, storage))
    else:
        show_launch(done.launch, storage, database)


def _sources(store: Database) -> PlanSources:
    from vanban.rendering.templates import templates_folder
    from vanban.usecases.approving.derive_plan import PlanSources

    return PlanSources(database=store, texts=templates_folder() / "text", today=options.occasion().today)
