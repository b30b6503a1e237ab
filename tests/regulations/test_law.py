import pickle
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.errors import VanbanError
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.signing import Authority, Signatory, SigningCapacity
from vanban.regulations.dated import as_fields, dated_values, read_tables, values_on
from vanban.regulations.law import Options, Range, law_from, law_on

LAW = law_on(date(2025, 5, 8))

# low, high, bold, italic, uppercase: Decree 30/2020/NĐ-CP, Annex I, Part I, the table of V and the clauses beside it
ELEMENTS = {
    "country_name": (12, 13, True, False, True),
    "motto": (13, 14, True, False, False),
    "superior": (12, 13, False, False, True),
    "issuer": (12, 13, True, False, True),
    "code": (13, 13, False, False, False),
    "place_date": (13, 14, False, True, False),
    "type_name": (13, 14, True, False, True),
    "subject_named": (13, 14, True, False, False),
    "subject_letter": (12, 13, False, False, False),
    "body": (13, 14, False, False, False),
    "part": (13, 14, True, False, False),
    "part_title": (13, 14, True, False, True),
    "section": (13, 14, True, False, True),
    "article": (13, 14, True, False, False),
    "clause_title": (13, 14, True, False, False),
    "clause": (13, 14, False, False, False),
    "point": (13, 14, False, False, False),
    "basis": (13, 14, False, True, False),
    "authority": (13, 14, True, False, True),
    "position": (13, 14, True, False, True),
    "signer_name": (13, 14, True, False, False),
    "addressees": (13, 14, False, False, False),
    "distribution_label": (12, 12, True, True, False),
    "distribution_item": (11, 11, False, False, False),
    "appendix_label": (14, 14, True, False, False),
    "appendix_title": (13, 14, True, False, True),
    "appendix_reference": (13, 14, False, True, False),
    "urgency_mark": (13, 14, True, False, True),
    "drafter": (11, 11, False, False, True),
    "contact": (11, 12, False, False, False),
    "circulation_mark": (13, 14, True, False, True),
    "page_number": (13, 14, False, False, False),
    "copy_mark": (13, 14, True, False, True),
    "signature_info": (10, 10, False, False, False),
}

ABBREVIATIONS = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}


def test_the_paper_is_a4_with_the_margins_of_the_decree():
    page = LAW.page
    assert (page.width_mm, page.height_mm, page.font_family) == (210, 297, "Times New Roman")
    margins = (page.margin_top_mm, page.margin_bottom_mm, page.margin_left_mm, page.margin_right_mm)
    assert [(one.low, one.high) for one in margins] == [(20, 25), (20, 25), (30, 35), (15, 20)]
    assert all(one.source == "30/2020/NĐ-CP, Annex I, Part I, I.3" for one in margins)


def test_the_law_knows_exactly_these_elements():
    assert set(LAW.elements) == set(ELEMENTS)


@pytest.mark.parametrize("key", ELEMENTS)
def test_an_element_has_the_size_and_style_of_the_table(key):
    rule = LAW.element(key)
    found = (rule.size_pt.low, rule.size_pt.high, rule.bold, rule.italic, rule.uppercase)
    assert (rule.key, found) == (key, ELEMENTS[key])
    assert rule.source.startswith("30/2020/NĐ-CP, Annex I, Part ")


def test_27_of_29_types_have_an_abbreviation_and_two_have_none():
    found = {rule.name: rule.abbreviation for rule in LAW.types.values()}
    assert {name: short for name, short in found.items() if short} == ABBREVIATIONS
    assert {name for name, short in found.items() if not short} == {"Công văn", "Thư công"}


def test_no_two_types_share_a_name_or_an_abbreviation():
    shorts = [rule.abbreviation for rule in LAW.types.values() if rule.abbreviation]
    assert len(set(shorts)) == 27
    assert len({rule.name for rule in LAW.types.values()}) == 29


@pytest.mark.parametrize(
    ("document_type", "form"),
    [
        (DocumentType.NGHI_QUYET, "1.1"),
        (DocumentType.QUYET_DINH, "1.2"),
        (DocumentType.THONG_BAO, "1.4"),
        (DocumentType.CONG_VAN, "1.5"),
        (DocumentType.CONG_DIEN, "1.6"),
        (DocumentType.GIAY_MOI, "1.7"),
        (DocumentType.GIAY_GIOI_THIEU, "1.8"),
        (DocumentType.BIEN_BAN, "1.9"),
        (DocumentType.GIAY_NGHI_PHEP, "1.10"),
        (DocumentType.THU_CONG, ""),
        (DocumentType.HOP_DONG, ""),
    ],
)
def test_a_type_follows_its_sample_form(document_type, form):
    assert LAW.type_rule(document_type).form == form


def test_only_letters_and_upward_proposals_and_reports_have_addressees():
    assert {rule.type: rule.upward_only for rule in LAW.types.values() if rule.has_addressees} == {
        DocumentType.CONG_VAN: False,
        DocumentType.TO_TRINH: True,
        DocumentType.BAO_CAO: True,
    }


@pytest.mark.parametrize(
    ("written", "document_type"),
    [
        ("Công văn", DocumentType.CONG_VAN),
        ("CÔNG VĂN", DocumentType.CONG_VAN),
        (normalize("NFD", "tờ trình"), DocumentType.TO_TRINH),
        ("Giấy uỷ quyền", DocumentType.GIAY_UY_QUYEN),
        (" bản thoả  thuận ", DocumentType.BAN_THOA_THUAN),
        ("cong van", None),
        ("Quyết địnhs", None),
        ("", None),
    ],
)
def test_a_type_is_found_by_its_vietnamese_name_as_clerks_type_it(written, document_type):
    assert LAW.type_named(written) is document_type


@pytest.mark.parametrize("document_type", DocumentType)
def test_every_type_is_found_by_its_own_name(document_type):
    assert LAW.type_named(LAW.type_rule(document_type).name) is document_type


@pytest.mark.parametrize(
    ("urgency", "text", "width"),
    [
        (Urgency.KHAN, "KHẨN", 20),
        (Urgency.THUONG_KHAN, "THƯỢNG KHẨN", 40),
        (Urgency.HOA_TOC, "HỎA TỐC", 30),
    ],
)
def test_an_urgency_mark_has_its_text_and_box(urgency, text, width):
    mark = LAW.mark(urgency)
    assert (mark.text, mark.width_mm, mark.height_mm) == (text, width, 8)


def test_a_document_without_urgency_has_no_mark():
    with pytest.raises(KeyError):
        LAW.mark(Urgency.NONE)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("country_name", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("motto", "Độc lập - Tự do - Hạnh phúc"),
        ("addressee_label", "Kính gửi:"),
        ("distribution_label", "Nơi nhận:"),
        ("as_above", "Như trên"),
        ("subject_prefix", "V/v "),
        ("end_mark", "./."),
        ("appendix_label", "Phụ lục"),
        ("number_label", "Số:"),
        ("file_copy", "Lưu: VT"),
    ],
)
def test_the_fixed_words_are_those_of_the_decree(key, text):
    assert LAW.fixed_text(key) == text


@pytest.mark.parametrize(
    ("key", "allowed", "refused"),
    [
        ("motto_rule_ratio", [1.0], [0.9, 1.1]),
        ("issuer_rule_ratio", [0.3333, 0.4, 0.5], [0.3, 0.51]),
        ("subject_rule_ratio", [0.3333, 0.4, 0.5], [0.3, 0.51]),
        ("contact_rule_ratio", [1.0], [0.5]),
        ("subject_letter_gap_pt", [6], [5, 7]),
        ("body_indent_mm_options", [10, 12.7], [9.9, 11, 12.5, 13]),
        ("body_paragraph_gap_pt", [6, 12, 100], [0, 5.9]),
        ("body_line_spacing", [1.0, 1.15, 1.5], [0.9, 1.6]),
    ],
)
def test_a_measure_holds_what_the_decree_allows(key, allowed, refused):
    measure = LAW.measures[key]
    assert [measure.holds(value) for value in allowed] == [True] * len(allowed)
    assert [measure.holds(value) for value in refused] == [False] * len(refused)


def test_a_measured_value_may_miss_by_the_tolerance():
    assert LAW.page.margin_left_mm.holds(29.8, tolerance=0.3)
    assert not LAW.page.margin_left_mm.holds(29.6, tolerance=0.3)
    assert LAW.measures["body_indent_mm_options"].holds(12.9, tolerance=0.3)
    assert not LAW.measures["body_indent_mm_options"].holds(11.35, tolerance=0.3)


@pytest.mark.parametrize(
    ("allowed", "shown"),
    [
        (Range(low=20, high=25), "20–25"),
        (Range(low=6, high=6), "6"),
        (Range(low=6, high=float("inf")), "từ 6 trở lên"),
        (Options(low=10, high=12.7, values=(10, 12.7)), "10 hoặc 12.7"),
    ],
)
def test_a_clerk_reads_what_is_allowed(allowed, shown):
    assert str(allowed) == shown


def test_points_follow_the_vietnamese_alphabet():
    assert "".join(LAW.point_letters) == "abcdđeghiklmnopqrstuvxy"


def test_both_registers_have_the_ten_columns_of_annex_iv():
    assert LAW.outgoing_register_columns == (
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    )
    assert LAW.incoming_register_columns == (
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    )


def test_copies_are_marked_sy_sl_and_trs():
    found = {(rule.text, rule.abbreviation) for rule in LAW.copy_forms.values()}
    assert found == {("SAO Y", "SY"), ("SAO LỤC", "SL"), ("TRÍCH SAO", "TrS")}


@pytest.mark.parametrize("capacity", [one for one in SigningCapacity if one is not SigningCapacity.NONE])
def test_the_domain_prints_the_signing_prefix_that_the_law_gives(capacity):
    step = Authority(capacity=capacity, on_behalf_of="Giám đốc")
    who = Signatory(id="a", organ_id="snv", full_name="Nguyễn Văn A", position="Phó Giám đốc", authorities=(step,))
    assert who.signature_lines[0] == f"{LAW.signing_prefixes[capacity]} GIÁM ĐỐC"


def test_the_sizes_of_the_heading_come_in_two_sets():
    assert LAW.heading_size_sets == ((13, 14, 14), (12, 13, 13))


def test_there_is_no_law_to_apply_before_the_decree_took_effect(day):
    with pytest.raises(VanbanError, match=r"04/3/2020 sớm hơn .* có hiệu lực \(05/3/2020\)"):
        law_on(day("Wed 2020-03-04"))
    assert law_on(day("Thu 2020-03-05")).effective_from == day("Thu 2020-03-05")


@given(st.dates(date(2020, 3, 5), date(2040, 12, 31)))
def test_days_between_two_changes_share_one_law(when):
    assert law_on(when) is LAW


def test_a_law_travels_to_another_process():
    copy = pickle.loads(pickle.dumps(LAW))  # noqa: S301  # our own bytes
    assert copy.elements == LAW.elements
    assert copy.types == LAW.types


def value(day, low, **more):
    return {"effective_from": day, "min": low, "max": low + 5, "source": "a clause", **more}


def test_a_later_value_replaces_an_earlier_one_from_its_day_on():
    dates = [date(2020, 3, 5), date(2030, 1, 1)]
    content = {"margin_top": {"unit": "mm", "values": [value(dates[1], 15), value(dates[0], 20)]}}
    table = dated_values(as_fields("page", content))
    low = {day: values_on(table, day)["margin_top"].fields.number("min") for day in (*dates, date(2029, 12, 31))}
    assert low == {dates[0]: 20, date(2029, 12, 31): 20, dates[1]: 15}
    assert values_on(table, date(2020, 3, 4)) == {}


def test_an_amendment_makes_a_new_law_and_leaves_the_old_one():
    tables = dict(read_tables("nd30_2020"))
    old = tables["page"]["margin_top"]
    content = {"margin_top": {"unit": "mm", "values": [value(date(2030, 1, 1), 15)]}}
    new = dated_values(as_fields("page", content))["margin_top"]
    tables["page"] = {**tables["page"], "margin_top": [*old, *new]}
    before, after = law_from(tables, date(2029, 12, 31)), law_from(tables, date(2030, 1, 1))
    assert (before.page.margin_top_mm, after.page.margin_top_mm) == (Range(low=20, high=25), Range(low=15, high=20))
    assert (before.effective_from, after.effective_from) == (date(2020, 3, 5), date(2030, 1, 1))
    assert after.elements == before.elements


def test_a_law_without_one_of_its_tables_or_types_is_refused():
    tables = dict(read_tables("nd30_2020"))
    types = {key: values for key, values in tables["types"].items() if key != "thu_cong"}
    with pytest.raises(KeyError, match="thu_cong"):
        law_from({**tables, "types": types}, date(2025, 1, 1))
    with pytest.raises(KeyError, match="lists"):
        law_from({name: table for name, table in tables.items() if name != "lists"}, date(2025, 1, 1))


def test_a_range_upside_down_is_refused():
    tables = dict(read_tables("nd30_2020"))
    content = {"margin_top": {"unit": "mm", "values": [value(date(2020, 3, 5), 30, max=20)]}}
    page = {**tables["page"], **dated_values(as_fields("page", content))}
    with pytest.raises(ValueError, match=r"page\.margin_top\.values\[0\]: min is above max"):
        law_from({**tables, "page": page}, date(2025, 1, 1))


@pytest.mark.parametrize(
    ("read", "key", "content"),
    [
        ("text", "a", 1),
        ("flag", "a", 1),
        ("number", "a", True),
        ("number", "a", "1"),
        ("numbers", "a", [1, "2"]),
        ("texts", "a", "một"),
        ("texts", "a", ["một", 2]),
        ("day", "a", "2020-03-05"),
        ("table", "a", [1]),
        ("tables", "a", [1]),
        ("text", "missing", "một"),
    ],
)
def test_a_field_of_the_wrong_kind_names_its_place(read, key, content):
    with pytest.raises(TypeError, match=r"^elements\.toml"):
        getattr(as_fields("elements.toml", {"a": content}), read)(key)


def test_a_subject_has_at_most_500_characters():
    limit = LAW.measures["subject_max_characters"]
    assert (limit.high, limit.source) == (500, "30/2020/NĐ-CP, Annex VI, Part II, field 8 (Subject)")
