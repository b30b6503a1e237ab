"""Commands of what units answer: report add, show, template, read; close."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands.register import Organ, Reason, existing_database
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from vanban.domain.dates.occasion import Occasion
    from vanban.store.database import Database
    from vanban.usecases.reporting.record_report import ReportOutcome

app = typer.Typer(help="Báo cáo của các đơn vị: nhập, xem, xuất mẫu, đọc mẫu đã điền.", no_args_is_help=True)

CampaignId = Annotated[str, typer.Argument(metavar="ĐỢT", help="Mã của đợt phát hành.")]
Assignment = Annotated[
    str, typer.Option("--assignment", metavar="MÃ", help="Mã của nhiệm vụ; đợt chỉ giao một báo cáo thì không cần ghi.")
]
Why = Annotated[str, typer.Option("--reason", metavar="LÝ DO", help="Lý do sửa số liệu đã báo cáo.")]
_A_DAY = {"metavar": "NĂM-THÁNG-NGÀY", "formats": ["%Y-%m-%d"]}
Received = Annotated[datetime | None, typer.Option("--received", help="Ngày nhận báo cáo; mặc định hôm nay.", **_A_DAY)]
_PLACES = {
    "campaign": "ĐỢT",
    "organ": "--organ",
    "assignment": "--assignment",
    "as_of": "--as-of",
    "received_on": "--received",
    "reporter": "--reporter",
    "note": "--note",
    "reason": "--reason",
    "evidence": "--evidence",
}


@app.command()
def add(
    campaign: CampaignId,
    organ: Organ,
    as_of: Annotated[datetime, typer.Option("--as-of", help="Số liệu tính đến hết ngày này.", **_A_DAY)],
    reporter: Annotated[str, typer.Option("--reporter", metavar="HỌ TÊN", help="Người chịu trách nhiệm số liệu.")],
    assignment: Assignment = "",
    figure: Annotated[
        list[str] | None, typer.Option("--figure", metavar="KHÓA=SỐ", help="Một số liệu; ghi nhiều lần.")
    ] = None,
    received: Received = None,
    note: Annotated[str, typer.Option("--note", metavar="GHI CHÚ", help="Khó khăn, kiến nghị của đơn vị.")] = "",
    reason: Why = "",
    evidence: Annotated[
        list[Path] | None, typer.Option("--evidence", metavar="TỆP", help="Tài liệu kèm theo; ghi nhiều lần.")
    ] = None,
    letter: Annotated[
        str, typer.Option("--letter", metavar="MÃ", help="Mã văn bản, khi đơn vị báo cáo theo nhiều văn bản.")
    ] = "",
    issuer: Annotated[str, typer.Option("--issuer", metavar="MÃ HOẶC TÊN", help="Cơ quan ban hành văn bản ấy.")] = "",
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Ghi báo cáo của một đơn vị; báo cáo lại với số khác thì ghi lý do, lần trước vẫn còn."""
    from vanban.domain.duties.report import ReportSource
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.reporting.check_report import SubmittedReport
    from vanban.usecases.reporting.keep_evidence import EVIDENCE_FOLDER
    from vanban.usecases.reporting.record_report import record_report

    at, store = options.occasion(actor), existing_database(database)
    figures = _figures(figure or [])
    one = SubmittedReport(
        campaign_id=campaign,
        organ=organ,
        assignment=assignment,
        figures=figures,
        as_of=as_of.date(),
        received_on=_received_on(received, store, at),
        reporter=reporter,
        source=ReportSource.COMMAND,
        note=note,
        reason=reason,
        letter_id=letter,
        issuer=issuer,
        evidence=tuple(evidence or ()),
        places=_PLACES | {f"figures.{key}": f"--figure {key}" for key in figures},
    )
    outcome = record_report(
        one,
        directory=office_directory(directory),
        database=store,
        evidence_storage=out / EVIDENCE_FOLDER,
        occasion=at,
    )
    _tell((outcome,), as_json=as_json)


@app.command()
def show(
    campaign: CampaignId,
    organ: Organ = "",
    assignment: Assignment = "",
    day: options.Day = None,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Xem báo cáo đã nhận; với --organ thì xem mọi lần báo cáo của đơn vị ấy."""
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.reporting.list_reports import REPORT_COLUMNS, list_reports, report_facts, report_rows

    listed = list_reports(
        existing_database(database),
        office_directory(directory),
        campaign,
        options.day_of(day) or options.occasion().today,
        organ=organ,
        assignment=assignment,
    )
    if as_json:
        screen.print_json({"reports": [report_facts(one) for one in listed]})
    elif listed:
        screen.print_table(f"{len(listed)} báo cáo", REPORT_COLUMNS, report_rows(listed))
    else:
        screen.say("Chưa có báo cáo nào.")


@app.command()
def template(
    campaign: CampaignId,
    file: Annotated[Path, typer.Argument(metavar="TỆP.xlsx", help="Tệp mẫu sẽ ghi.")],
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
) -> None:
    """Xuất mẫu báo cáo XLSX của một đợt, để gửi các đơn vị điền."""
    from vanban.storage.files import write_whole
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.reporting.report_template import report_template

    store = existing_database(database)
    content = report_template(store, office_directory(directory), campaign, options.occasion().today)
    write_whole(file, content)
    screen.say(f"  {file}")


@app.command()
def read(
    path: Annotated[Path, typer.Argument(metavar="TỆP", help="Mẫu đã điền, hoặc thư mục có nhiều mẫu.")],
    received: Received = None,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Đọc mẫu báo cáo đã điền: mọi tệp đều đúng thì ghi tất cả, sai một chỗ thì không ghi gì."""
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.reporting.keep_evidence import EVIDENCE_FOLDER
    from vanban.usecases.reporting.read_report_workbooks import record_report_workbooks

    at, store = options.occasion(actor), existing_database(database)
    done = record_report_workbooks(
        path,
        received_on=_received_on(received, store, at),
        directory=office_directory(directory),
        database=store,
        evidence_storage=out / EVIDENCE_FOLDER,
        occasion=at,
    )
    _tell(done.outcomes, as_json=as_json)
    if done.passed_over:
        screen.complain(f"Bỏ qua {len(done.passed_over)} tệp không phải sổ tính: {', '.join(done.passed_over)}")


def close(
    campaign: CampaignId,
    reason: Reason,
    database: options.Database = options.DEFAULT_DATABASE,
    actor: options.Actor = "",
) -> None:
    """Kết thúc một đợt: từ nay không nhận thêm báo cáo, không đôn đốc nữa."""
    from vanban.domain.letters.wording import short_date
    from vanban.store.reporting.reporting_plans import close_campaign

    at = options.occasion(actor)
    store = existing_database(database)
    close_campaign(store, campaign, day=at.today, reason=reason, now=at.now, actor=at.actor)
    screen.say(f"Đã kết thúc đợt {campaign} ngày {short_date(at.today)}: {reason}")


def _received_on(said: datetime | None, store: Database, at: Occasion) -> date:
    from vanban.usecases.registers.day_by_clock import day_by_clock

    return options.day_of(said) or day_by_clock(store, at, "ghi rõ ngày nhận bằng --received")


def _figures(typed: list[str]) -> dict[str, str]:
    """The figures of ``--figure``; what is no key with a number is told before anything else."""
    from vanban.domain.errors import InvalidInput, Problem

    figures: dict[str, str] = {}
    problems = []
    for one in typed:
        key, equals, value = one.partition("=")
        key = key.strip()
        if not key or not equals:
            message, remedy = "thiếu dấu '=' giữa khóa và số", "viết KHÓA=SỐ, ví dụ so_phieu=1.234"
        elif key in figures:
            message, remedy = f"số liệu '{key}' ghi hai lần", "chỉ giữ một"
        else:
            figures[key] = value
            continue
        problems.append(Problem(file="câu lệnh", place=f"--figure {one}", message=message, remedy=remedy))
    if problems:
        raise InvalidInput(problems)
    return figures


def _tell(outcomes: tuple[ReportOutcome, ...], *, as_json: bool) -> None:
    if as_json:
        screen.print_json({"reports": [_outcome_json(one) for one in outcomes]})
        return
    for one in outcomes:
        screen.say(_sentence(one))
    screen.print_findings([finding for one in outcomes for finding in one.findings])


def _sentence(outcome: ReportOutcome) -> str:
    from vanban.domain.letters.wording import short_date

    report, name = outcome.recorded.report, f"{outcome.obligation.label}: {outcome.obligation.title}"
    received, due = short_date(report.received_on), outcome.obligation.due_now
    if not outcome.is_new:
        return f"{name}, đã ghi từ ngày {received} (lần {outcome.recorded.version}), không có gì mới"
    late = (outcome.first_received_on - due).days
    manner = f"trễ {late} ngày, hạn {short_date(due)}" if late > 0 else f"đúng hạn {short_date(due)}"
    if outcome.recorded.version > 1:
        manner = f"thay lần {outcome.recorded.version - 1}"
    return f"{name}, đã ghi lần {outcome.recorded.version}, nhận ngày {received}, {manner}"


def _outcome_json(outcome: ReportOutcome) -> dict[str, object]:
    from vanban.usecases.reporting.list_reports import ListedReport, report_facts

    listed = ListedReport(
        recorded=outcome.recorded,
        obligation=outcome.obligation,
        form=outcome.form,
        first_received_on=outcome.first_received_on,
    )
    findings = [screen.finding_json(one) for one in outcome.findings]
    return {**report_facts(listed), "new": outcome.is_new, "findings": findings}
