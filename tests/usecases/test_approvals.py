"""From a plan to issued letters by two decisions: nothing is issued that two people have not said yes to."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.domain.campaigns.approval import Aspect, PlanKind, PlanRecord
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import Report, ReportSource
from vanban.domain.errors import IllegalTransition, InvalidInput
from vanban.domain.letters.document import RegisterKey
from vanban.intake.sheets.directory_file import write_directory
from vanban.rendering.templates import templates_folder
from vanban.storage.folder import FolderStorage
from vanban.store.approval.plan_ledger import decisions, plan_records
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import Database, open_database
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries
from vanban.store.register.series import reserve
from vanban.store.reporting.reports import record_report
from vanban.usecases.approving.decide_plan import Verdict, decide_plan
from vanban.usecases.approving.derive_plan import PlanSources, derive_plan
from vanban.usecases.approving.find_plan import find_plan
from vanban.usecases.approving.issue_plan import IssuedPlan, NotApproved, PlanChanged, issue_plan
from vanban.usecases.approving.list_plans import PlanState, list_plans
from vanban.usecases.approving.plan_requests import campaign_request, consolidation_request, reminder_request
from vanban.usecases.approving.submit_plan import submit_plan
from vanban.usecases.consolidating.consolidate_reports import Consolidation
from vanban.usecases.consolidating.draft_consolidation import Submission
from vanban.usecases.issuing.launch_campaign import NotReady, Press
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.reminding.draft_reminder import ReminderOrder
from vanban.usecases.sending.remind_units import remind_units

GOOD = Path(__file__).parents[1] / "cli" / "data" / "dot-mau"
TWO_LEVELS = Path(__file__).parents[2] / "examples" / "2026-khao-sat-hai-long-hai-cap"
NAMES = {Aspect.CONTENT: ("Trần Thị B", "Trưởng phòng"), Aspect.FORMAT: ("Lê Văn C", "Chánh Văn phòng")}
START = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)


@dataclass
class Desk:
    """A campaign's folder, the ledger, and a clock that goes on by a minute with everything done."""

    folder: Path
    address: str
    out: Path
    directory: Path | None = None
    now: datetime = START

    @property
    def database(self) -> Database:
        return open_database(self.address)

    def occasion(self) -> Occasion:
        self.now += timedelta(minutes=1)
        return Occasion(now=self.now, actor="Nguyễn Văn A")

    @property
    def sources(self) -> PlanSources:
        return PlanSources(database=self.database, texts=templates_folder() / "text", today=self.occasion().today)

    def change(self, old: str, new: str, file: str = "campaign.toml") -> None:
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text, f"nothing to change in {file}: {old}"
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def submit(self, day: date | None = None) -> PlanRecord:
        return self.submit_request(PlanKind.CAMPAIGN, campaign_request(self.folder, day=day, directory=self.directory))

    def submit_request(self, kind: PlanKind, request: str) -> PlanRecord:
        plan = derive_plan(kind, request, self.sources)
        return submit_plan(plan, kind, request, self.database, self.occasion())

    def decide(self, plan_id: str, aspect: Aspect, *, approved: bool = True, reason: str = "") -> PlanState:
        name, position = NAMES[aspect]
        verdict = Verdict(
            plan_id=plan_id, aspect=aspect, approved=approved, name=name, position=position, reason=reason
        )
        return decide_plan(verdict, self.database, self.occasion()).state

    def approve(self, plan_id: str) -> None:
        for aspect in Aspect:
            self.decide(plan_id, aspect)

    def issue(self, plan_id: str, progress=lambda _file: None) -> IssuedPlan:
        press = Press(run=map, batch=1, storage=FolderStorage(self.out))
        return issue_plan(plan_id, self.sources, press, self.occasion(), progress)

    def state(self, plan_id: str) -> PlanState:
        return next(one.state for one in list_plans(self.database) if one.record.id == plan_id)

    def issued(self) -> list[str]:
        return [str(row.code) for row in entries(self.database)]

    def owed(self) -> list[Obligation]:
        return list(obligations(self.database))


@pytest.fixture
def desk(office):
    return Desk(folder=office.folder, address=office.address, out=office.out)


def blank(letter, kind):
    """The file of a letter where only its number matters."""
    content = f"{kind} {letter.code} {letter.issuer_name} {letter.subject}".encode()
    return content, hashlib.sha256(content).hexdigest()


def draw_blank(patch):
    """Files that are hardly drawn have no form that could be checked."""
    patch.setattr("vanban.rendering.letter_files.letter_bytes", blank)
    patch.setattr("vanban.usecases.checking.check_letter.check_letter", lambda *_, **__: ())


@pytest.fixture
def drawn_blank(monkeypatch):
    draw_blank(monkeypatch)


def own_directory(place: Path) -> Path:
    write_directory(office_directory(None), place)
    return place


def test_an_approved_plan_is_issued_and_the_ledger_tells_it_by_the_register(desk):
    record = desk.submit()
    assert desk.state(record.id) is PlanState.WAITING
    assert desk.decide(record.id, Aspect.CONTENT) is PlanState.WAITING
    assert desk.decide(record.id, Aspect.FORMAT) is PlanState.APPROVED
    assert desk.issued() == []

    done = desk.issue(record.id)

    assert [str(one.code) for one in done.launch.documents] == ["01/SNV-CCHC", "02/TB-SNV"]
    assert desk.issued() == ["01/SNV-CCHC", "02/TB-SNV"]
    assert desk.state(record.id) is PlanState.ISSUED
    assert audit_register(desk.database) == ()


def test_the_record_tells_what_was_submitted(desk):
    record = desk.submit()

    assert (record.campaign_id, record.title) == ("dot-mau-2024", "Đợt mẫu để thử mọi lỗi")
    assert (record.day, record.letters, record.made_by) == (date(2024, 9, 27), 2, "Nguyễn Văn A")
    assert len(record.id) == 12
    assert plan_records(desk.database) == (record,)


def test_submitting_the_same_again_is_the_same_plan_with_its_decisions(desk):
    record = desk.submit()
    desk.approve(record.id)

    assert desk.submit() == record
    assert desk.state(record.id) is PlanState.APPROVED


@pytest.mark.parametrize(
    ("decided", "missing"),
    [
        ([], ["chưa duyệt nội dung", "chưa duyệt thể thức"]),
        ([Aspect.CONTENT], ["chưa duyệt thể thức"]),
        ([Aspect.FORMAT], ["chưa duyệt nội dung"]),
    ],
)
def test_without_both_approvals_no_number_is_given_and_the_missing_one_is_named(desk, decided, missing):
    record = desk.submit()
    for aspect in decided:
        desk.decide(record.id, aspect)

    with pytest.raises(NotApproved) as refused:
        desk.issue(record.id)

    assert [words for words in ("chưa duyệt nội dung", "chưa duyệt thể thức") if words in str(refused.value)] == missing
    assert desk.issued() == []
    assert not desk.out.exists()


def test_a_refusal_after_a_yes_stops_the_plan_and_tells_who_and_why(desk):
    record = desk.submit()
    desk.approve(record.id)
    state = desk.decide(record.id, Aspect.CONTENT, approved=False, reason="sai thời hạn báo cáo")

    assert state is PlanState.REFUSED
    with pytest.raises(NotApproved, match=r"Trần Thị B \(Trưởng phòng\) không duyệt nội dung: sai thời hạn báo cáo"):
        desk.issue(record.id)
    assert desk.decide(record.id, Aspect.CONTENT) is PlanState.APPROVED
    assert len(desk.issue(record.id).launch.documents) == 2


def test_issuing_twice_gives_one_issue_and_the_same_files(desk):
    record = desk.submit()
    desk.approve(record.id)
    first = desk.issue(record.id)
    before = verify(desk.database).entries

    assert desk.issue(record.id).launch == first.launch
    assert verify(desk.database).entries == before


def change_signatory(desk):
    file = desk.directory / "signatories.csv"
    name = derive_plan(PlanKind.CAMPAIGN, desk.submit().request, desk.sources).letters[0].draft.signatory.full_name
    text = file.read_text("utf-8-sig")
    assert name in text
    file.write_text(text.replace(name, "Phạm Thị D"), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda desk: desk.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md"), ["“trien-khai”", "nội dung"]),
        (lambda desk: (desk.folder / "mau-phieu.txt").write_text("khác"), ["“trien-khai”", "tệp kèm theo"]),
        (lambda desk: desk.change("2024-09-30", "2024-10-01"), ["“thong-bao”", "ngày ban hành"]),
        (lambda desk: desk.change('exclude = ["UBND huyện Trường Sa"], ', ""), ["“trien-khai”", "nơi nhận"]),
        (lambda desk: desk.change('id = "thong-bao"', 'id = "thong-bao-2"'), ["thêm văn bản “thong-bao-2”", "bớt văn bản “thong-bao”"]),
        (change_signatory, ["“trien-khai”", "người ký"]),
    ],
    ids=["text", "attachment", "day", "recipients", "letters", "signatory"],
)  # fmt: skip
def test_what_changed_after_approval_must_be_approved_anew(desk, tmp_path, change, told):
    desk.directory = own_directory(tmp_path / "danh-ba")
    record = desk.submit()
    desk.approve(record.id)
    change(desk)

    with pytest.raises(PlanChanged) as refused:
        desk.issue(record.id)

    assert str(refused.value).startswith("Kế hoạch đã thay đổi sau khi duyệt")
    assert [words for words in told if words not in str(refused.value)] == []
    assert desk.issued() == []
    anew = desk.submit()
    assert anew.id != record.id
    assert decisions(desk.database, anew.id) == ()
    with pytest.raises(NotApproved):
        desk.issue(anew.id)
    desk.approve(anew.id)
    assert len(desk.issue(anew.id).launch.documents) == 2
    assert desk.state(anew.id) is PlanState.ISSUED


def test_a_reserved_number_that_a_letter_names_later_must_be_approved(desk):
    record = desk.submit()
    desk.approve(record.id)
    book = RegisterKey(organ_id="snv-2020", series="chung", year=2024)
    at = desk.occasion()
    number = reserve(desk.database, book, code_notation="SNV-CCHC", reason="chờ ký", now=at.now, actor=at.actor)
    desk.change('id = "trien-khai"', f'id = "trien-khai"\nreserved_number = {number}')

    with pytest.raises(PlanChanged, match="đổi văn bản “trien-khai” của snv-2020: tệp kèm theo, hoặc số đã giữ"):
        desk.issue(record.id)

    anew = desk.submit()
    desk.approve(anew.id)
    assert [one.code_number for one in desk.issue(anew.id).launch.documents] == [number, number + 1]


def test_only_letters_that_changed_are_named(desk):
    record = desk.submit()
    desk.approve(record.id)
    desk.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md")

    with pytest.raises(PlanChanged) as refused:
        desk.issue(record.id)

    assert "thong-bao" not in str(refused.value)


def test_another_order_of_the_letters_must_be_approved_anew(desk):
    record = desk.submit()
    desk.approve(record.id)
    text = (desk.folder / "campaign.toml").read_text("utf-8")
    head, first, rest = text.split("[[letters]]")
    second, tail = rest.split("[[assignments]]")
    (desk.folder / "campaign.toml").write_text(
        f"{head}[[letters]]{second}[[letters]]{first}[[assignments]]{tail}", encoding="utf-8"
    )

    with pytest.raises(PlanChanged, match="thứ tự cấp số"):
        desk.issue(record.id)


def test_what_is_put_back_as_it_was_approved_is_approved(desk):
    record = desk.submit()
    desk.approve(record.id)
    desk.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md")
    with pytest.raises(PlanChanged):
        desk.issue(record.id)
    desk.change("Trân trọng cảm ơn./.", "Trân trọng./.", "trien-khai.md")

    assert len(desk.issue(record.id).launch.documents) == 2


@pytest.mark.parametrize(
    "name", ["docx/cong-van.docx", "docx/ten-loai.docx", "html/letter.css.j2", "html/letter.html.j2"]
)
def test_what_letters_look_like_is_approved_with_them(desk, masters, name):
    record = desk.submit()
    desk.approve(record.id)
    approved = (masters / name).read_bytes()

    (masters / name).write_bytes(approved + b"\n")
    with pytest.raises(PlanChanged) as refused:
        desk.issue(record.id)

    assert "- mẫu trình bày văn bản (thư mục templates)" in str(refused.value)
    assert desk.issued() == []
    (masters / name).write_bytes(approved)
    assert len(desk.issue(record.id).launch.documents) == 2


def test_a_master_that_is_edited_after_issue_changes_nothing(desk, masters, drawn_blank):
    record = desk.submit()
    desk.approve(record.id)
    desk.issue(record.id)
    before = verify(desk.database).entries

    (masters / "html/letter.css.j2").write_text("", encoding="utf-8")
    with pytest.raises(NotReady, match="đã phát hành đủ 2 văn bản"):
        desk.issue(record.id)

    assert desk.state(record.id) is PlanState.ISSUED
    assert verify(desk.database).entries == before


def test_approvals_of_one_plan_do_not_count_for_another(desk, tmp_path):
    record = desk.submit()
    shutil.copytree(desk.folder, tmp_path / "khac")
    other = replace(desk, folder=tmp_path / "khac")
    other.change("dot-mau-2024", "dot-khac-2024")
    second = other.submit()
    desk.decide(record.id, Aspect.CONTENT)
    desk.decide(second.id, Aspect.FORMAT)

    for plan_id in (record.id, second.id):
        with pytest.raises(NotApproved):
            desk.issue(plan_id)
    assert desk.issued() == []


def test_a_plan_whose_letters_another_plan_issued_is_not_passed_off_as_issued(desk):
    first = desk.submit()
    desk.approve(first.id)
    desk.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md")
    second = desk.submit()
    desk.approve(second.id)
    desk.issue(second.id)

    assert desk.state(first.id) is PlanState.SUPERSEDED
    assert desk.state(second.id) is PlanState.ISSUED
    with pytest.raises(PlanChanged):
        desk.issue(first.id)


def test_letters_issued_without_approval_are_not_an_approved_plan(desk, office):
    record = desk.submit()
    office.launch()

    assert desk.state(record.id) is PlanState.SUPERSEDED


def test_after_issue_nothing_is_decided_any_more_but_a_second_click_is_no_error(desk):
    record = desk.submit()
    desk.approve(record.id)
    desk.issue(record.id)

    assert desk.decide(record.id, Aspect.CONTENT) is PlanState.ISSUED
    with pytest.raises(IllegalTransition, match="2/2 văn bản phát hành"):
        desk.decide(record.id, Aspect.CONTENT, approved=False, reason="muộn rồi")


def test_an_issued_plan_whose_folder_changed_says_that_it_is_issued(desk):
    record = desk.submit()
    desk.approve(record.id)
    desk.issue(record.id)
    shutil.rmtree(desk.folder)

    with pytest.raises(NotReady, match="đã phát hành đủ 2 văn bản"):
        desk.issue(record.id)


def test_a_plan_with_errors_cannot_be_submitted_and_its_errors_are_told(desk, office):
    office.launch()
    desk.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md")

    with pytest.raises(NotReady, match="còn 1 lỗi phải sửa") as refused:
        desk.submit()

    assert "đã có số 01/SNV-CCHC" in str(refused.value)
    assert plan_records(desk.database) == ()


def test_a_plan_without_a_stated_day_cannot_be_submitted(desk):
    desk.now = datetime(2024, 9, 26, 2, 0, tzinfo=UTC)
    desk.change("date = 2024-09-27\n", "")

    with pytest.raises(NotReady, match="Chưa rõ ngày ban hành của văn bản 'trien-khai'"):
        desk.submit()
    assert desk.submit(day=date(2024, 9, 30)).day == date(2024, 9, 30)


def test_a_plan_that_cannot_be_read_cannot_be_submitted(desk):
    desk.change('issuer = "Sở Nội vụ"', 'issuer = "Sở Không Có"')

    with pytest.raises(InvalidInput, match="Sở Không Có"):
        desk.submit()


def test_a_plan_of_a_day_to_come_waits_for_its_day_though_it_is_approved(desk):
    desk.now = datetime(2024, 9, 26, 2, 0, tzinfo=UTC)
    record = desk.submit(day=date(2024, 9, 27))
    desk.approve(record.id)

    with pytest.raises(NotReady, match="chưa tới"):
        desk.issue(record.id)
    desk.now += timedelta(days=1)
    assert len(desk.issue(record.id).launch.documents) == 2


def test_everything_missing_in_a_decision_is_told_at_once(desk):
    record = desk.submit()
    verdict = Verdict(plan_id=record.id, aspect=Aspect.CONTENT, approved=False, name=" ", position="", reason=" ")

    with pytest.raises(InvalidInput) as refused:
        decide_plan(verdict, desk.database, desk.occasion())

    assert [one.place for one in refused.value.problems] == ["họ tên", "chức vụ", "lý do"]


def test_an_unknown_plan_is_told_with_those_that_there_are(desk):
    with pytest.raises(InvalidInput, match="chưa có kế hoạch nào"):
        find_plan(desk.database, "khong-co")
    record = desk.submit()

    with pytest.raises(InvalidInput, match=rf"{record.id} \(Đợt mẫu để thử mọi lỗi\)"):
        desk.decide("khong-co", Aspect.CONTENT)
    with pytest.raises(InvalidInput, match=record.id):
        desk.issue("khong-co")


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("không phải JSON", "không phải một đối tượng JSON"),
        ("[]", "không phải một đối tượng JSON"),
        ("{}", "folder: còn thiếu"),
        ('{"folder": 3}', "không phải là chữ"),
        ('{"folder": "x", "date": "mai"}', "'mai' không phải một ngày"),
    ],
)
def test_a_request_that_cannot_be_used_is_told(desk, request_text, message):
    with pytest.raises(InvalidInput, match=message):
        derive_plan(PlanKind.CAMPAIGN, request_text, desk.sources)


@pytest.fixture
def cascade(tmp_path, address):
    folder = Path(shutil.copytree(TWO_LEVELS, tmp_path / "hai-cap"))
    return Desk(folder=folder, address=address, out=tmp_path / "ra")


@pytest.mark.parametrize("broken_at", [1, 3])
def test_a_cascade_cut_short_between_its_levels_is_issued_to_the_end_by_the_same_approvals(
    cascade, drawn_blank, broken_at
):
    record = cascade.submit()
    cascade.approve(record.id)
    drawn = []

    def break_down(file):
        drawn.append(file)
        if len(drawn) == broken_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cascade.issue(record.id, break_down)
    begun = len(cascade.issued())
    assert 0 < begun <= record.letters
    assert cascade.state(record.id) in {PlanState.ISSUING, PlanState.ISSUED}

    done = cascade.issue(record.id)

    assert len(done.launch.documents) == record.letters == len(cascade.issued()) == 66
    assert cascade.state(record.id) is PlanState.ISSUED
    assert cascade.issue(record.id).launch == done.launch
    assert audit_register(cascade.database) == ()


def report_of(owed: Obligation, received_on: date) -> Report:
    return Report(
        obligation=owed.key,
        figures={},
        as_of=received_on,
        received_on=received_on,
        reporter="Nguyễn Văn E",
        source=ReportSource.COMMAND,
    )


@pytest.fixture
def reminded(desk, office):
    """The campaign launched, and the letter that reminds all nine of its units on 06/12/2024."""
    office.launch()
    desk.now = datetime(2024, 12, 6, 2, 0, tzinfo=UTC)
    (waiting,) = remind_units(desk.database, "dot-mau-2024", desk.occasion()).waiting
    order = ReminderOrder(letter=waiting.key, day=date(2024, 12, 6))
    return desk, reminder_request(order, directory=None)


def test_a_reminder_is_approved_and_issued_like_any_letter(reminded):
    desk, request = reminded
    record = desk.submit_request(PlanKind.REMINDER, request)
    with pytest.raises(NotApproved):
        desk.issue(record.id)
    desk.approve(record.id)

    (document,) = desk.issue(record.id).launch.documents

    assert document.draft.key.letter_id.startswith("don-doc-trien-khai")
    assert len(document.draft.recipients) >= 9
    assert desk.state(record.id) is PlanState.ISSUED


def test_a_unit_that_reports_after_the_approval_is_not_reminded(reminded):
    desk, request = reminded
    record = desk.submit_request(PlanKind.REMINDER, request)
    desk.approve(record.id)
    first = desk.owed()[0]
    occasion = desk.occasion()
    record_report(desk.database, report_of(first, date(2024, 12, 6)), now=occasion.now, actor=occasion.actor)

    with pytest.raises(PlanChanged):
        desk.issue(record.id)
    anew = desk.submit_request(PlanKind.REMINDER, request)
    desk.approve(anew.id)
    (document,) = desk.issue(anew.id).launch.documents

    assert first.key.organ_id not in {organ for one in document.draft.recipients for organ in one.organ_ids}


def test_a_consolidated_report_is_approved_and_issued_like_any_letter(reminded):
    desk, _ = reminded
    occasion = desk.occasion()
    for owed in desk.owed()[:3]:
        record_report(desk.database, report_of(owed, date(2024, 12, 6)), now=occasion.now, actor=occasion.actor)
    wanted = Consolidation(campaign_id="dot-mau-2024", issuer="snv-2020", as_of=date(2024, 12, 6))
    request = consolidation_request(wanted, Submission(day=date(2024, 12, 6)), directory=None)
    record = desk.submit_request(PlanKind.CONSOLIDATION, request)
    desk.approve(record.id)

    (document,) = desk.issue(record.id).launch.documents

    assert document.draft.key.letter_id == "bao-cao-trien-khai-bao_cao-2024-12-06"


TEXTS = ("Trân trọng./.", "Trân trọng cảm ơn./.", "Xin trân trọng cảm ơn./.")
STEPS = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 2)),
    st.tuples(st.just("decide"), st.integers(0, 2), st.sampled_from(Aspect), st.booleans()),
    st.tuples(st.just("issue"), st.integers(0, 2)),
)


@dataclass
class Model:
    """What must come of three plans of one folder, whatever is written, decided and tried."""

    desk: Desk
    plans: list[str]
    written: int = 2
    issued: int | None = None
    said: dict[tuple[int, Aspect], bool] = field(default_factory=dict)

    def write(self, number):
        self.desk.change(TEXTS[self.written], TEXTS[number], "trien-khai.md")
        self.written = number

    def decide(self, number, aspect, approved):
        try:
            self.desk.decide(self.plans[number], aspect, approved=approved, reason="" if approved else "sai")
        except IllegalTransition:
            assert self.issued is not None
        else:
            self.said[number, aspect] = approved

    def issue(self, number):
        approved = all(self.said.get((number, aspect), False) for aspect in Aspect)
        allowed = approved and number == self.written and self.issued in {None, number}
        try:
            self.desk.issue(self.plans[number])
        except NotReady:
            assert not allowed
        else:
            assert allowed
            self.issued = number
        assert len(self.desk.issued()) == (0 if self.issued is None else 2)


@pytest.mark.slow
@settings(max_examples=12)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_whatever_is_written_decided_and_tried_only_what_both_approved_last_is_issued(
    tmp_path_factory, kept_databases, steps
):
    place = tmp_path_factory.mktemp("duyet")
    with kept_databases.database() as address:
        desk = Desk(folder=Path(shutil.copytree(GOOD, place / "dot")), address=address, out=place / "ra")
        plans = [desk.submit().id]
        for earlier, later in pairwise(TEXTS):
            desk.change(earlier, later, "trien-khai.md")
            plans.append(desk.submit().id)
        model = Model(desk, plans)
        with pytest.MonkeyPatch.context() as patched:
            draw_blank(patched)
            for name, *arguments in steps:
                getattr(model, name)(*arguments)
        assert audit_register(desk.database) == ()
