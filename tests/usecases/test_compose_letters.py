"""Orders become drafts: recipients, citations and texts, all from one place."""

from datetime import date

import pytest

from vanban.domain.errors import InvalidCampaign
from vanban.domain.letters.letter import Image, Paragraph, Table

HUYEN = '{ group = "ubnd-huyen", exclude = ["UBND huyện Trường Sa"], channel = "VBĐT" }'
ROOMS = '{ group = "phong-noi-vu" }'
ONE_EACH = ('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')


def drafts(office, **arguments):
    return [one.draft for one in office.plan(**arguments).letters]


def text(block):
    return "".join(run.text for run in block.runs)


def paragraphs(draft):
    return [block.text for block in draft.letter.blocks if isinstance(block, Paragraph)]


def test_an_excluded_organisation_is_not_among_the_recipients(office):
    group = drafts(office)[0].recipients[1]

    assert group.label == "UBND các huyện, thị xã, thành phố"
    assert len(group.organ_ids) == 8
    assert "ubnd-huyen-576" not in group.organ_ids


def test_an_office_does_not_write_to_itself_as_one_of_a_group(office):
    office.change(ROOMS, '{ group = "co-quan-chuyen-mon" }')

    first = drafts(office)[1].recipients[0]

    assert len(first.organ_ids) == 19
    assert "snv-2020" not in first.organ_ids
    assert first.label == "Các cơ quan chuyên môn thuộc UBND tỉnh"


def test_direct_units_are_named_one_by_one_or_by_a_label(office):
    office.change(ROOMS, '{ relation = "direct_units" }')
    one_by_one = drafts(office)[1].recipients[:-1]
    office.change('{ relation = "direct_units" }', '{ relation = "direct_units", label = "Các đơn vị thuộc Sở" }')
    labelled = drafts(office)[1].recipients[:-1]

    assert [one.label for one in labelled] == ["Các đơn vị thuộc Sở"]
    assert [one.organ_ids for one in one_by_one] == [(id_,) for id_ in labelled[0].organ_ids]
    assert all(one.label and "?" not in one.label for one in one_by_one)


def test_a_name_outside_the_directory_is_printed_as_it_is(office):
    office.change("Giám đốc Sở (để báo cáo)", "Hội Khoa học")

    draft = drafts(office)[0]

    assert (draft.recipients[2].label, draft.recipients[2].organ_ids) == ("Hội Khoa học", ())
    assert any("Hội Khoa học" in line for line in draft.letter.distribution_list)


def test_a_label_stands_over_the_name_in_the_directory(office):
    office.change(
        'organisation = "Sở Giáo dục và Đào tạo"', 'organisation = "Sở Giáo dục và Đào tạo", label = "Sở GDĐT"'
    )

    draft = drafts(office)[0]

    assert draft.letter.addressees[0] == "Sở GDĐT"
    assert draft.recipients[0].organ_ids == ("sgddt-2020",)


def test_channel_marks_are_printed_where_they_are_asked_for(office):
    without = drafts(office)[0].letter.distribution_list
    office.change('attachments = ["mau-phieu.txt"]', 'attachments = ["mau-phieu.txt"]\nchannel_marks = true')
    marked = drafts(office)[0].letter.distribution_list

    assert not any("VBĐT" in line for line in without)
    assert any("VBĐT" in line for line in marked)
    assert len(marked) == len(without)


def test_a_letter_for_each_addressee_goes_to_it_alone_with_the_copies(office):
    office.change(*ONE_EACH)
    office.change("Tiếp theo {{", "Kính gửi {{ recipient.name }} nội dung sau. Tiếp theo {{", "trien-khai.md")

    each = drafts(office)[:-1]

    assert len(each) == 9
    assert len({draft.key for draft in each}) == 9
    for draft in each:
        to, *copies = draft.recipients
        assert draft.letter.addressees == (to.label,)
        assert len(to.organ_ids) == 1
        assert draft.key.letter_id == f"trien-khai-{to.organ_ids[0]}"
        assert [one.label for one in copies] == ["Giám đốc Sở (để báo cáo)"]
        assert paragraphs(draft)[0].startswith(f"Kính gửi {to.label} nội dung sau.")


def test_the_recipient_is_no_value_of_a_letter_to_many(office):
    office.change("Tiếp theo {{", "Kính gửi {{ recipient.name }}. Tiếp theo {{", "trien-khai.md")

    with pytest.raises(InvalidCampaign, match=r"trien-khai.md, dòng 7: không có giá trị 'recipient'"):
        office.plan()


def test_a_document_is_cited_in_full_first_and_by_type_and_symbol_later(office):
    first, _, again, *_ = paragraphs(drafts(office)[0])

    assert "Công văn số 2979/SNV-CCHC ngày 07 tháng 8 năm 2024 của Sở Nội vụ về việc chuẩn bị khảo sát" in first
    assert again.endswith("theo Công văn số 2979/SNV-CCHC.")
    assert "24.270 phiếu" in again


def test_each_letter_cites_in_full_again(office):
    office.change("đến hết {{", 'theo {{ cite("cv2979") }} đến hết {{', "thong-bao.md")

    assert "của Sở Nội vụ về việc chuẩn bị khảo sát" in paragraphs(drafts(office)[1])[0]


def test_the_appendix_has_its_table_and_its_picture(office):
    (appendix,) = drafts(office)[0].letter.appendices

    assert (appendix.label, appendix.title) == ("Phụ lục", "Mẫu phiếu khảo sát")
    assert [type(block) for block in appendix.blocks] == [Paragraph, Table, Image, Paragraph]


def test_the_organisations_are_those_of_the_day(office):
    office.change(HUYEN, '{ group = "ubnd-xa" }')
    office.change(ROOMS, '{ group = "ubnd-xa" }')

    before, after = drafts(office), drafts(office, day=date(2025, 7, 1))

    assert before[0].recipients[1].label == "UBND các xã, phường, thị trấn"
    assert after[0].recipients[1].label == "UBND các xã, phường, đặc khu"
    assert len(after[0].recipients[1].organ_ids) == 65
    assert (before[0].key.organ_id, after[0].key.organ_id) == ("snv-2020", "snv-202507")
    assert (before[0].letter.signature.full_name, after[0].letter.signature.full_name) == ("Bùi Thế An", "Trần Thị B")


def test_placeholders_and_markdown_of_one_text_are_told_together(office):
    office.change("facts.so_phieu", "facts.so_phiu", "trien-khai.md")
    office.change("qr:https://example.gov.vn/phieu", "qr:example", "trien-khai.md")
    office.change("# II. Thời gian", "# Thời gian", "trien-khai.md")

    with pytest.raises(InvalidCampaign) as refused:
        office.plan()

    assert [problem.place for problem in refused.value.problems] == ["dòng 11", "dòng 15", "dòng 17"]


def test_a_link_made_of_a_placeholder_is_not_told_as_a_second_mistake(office):
    office.change("facts.so_phieu", "facts.so_phiu", "trien-khai.md")
    office.change("qr:https://example.gov.vn/phieu", "qr:{{ links.phieu }}", "trien-khai.md")

    with pytest.raises(InvalidCampaign) as refused:
        office.plan()

    assert [problem.place for problem in refused.value.problems] == ["dòng 11"]


def test_the_text_of_an_unknown_issuer_is_looked_at_too(office):
    office.change('issuer = "Sở Nội vụ"\ndrafting', 'issuer = "Sở Nội vự"\ndrafting')
    office.change("facts.so_phieu", "facts.so_phiu", "trien-khai.md")
    office.change("| STT | Nội dung | Mức độ |", "| | | |", "phu-luc.md")

    with pytest.raises(InvalidCampaign) as refused:
        office.plan()

    places = [(problem.file, problem.place) for problem in refused.value.problems]
    assert places == [
        ("campaign.toml", "letters[0].issuer"),
        ("trien-khai.md", "dòng 11"),
        ("phu-luc.md", "dòng 3"),
    ]


def test_the_text_for_recipients_that_are_not_known_is_looked_at_too(office):
    office.change(*ONE_EACH)
    office.change('organisation = "Sở Giáo dục và Đào tạo"', 'organisation = "Sở Giáo dục"')
    office.change(HUYEN, '{ group = "ubnd-huyn" }')
    office.change("Tiếp theo {{", "Kính gửi {{ recipient.name }} {{ facts.gi_do }}. Tiếp theo {{", "trien-khai.md")

    with pytest.raises(InvalidCampaign) as refused:
        office.plan()

    messages = [problem.message for problem in refused.value.problems]
    assert len(messages) == 3
    assert messages[2] == "không có giá trị 'gi_do'"
