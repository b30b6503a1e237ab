"""Reports as they were typed, recorded or refused with everything that is wrong with them at once."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from reporting_office import CAMPAIGN, EDUCATION, hand_in, occasion, submitted

from vanban.domain.duties.report import ReportSource
from vanban.domain.errors import IllegalTransition, InvalidInput
from vanban.domain.judging.finding import Severity
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.store.reporting.reports import report_versions
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.reporting.keep_evidence import evidence_name
from vanban.usecases.reporting.record_report import check_reports, record_reports

COMPLETE = {"so_phieu": "1.200", "so_phuc_tra": "150", "diem": "4,25"}
LETTER_DAY = date(2024, 9, 27)


@pytest.fixture
def office(owing):
    return owing


def problems_of(office, **changed):
    before = verify(office.database).entries
    with pytest.raises(InvalidInput) as raised:
        hand_in(office, **changed)
    assert verify(office.database).entries == before
    return [(one.place, one.message, one.remedy) for one in raised.value.problems]


def only_problem(office, **changed):
    (problem,) = problems_of(office, **changed)
    return problem


def test_what_was_typed_becomes_a_report_with_exact_figures(office):
    outcome = hand_in(office)

    report = outcome.recorded.report
    assert (outcome.recorded.version, outcome.is_new) == (1, True)
    assert report.figures == {"so_phieu": Decimal(1200), "so_phuc_tra": Decimal(150), "diem": Decimal("4.25")}
    assert (report.as_of, report.received_on) == (date(2024, 11, 30), date(2024, 12, 2))
    assert (report.reporter, report.source) == ("Trần Thị B", ReportSource.COMMAND)
    assert outcome.obligation.label == EDUCATION
    assert report_versions(office.database, report.obligation) == (outcome.recorded,)


def test_the_same_report_again_is_no_version_however_and_whenever_it_comes(office):
    first = hand_in(office)
    entries = verify(office.database).entries

    again = hand_in(
        office,
        day=date(2024, 12, 5),
        source=ReportSource.WORKBOOK,
        organ="Sở GD&ĐT",
        figures={"diem": "4,25", "so_phieu": "1200", "so_phuc_tra": " 150 "},
        as_of="30/11/2024",
    )

    assert (again.recorded, again.is_new) == (first.recorded, False)
    assert verify(office.database).entries == entries


def test_a_correction_is_the_next_version_and_says_why(office):
    first = hand_in(office)
    place, message, remedy = only_problem(office, figures={**COMPLETE, "so_phieu": "1.300"})
    second = hand_in(office, figures={**COMPLETE, "so_phieu": "1.300"}, reason="cộng sót một xã")

    assert (place, "đã báo cáo ngày 02/12/2024 (lần 1)" in message) == ("lý do", True)
    assert "ghi lý do" in remedy
    assert second.recorded.version == 2
    versions = report_versions(office.database, second.recorded.report.obligation)
    assert versions == (first.recorded, second.recorded)


def test_everything_wrong_is_told_at_once(office):
    told = problems_of(
        office,
        organ="Sở Giáo dục Đào tạo",
        figures={"so_phieu": "12%", "so_phuc_tra": "1,5", "diem": "6", "so_phiue": "1"},
        as_of=date(2024, 12, 3),
        reporter=" ",
    )

    assert [place for place, _, _ in told] == [
        "đơn vị báo cáo",
        "số liệu tính đến ngày",
        "người báo cáo",
        "so_phiue",
        "Tổng số phiếu",
        "Số phiếu đã phúc tra",
        "Điểm bình quân",
    ]
    assert all(remedy for _, _, remedy in told)


@pytest.mark.parametrize(
    ("figures", "place", "message", "remedy"),
    [
        ({"so_phieu": ""}, "Tổng số phiếu", "thiếu số liệu “Tổng số phiếu” (phiếu)", "không có thì ghi 0"),
        ({"so_phieu": "1200,5"}, "Tổng số phiếu", "có phần thập phân, mà phiếu là số đếm được", "số nguyên"),
        ({"so_phieu": "1,200"}, "Tổng số phiếu", "có phần thập phân", "1.234 hoặc 1234"),
        ({"so_phieu": "1200.5"}, "Tổng số phiếu", "không viết theo cách của Việt Nam", "1.234,5"),
        ({"so_phieu": "-5"}, "Tổng số phiếu", "là -5, phải từ 0 trở lên", "kiểm tra"),
        ({"so_phieu": "nhiều"}, "Tổng số phiếu", "'nhiều' không phải là số", "chỉ ghi chữ số"),
        ({"so_phieu": "12%"}, "Tổng số phiếu", "là tỷ lệ phần trăm", "tỷ lệ do phần mềm tính"),
        ({"diem": "4,255"}, "Điểm bình quân", "là 4,255, có hơn 2 chữ số sau dấu phẩy", "làm tròn"),
        ({"diem": "5,01"}, "Điểm bình quân", "là 5,01, phải không quá 5", "kiểm tra"),
        ({"diem": "0,99"}, "Điểm bình quân", "là 0,99, phải từ 1 trở lên", "kiểm tra"),
        (
            {"so_phuc_tra": "1.201"},
            "Số phiếu đã phúc tra",
            "“Số phiếu đã phúc tra” (1.201) nhiều hơn “Tổng số phiếu” (1.200)",
            "một trong hai số liệu",
        ),
        ({"so_phieuu": "1"}, "so_phieuu", "không hỏi số liệu 'so_phieuu'", "có phải ý là 'so_phieu'?"),
    ],
)
def test_a_figure_that_cannot_be_is_told_with_its_label(office, figures, place, message, remedy):
    told = problems_of(office, figures={**COMPLETE, **figures})

    assert told[0][0] == place
    assert message in told[0][1]
    assert remedy in told[0][2]


@pytest.mark.parametrize(
    ("changed", "place", "message", "remedy"),
    [
        ({"campaign_id": "dot-mau"}, "đợt phát hành", "không có đợt phát hành 'dot-mau'", "'dot-mau-2024'"),
        ({"assignment": "baocao"}, "nhiệm vụ", "không có nhiệm vụ 'baocao'", "'bao_cao'"),
        ({"organ": "UBND huyện Diên Kánh"}, "đơn vị báo cáo", "không có trong các đơn vị", "nhân dân huyện Diên Khánh"),
        ({"organ": "Sở Y tế"}, "đơn vị báo cáo", "không có trong các đơn vị", ""),
        ({"letter_id": "thong-bao"}, "đơn vị báo cáo", "không phải báo cáo theo văn bản này", "mã văn bản"),
        ({"issuer": "Sở Y tế"}, "đơn vị báo cáo", "Không có cơ quan “Sở Y tế”", "Sở Nội vụ"),
        ({"as_of": date(2024, 12, 3)}, "số liệu tính đến ngày", "sau ngày nhận báo cáo 02/12/2024", ""),
        ({"as_of": date(2024, 9, 26)}, "số liệu tính đến ngày", "trước ngày ban hành", ""),
        ({"as_of": "31/11/2024"}, "số liệu tính đến ngày", "không có trong lịch", ""),
        ({"as_of": ""}, "số liệu tính đến ngày", "để trống", "30/11/2024"),
        ({"as_of": "hôm qua"}, "số liệu tính đến ngày", "không phải là ngày", "30/11/2024"),
        ({"reporter": "A" * 201}, "người báo cáo", "quá dài (201 chữ)", "200"),
        ({"reporter": "\u0110\u00d0"}, "người báo cáo", "trông giống chữ Đ", "gõ lại"),
        ({"note": "a\x07"}, "ghi chú", "ký tự điều khiển", "xóa"),
    ],
)
def test_each_other_mistake_is_one_clear_sentence(office, changed, place, message, remedy):
    told = only_problem(office, **changed)

    assert told[0] == place
    assert message in told[1]
    assert remedy in told[2]


def test_an_unknown_assignment_and_an_unknown_unit_are_told_together(office):
    places = [place for place, _, _ in problems_of(office, assignment="khác", organ="Sở Y tế")]

    assert places == ["nhiệm vụ", "đơn vị báo cáo"]


def test_figures_may_count_to_the_day_of_the_letter_and_to_the_day_they_come_in(office):
    hand_in(office, as_of=LETTER_DAY)
    hand_in(office, as_of=date(2024, 12, 2), organ="UBND huyện Diên Khánh")


def test_a_report_cannot_come_in_tomorrow_or_before_the_version_that_it_corrects(office):
    hand_in(office)
    with pytest.raises(InvalidInput) as future:
        record_reports(
            [submitted(received_on=date(2024, 12, 4), reason="sửa", note="mới")],
            directory=office_directory(None),
            database=office.database,
            evidence_storage=FolderStorage(office.out),
            occasion=occasion(date(2024, 12, 3)),
        )
    with pytest.raises(InvalidInput) as early:
        record_reports(
            [submitted(received_on=date(2024, 12, 1), reason="sửa", note="mới")],
            directory=office_directory(None),
            database=office.database,
            evidence_storage=FolderStorage(office.out),
            occasion=occasion(date(2024, 12, 3)),
        )

    assert "chưa tới" in str(future.value)
    assert "trước lần báo cáo đã có (02/12/2024)" in str(early.value)


def test_a_closed_campaign_takes_nothing_new_but_knows_what_it_has(office):
    first = hand_in(office)
    at = occasion(date(2024, 12, 10))
    close_campaign(office.database, CAMPAIGN, day=at.today, reason="đã tổng hợp xong", now=at.now, actor=at.actor)

    place, message, _ = only_problem(office, organ="UBND huyện Diên Khánh", day=date(2024, 12, 11))
    again = hand_in(office, day=date(2024, 12, 11))

    assert place == "đợt phát hành"
    assert "đã kết thúc ngày 10/12/2024" in message
    assert (again.recorded, again.is_new) == (first.recorded, False)


def test_a_missed_quota_is_recorded_with_a_warning(office):
    outcome = hand_in(office, figures={**COMPLETE, "so_phieu": "1.501"})

    warning, missing = outcome.findings
    assert (warning.rule_id, warning.severity) == ("HOUSE.QUOTA", Severity.WARNING)
    assert (warning.found, warning.allowed) == ("mới đạt 9,99%", "từ 10% trở lên")
    assert warning.element == f"{EDUCATION}: Phúc tra tối thiểu 10%"
    assert (missing.rule_id, missing.severity) == ("HOUSE.EVIDENCE", Severity.INFO)
    assert "Biên bản phúc tra" in missing.allowed


def test_a_quota_of_nothing_is_neither_met_nor_missed(office):
    outcome = hand_in(office, figures={"so_phieu": "0", "so_phuc_tra": "0", "diem": "1"})

    assert (outcome.findings[0].severity, outcome.findings[0].rule_id) == (Severity.INFO, "HOUSE.QUOTA")
    assert "không tính được" in outcome.findings[0].found


def test_a_quota_met_exactly_is_no_finding(office, tmp_path):
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(b"%PDF")

    assert hand_in(office, figures={**COMPLETE, "so_phieu": "1.500"}, evidence=(paper,)).findings == ()


def test_evidence_is_kept_under_its_hash_whatever_it_is_called(office, tmp_path):
    strange = tmp_path / "..\\Biên\u202e bản \u00d0ợt 1.PDF"
    plain = tmp_path / "bang-ke.xlsx;rm"
    strange.write_bytes(b"%PDF paper")
    plain.write_bytes(b"table")

    outcome = hand_in(office, evidence=(strange, plain, strange))

    first, second = outcome.recorded.report.evidence
    folder = office.out / "tai-lieu-kiem-chung"
    assert (first.file_name, first.size_bytes) == ("Biên bản Đợt 1.PDF", 10)
    assert first.sha256 == hashlib.sha256(b"%PDF paper").hexdigest()
    assert (folder / evidence_name(first)).read_bytes() == b"%PDF paper"
    assert evidence_name(first).split("/")[1] == f"{first.sha256}.pdf"
    assert evidence_name(second).split("/")[1] == second.sha256
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted(
        [f"{first.sha256}.pdf", second.sha256]
    )


def test_evidence_that_cannot_be_kept_is_told_and_nothing_is_copied(office, tmp_path):
    with (tmp_path / "lon.pdf").open("wb") as opened:
        opened.truncate(21 * 1024 * 1024)
    (tmp_path / "rong.pdf").write_bytes(b"")
    (tmp_path / "tot.pdf").write_bytes(b"good")
    names = ("lon.pdf", "rong.pdf", "khong-co.pdf", "tot.pdf")

    told = problems_of(office, evidence=tuple(tmp_path / name for name in names))

    assert [message for _, message, _ in told] == [
        "tệp 'lon.pdf' lớn 21,0 MB, quá giới hạn 20 MB",
        "tệp 'rong.pdf' rỗng",
        "không tìm thấy tệp 'khong-co.pdf'",
    ]
    assert not (office.out / "tai-lieu-kiem-chung").exists()


def several(office, *reports):
    return record_reports(
        reports,
        directory=office_directory(None),
        database=office.database,
        evidence_storage=FolderStorage(office.out),
        occasion=occasion(),
    )


def test_of_several_reports_all_mistakes_are_told_and_none_is_recorded(office):
    before = verify(office.database).entries
    with pytest.raises(InvalidInput) as raised:
        several(
            office,
            submitted(file="a.xlsx"),
            submitted(file="b.xlsx", organ="UBND huyện Diên Khánh", reporter=""),
            submitted(file="c.xlsx", organ="UBND huyện Vạn Ninh", figures={}),
        )

    assert [(one.file, one.place) for one in raised.value.problems] == [
        ("b.xlsx", "người báo cáo"),
        ("c.xlsx", "Tổng số phiếu"),
        ("c.xlsx", "Số phiếu đã phúc tra"),
        ("c.xlsx", "Điểm bình quân"),
    ]
    assert verify(office.database).entries == before


def test_two_different_reports_of_one_unit_are_not_recorded_together(office):
    with pytest.raises(InvalidInput, match="có hai báo cáo khác nhau"):
        several(office, submitted(file="a.xlsx"), submitted(file="b.xlsx", note="khác"))

    (outcome,) = several(office, submitted(file="a.xlsx"), submitted(file="b.xlsx"))
    assert outcome.recorded.version == 1


def test_an_unknown_campaign_is_told_once_for_many_reports(office):
    with pytest.raises(InvalidInput) as raised:
        several(office, *(submitted(campaign_id="khác", file=f"{number}.xlsx") for number in range(3)))

    (problem,) = raised.value.problems
    assert (problem.file, problem.place) == ("0.xlsx", "đợt phát hành")


def test_reports_are_recorded_together_or_not_at_all(office, monkeypatch):
    """Somebody else corrects the second report after the check and before the writing."""
    second = hand_in(office, organ="UBND huyện Diên Khánh")
    stale = check_reports(
        [submitted(), submitted(organ="UBND huyện Diên Khánh", note="bổ sung", reason="sót")],
        directory=office_directory(None),
        database=office.database,
        today=occasion().today,
    )
    later = occasion(date(2024, 12, 9))
    hand_in(office, day=later.today, organ="UBND huyện Diên Khánh", note="khác", reason="sai")
    monkeypatch.setattr("vanban.usecases.reporting.record_report.check_reports", lambda *_, **__: stale)
    before = verify(office.database).entries

    with pytest.raises(IllegalTransition):
        several(office, submitted())

    assert verify(office.database).entries == before
    assert report_versions(office.database, stale[0].report.obligation) == ()
    assert len(report_versions(office.database, second.recorded.report.obligation)) == 2
