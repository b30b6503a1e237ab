"""Commands of a campaign: init, plan, draft, launch, schema."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.screens import screen
from vanban.cli.screens.launch_screen import (
    launch_json,
    show_form_problems,
    show_launch,
    show_packs,
)
from vanban.cli.screens.plan_screen import issued_before, plan_json, show_findings, show_plan

if TYPE_CHECKING:
    from vanban.intake.campaign.campaign_folder import CampaignReading
    from vanban.storage.storage import Storage
    from vanban.usecases.issuing.launch_campaign import Launch
    from vanban.usecases.packing.pack_campaign import Pack
    from vanban.usecases.planning.plan_campaign import Plan

Folder = Annotated[Path, typer.Argument(metavar="THƯ MỤC", help="Thư mục của đợt phát hành.")]
_OF_DRAFTS = "Dự thảo còn điều trái quy định, chưa thể phát hành:"
_OF_ISSUED = "Văn bản đã phát hành có điều trái quy định; số và tệp vẫn giữ nguyên, cần đính chính hoặc thay thế:"
_YES = frozenset({"c", "có", "co", "y", "yes"})


def init(
    folder: Annotated[Path, typer.Argument(metavar="THƯ MỤC", help="Thư mục mới hoặc còn trống.")],
    day: options.Day = None,
    old: Annotated[
        Path | None, typer.Option("--from", metavar="THƯ MỤC", help="Đợt cũ để dùng lại, ngày tháng được dời theo.")
    ] = None,
) -> None:
    """Tạo một đợt phát hành mẫu để sửa theo, hoặc dùng lại một đợt cũ."""
    from vanban.intake.campaign.scaffold import copy_campaign, scaffold_campaign

    first_day = options.day_of(day) or options.occasion().today
    if old is None:
        written = scaffold_campaign(folder, day=first_day)
        screen.say(f"Đã tạo đợt phát hành mẫu trong {folder}:")
        for path in written:
            screen.say(f"  {path}")
    else:
        changes = copy_campaign(old, folder, day=first_day)
        screen.say(f"Đã chép đợt {old} sang {folder}, văn bản đầu ngày {first_day:%d/%m/%Y}.")
        rows = [
            (f"{one.file}, dòng {one.line}", one.field, one.old, one.new or "giữ nguyên", one.note) for one in changes
        ]
        screen.print_table("Đã đổi hoặc cần xem lại", ("Ở đâu", "Mục", "Trước", "Nay", "Ghi chú"), rows)
    screen.say(f"Sửa các tệp này, rồi xem thử: vanban plan {shlex.quote(str(folder))}")


def plan(
    folder: Folder,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="TỆP.svg", help="Vẽ sơ đồ các cấp vào tệp SVG này.")
    ] = None,
) -> None:
    """Xem thử: bao nhiêu văn bản, ai gửi ai, số dự kiến, mọi điều cần sửa. Không cấp số, không vào sổ."""
    made = planned(folder, database, options.day_of(day), directory)
    if picture is not None:
        _draw(made, picture)
    if as_json:
        screen.print_json(plan_json(made))
    else:
        before = issued_before(made, database)
        show_plan(made, before)
        screen.say(f"Đây là bản xem thử: chưa ghi gì, chưa cấp {'thêm ' if before else ''}số nào.")
    if made.is_stopped:
        raise typer.Exit(1)


def draft(
    folder: Folder,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Vẽ dự thảo DOCX và PDF: chưa có số, chưa vào sổ."""
    made = planned(folder, database, options.day_of(day), directory)
    draft_plan(made, out / made.campaign.id, as_json=as_json)


def launch(
    folder: Folder,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
    yes: options.Yes = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Phát hành: hỏi lại, cấp số, vào sổ, vẽ DOCX và PDF. Chạy lại không cấp trùng số."""
    from vanban.cli.pools.local_press import warm_up

    if folder.is_dir():
        warm_up()
    made = planned(folder, database, options.day_of(day), directory)
    issue_plan(made, out / made.campaign.id, database, yes=yes, as_json=as_json, actor=actor)


class SchemaName(StrEnum):
    """The files that have a schema."""

    CAMPAIGN = "campaign"
    LETTER = "letter"
    TEXT = "text"


def schema(
    name: Annotated[
        SchemaName, typer.Argument(metavar="LOẠI", help="campaign, letter hoặc text.")
    ] = SchemaName.CAMPAIGN,
) -> None:
    """In JSON Schema của campaign.toml, của văn bản đơn lẻ hoặc của phần đầu một bài văn bản."""
    from vanban.intake import schema as schemas

    made = {
        SchemaName.CAMPAIGN: schemas.campaign_schema,
        SchemaName.LETTER: schemas.letter_schema,
        SchemaName.TEXT: schemas.text_schema,
    }
    screen.print_json(made[name]())


def plan_reading(reading: CampaignReading, database: str, day: date | None, own: Path | None) -> Plan:
    """The plan of something read, as of today."""
    from vanban.usecases.planning import plan_reading as dry_run

    return dry_run.plan_reading(reading, own=own, database=database, day=day, today=options.occasion().today)


def draft_plan(made: Plan, storage: Storage, *, as_json: bool) -> None:
    """Draws a plan's letters without numbers and says where they are."""
    from vanban.cli.pools.local_press import local_press
    from vanban.usecases.issuing.draft_letters import draft_letters

    with local_press(len(made.letters), storage) as press:
        drafts = draft_letters(made, press)
    if as_json:
        screen.print_json([{"file": storage.address(one.file_name), "sha256": one.sha256} for one in drafts.files])
        show_form_problems(drafts.problems, _OF_DRAFTS)
        return
    show_findings(made)
    screen.say(f"Đã vẽ {len(made.letters)} dự thảo (DOCX và PDF), chưa cấp số:")
    for one in drafts.files:
        screen.say(f"  {storage.address(one.file_name)}")
    show_form_problems(drafts.problems, _OF_DRAFTS)


def issue_plan(
    made: Plan, storage: Storage, database: str, *, yes: bool, as_json: bool, actor: str, packed: bool = False
) -> None:
    """Shows a plan, asks, issues it and says what was made; ``packed`` letters also go into a ZIP of their own."""
    before = issued_before(made, database)
    if not as_json:
        show_plan(made, before)
    if made.is_stopped:
        if as_json:
            _complain_of_findings(made)
        screen.complain("Chưa phát hành: còn lỗi phải sửa. Chưa cấp số nào.")
        raise typer.Exit(1)
    if not yes:
        _ask(_question(len(made.letters), before), more="thêm " if before else "")
    done = _launch(made, database, storage, actor=actor, quiet=as_json)
    packs = _pack_alone(done, made, storage) if packed else ()
    if as_json:
        screen.print_json(launch_json(done, storage, packs))
    else:
        show_launch(done, storage, database)
        show_packs(packs)
    show_form_problems(done.problems, _OF_ISSUED)
    if done.problems:
        raise typer.Exit(1)


def _question(letters: int, before: int) -> str:
    if before == letters:
        return f"{letters} văn bản này đã phát hành từ trước. Vẽ lại tệp còn thiếu?"
    return f"Phát hành {letters} văn bản này?" if not before else f"Phát hành {letters - before} văn bản còn lại?"


def _pack_alone(done: Launch, made: Plan, storage: Storage) -> tuple[Pack, ...]:
    """A pack beside those of the campaign, which hold its own letters only."""
    from vanban.usecases.packing.pack_campaign import pack_campaign

    names = dict.fromkeys(one.draft.key.letter_id for one in done.documents)
    return pack_campaign(done, made.campaign, made.commission.directory, storage, suffix=f"-{'-'.join(names)}")


def _launch(made: Plan, database: str, storage: Storage, *, actor: str, quiet: bool) -> Launch:
    """Launches a plan over this machine's cores, with a progress bar unless quiet; a proof goes before the register."""
    from rich.progress import Progress

    from vanban.cli.pools.local_press import local_press
    from vanban.domain.letters.rendition import KINDS
    from vanban.store.database import open_database, open_existing
    from vanban.usecases.issuing.launch_campaign import launch_campaign
    from vanban.usecases.issuing.proof_plan import proof_plan

    occasion = options.occasion(actor)
    with local_press(len(made.letters), storage) as press, Progress(disable=quiet or not sys.stdout.isatty()) as bar:
        task = bar.add_task("Đang vẽ văn bản", total=len(made.letters) * len(KINDS))
        proof_plan(made, open_existing(database), press, occasion.today)
        register = open_database(database)
        return launch_campaign(made, register, press, occasion, progress=lambda _file: bar.advance(task), proofed=True)


def planned(folder: Path, database: str, day: date | None, own: Path | None) -> Plan:
    """The plan of a campaign folder, as of today."""
    from vanban.intake.campaign.campaign_folder import read_campaign

    return plan_reading(read_campaign(folder), database, day, own)


def _draw(made: Plan, picture: Path) -> None:
    """Writes the tree of a plan as SVG."""
    from vanban.rendering.pictures.cascade_picture import cascade_svg
    from vanban.storage.files import write_whole
    from vanban.usecases.planning.describe_cascade import cascade_nodes

    write_whole(picture, cascade_svg(made.campaign.title, cascade_nodes(made)).encode())
    screen.complain(f"Sơ đồ các cấp: {picture}")


def _ask(question: str, *, more: str = "") -> None:
    """Asks; ``more`` stands where numbers were given before."""
    if not sys.stdin.isatty():
        screen.complain(f"{question} → Không có ai để hỏi: thêm --yes nếu đồng ý. Chưa cấp {more}số nào.")
        raise typer.Exit(2)
    screen.complain(f"{question} [c/k]")
    if input().strip().casefold() not in _YES:
        screen.say(f"Chưa phát hành. Chưa cấp {more}số nào.")
        raise typer.Exit(0)


def _complain_of_findings(made: Plan) -> None:
    """What stops a launch, where standard output is for JSON."""
    from vanban.domain.judging.finding import Severity

    for one in made.findings:
        if one.severity is Severity.ERROR:
            screen.complain(f"{one.element}: {one.found} → {one.allowed} ({one.rule_id}, {one.source})")
