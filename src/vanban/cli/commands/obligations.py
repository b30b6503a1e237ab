"""Commands of what letters ask for: obligations show, extend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands.register import Organ, Reason, existing_database
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from vanban.usecases.amending.extend_deadlines import Extended

app = typer.Typer(help="Nghĩa vụ báo cáo: ai phải báo cáo gì, theo văn bản nào, hạn nào.", no_args_is_help=True)

Campaign = Annotated[str, typer.Option("--campaign", metavar="MÃ", help="Mã của đợt, ghi ở khóa id trong [campaign].")]
Issuer = Annotated[str, typer.Option("--issuer", metavar="MÃ HOẶC TÊN", help="Cơ quan ban hành văn bản.")]


@app.callback()
def _obligations() -> None:
    """Nghĩa vụ báo cáo: ai phải báo cáo gì, theo văn bản nào, hạn nào."""


@app.command()
def show(
    campaign: Campaign = "",
    organ: Organ = "",
    issuer: Issuer = "",
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Xem ai phải báo cáo gì và hạn nào; đã gia hạn hay đã rút thì ghi rõ."""
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.watching.list_obligations import (
        OBLIGATION_COLUMNS,
        campaigns_that_ask,
        list_obligations,
        obligation_facts,
        obligation_rows,
    )

    store = existing_database(database)
    owed = list_obligations(store, office_directory(directory), campaign_id=campaign, organ=organ, issuer=issuer)
    if as_json:
        screen.print_json({"obligations": obligation_facts(owed)})
    elif owed:
        screen.print_table(f"{len(owed)} nghĩa vụ báo cáo", OBLIGATION_COLUMNS, obligation_rows(owed))
    else:
        asking = ", ".join(campaigns_that_ask(store))
        known = f" Các đợt có giao báo cáo: {asking}." if asking else ""
        screen.say(
            f"Đợt '{campaign}' không giao báo cáo nào.{known}" if campaign else "Chưa có văn bản nào giao báo cáo."
        )


def extend(
    campaign: Campaign,
    letter: Annotated[
        str,
        typer.Option(
            "--letter", metavar="MÃ", help="Mã của văn bản giao báo cáo, khóa id trong [[letters]] hoặc [[levels]]."
        ),
    ],
    issuer: Issuer,
    assignment: Annotated[
        str, typer.Option("--assignment", metavar="MÃ", help="Mã của nhiệm vụ, khóa key trong [[assignments]].")
    ],
    due: Annotated[
        datetime,
        typer.Option("--due", metavar="NĂM-THÁNG-NGÀY", formats=["%Y-%m-%d"], help="Hạn mới: ngày cuối còn đúng hạn."),
    ],
    reason: Reason,
    organ: Organ = "",
    everyone: Annotated[bool, typer.Option("--all", help="Mọi cơ quan phải báo cáo theo văn bản này.")] = False,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Gia hạn báo cáo cho một cơ quan hoặc cho tất cả; hạn cũ và lý do được lưu lại."""
    from vanban.domain.errors import VanbanError
    from vanban.usecases.amending.extend_deadlines import Postponement, extend_deadlines
    from vanban.usecases.planning.office_directory import office_directory

    if bool(organ) == everyone:
        raise VanbanError("Chọn một trong hai → --organ cho một cơ quan, hoặc --all cho mọi cơ quan phải báo cáo.")
    order = Postponement(
        campaign_id=campaign,
        letter_id=letter,
        issuer=issuer,
        assignment=assignment,
        organ=organ,
        due=due.date(),
        reason=reason,
    )
    at = options.occasion(actor)
    done = extend_deadlines(order, office_directory(directory), existing_database(database), at)
    if as_json:
        screen.print_json(_extension_facts(done, order.due))
    else:
        for line in _extension_lines(done, order.due):
            screen.say(line)
    for message in dict.fromkeys(done.refused):
        screen.complain(message)
    if done.refused:
        raise typer.Exit(1)


def _extension_facts(done: Extended, due: date) -> dict[str, object]:
    return {
        "due": due.isoformat(),
        "extended": [
            {"organ": one.key.organ_id, "name": one.label, "due_before": one.due_now.isoformat()}
            for one in done.put_off
        ],
        "refused": list(done.refused),
        "reported": [one.key.organ_id for one in done.reported],
    }


def _extension_lines(done: Extended, due: date) -> Iterator[str]:
    from vanban.domain.letters.wording import short_date

    for one in done.put_off:
        yield f"{one.label}: {one.title}, hạn {short_date(one.due_now)} → {short_date(due)}"
    for one in done.already:
        yield f"{one.label}: {one.title}, đã gia hạn đến {short_date(due)} từ trước"
    for one in done.reported:
        yield f"{one.label}: {one.title}, đã báo cáo nên giữ hạn {short_date(one.due_now)}"
