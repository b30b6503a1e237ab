"""The gate: letters that would break the Decree stop a launch before its first number, whoever made the master."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from spoilt_masters import CSS, DEFECTS, HTML, LETTER, forget_masters, page, style, text, word

from vanban.compliance.format_rules.paper import DocumentState
from vanban.domain.campaigns.approval import Aspect, PlanKind
from vanban.domain.dates.occasion import Occasion
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.verdict import Verdict
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.register.register_rows import entries
from vanban.usecases.approving.decide_plan import Verdict as Decision
from vanban.usecases.approving.decide_plan import decide_plan
from vanban.usecases.approving.derive_plan import PlanSources, derive_plan
from vanban.usecases.approving.issue_plan import PlanChanged, issue_plan
from vanban.usecases.approving.plan_requests import campaign_request
from vanban.usecases.approving.submit_plan import submit_plan
from vanban.usecases.checking.breach import Breach
from vanban.usecases.checking.check_file import check_file
from vanban.usecases.issuing.draft_letters import draft_letters
from vanban.usecases.issuing.form_problems import BadForm
from vanban.usecases.issuing.launch_campaign import Press

TODAY = date(2026, 3, 16)
MASTERS = Path(__file__).parents[2] / "templates"
CAMPAIGN_OF_ONE_EACH = ('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')
BREACH = Breach(kind="pdf", rule_id="NĐ30-R05", title="Lề trái", found="lề 20 mm", allowed="30 mm", place="trang 1")


def spoilt(masters, *spoils):
    for spoil in spoils:
        spoil(masters)
    forget_masters()


def numbers(office):
    return [str(row.code) for row in entries(office.database)]


def refused(office):
    """The problems of a launch that must be refused with nothing left behind."""
    before = verify(office.database).entries
    with pytest.raises(BadForm) as caught:
        office.launch()
    assert numbers(office) == []
    assert verify(office.database).entries == before
    assert not office.out.exists()
    return caught.value.problems


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: f"{one.kind}: {one.name}")
def test_a_master_that_breaks_the_decree_stops_the_launch(defect, office, masters):
    spoilt(masters, defect.spoil)

    problems = refused(office)

    (told, *_) = [one for one in problems if defect.rule_id in one.message]
    assert told.file.startswith("Văn bản “trien-khai” của Sở Nội vụ gửi Sở Giáo dục và Đào tạo và 1 nơi khác, bản ")
    assert {f"bản {defect.kind.upper()}" in one.file for one in problems} == {True}, problems
    assert "30/2020/NĐ-CP" in told.message
    assert "cong-van.docx" in told.remedy or "letter.html.j2" in told.remedy


def test_everything_wrong_is_told_at_once_with_place_and_remedy(office, masters):
    names = {"lề trái 20 mm", "Quốc hiệu không đậm", "nội dung cỡ 12", "mất Nơi nhận"}
    chosen = [defect for defect in DEFECTS if defect.name in names]
    spoilt(masters, *(defect.spoil for defect in chosen))

    told = [(one.file.rpartition(" ")[2], one.message) for one in refused(office)]

    assert len(chosen) == 6
    for defect in chosen:
        assert any(defect.rule_id in message for _, message in told), (defect, told)


def test_a_launch_after_the_mend_begins_with_the_first_number(office, masters):
    spoilt(masters, page(left_margin=Mm(20)), text("{{ house.margin_left_mm }}mm;", "20mm;"))
    refused(office)
    for file in (LETTER, CSS):
        shutil.copy(MASTERS / file, masters / file)
    forget_masters()

    done = office.launch()

    assert numbers(office) == ["01/SNV-CCHC", "02/TB-SNV"]
    assert (len(done.files), done.problems) == (4, ())


def shaded(document):
    """Body text on a grey ground: a matter of taste, which the rules only advise against."""
    look = document.styles["VB Nội dung"].element.get_or_add_rPr()
    look.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="DDDDDD"/>'))


def test_a_warning_does_not_stop_a_launch(office, masters):
    spoilt(masters, word(shaded))

    done = office.launch()

    assert numbers(office) == ["01/SNV-CCHC", "02/TB-SNV"]
    assert done.problems == ()
    (path,) = office.out.rglob("*trien-khai.docx")
    warned = [one for one in check_file(path, today=TODAY).judgements if one.verdict is Verdict.FAILED]
    assert {(one.rule_id, one.severity) for one in warned} == {("NĐ30-R14", Severity.WARNING)}


def test_a_letter_of_another_master_is_not_blamed(office, masters):
    spoilt(masters, style("VB Quốc hiệu", bold=False))

    problems = refused(office)

    # The notice is drawn from the master of documents that name their type.
    assert all("trien-khai" in one.file for one in problems)


def test_one_fault_of_many_letters_is_told_once(office, masters):
    office.change(*CAMPAIGN_OF_ONE_EACH)
    spoilt(masters, style("VB Quốc hiệu", bold=False))

    (told,) = refused(office)

    assert told.file.endswith("gửi Sở Giáo dục và Đào tạo, bản DOCX và 1 văn bản khác đã kiểm tra")
    assert told.message.startswith("Quốc hiệu: cỡ, kiểu chữ, vị trí – chữ không đậm (NĐ30-R16, ")


def test_a_fault_that_shows_in_the_longest_letter_alone_is_found(office, masters):
    office.change(*CAMPAIGN_OF_ONE_EACH)
    longest = "Ủy ban nhân dân thành phố Nha Trang"
    spoil = text(
        '<p class="one">', '<p class="one"{% if view.addressee|length > 30 %} style="font-size: 11pt"{% endif %}>', HTML
    )
    spoilt(masters, spoil)

    (told,) = refused(office)

    assert told.file == f"Văn bản “trien-khai-ubnd-huyen-568” của Sở Nội vụ gửi {longest}, bản PDF"


def test_an_approved_plan_is_stopped_too_and_issued_when_the_mended_master_is_approved(office, masters):
    at = Occasion(now=datetime(2026, 3, 16, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")
    sources = PlanSources(database=office.database, texts=MASTERS / "text", today=TODAY)
    request = campaign_request(office.folder, day=None, directory=None)
    press = Press(run=map, batch=1, storage=FolderStorage(office.out))

    def approved():
        plan = derive_plan(PlanKind.CAMPAIGN, request, sources)
        record = submit_plan(plan, PlanKind.CAMPAIGN, request, office.database, at)
        for aspect, name in zip(Aspect, ("Trần Thị B", "Lê Văn C"), strict=True):
            yes = Decision(plan_id=record.id, aspect=aspect, approved=True, name=name, position="Trưởng phòng")
            decide_plan(yes, office.database, at)
        return record

    spoilt(masters, style("VB Quốc hiệu", bold=False))
    record = approved()
    with pytest.raises(BadForm, match="NĐ30-R16"):
        issue_plan(record.id, sources, press, at)
    shutil.copy(MASTERS / LETTER, masters / LETTER)
    forget_masters()
    with pytest.raises(PlanChanged, match="mẫu trình bày"):
        issue_plan(record.id, sources, press, at)
    assert numbers(office) == []
    issue_plan(approved().id, sources, press, at)

    assert numbers(office) == ["01/SNV-CCHC", "02/TB-SNV"]


def test_drafts_are_drawn_all_the_same_and_what_is_wrong_is_told(office, masters):
    spoilt(masters, page(left_margin=Mm(20)))

    drafts = draft_letters(office.plan(), Press(run=map, batch=1, storage=FolderStorage(office.out)))

    assert len(drafts.files) == len(office.files()) == 4
    assert {one.message.partition(" (")[0] for one in drafts.problems} == {
        "Lề trái – phần 1: 20.0 mm",
        "Lề trái – phần 2: 20.0 mm",
    }


def test_letters_that_were_issued_are_not_stopped_by_a_master_that_was_spoilt_since(office, masters):
    office.launch()
    spoilt(masters, page(left_margin=Mm(20)))

    assert len(office.launch().files) == 4


def test_what_was_issued_is_checked_with_its_number_and_its_files_stay(office, monkeypatch):
    states = []

    def found(letter, content, kind, *, state):
        states.append((state, letter.code.code_number, kind))
        return (BREACH,) if kind == "pdf" and state is DocumentState.ISSUED else ()

    monkeypatch.setattr("vanban.usecases.checking.check_letter.check_letter", found)
    office.change(*CAMPAIGN_OF_ONE_EACH)
    done = office.launch()

    issued = [(number, kind) for state, number, kind in states if state is DocumentState.ISSUED]
    assert issued == [(1, "docx"), (1, "pdf"), (10, "docx"), (10, "pdf")]  # the first of either order
    assert [one.message for one in done.problems] == ["Lề trái – lề 20 mm (NĐ30-R05)"] * 2
    assert len(office.files()) == 20


def test_a_file_that_is_drawn_again_is_checked_as_issued_and_kept(office, monkeypatch):
    office.launch()
    before = office.files()
    (lost,) = office.out.rglob("*thong-bao.pdf")
    lost.unlink()
    seen = []

    def found(_letter, content, kind, *, state):
        seen.append((state, kind, content))
        return (BREACH,)

    monkeypatch.setattr("vanban.usecases.checking.check_letter.check_letter", found)

    done = office.launch()

    assert seen == [(DocumentState.ISSUED, "pdf", before[str(lost.relative_to(office.out))])]
    assert [one.file for one in done.problems] == ["Văn bản “thong-bao” của Sở Nội vụ, bản PDF"]
    assert office.files() == before


def test_a_file_that_cannot_be_measured_is_not_taken_for_right(office, monkeypatch):
    monkeypatch.setattr("vanban.inspection.docx.package.LARGEST_FILE_BYTES", 10)

    problems = refused(office)

    assert {one.message for one in problems} == {"Không kiểm tra được thể thức – tệp lớn hơn 20 MB"}
    assert all(one.remedy.startswith("bỏ bớt hình ảnh rồi lưu lại") for one in problems)
