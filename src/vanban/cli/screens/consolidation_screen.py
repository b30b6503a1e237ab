"""What the command that adds reports up prints: tables for people, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vanban.cli.screens import screen

if TYPE_CHECKING:
    from datetime import date

    from vanban.directory.directory import Directory
    from vanban.domain.campaigns.consolidation import ConsolidatedReport
    from vanban.domain.duties.report import RecordedReport
    from vanban.store.database import Database


def show_consolidation(found: ConsolidatedReport, office: Directory) -> None:
    """The units of one office, their numbers, the sums and the quotas."""
    from vanban.domain.letters.wording import short_date
    from vanban.usecases.consolidating.describe_consolidation import (
        column_headings,
        minimum_words,
        note_words,
        reached_words,
        row_words,
        sent_words,
        total_words,
        verdict_words,
    )

    name, sent = office_name(found, office), sent_words(found.totals.sent)
    rows = [(row.label, *row_words(row, found), note_words(row, found.day)) for row in found.rows]
    screen.print_table(
        f"{name}: {found.form.title}, số liệu tính đến ngày {short_date(found.day)}",
        ("Cơ quan, đơn vị", *column_headings(found), "Ghi chú"),
        [*rows, ("Tổng cộng", *total_words(found), sent)],
    )
    for one in found.totals.quotas:
        told = f"{reached_words(one)}, yêu cầu tối thiểu {minimum_words(one)}: {verdict_words(one)}"
        screen.say(f"{one.quota.label}: {told}")


def show_levels(store: Database, campaign_id: str, day: date, *, as_json: bool) -> None:
    """Every assignment at every level, with those who are missing."""
    from vanban.usecases.consolidating.consolidate_reports import consolidate_campaign
    from vanban.usecases.consolidating.describe_consolidation import (
        column_headings,
        level_facts,
        missing_words,
        sent_words,
        total_words,
    )

    levels = consolidate_campaign(store, campaign_id, day)
    if as_json:
        screen.print_json({"campaign": campaign_id, "levels": [level_facts(one, day) for one in levels]})
        return
    for one in levels:
        screen.print_table(
            f"Cấp {one.level}: {one.form.title}, {sent_words(one.totals.sent)}",
            column_headings(one),
            [total_words(one)],
        )
        for row in one.missing:
            screen.say(f"  Chưa gửi: {row.label}, {missing_words(row, day)}")


def tell(found: ConsolidatedReport, recorded: RecordedReport | None, *, as_json: bool) -> None:
    """The facts as JSON, or that the sums have been handed in."""
    from vanban.usecases.consolidating.describe_consolidation import consolidation_facts

    if as_json:
        told = {} if recorded is None else {"submitted": {"version": recorded.version, "note": recorded.report.note}}
        screen.print_json(consolidation_facts(found) | told)
    elif recorded is not None:
        screen.say(f"Đã ghi báo cáo với cấp trên, lần {recorded.version}: {recorded.report.note}.")


def office_name(found: ConsolidatedReport, office: Directory) -> str:
    """The office as it was called on the day, or its id where the directory does not know it."""
    names = {one.id: one.name for one in office.organisations}
    return names.get(found.letter.organ_id, found.letter.organ_id)
