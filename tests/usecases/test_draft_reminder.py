"""The công văn that reminds: what it says, to whom, and that nothing changes it once it is issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from vanban.directory.directory import Directory
from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import Report, ReportSource
from vanban.domain.errors import IllegalTransition, InvalidCampaign
from vanban.domain.judging.finding import Severity
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.letter import Paragraph, Table
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.letters.relation import RelationKind
from vanban.domain.organisation import Organisation, Validity
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.rendering.templates import templates_folder
from vanban.store.database import Database, open_database
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import extend, obligations
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.store.reporting.reports import record_report
from vanban.usecases.amending.announce_amendment import Announcement, announce_amendment
from vanban.usecases.approving.hash_plan import hash_plan
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.planning.find_issued_letter import issued_letter
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign
from vanban.usecases.reminding.draft_reminder import ReminderOrder, draft_reminder
from vanban.usecases.sending.remind_units import remind_units

EXAMPLE = Path(__file__).parents[2] / "examples" / "2024-khao-sat-hai-long"
CAMPAIGN = "khao-sat-hai-long-2024"
TEXTS = templates_folder() / "text"
AFTER_DUE = date(2024, 12, 17)
"""The first working day after the deadline of those who report to Sở Nội vụ."""


def at(day: date) -> Occasion:
    return Occasion(now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC), actor="Nguyễn Văn A")


@pytest.fixture(scope="module")
def directory() -> Directory:
    return office_directory(EXAMPLE / "danh-ba")


@pytest.fixture(scope="module")
def numbered(directory, kept_databases) -> str:
    """The example of 2024 with its numbers: ten units report to Sở Nội vụ, their communes to nine districts."""
    address = kept_databases.new()
    database, when = open_database(address), at(date(2024, 10, 1))
    reading = read_campaign(EXAMPLE)
    plan = plan_campaign(reading, directory=directory, day=None, today=when.today, database=None)
    keep_reporting_plan(plan, database, when)
    for day, letters in groupby(sorted(plan.letters, key=lambda one: one.issue_day), key=lambda one: one.issue_day):
        issue(database, [one.draft for one in letters], day=day, now=when.now, actor=when.actor)
    return address


@dataclass
class Desk:
    """The register of the example, and what is done with it."""

    database: Database
    directory: Directory

    def owed(self, issuer: str) -> list[Obligation]:
        return list(obligations(self.database, issuer_id=issuer))

    def report(self, *owed: Obligation, day: date) -> None:
        for one in owed:
            report = Report(
                obligation=one.key,
                figures={"so_phieu": Decimal(100), "so_phuc_tra": Decimal(12)},
                as_of=day,
                received_on=day,
                reporter="Trần Thị B",
                source=ReportSource.COMMAND,
            )
            record_report(self.database, report, now=at(day).now, actor="Trần Thị B")

    def put_off(self, one: Obligation, due: date, day: date) -> None:
        extend(self.database, one.key, due=due, reason="mưa lũ", now=at(day).now, actor="Nguyễn Văn A")

    def key(self, issuer: str, day: date) -> LetterKey:
        """The letter of an office that the round of a day leaves waiting."""
        waiting = remind_units(self.database, CAMPAIGN, at(day), self.directory).waiting
        return next(one.key for one in waiting if one.key.organ_id == issuer and one.key.letter_id.endswith(str(day)))

    def plan(self, key: LetterKey, day: date, *, today: date | None = None, signatory=None) -> Plan:
        order = ReminderOrder(letter=key, day=day, signatory=signatory)
        return draft_reminder(order, directory=self.directory, database=self.database, texts=TEXTS, today=today or day)

    def of_day(self, issuer: str, day: date) -> Plan:
        return self.plan(self.key(issuer, day), day)

    def issue(self, plan: Plan, day: date) -> None:
        when = at(day)
        issue(self.database, [plan.letters[0].draft], day=day, now=when.now, actor=when.actor)


@pytest.fixture
def desk(numbered, directory, databases) -> Desk:
    return Desk(open_database(databases.copy_of(numbered)), directory)


def letter(plan: Plan):
    return plan.letters[0].draft.letter


def text(plan: Plan) -> str:
    return "\n".join(block.text for block in letter(plan).blocks if isinstance(block, Paragraph))


def rows(blocks) -> list[list[str]]:
    """The cells of its table, without the running number; nothing where there is none."""
    tables = [one for one in blocks if isinstance(one, Table)]
    return [["".join(run.text for run in cell) for cell in row[1:]] for table in tables for row in table.rows]


def told(plan: Plan) -> list[tuple[Severity, str]]:
    return [(one.severity, one.found) for one in plan.findings]


def addressed(plan: Plan, role: RecipientRole = RecipientRole.ADDRESSEE) -> list[str]:
    return [organ for one in plan.letters[0].draft.recipients if one.role is role for organ in one.organ_ids]


def test_before_the_deadline_everyone_missing_is_asked_to_be_in_time(desk):
    first, *others = desk.owed("snv-2020")
    desk.report(first, day=date(2024, 12, 6))

    plan = desk.of_day("snv-2020", date(2024, 12, 9))

    assert letter(plan).subject == "nhắc thời hạn báo cáo theo Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024"
    assert letter(plan).addressees == tuple(one.label for one in others)
    assert "hạn báo cáo đến hết ngày 16/12/2024." in text(plan)
    assert (
        "Tính đến ngày 09/12/2024 (còn 7 ngày đến hạn), Sở Nội vụ chưa nhận được báo cáo của 9 địa phương nêu"
        in text(plan)
    )
    assert "Sở Nội vụ đề nghị các địa phương nêu trên hoàn thành nhiệm vụ, gửi báo cáo đúng thời hạn" in text(plan)
    assert letter(plan).distribution_list == ("- Như trên;", "- Lưu: VT, CCHC.")
    assert rows(letter(plan).blocks) == []
    assert told(plan) == []


def test_after_the_deadline_the_letter_says_for_how_long_and_keeps_symbol_signatory_and_channel(desk):
    plan = desk.of_day("snv-2020", AFTER_DUE)

    assert letter(plan).subject.startswith("đôn đốc báo cáo theo Công văn số 01/SNV-CCHC")
    assert "Tính đến ngày 17/12/2024 (đã quá hạn 1 ngày), Sở Nội vụ chưa nhận được" in text(plan)
    assert "10 cơ quan, đơn vị, địa phương nêu trên" in text(plan)
    assert "khẩn trương hoàn thành nhiệm vụ, gửi báo cáo ngay sau khi nhận được Công văn này và nêu rõ lý do" in text(
        plan
    )
    assert letter(plan).code.code_notation == "SNV-CCHC"
    assert letter(plan).signature.full_name == "Bùi Thế An"
    assert {one.channel for one in plan.letters[0].draft.recipients} == {"VBĐT"}
    assert text(plan).endswith("kịp thời phản ánh về Sở Nội vụ để được hướng dẫn./.")
    assert told(plan) == []


def test_one_unit_is_named_in_the_sentence_and_its_superior_may_order_it(desk):
    last, *others = desk.owed("ubnd-huyen-575")
    desk.report(*others, day=date(2024, 12, 9))

    plan = desk.of_day("ubnd-huyen-575", date(2024, 12, 10))

    assert letter(plan).addressees == (last.label,)
    assert f"chưa nhận được báo cáo của {last.label}." in text(plan)
    assert f"Ủy ban nhân dân huyện Khánh Sơn yêu cầu {last.label} khẩn trương" in text(plan)
    assert "trong đó giao nhiệm vụ “Phúc tra phiếu và gửi kết quả phúc tra”" in text(plan)
    assert told(plan) == []


def test_more_than_twelve_units_are_listed_in_the_appendix_and_addressed_as_the_first_letter_did(desk):
    owed = desk.owed("ubnd-huyen-569")
    desk.report(*owed[:2], day=date(2024, 12, 9))

    plan = desk.of_day("ubnd-huyen-569", date(2024, 12, 10))

    (appendix,) = letter(plan).appendices
    assert letter(plan).addressees == ("Ủy ban nhân dân cấp xã trên địa bàn (danh sách tại Phụ lục)",)
    assert addressed(plan) == [one.key.organ_id for one in owed[2:]]
    assert appendix.title == "Danh sách địa phương chưa gửi báo cáo"
    assert rows(appendix.blocks) == [[one.label, "09/12/2024", "1 ngày"] for one in owed[2:]]
    assert appendix.blocks[-1].text == "Danh sách có 13 địa phương, tính đến ngày 10/12/2024./."
    assert "13 địa phương có tên tại Phụ lục kèm theo." in text(plan)
    assert told(plan) == []


def test_units_of_several_lines_have_no_line_in_common(desk, monkeypatch):
    monkeypatch.setattr("vanban.usecases.reminding.reminder_facts.NAMED_IN_BODY", 3)

    plan = desk.of_day("snv-2020", AFTER_DUE)

    assert letter(plan).addressees == ("Các cơ quan, đơn vị, địa phương (danh sách tại Phụ lục)",)
    assert len(addressed(plan)) == 10


def test_units_with_another_deadline_are_told_apart_in_a_table(desk):
    owed = desk.owed("ubnd-huyen-575")[:3]
    desk.report(*desk.owed("ubnd-huyen-575")[3:], day=date(2024, 12, 9))
    desk.put_off(owed[1], date(2024, 12, 10), date(2024, 12, 6))

    # On 18/12 none is due; what was missed on 11/12 and 17/12 is made up for in one letter.
    plan = desk.of_day("ubnd-huyen-575", date(2024, 12, 18))

    assert rows(letter(plan).blocks) == [
        [owed[0].label, "09/12/2024", "9 ngày"],
        [f"{owed[1].label} (gia hạn từ ngày 09/12/2024)", "10/12/2024", "8 ngày"],
        [owed[2].label, "09/12/2024", "9 ngày"],
    ]
    assert "hạn báo cáo" not in text(plan)
    assert "chưa nhận được báo cáo của 3 địa phương sau đây:" in text(plan)
    assert told(plan) == []


def test_the_letters_that_reminded_before_are_cited_and_only_those_that_went_out(desk):
    desk.report(*desk.owed("snv-2020")[2:], day=date(2024, 12, 16))
    first = desk.of_day("snv-2020", AFTER_DUE)
    desk.issue(first, AFTER_DUE)
    desk.of_day("snv-2020", date(2024, 12, 24))

    third = desk.of_day("snv-2020", date(2024, 12, 31))

    assert letter(third).subject.startswith("đôn đốc (lần 2) báo cáo")
    assert "Sở Nội vụ đã đôn đốc tại Công văn số 02/SNV-CCHC ngày 17 tháng 12 năm 2024; tuy nhiên, tính đến" in text(
        third
    )
    assert "(đã quá hạn 15 ngày) vẫn chưa nhận được báo cáo của 2 cơ quan, đơn vị, địa phương nêu trên." in text(third)
    # The plan escalates the third, but only one of the two before was ever issued.
    assert addressed(third, RecipientRole.COPY) == []
    assert "đồng thời báo cáo" not in text(third)


def test_after_two_letters_that_went_out_the_superior_hears_of_it(desk):
    desk.report(*desk.owed("snv-2020")[2:], day=date(2024, 12, 16))
    for day in (AFTER_DUE, date(2024, 12, 24)):
        desk.issue(desk.of_day("snv-2020", day), day)

    plan = desk.of_day("snv-2020", date(2024, 12, 31))

    assert letter(plan).subject.startswith("đôn đốc (lần 3) báo cáo")
    assert "số 02/SNV-CCHC ngày 17 tháng 12 năm 2024 và Công văn số 03/SNV-CCHC ngày 24 tháng 12" in text(plan)
    assert "Sở Nội vụ đồng thời báo cáo Ủy ban nhân dân tỉnh Khánh Hòa để theo dõi, chỉ đạo." in text(plan)
    assert letter(plan).distribution_list == ("- Như trên;", "- UBND tỉnh (để báo cáo);", "- Lưu: VT, CCHC.")
    assert told(plan) == []


def test_where_the_issuer_is_the_superior_he_reports_to_whoever_asked_him(desk):
    last, *others = desk.owed("ubnd-huyen-575")
    desk.report(*others, day=date(2024, 12, 9))
    for day in (date(2024, 12, 10), date(2024, 12, 17)):
        desk.issue(desk.of_day("ubnd-huyen-575", day), day)

    plan = desk.of_day("ubnd-huyen-575", date(2024, 12, 24))

    assert letter(plan).addressees == (last.label,)
    assert addressed(plan, RecipientRole.COPY) == ["snv-2020"]
    assert "Ủy ban nhân dân huyện Khánh Sơn đồng thời báo cáo Sở Nội vụ để theo dõi, chỉ đạo." in text(plan)


def test_of_several_units_only_those_reminded_often_are_named_to_the_superior(desk):
    owed = desk.owed("snv-2020")[:3]
    desk.report(*desk.owed("snv-2020")[3:], day=date(2024, 12, 16))
    for day in (AFTER_DUE, date(2024, 12, 24)):
        desk.issue(desk.of_day("snv-2020", day), day)
    desk.put_off(owed[1], date(2024, 12, 30), date(2024, 12, 25))

    plan = desk.of_day("snv-2020", date(2024, 12, 31))

    assert letter(plan).subject.startswith("đôn đốc báo cáo")
    told_of = f"về việc {owed[0].label}, {owed[2].label} đã được đôn đốc 2 lần nhưng chưa gửi báo cáo, để theo dõi"
    assert told_of in text(plan)
    assert told(plan) == []


def test_units_that_have_ended_make_room_for_who_took_over_and_the_approver_is_told(desk):
    owed = [one for one in desk.owed("ubnd-huyen-574") if one.label.endswith(("Diên Đồng", "Diên Xuân", "Diên An"))]
    desk.report(*[one for one in desk.owed("ubnd-huyen-574") if one not in owed], day=date(2024, 12, 9))

    plan = desk.of_day("ubnd-huyen-574", date(2024, 12, 10))

    assert letter(plan).addressees == ("Ủy ban nhân dân xã Diên An", "Ủy ban nhân dân xã Xuân Đồng")
    assert rows(letter(plan).blocks)[1] == [
        "Ủy ban nhân dân xã Xuân Đồng (tiếp nhận nhiệm vụ của Ủy ban nhân dân xã Diên Đồng, Ủy ban nhân dân xã Diên Xuân)",
        "09/12/2024",
        "1 ngày",
    ]
    ((severity, found),) = told(plan)
    assert severity is Severity.INFO
    assert "Ủy ban nhân dân xã Diên Đồng → Ủy ban nhân dân xã Xuân Đồng" in found


def test_a_unit_that_took_over_another_of_its_name_is_simply_itself(desk):
    owed = [one for one in desk.owed("ubnd-huyen-572") if one.label.endswith(("xã Ninh Phước", "xã Ninh Vân"))]
    desk.report(*[one for one in desk.owed("ubnd-huyen-572") if one not in owed], day=date(2024, 12, 9))

    plan = desk.of_day("ubnd-huyen-572", date(2024, 12, 10))

    assert letter(plan).addressees == ("Ủy ban nhân dân xã Ninh Phước",)
    assert "của Ủy ban nhân dân xã Ninh Phước (gồm cả nhiệm vụ của Ủy ban nhân dân xã Ninh Vân)." in text(plan)


def test_a_unit_that_nobody_took_over_is_told_with_the_letter_and_what_to_do(desk):
    first = desk.owed("snv-2020")[0]
    ended = next(one for one in desk.directory.organisations if one.id == first.key.organ_id)
    gone = replace(ended, validity=Validity(valid_to=date(2024, 12, 1)))
    others = tuple(one for one in desk.directory.organisations if one.id != ended.id)
    desk.directory = replace(
        desk.directory,
        organisations=(*(one for one in others if ended.id not in one.predecessor_ids), gone),
    )

    with pytest.raises(InvalidCampaign, match="Công văn số 01/SNV-CCHC, nơi nhận “Sở Giáo dục và Đào tạo”"):
        desk.of_day("snv-2020", AFTER_DUE)


def heir_of(directory: Directory, organ_id: str, day: date, **changed) -> Directory:
    """The directory in which another office took over from one on a day, with its signatory."""
    old = next(one for one in directory.organisations if one.id == organ_id)
    ended = replace(old, validity=Validity(valid_from=old.validity.valid_from, valid_to=day.replace(day=day.day - 1)))
    heir: Organisation = replace(
        old, id="noi-tiep-nhan", validity=Validity(valid_from=day), predecessor_ids=(organ_id,), **changed
    )
    signatory = next(one for one in directory.signatories if one.id == "bui-the-an")
    others = [one for one in directory.organisations if one.id != organ_id]
    return replace(
        directory,
        organisations=(*(one for one in others if organ_id not in one.predecessor_ids), ended, heir),
        signatories=(*directory.signatories, replace(signatory, id="ky-moi", organ_id="noi-tiep-nhan")),
    )


def test_the_office_that_took_over_from_the_issuer_reminds_in_its_own_name_and_series(desk):
    desk.directory = heir_of(desk.directory, "snv-2020", date(2024, 12, 10), name="Sở Nội vụ và Lao động")

    plan = desk.of_day("noi-tiep-nhan", AFTER_DUE)
    desk.issue(plan, AFTER_DUE)

    assert plan.letters[0].draft.key.organ_id == "noi-tiep-nhan"
    assert letter(plan).subject.endswith("Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ")
    assert text(plan).startswith("Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ về việc")
    waiting = remind_units(desk.database, CAMPAIGN, at(AFTER_DUE), desk.directory).waiting
    assert "noi-tiep-nhan" not in {one.key.organ_id for one in waiting}


def test_who_may_not_sign_any_more_is_told_with_the_flag_to_name_another(desk):
    key = desk.key("snv-2020", date(2024, 12, 31))

    with pytest.raises(InvalidCampaign, match=r"--signatory: không có ai ký cho Sở Nội vụ ngày 02/01/2025"):
        desk.plan(key, date(2025, 1, 2))
    with pytest.raises(InvalidCampaign, match="khong-co"):
        desk.plan(key, date(2024, 12, 31), signatory=SignatoryRule(id="khong-co"))


def test_who_reports_between_draft_and_approval_changes_the_plan_and_is_not_named(desk):
    first, *others = desk.owed("snv-2020")
    draft = desk.of_day("snv-2020", AFTER_DUE)
    desk.report(first, day=AFTER_DUE)

    again = desk.of_day("snv-2020", AFTER_DUE)

    assert hash_plan(again, desk.database).sha256 != hash_plan(draft, desk.database).sha256
    assert addressed(again) == [one.key.organ_id for one in others]


def recall_of(desk: Desk) -> None:
    key = LetterKey(campaign_id=CAMPAIGN, letter_id="trien-khai", organ_id="snv-2020")
    announcement = Announcement(kind=RelationKind.RECALL, reason="nhầm", day=AFTER_DUE, to_successors=True)
    plan = announce_amendment(
        issued_letter(key, desk.directory, desk.database),
        announcement,
        directory=desk.directory,
        database=desk.database,
        texts=TEXTS,
        today=AFTER_DUE,
    )
    when = at(AFTER_DUE)
    draft = plan.letters[0].draft
    issue(desk.database, [draft], day=AFTER_DUE, now=when.now, actor=when.actor, relations=plan.relations)


def report_all(desk: Desk) -> None:
    desk.report(*desk.owed("snv-2020"), day=AFTER_DUE)


def put_all_off(desk: Desk) -> None:
    for one in desk.owed("snv-2020"):
        desk.put_off(one, date(2024, 12, 31), AFTER_DUE)


def close(desk: Desk) -> None:
    when = at(AFTER_DUE)
    close_campaign(desk.database, CAMPAIGN, day=AFTER_DUE, reason="xong", now=when.now, actor=when.actor)


@pytest.mark.parametrize(
    ("happening", "said"),
    [
        (report_all, "Mọi đơn vị của văn bản này đã báo cáo"),
        (put_all_off, "được gia hạn"),
        (recall_of, "không còn phải báo cáo"),
        (close, "Đợt này đã kết thúc ngày 17/12/2024"),
    ],
)
def test_a_letter_with_nobody_left_says_so_and_waits_no_more(desk, happening, said):
    key = desk.key("snv-2020", AFTER_DUE)
    happening(desk)

    with pytest.raises(IllegalTransition, match=said):
        desk.plan(key, AFTER_DUE)
    waiting = remind_units(desk.database, CAMPAIGN, at(AFTER_DUE), desk.directory).waiting
    assert key not in {one.key for one in waiting}


def test_letters_out_of_date_unknown_or_dated_before_their_reminder_are_refused(desk):
    early = desk.key("snv-2020", date(2024, 12, 9))
    with pytest.raises(IllegalTransition, match="Văn bản này nhắc trước hạn, nay đã quá hạn"):
        desk.plan(early, date(2024, 12, 17))
    late = desk.key("snv-2020", AFTER_DUE)
    with pytest.raises(IllegalTransition, match=f"Dùng văn bản '{late.letter_id}'"):
        desk.plan(early, date(2024, 12, 16), today=date(2024, 12, 17))
    with pytest.raises(IllegalTransition, match="không thể ghi ngày 16/12/2024 trước đó"):
        desk.plan(late, date(2024, 12, 16), today=AFTER_DUE)
    with pytest.raises(IllegalTransition, match="không có lượt nhắc nào mang mã 'khac'"):
        desk.plan(replace(late, letter_id="khac"), AFTER_DUE)


def test_an_issued_letter_is_planned_again_as_it_was_whatever_has_happened_since(desk):
    first, second, third, *_ = desk.owed("snv-2020")
    key = desk.key("snv-2020", AFTER_DUE)
    desk.report(first, day=AFTER_DUE)
    plan = desk.plan(key, AFTER_DUE)
    before = hash_plan(plan, desk.database).sha256
    desk.issue(plan, AFTER_DUE)
    desk.report(second, day=AFTER_DUE)
    desk.put_off(third, date(2024, 12, 30), date(2024, 12, 18))
    later = desk.key("snv-2020", date(2024, 12, 24))
    close(desk)

    again = desk.plan(key, AFTER_DUE, today=date(2024, 12, 24))

    assert hash_plan(again, desk.database).sha256 == before
    assert key != later
    assert second.key.organ_id in addressed(again)
    assert first.key.organ_id not in addressed(again)


def test_an_issued_letter_to_who_took_over_speaks_of_the_duties_that_were_missing_then(desk):
    owed = {one.label.rpartition(" xã ")[2]: one for one in desk.owed("ubnd-huyen-574")}
    others = [one for name, one in owed.items() if name != "Diên Xuân"]
    key, day = desk.key("ubnd-huyen-574", date(2024, 12, 10)), date(2024, 12, 12)
    desk.report(*others, day=date(2024, 12, 11))
    plan = desk.plan(key, day)
    assert "Ủy ban nhân dân xã Xuân Đồng (tiếp nhận nhiệm vụ của Ủy ban nhân dân xã Diên Xuân)" in text(plan)
    desk.issue(plan, day)

    assert text(desk.plan(key, day)) == text(plan)
