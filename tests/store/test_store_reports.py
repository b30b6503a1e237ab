"""Reports: each answer a version without gap, the same again nothing, and no row that the log does not know."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, DUE, directive, draft, relay
from store_engines import contents, in_dialect, is_postgresql, raw
from store_reports import answer, asked, owed

from vanban.domain.duties.report import Evidence, ReportSource
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register, rows_unlike_the_log
from vanban.store.register.issuing import issue
from vanban.store.reporting.reporting_plans import close_campaign, record_reporting_plan
from vanban.store.reporting.reports import record_report, report_versions

WORKER = Path(__file__).with_name("report_worker.py")
NEXT_DAY = DAY + timedelta(days=1)
LETTER = directive(1)
KEY = owed(LETTER)
PROCESSES, REPORTS_EACH = 4, 10


@pytest.fixture
def asking(database):
    """One letter that asks two communes for a report."""
    issue(database, [LETTER], day=DAY, **BY)
    return database


def recall(database, kind=RelationKind.RECALL):
    ending = draft(9)
    aim = Relation(kind=kind, target=LETTER.key, reason="sai căn cứ")
    issue(database, [ending], day=DAY, relations={ending.key: aim}, **BY)


def test_a_report_is_kept_with_its_figures_in_their_order_and_its_files(asking):
    report = replace(
        answer(KEY),
        figures={"z": Decimal("0.10"), "a": Decimal(12), "m": Decimal("-3.5")},
        evidence=(
            Evidence(file_name="b.pdf", sha256="b" * 64, size_bytes=5_000_000_000),
            Evidence(file_name="a.pdf", sha256="a" * 64, size_bytes=0),
        ),
        note="Chưa kể thôn mới",
        source=ReportSource.WORKBOOK,
    )
    recorded = record_report(asking, report, **BY)
    assert (recorded.report, recorded.version) == (report, 1)
    assert report_versions(asking, KEY) == (recorded,)
    (read,) = report_versions(asking, KEY)
    assert list(read.report.figures) == ["z", "a", "m"]
    assert report_versions(asking, owed(LETTER, "xa-b")) == ()
    assert report_versions(asking, owed(LETTER, "xa-c")) == ()
    assert audit_register(asking) == ()


def test_the_same_report_again_is_the_one_on_record_whichever_way_and_day_it_comes(asking, address):
    first = record_report(asking, answer(KEY), **BY)
    before = contents(address)
    spelled = replace(answer(KEY), figures={"ty-le": Decimal("97.50"), "phieu-phat": Decimal("1.2E+1")})
    for again in (answer(KEY), replace(answer(KEY), received_on=NEXT_DAY, source=ReportSource.COMMAND), spelled):
        assert record_report(asking, again, **BY) == first
    assert contents(address) == before


def test_a_correction_is_the_next_version_and_needs_its_reason(asking, address):
    record_report(asking, answer(KEY), **BY)
    before = contents(address)
    for reason in ("", "  "):
        with pytest.raises(IllegalTransition, match=r"UBND xa-a.*thu-0001.*05/01/2026 \(lần 1\).*lý do điều chỉnh"):
            record_report(asking, answer(KEY, 13, reason=reason), **BY)
    assert contents(address) == before
    corrected = answer(KEY, 13, on=NEXT_DAY, reason="đếm sót")
    assert record_report(asking, corrected, **BY).version == 2
    assert record_report(asking, replace(corrected, reason=""), **BY).version == 2
    # The first figures again are a third answer, not the first one.
    assert record_report(asking, answer(KEY, on=NEXT_DAY, reason="số cũ đúng"), **BY).version == 3
    assert [one.report.figures["phieu-phat"] for one in report_versions(asking, KEY)] == [12, 13, 12]
    assert audit_register(asking) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"figures": {"phieu-phat": Decimal(12)}},
        {"as_of": DAY - timedelta(days=1)},
        {"reporter": "Nguyễn Văn B"},
        {"note": "x"},
        {"evidence": ()},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_a_report_says_otherwise_is_a_correction(asking, changed):
    record_report(asking, answer(KEY), **BY)
    other = replace(answer(KEY), **changed)
    with pytest.raises(IllegalTransition, match="lý do điều chỉnh"):
        record_report(asking, other, **BY)
    assert record_report(asking, replace(other, reason="sửa"), **BY).version == 2


def test_two_units_have_versions_of_their_own(asking):
    for organ in ("xa-a", "xa-b"):
        assert record_report(asking, answer(owed(LETTER, organ)), **BY).version == 1


@pytest.mark.parametrize("other", [owed(LETTER, "xa-c"), owed(LETTER, assignment="khac"), owed(draft(2))])
def test_who_owes_nothing_is_refused_by_name(asking, address, other):
    before = contents(address)
    with pytest.raises(IllegalTransition, match=f"Không có nhiệm vụ “{other.assignment}” giao cho {other.organ_id}"):
        record_report(asking, answer(other), **BY)
    assert contents(address) == before


@pytest.mark.parametrize("kind", [RelationKind.RECALL, RelationKind.REPLACE])
def test_a_withdrawn_duty_takes_no_new_report_and_keeps_what_it_has(asking, address, kind):
    first = record_report(asking, answer(KEY), **BY)
    recall(asking, kind)
    before = contents(address)
    with pytest.raises(IllegalTransition, match=r"UBND xa-b.*số 01/SNV-CCHC đã bị thu hồi hoặc thay thế"):
        record_report(asking, answer(owed(LETTER, "xa-b")), **BY)
    with pytest.raises(IllegalTransition, match="thu hồi"):
        record_report(asking, answer(KEY, 13, reason="sửa"), **BY)
    assert record_report(asking, answer(KEY), **BY) == first
    assert contents(address) == before


def test_a_corrected_letter_still_takes_reports(asking):
    recall(asking, RelationKind.CORRECT)
    assert record_report(asking, answer(KEY), **BY).version == 1


def test_a_closed_campaign_takes_no_new_report_and_another_one_does(asking, address):
    first = record_report(asking, answer(KEY), **BY)
    close_campaign(asking, LETTER.key.campaign_id, day=NEXT_DAY, reason="đã tổng hợp", **BY)
    other = directive(2, campaign="dot-khac")
    issue(asking, [other], day=DAY, **BY)
    before = contents(address)
    with pytest.raises(IllegalTransition, match=r"UBND xa-b.*khao-sat-2026.*đợt này đã kết thúc ngày 06/01/2026"):
        record_report(asking, answer(owed(LETTER, "xa-b")), **BY)
    assert record_report(asking, answer(KEY), **BY) == first
    assert contents(address) == before
    assert record_report(asking, answer(owed(other)), **BY).version == 1


def test_a_report_received_before_its_letter_or_before_the_version_it_corrects_is_refused(asking, address):
    with pytest.raises(IllegalTransition, match=r"ngày 04/01/2026, trước ngày ban hành 05/01/2026.*01/SNV-CCHC"):
        record_report(asking, answer(KEY, on=DAY - timedelta(days=1)), **BY)
    record_report(asking, answer(KEY, on=NEXT_DAY), **BY)
    before = contents(address)
    with pytest.raises(IllegalTransition, match=r"ngày 05/01/2026, trước lần 1 nhận ngày 06/01/2026"):
        record_report(asking, answer(KEY, 13, reason="sửa"), **BY)
    assert contents(address) == before


def test_a_report_and_all_that_belongs_to_it_are_written_together_or_not_at_all(asking, address):
    before = contents(address)
    fail_at = tried = 0

    def fail(*_):
        nonlocal tried
        tried += 1
        if tried == fail_at:
            raise RuntimeError

    event.listen(asking.engine, "after_cursor_execute", fail)
    try:
        while True:
            fail_at, tried = fail_at + 1, 0
            try:
                record_report(asking, answer(KEY), **BY)
            except RuntimeError:
                assert contents(address) == before
            else:
                break
    finally:
        event.remove(asking.engine, "after_cursor_execute", fail)
    # The obligation, its reports, whether it is closed, and four tables written: no fewer statements than that.
    assert fail_at > 8
    assert len(report_versions(asking, KEY)) == 1


def test_four_processes_correcting_one_report_give_versions_without_gap(asking, address):
    command = [sys.executable, str(WORKER), str(address), "--reports", str(REPORTS_EACH), "--worker"]
    workers = [
        subprocess.Popen(
            [*command, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    ended = [(*worker.communicate(timeout=60), worker.returncode) for worker in workers]
    assert [(errors, code) for _, errors, code in ended] == [("", 0)] * PROCESSES
    told = [[int(line) for line in out.split()] for out, _, _ in ended]
    expected = list(range(1, PROCESSES * REPORTS_EACH + 1))
    assert sorted(version for versions in told for version in versions) == expected
    versions = report_versions(asking, KEY)
    assert [one.version for one in versions] == expected
    # Each process was told the version under which its own report stands.
    for number, mine in enumerate(told):
        figures = [versions[version - 1].report.figures["phieu-phat"] for version in mine]
        assert figures == [100 * number + turn for turn in range(REPORTS_EACH)]
    assert verify(asking).sound
    assert audit_register(asking) == ()


@pytest.fixture
def reported(asking):
    """xa-a reported, and corrected itself twice; xa-b reported; the plan is recorded and the campaign closed."""
    record_reporting_plan(asking, asked(), **BY)
    record_report(asking, answer(KEY), **BY)
    record_report(asking, answer(KEY, 13, on=NEXT_DAY, reason="đếm sót"), **BY)
    record_report(asking, answer(KEY, 14, on=NEXT_DAY, reason="đếm sót nữa"), **BY)
    record_report(asking, answer(owed(LETTER, "xa-b")), **BY)
    close_campaign(asking, LETTER.key.campaign_id, day=NEXT_DAY, reason="đã tổng hợp", **BY)
    return asking


_COLUMNS = "obligation_id, version, as_of, received_on, reporter, source, note, reason"
_INTO = f"INSERT INTO report ({_COLUMNS})"
_COPIED = f"{_INTO} SELECT"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET received_on = '2026-01-05'",
        "DELETE FROM report",
        "INSERT OR REPLACE INTO report SELECT * FROM report",
        f"{_COPIED} 1, 4, as_of, received_on, reporter, source, note, 'x' FROM report WHERE id = 3",
        "UPDATE report_figure SET value = '99'",
        "DELETE FROM report_figure",
        "INSERT OR REPLACE INTO report_figure SELECT report_id, position, key, '99' FROM report_figure",
        "INSERT OR REPLACE INTO report_figure SELECT report_id, position + 5, key, '99' FROM report_figure",
        "UPDATE report_evidence SET sha256 = 'x'",
        "DELETE FROM report_evidence",
        "INSERT OR REPLACE INTO report_evidence SELECT report_id, position, 'x', sha256, 1 FROM report_evidence",
    ],
)
def test_the_database_itself_refuses_to_change_a_report(reported, statement):
    with pytest.raises(IntegrityError), reported.transaction() as connection:
        connection.execute(text(in_dialect(statement, connection.dialect.name)))


@pytest.mark.parametrize(
    "values",
    [
        "1, 1, '2026-01-05', '2026-01-05', 'x', 'form', '', 'x'",
        "1, 3, '2026-01-05', '2026-01-06', 'x', 'form', '', 'x'",
        "1, 2, '2026-01-05', '2026-01-04', 'x', 'form', '', 'x'",
        "1, 2, '2026-01-05', '2026-01-06', 'x', 'form', '', ''",
        "1, 2, '2026-01-05', '2026-01-06', 'x', 'fax', '', 'x'",
        "2, 1, '2026-01-05', '2026-01-04', 'x', 'form', '', ''",
        "2, 2, '2026-01-05', '2026-01-06', 'x', 'form', '', 'x'",
        "99, 1, '2026-01-05', '2026-01-06', 'x', 'form', '', ''",
    ],
)
def test_the_database_itself_refuses_a_report_out_of_order(asking, values):
    record_report(asking, answer(KEY), **BY)
    with pytest.raises(IntegrityError), asking.transaction() as connection:
        connection.execute(text(f"{_INTO} VALUES ({values})"))


def test_the_database_itself_takes_the_report_that_follows(asking):
    record_report(asking, answer(KEY), **BY)
    values = "1, 2, '2026-01-05', '2026-01-06', 'x', 'form', '', 'x'"
    with asking.transaction() as connection:
        connection.execute(text(f"{_INTO} VALUES ({values})"))


def test_the_database_itself_refuses_a_report_on_a_recalled_letter(asking):
    recall(asking)
    values = "1, 1, '2026-01-05', '2026-01-06', 'x', 'form', '', ''"
    with pytest.raises(IntegrityError), asking.transaction() as connection:
        connection.execute(text(f"{_INTO} VALUES ({values})"))


LOG, VERSIONS = "HOUSE.REGISTER.LOG", "HOUSE.REPORT.VERSIONS"
SECOND = "nhiệm vụ “ra-soat” của xa-a theo văn bản “thu-0001” của snv-202503, báo cáo lần 2"
UNKNOWN, GONE = "cơ sở dữ liệu có mà nhật ký không ghi", "nhật ký ghi mà cơ sở dữ liệu không có"


@pytest.mark.parametrize(
    ("statement", "rule_id", "place", "found"),
    [
        ("UPDATE report SET received_on = '2026-01-05' WHERE id = 2", LOG, SECOND, "ở ngày nhận"),
        ("UPDATE report SET as_of = '2026-01-01' WHERE id = 2", LOG, SECOND, "ở ngày chốt số liệu"),
        ("UPDATE report SET reporter = 'x', note = 'y' WHERE id = 2", LOG, SECOND, "ở người báo cáo, ghi chú"),
        ("UPDATE report SET source = 'workbook', reason = 'y' WHERE id = 2", LOG, SECOND, "ở cách gửi, lý do"),
        ("UPDATE report_figure SET value = '31' WHERE report_id = 2 AND position = 1", LOG, SECOND, "ở số liệu"),
        ("UPDATE report_figure SET key = 'x' WHERE report_id = 2 AND position = 1", LOG, SECOND, "ở số liệu"),
        ("DELETE FROM report_figure WHERE report_id = 2 AND position = 2", LOG, SECOND, "ở số liệu"),
        ("INSERT INTO report_figure VALUES (2, 3, 'them', '1')", LOG, SECOND, "ở số liệu"),
        ("UPDATE report_evidence SET sha256 = 'x' WHERE report_id = 2", LOG, SECOND, "ở tài liệu kèm theo"),
        ("DELETE FROM report_evidence WHERE report_id = 2", LOG, SECOND, "ở tài liệu kèm theo"),
        ("INSERT INTO report_evidence VALUES (2, 2, 'x', 'y', 1)", LOG, SECOND, "ở tài liệu kèm theo"),
        ("DELETE FROM report WHERE id = 2", LOG, SECOND, GONE),
        ("DELETE FROM report WHERE id = 2", VERSIONS, "của xa-a", "thiếu lần 2"),
        ("DELETE FROM report WHERE id = 2", VERSIONS, "các đơn vị", "2 dòng số liệu không thuộc báo cáo nào"),
        ("DELETE FROM report WHERE id = 2", VERSIONS, "các đơn vị", "1 dòng tài liệu kèm theo không thuộc"),
        ("DELETE FROM report WHERE id = 4", LOG, "của xa-b", GONE),
        ("UPDATE report SET version = 5 WHERE id = 3", LOG, "của xa-a", UNKNOWN),
        ("UPDATE report SET obligation_id = 99 WHERE id = 4", VERSIONS, "các đơn vị", "không thuộc nhiệm vụ nào"),
        ("UPDATE report SET obligation_id = 99 WHERE id = 4", LOG, "của xa-b", GONE),
        (
            f"{_COPIED} 2, 2, as_of, received_on, reporter, source, note, 'x' FROM report WHERE id = 4",
            LOG,
            "của xa-b theo văn bản “thu-0001” của snv-202503, báo cáo lần 2",
            UNKNOWN,
        ),
        (
            "UPDATE report SET received_on = '2026-01-04' WHERE id = 3",
            VERSIONS,
            "của xa-a",
            "ngày nhận: 2026-01-05, 2026-01-06, 2026-01-04",
        ),
        ("UPDATE reporting_plan SET title = 'x'", LOG, "đợt “khao-sat-2026”, yêu cầu báo cáo lần 1", "ở tên đợt"),
        ("UPDATE reporting_plan SET content = '{}'", LOG, "yêu cầu báo cáo lần 1", "ở nội dung"),
        ("UPDATE reporting_plan SET recorded_at = 'x'", LOG, "yêu cầu báo cáo lần 1", "ở thời điểm ghi"),
        ("DELETE FROM reporting_plan", LOG, "yêu cầu báo cáo lần 1", GONE),
        (
            "INSERT INTO reporting_plan SELECT campaign_id, 2, title, content, recorded_at FROM reporting_plan",
            LOG,
            "yêu cầu báo cáo lần 2",
            UNKNOWN,
        ),
        ("UPDATE campaign_closing SET closed_on = '2026-05-05'", LOG, "kết thúc đợt", "ở ngày kết thúc"),
        ("DELETE FROM campaign_closing", LOG, "kết thúc đợt", GONE),
        ("INSERT INTO campaign_closing VALUES ('dot-khac', '2026-05-05', 'x')", LOG, "đợt “dot-khac”", UNKNOWN),
    ],
)
def test_a_fault_made_in_the_reports_past_the_triggers_is_named(reported, address, statement, rule_id, place, found):
    assert audit_register(reported) == ()
    tamper(address, statement)
    told = audit_register(reported)
    assert any(item.rule_id == rule_id and place in item.element and found in item.found for item in told), told
    assert rows_unlike_the_log(reported) == tuple(item for item in told if item.rule_id == LOG) != ()


def test_a_date_that_is_none_is_named(reported, address):
    if is_postgresql(address):
        with pytest.raises(psycopg.DataError):
            tamper(address, "UPDATE report SET as_of = 'hôm qua' WHERE id = 2")
        return
    tamper(address, "UPDATE report SET as_of = 'hôm qua' WHERE id = 2")
    (finding,) = (item for item in audit_register(reported) if item.rule_id == LOG)
    assert SECOND in finding.element
    assert "ở ngày chốt số liệu" in finding.found


def test_a_fault_names_the_one_report_that_was_changed_and_no_other(reported, address):
    tamper(address, "UPDATE report_figure SET value = '31' WHERE report_id = 2 AND position = 1")
    (finding,) = audit_register(reported)
    assert SECOND in finding.element


def test_without_a_sound_log_the_rows_of_the_reports_still_speak(reported, address):
    tamper(address, "UPDATE audit_entry SET actor = 'x' WHERE seq = 1", "DELETE FROM report WHERE id = 2")
    assert {item.rule_id for item in audit_register(reported)} == {"HOUSE.AUDIT.CHAIN", VERSIONS}
    assert rows_unlike_the_log(reported) == ()


def tamper(address, *statements):
    with raw(address) as base:
        base.forget_the_rules()
        for statement in statements:
            base.execute(statement)


def test_a_duty_of_a_relay_is_reported_under_its_own_letter(asking):
    below = relay(LETTER, issuer="xa-a", owing=["thon-1"], due=DUE - timedelta(days=7))
    issue(asking, [below], day=DAY, **BY)
    key = owed(below, "thon-1")
    record_report(asking, answer(key), **BY)
    assert [one.report.obligation for one in report_versions(asking, key)] == [key]
    assert report_versions(asking, KEY) == ()
