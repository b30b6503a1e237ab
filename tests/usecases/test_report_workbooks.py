"""The form of a campaign goes out, comes back filled in, and is recorded whole or not at all."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from reporting_office import CAMPAIGN, EDUCATION, number_letters, occasion

from vanban.domain.duties.form_sheet import HIDDEN_SHEET
from vanban.domain.duties.report import ReportSource
from vanban.domain.errors import InvalidInput
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.reporting.read_report_workbooks import record_report_workbooks
from vanban.usecases.reporting.report_template import report_template

TODAY = date(2024, 12, 2)
ANSWERS = {
    "D4": EDUCATION,
    "D5": datetime(2024, 11, 30),  # noqa: DTZ001  # a cell has no zone
    "D6": "Trần Thị B",
    "D9": 1200,
    "D10": 150,
    "D11": 4.25,
    "D13": "Không có vướng mắc",
}


@pytest.fixture
def office(owing):
    return owing


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "den"
    folder.mkdir()
    return folder


def template(office) -> bytes:
    return report_template(office.database, office_directory(None), CAMPAIGN, TODAY)


def fill(office, path, answers=None, **changed):
    """A copy of the form as a unit sends it back; ``changed`` cells stand over the usual answers."""
    book = load_workbook(io.BytesIO(template(office)))
    for address, value in {**(ANSWERS if answers is None else answers), **changed}.items():
        book["Báo cáo"][address] = value
    book.save(path)
    return path


def read(office, path, day=TODAY):
    return record_report_workbooks(
        path,
        received_on=day,
        directory=office_directory(None),
        database=office.database,
        evidence_storage=FolderStorage(office.out),
        occasion=occasion(day),
    )


def refused(office, path, day=TODAY):
    before = verify(office.database).entries
    with pytest.raises(InvalidInput) as raised:
        read(office, path, day)
    assert verify(office.database).entries == before
    return [(one.file, one.place, one.message, one.remedy) for one in raised.value.problems]


def test_a_form_that_comes_back_becomes_the_report_that_it_says(office, inbox):
    done = read(office, fill(office, inbox / "sgddt.xlsx"))

    (outcome,) = done.outcomes
    report = outcome.recorded.report
    assert (outcome.is_new, outcome.recorded.version, outcome.obligation.label) == (True, 1, EDUCATION)
    assert report.figures == {"so_phieu": Decimal(1200), "so_phuc_tra": Decimal(150), "diem": Decimal("4.25")}
    assert (report.as_of, report.received_on, report.reporter) == (date(2024, 11, 30), TODAY, "Trần Thị B")
    assert (report.note, report.source) == ("Không có vướng mắc", ReportSource.WORKBOOK)


def test_figures_typed_as_text_and_days_typed_as_text_are_understood(office, inbox):
    path = fill(office, inbox / "a.xlsx", D5="30/11/2024", D9="1.200", D11="4,25")

    (outcome,) = read(office, path).outcomes

    assert outcome.recorded.report.figures["so_phieu"] == 1200
    assert outcome.recorded.report.as_of == date(2024, 11, 30)


def test_a_folder_is_recorded_once_however_often_it_is_read(office, inbox):
    units = (EDUCATION, "Ủy ban nhân dân huyện Diên Khánh", "Ủy ban nhân dân huyện Vạn Ninh")
    for number, unit in enumerate(units):
        fill(office, inbox / f"{number}.xlsx", D4=unit)
    (inbox / "~$0.xlsx").write_bytes(b"lock")
    (inbox / "thu.pdf").write_bytes(b"%PDF")

    first = read(office, inbox)
    entries = verify(office.database).entries
    again = read(office, inbox, day=date(2024, 12, 9))

    assert [one.is_new for one in first.outcomes] == [True] * 3
    assert (first.files, first.passed_over) == (3, ("thu.pdf",))
    assert [one.is_new for one in again.outcomes] == [False] * 3
    assert verify(office.database).entries == entries


def test_all_mistakes_of_all_files_are_told_at_once_and_nothing_is_recorded(office, inbox):
    fill(office, inbox / "1-dung.xlsx")
    fill(office, inbox / "2-sai.xlsx", D4="Ủy ban nhân dân huyện Diên Khánh", D10=1500, D11=9.0, D6=None)
    (inbox / "3-macro.xlsm").write_bytes(b"PK")
    (inbox / "4-hong.xlsx").write_bytes(b"not a workbook")
    fill(office, inbox / "5-trong.xlsx", answers={})

    told = refused(office, inbox)

    assert [(file, place) for file, place, _, _ in told] == [
        ("2-sai.xlsx", "trang 'Báo cáo', ô D6"),
        ("2-sai.xlsx", "trang 'Báo cáo', ô D11"),
        ("2-sai.xlsx", "trang 'Báo cáo', ô D10"),
        ("3-macro.xlsm", ""),
        ("4-hong.xlsx", ""),
        ("5-trong.xlsx", ""),
    ]
    assert [message for _, _, message, _ in told[3:]] == [
        "sổ tính có thể chứa macro, không được đọc",
        "sổ tính hỏng, không mở được",
        "mẫu chưa điền gì",
    ]


@pytest.mark.parametrize(
    ("cells", "place", "message"),
    [
        ({"D4": None}, "ô D4", "chưa ghi đơn vị báo cáo"),
        ({"D4": "Sở Y tế"}, "ô D4", "không có trong các đơn vị"),
        ({"D5": None}, "ô D5", "để trống"),
        ({"D5": "cuối tháng"}, "ô D5", "không phải là ngày"),
        ({"D5": datetime(2024, 12, 3)}, "ô D5", "sau ngày nhận"),  # noqa: DTZ001
        ({"D9": None}, "ô D9", "thiếu số liệu “Tổng số phiếu”"),
        ({"D9": 1200.5}, "ô D9", "1.200,5, có phần thập phân"),
        ({"D9": -1200}, "ô D9", "là -1.200, phải từ 0 trở lên"),
        ({"D9": "12%"}, "ô D9", "tỷ lệ phần trăm"),
        ({"D9": True}, "ô D9", "'True' không phải là số"),
        ({"D9": datetime(2024, 1, 2)}, "ô D9", "'2024-01-02' không phải là số"),  # noqa: DTZ001
        ({"D9": 1e300}, "ô D9", "quá 15 chữ số"),
        ({"D10": 1201}, "ô D10", "nhiều hơn “Tổng số phiếu” (1.200)"),
    ],
)
def test_a_wrong_answer_is_told_with_its_cell(office, inbox, cells, place, message):
    ((_, where, what, remedy),) = refused(office, fill(office, inbox / "a.xlsx", **cells))

    assert where.endswith(place)
    assert message in what
    assert remedy


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"D9": "=600*2"}, "trang 'Báo cáo', ô D9 là công thức"),
        ({"D6": "=A1", "D9": "=1"}, "trang 'Báo cáo', ô D6, D9 là công thức"),
        ({"B9": "Số phiếu hợp lệ"}, "ô B9 đã bị sửa: 'Số phiếu hợp lệ' thay cho 'Tổng số phiếu'"),
        ({"E10": None}, "ô E10 đã bị sửa: trống thay cho"),
    ],
)
def test_a_form_that_was_changed_is_refused_in_one_sentence(office, inbox, cells, message):
    ((file, _, what, remedy),) = refused(office, fill(office, inbox / "a.xlsx", **cells))

    assert file == "a.xlsx"
    assert message in what
    assert remedy


def test_rows_put_in_between_are_noticed(office, inbox):
    book = load_workbook(io.BytesIO(template(office)))
    book["Báo cáo"].insert_rows(10)
    book.save(inbox / "a.xlsx")

    ((_, _, message, _),) = refused(office, inbox / "a.xlsx")
    assert "đã bị sửa" in message


def test_a_sheet_or_a_mark_that_is_gone_is_noticed(office, inbox):
    for name, message in (("Báo cáo", "thiếu trang 'Báo cáo'"), (HIDDEN_SHEET, "không phải mẫu báo cáo")):
        book = load_workbook(io.BytesIO(template(office)))
        del book[name]
        book.save(inbox / "a.xlsx")

        ((_, _, what, _),) = refused(office, inbox / "a.xlsx")
        assert message in what


def test_a_form_of_another_campaign_is_refused(office, inbox):
    book = load_workbook(io.BytesIO(template(office)))
    book[HIDDEN_SHEET]["B2"] = "dot-khac"
    book.save(inbox / "a.xlsx")

    ((_, _, message, remedy),) = refused(office, inbox / "a.xlsx")

    assert message == "mẫu báo cáo của đợt 'dot-khac', sổ này không có đợt ấy"
    assert CAMPAIGN in remedy


def test_a_form_older_than_the_questions_is_refused(office, inbox):
    path = fill(office, inbox / "a.xlsx")
    office.change('label = "Điểm bình quân"', 'label = "Điểm hài lòng bình quân"')
    keep_reporting_plan(office.plan(), office.database, occasion())

    ((_, _, message, remedy),) = refused(office, path)
    assert "mẫu cũ" in message
    assert "vanban report template" in remedy


def test_reminders_that_change_leave_the_forms_good(office, inbox):
    path = fill(office, inbox / "a.xlsx")
    with (office.folder / "campaign.toml").open("a", encoding="utf-8") as opened:
        opened.write("\n[reminders]\nthen_every_days = 14\n")
    keep_reporting_plan(office.plan(), office.database, occasion())

    assert read(office, path).outcomes[0].is_new


def test_a_closed_campaign_takes_no_forms(office, inbox):
    path = fill(office, inbox / "a.xlsx")
    at = occasion()
    close_campaign(office.database, CAMPAIGN, day=at.today, reason="đã tổng hợp", now=at.now, actor=at.actor)

    ((file, _, message, _),) = refused(office, path)
    assert file == "a.xlsx"
    assert "đã kết thúc ngày 02/12/2024" in message


def test_two_forms_of_one_unit_that_differ_are_told(office, inbox):
    fill(office, inbox / "a.xlsx")
    fill(office, inbox / "b.xlsx", D9=1300)

    ((file, _, message, _),) = refused(office, inbox)
    assert (file, "hai báo cáo khác nhau" in message) == ("b.xlsx", True)


def test_a_corrected_form_needs_its_reason(office, inbox):
    read(office, fill(office, inbox / "a.xlsx"))

    ((_, place, _, _),) = refused(office, fill(office, inbox / "b.xlsx", D9=1300))
    (outcome,) = read(office, fill(office, inbox / "b.xlsx", D9=1300, D14="cộng sót một xã")).outcomes

    assert place.endswith("ô D14")
    assert (outcome.recorded.version, outcome.recorded.report.reason) == (2, "cộng sót một xã")


def test_the_same_questions_to_the_same_units_give_the_same_bytes(office):
    assert template(office) == template(office)


def test_every_unit_that_owes_the_report_is_in_the_list_and_only_these(office):
    hidden = load_workbook(io.BytesIO(template(office)))[HIDDEN_SHEET]

    names = [hidden[f"B{row}"].value for row in range(5, hidden.max_row + 1)]
    assert len(names) == len(set(names)) == 9
    assert EDUCATION in names


def test_no_campaign_and_nobody_asked_are_told(office):
    with pytest.raises(InvalidInput, match="không có đợt phát hành 'dot'"):
        report_template(office.database, office_directory(None), "dot", TODAY)
    with pytest.raises(InvalidInput, match="chưa có đơn vị nào phải báo cáo"):
        report_template(office.database, office_directory(None), CAMPAIGN, date(2024, 9, 1))


@pytest.mark.parametrize("size_mb", [21, 200])
def test_a_file_that_is_too_large_is_not_opened(office, inbox, size_mb):
    path = inbox / "lon.xlsx"
    with path.open("wb") as opened:
        opened.truncate(size_mb * 1024 * 1024)

    ((_, _, message, _),) = refused(office, path)
    assert message == "tệp lớn hơn 20 MB"


def test_a_file_that_unpacks_to_very_much_is_not_read(office, inbox):
    path = fill(office, inbox / "bom.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * (150 * 1024 * 1024))

    ((_, _, message, _),) = refused(office, path)
    assert message == "tệp nén bung ra quá lớn"


def test_macros_under_a_plain_name_are_noticed(office, inbox):
    path = fill(office, inbox / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")

    ((_, _, message, _),) = refused(office, path)
    assert message == "sổ tính chứa macro, không được đọc"


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.csv"])
def test_other_tables_are_told_to_be_saved_as_xlsx(office, inbox, name):
    (inbox / name).write_bytes(b"table")

    ((_, _, message, remedy),) = refused(office, inbox / name)
    assert (message, ".xlsx" in remedy) == ("không phải tệp .xlsx", True)


def test_an_empty_folder_and_a_missing_file_are_told(office, inbox):
    assert "không có tệp .xlsx nào" in refused(office, inbox)[0][2]
    assert refused(office, inbox / "khong-co.xlsx")[0][2] == "không có tệp hay thư mục này"


def test_a_unit_that_is_asked_twice_answers_on_two_sheets(office, databases, inbox):
    office.change('[[figures]]\nkey = "so_phieu"', SECOND + '[[figures]]\nkey = "so_phieu"')
    office = replace(office, address=databases.new())
    number_letters(office)
    book = load_workbook(io.BytesIO(template(office)))
    for address, value in ANSWERS.items():
        book["Báo cáo 1"][address] = value
    for address, value in {"D4": EDUCATION, "D5": "30/11/2024", "D6": "Trần Thị B", "D9": 7}.items():
        book["Báo cáo 2"][address] = value
    book.save(inbox / "a.xlsx")

    outcomes = read(office, inbox / "a.xlsx").outcomes

    assert [one.obligation.key.assignment for one in outcomes] == ["bao_cao", "so_bo"]
    assert outcomes[1].recorded.report.figures == {"so_phieu": 7}


SECOND = """[[assignments]]
key = "so_bo"
title = "Báo cáo sơ bộ"
letter = "trien-khai"
deadline = { wording = "trước ngày", day = 2024-12-05 }
figures = ["so_phieu"]

"""
