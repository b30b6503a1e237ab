"""The báo cáo in which an office tells the one above it what its units have reported (Decree 30, form 1.4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.directory.explanation import listed
from vanban.domain.campaigns.campaign import Campaign, LetterOrder, RecipientOrder, Selector, SignatoryRule
from vanban.domain.campaigns.consolidation import ConsolidatedReport
from vanban.domain.errors import IllegalTransition, InvalidCampaign
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.recipient import FileCopy, RecipientRole
from vanban.domain.letters.wording import short_date
from vanban.domain.organisation import Organisation
from vanban.intake.campaign.campaign_folder import CampaignReading
from vanban.intake.campaign.report_text import ReportText, read_report_text
from vanban.intake.reading import Problems
from vanban.store.database import Database
from vanban.usecases.consolidating.consolidate_reports import Consolidation, consolidate_reports
from vanban.usecases.consolidating.describe_consolidation import (
    column_headings,
    minimum_words,
    missing_words,
    note_words,
    number_words,
    reached_words,
    row_words,
    sent_words,
    total_words,
    verdict_words,
)
from vanban.usecases.planning.find_issued_letter import OldLetter, issued_letter
from vanban.usecases.planning.letter_above import ABOVE
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign
from vanban.usecases.planning.usual_signatory import usual_signatory
from vanban.usecases.planning.write_subject import write_subject

TEXT_FILE = "bao-cao-tong-hop.md"
OWN = "own"
"""The key under which the text cites the letter that gave the units their duty."""
MOST_ROWS_IN_BODY = 12
"""A longer table goes to a Phụ lục, so that the letter itself stays readable."""
MOST_NAMES_IN_LINE = 5
"""More late units, or more that miss a quota, are counted in the sentence and named in the table only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """On which day the báo cáo is issued, under whose hand and to whom.

    Without a rule in ``signatory`` whoever signed the letter that gave the duty signs, if he still may; without
    ``to`` (an id or a name) it goes to the issuer of the letter above, at the top to the superior.
    """

    day: date
    signatory: SignatoryRule = field(default_factory=SignatoryRule)
    to: str = ""


def draft_consolidation(
    wanted: Consolidation,
    submission: Submission,
    *,
    directory: Directory,
    database: Database,
    texts: Path,
    today: date,
) -> Plan:
    """The plan of the báo cáo; the same reports on the same day are the same letter.

    Args:
        wanted: which reports it adds up.
        submission: when, by whom and to whom.
        directory: who is who; the office's own rows already merged in.
        database: the register and the reports.
        texts: the folder of ``bao-cao-tong-hop.md``.
        today: for the finding that the day is still to come.

    Raises:
        IllegalTransition: nobody has reported yet, the figures count to a day after that of the letter, or what is
            asked for cannot be added up.
        InvalidCampaign: the text cannot be used, or nobody may sign or get it.
    """
    consolidated = consolidate_reports(wanted, directory, database)
    _refuse(consolidated, submission)
    own = issued_letter(consolidated.letter, directory, database)
    feeds = consolidated.feeds
    above = None if feeds is None else issued_letter(feeds.letter, directory, database)
    problems, on = Problems(), directory.on(submission.day)
    key = replace(consolidated.letter, letter_id=letter_id(consolidated))
    addressee = _addressee(consolidated, submission, on, problems)
    signatory = _signatory(own, submission, on, problems)
    text = read_report_text(texts, TEXT_FILE, key.letter_id, problems)
    if text is None or addressee is None or len(problems):
        raise InvalidCampaign(problems)
    campaign = Campaign(
        id=key.campaign_id,
        title=f"{consolidated.form.title}, theo {own.name}",
        letters=(),
        citations=(own.citation(OWN), *(() if above is None else (above.citation(ABOVE),))),
        facts=_facts(consolidated, addressee.name, has_above=above is not None),
        files=text.files,
    )
    order = _order(text, own, addressee, signatory, in_body=len(consolidated.rows) <= MOST_ROWS_IN_BODY)
    order = write_subject(order, campaign, problems)
    reading = CampaignReading(
        campaign=replace(campaign, letters=(order,)), directory_folder=None, problems=problems.as_tuple()
    )
    plan = plan_campaign(reading, directory=directory, day=submission.day, today=today, database=database)
    return replace(plan, contradictions=(*plan.contradictions, *_findings(consolidated)))


def letter_id(consolidated: ConsolidatedReport) -> str:
    """What makes the báo cáo the same letter: what it adds up, and to which day."""
    return f"bao-cao-{consolidated.letter.letter_id}-{consolidated.form.assignment}-{consolidated.day.isoformat()}"


def _refuse(consolidated: ConsolidatedReport, submission: Submission) -> None:
    if not consolidated.totals.sent.reported:
        raise IllegalTransition(
            f"Đến ngày {short_date(consolidated.day)} chưa có đơn vị nào gửi báo cáo “{consolidated.form.title}”"
            " → Chưa có gì để tổng hợp."
        )
    if consolidated.day > submission.day:
        raise IllegalTransition(
            f"Số liệu tính đến ngày {short_date(consolidated.day)}, sau ngày {short_date(submission.day)} của báo cáo"
            " → Chọn --as-of sớm hơn hoặc --date muộn hơn."
        )


def _addressee(
    consolidated: ConsolidatedReport, submission: Submission, on: DirectoryOn, problems: Problems
) -> Organisation | None:
    """The office above: whoever asked for the report, at the top the superior."""
    try:
        if submission.to:
            return on.find(submission.to)
        if consolidated.feeds is not None:
            return on.find(consolidated.feeds.letter.organ_id)
        issuer = on.find(consolidated.letter.organ_id)
    except DirectoryError as error:
        problems.add("--to", "", error.message, error.remedy)
        return None
    superior = on.parent(issuer)
    if superior is None:
        problems.add("--to", "", f"danh bạ không ghi cơ quan cấp trên của {issuer.name}", "ghi nơi nhận ở --to")
    return superior


def _signatory(own: OldLetter, submission: Submission, on: DirectoryOn, problems: Problems) -> SignatoryRule:
    """The rule given, else whoever signed the letter that gave the duty."""
    if submission.signatory != SignatoryRule():
        return submission.signatory
    rule = usual_signatory(own, on)
    if rule == SignatoryRule():
        able = [one for one in on.directory.signatories if one.organ_id == own.key.organ_id]
        told = listed([f"{one.full_name} ({one.id})" for one in able if one.validity.holds_on(on.day)])
        problems.add(
            "--signatory",
            "",
            f"{own.signer or 'người ký'} đã ký {own.name} nhưng ngày {short_date(on.day)} không ký được, hoặc ký được"
            " với nhiều quyền hạn",
            f"ghi mã người ký: {told}" if told else "bổ sung người ký của cơ quan vào danh bạ",
        )
    return rule


def _order(
    text: ReportText, own: OldLetter, addressee: Organisation, signatory: SignatoryRule, *, in_body: bool
) -> LetterOrder:
    selector = Selector(organisation=addressee.id)
    return replace(
        text.order,
        issuer=own.key.organ_id,
        signatory=signatory,
        recipients=(RecipientOrder(selector=selector, role=RecipientRole.ADDRESSEE),),
        series=own.register_key.series,
        file_copy=FileCopy(unit=own.file_copy_unit),
        appendices=() if in_body else text.order.appendices,
    )


def _facts(consolidated: ConsolidatedReport, addressee: str, *, has_above: bool) -> dict[str, object]:
    form, totals, day = consolidated.form, consolidated.totals, consolidated.day
    return {
        "task": _inside_a_sentence(form.title),
        "addressee": addressee,
        "has_above": has_above,
        "as_of": day,
        "asked": totals.sent.asked,
        "reported": totals.sent.reported,
        "on_time": totals.sent.on_time,
        "sent": sent_words(totals.sent),
        "late": totals.sent.late,
        "late_units": _few(tuple(f"{row.label}: {row.days_over(day)} ngày" for row in consolidated.late)),
        "overdue": any(row.days_over(day) for row in consolidated.missing),
        "missing": tuple({"name": row.label, "note": missing_words(row, day)} for row in consolidated.missing),
        "sums": tuple(
            {"label": one.label, "value": number_words(totals.sums[one.key], one.decimals), "unit": one.unit}
            for one in form.figures
            if one.key in totals.sums
        ),
        "quotas": tuple(_quota(consolidated, index) for index in range(len(totals.quotas))),
        "in_body": len(consolidated.rows) <= MOST_ROWS_IN_BODY,
        "columns": column_headings(consolidated),
        "rows": tuple(
            {"number": number, "name": row.label, "cells": row_words(row, consolidated), "note": note_words(row, day)}
            for number, row in enumerate(consolidated.rows, start=1)
        ),
        "totals": total_words(consolidated),
    }


def _quota(consolidated: ConsolidatedReport, index: int) -> dict[str, object]:
    result = consolidated.totals.quotas[index]
    reported = [row for row in consolidated.rows if row.quotas]
    short = [row for row in reported if row.quotas[index].is_met is False]
    return {
        "label": result.quota.label,
        "percent": reached_words(result),
        "minimum": minimum_words(result),
        "verdict": verdict_words(result),
        "measured": result.percent is not None,
        "short": len(short),
        "short_units": _few(tuple(f"{row.label} ({reached_words(row.quotas[index])})" for row in short)),
    }


def _few(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= MOST_NAMES_IN_LINE else ()


def _inside_a_sentence(title: str) -> str:
    """A title with a small initial; an abbreviation at its start stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _findings(consolidated: ConsolidatedReport) -> tuple[Finding, ...]:
    """What whoever approves the báo cáo should know: it is not complete."""
    if not consolidated.missing:
        return ()
    names = listed([row.label for row in consolidated.missing])
    return (
        Finding(
            rule_id="HOUSE.CONSOLIDATION",
            severity=Severity.WARNING,
            element="Số liệu",
            found=f"{sent_words(consolidated.totals.sent)}, chưa gửi: {names}",
            allowed="đôn đốc trước khi trình, hoặc trình với số liệu chưa đủ như đã ghi trong báo cáo",
            source="quy tắc của phần mềm",
        ),
    )
