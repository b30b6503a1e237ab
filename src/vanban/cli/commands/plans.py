"""Commands of approval: submit, plans, approve, issue."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands import campaign
from vanban.cli.commands.obligations import Campaign
from vanban.cli.commands.register import Reason, existing_database
from vanban.cli.screens import screen
from vanban.cli.screens.launch_screen import launch_json, show_launch
from vanban.cli.screens.plan_screen import plan_json, show_plan

if TYPE_CHECKING:
    from vanban.domain.campaigns.approval import Aspect, PlanKind, PlanRecord
    from vanban.storage.storage import Storage
    from vanban.store.database import Database
    from vanban.usecases.approving.derive_plan import PlanSources
    from vanban.usecases.approving.issue_plan import IssuedPlan
    from vanban.usecases.approving.list_plans import PlanStanding

PlanId = Annotated[str, typer.Argument(metavar="KẾ HOẠCH", help="Mã kế hoạch, như 'vanban plans' cho biết.")]


def submit(
    folder: campaign.Folder,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Trình duyệt một đợt: xem thử rồi ghi kế hoạch vào sổ duyệt. Chưa cấp số nào."""
    from vanban.domain.campaigns.approval import PlanKind
    from vanban.usecases.approving.plan_requests import campaign_request

    request = campaign_request(folder, day=options.day_of(day), directory=directory)
    submit_request(PlanKind.CAMPAIGN, request, database, as_json=as_json, actor=actor)


def plans(
    campaign_id: Campaign = "",
    database: options.Database = options.DEFAULT_DATABASE,
    as_json: options.AsJson = False,
) -> None:
    """Xem sổ duyệt: kế hoạch nào chờ duyệt, ai đã duyệt, kế hoạch nào đã phát hành."""
    from vanban.usecases.approving.describe_ledger import LEDGER_COLUMNS, ledger_row, standing_facts
    from vanban.usecases.approving.list_plans import list_plans

    found = list_plans(existing_database(database), campaign_id or None)
    if as_json:
        screen.print_json({"plans": [standing_facts(one) for one in found]})
    elif found:
        screen.print_table(f"{len(found)} kế hoạch", LEDGER_COLUMNS, [ledger_row(one) for one in found])
    else:
        screen.say("Sổ duyệt chưa có kế hoạch nào.")


def approve(
    plan: PlanId,
    name: Annotated[str, typer.Option("--name", metavar="HỌ TÊN", help="Họ và tên người duyệt.")],
    position: Annotated[str, typer.Option("--position", metavar="CHỨC VỤ", help="Chức vụ người duyệt.")],
    content: Annotated[bool, typer.Option("--content", help="Duyệt nội dung văn bản.")] = False,
    form: Annotated[bool, typer.Option("--format", help="Duyệt thể thức, kỹ thuật trình bày.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="Không duyệt; phải ghi --reason.")] = False,
    reason: Reason = "",
    database: options.Database = options.DEFAULT_DATABASE,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Duyệt hoặc không duyệt một kế hoạch, về nội dung hay về thể thức; mỗi lần một quyết định."""
    from vanban.usecases.approving.decide_plan import Verdict, decide_plan

    verdict = Verdict(
        plan_id=plan,
        aspect=_aspect(content=content, form=form),
        approved=not refuse,
        name=name,
        position=position,
        reason=reason,
    )
    _show_standing(decide_plan(verdict, existing_database(database), options.occasion(actor)), as_json=as_json)


def issue(
    plan: PlanId,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Phát hành một kế hoạch đã duyệt đủ hai phần: cấp số, vào sổ, vẽ DOCX và PDF. Chạy lại không cấp trùng số."""
    from vanban.usecases.approving.find_plan import find_plan

    store = existing_database(database)
    record = find_plan(store, plan)
    storage = out / record.campaign_id
    done = _issued(record, store, storage, actor=actor, quiet=as_json)
    if as_json:
        screen.print_json(launch_json(done.launch, storage))
    else:
        show_launch(done.launch, storage, database)


def submit_request(kind: PlanKind, request: str, database: str, *, as_json: bool, actor: str) -> None:
    """Shows the plan of a request, writes it into the ledger and says how to go on."""
    from vanban.store.database import open_database
    from vanban.usecases.approving.derive_plan import derive_plan
    from vanban.usecases.approving.list_plans import plan_standing
    from vanban.usecases.approving.submit_plan import submit_plan

    store = open_database(database)
    made = derive_plan(kind, request, _sources(store))
    if not as_json:
        show_plan(made)
    if made.is_stopped:
        if as_json:
            screen.print_json(plan_json(made))
        screen.complain("Chưa trình duyệt: còn lỗi phải sửa. Chưa cấp số nào.")
        raise typer.Exit(1)
    record = submit_plan(made, kind, request, store, options.occasion(actor))
    _show_standing(plan_standing(store, record), as_json=as_json)


def _sources(store: Database) -> PlanSources:
    from vanban.rendering.templates import templates_folder
    from vanban.usecases.approving.derive_plan import PlanSources

    return PlanSources(database=store, texts=templates_folder() / "text", today=options.occasion().today)


def _aspect(*, content: bool, form: bool) -> Aspect:
    from vanban.domain.campaigns.approval import Aspect
    from vanban.domain.errors import VanbanError

    if content == form:
        raise VanbanError("Chọn một trong hai → --content để duyệt nội dung, hoặc --format để duyệt thể thức.")
    return Aspect.CONTENT if content else Aspect.FORMAT


def _issued(record: PlanRecord, store: Database, storage: Storage, *, actor: str, quiet: bool) -> IssuedPlan:
    """Issues over this machine's cores, with a progress bar unless quiet."""
    from rich.progress import Progress

    from vanban.cli.pools.local_press import local_press
    from vanban.domain.letters.rendition import KINDS
    from vanban.usecases.approving.issue_plan import issue_plan

    with local_press(record.letters, storage) as press, Progress(disable=quiet or not sys.stdout.isatty()) as bar:
        task = bar.add_task("Đang vẽ văn bản", total=record.letters * len(KINDS))
        return issue_plan(
            record.id, _sources(store), press, options.occasion(actor), progress=lambda _file: bar.advance(task)
        )


def _show_standing(standing: PlanStanding, *, as_json: bool) -> None:
    """How a plan stands, and what may be done next."""
    from vanban.usecases.approving.describe_ledger import (
        ASPECT_WORDS,
        KIND_WORDS,
        decision_words,
        standing_facts,
        state_words,
    )
    from vanban.usecases.approving.list_plans import PlanState

    record = standing.record
    if as_json:
        screen.print_json(standing_facts(standing))
        return
    screen.say(f"Kế hoạch {record.id}: {KIND_WORDS[record.kind]} “{record.title}”, {record.letters} văn bản.")
    for aspect, words in ASPECT_WORDS.items():
        screen.say(f"  {words[0].upper()}{words[1:]}: {decision_words(standing.last(aspect))}")
    unnumbered = "" if standing.progress.issued else " Chưa cấp số nào."
    screen.say(f"  Tình trạng: {state_words(standing)}.{unnumbered}")
    if standing.state is PlanState.APPROVED:
        screen.say(f"Phát hành: vanban issue {record.id}")
    for aspect in standing.missing if standing.state is PlanState.WAITING else ():
        words = f'vanban approve {record.id} --{aspect.value} --name "…" --position "…"'
        screen.say(f"Duyệt {ASPECT_WORDS[aspect]}: {words}")
