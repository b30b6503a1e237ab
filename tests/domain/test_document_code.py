import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.letters.document import DocumentCode, DocumentType, RegisterKey, Urgency


@pytest.mark.parametrize(
    ("number", "notation", "printed"),
    [
        (1, "SNV-CCHC", "01/SNV-CCHC"),
        (5, "BC-UBND", "05/BC-UBND"),
        (9, "SCT-VP", "09/SCT-VP"),
        (10, "SCT-VP", "10/SCT-VP"),
        (161, "SNV-CCHC", "161/SNV-CCHC"),
        (1923, "SNV-CCHC", "1923/SNV-CCHC"),
        (None, "SNV-CCHC", "/SNV-CCHC"),
    ],
)
def test_a_number_below_ten_is_written_with_one_leading_zero(number, notation, printed):
    assert str(DocumentCode(code_number=number, code_notation=notation)) == printed


@given(st.integers(1, 10**6))
def test_the_printed_number_reads_back_and_has_at_least_two_digits(number):
    printed = DocumentCode(code_number=number, code_notation="SNV-CCHC").printed_number
    assert int(printed) == number
    assert len(printed) == max(2, len(str(number)))


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_start_at_one(number):
    with pytest.raises(ValueError, match="starts at 1"):
        DocumentCode(code_number=number, code_notation="SNV-CCHC")


def test_the_decree_names_29_types_and_three_degrees_of_urgency():
    assert len(DocumentType) == 29
    assert len([one for one in Urgency if one is not Urgency.NONE]) == 3


def test_register_keys_sort_by_organisation_series_and_year():
    late = RegisterKey(organ_id="snv", series="chung", year=2025)
    early = RegisterKey(organ_id="snv", series="chung", year=2024)
    other = RegisterKey(organ_id="sct", series="chung", year=2026)
    assert sorted([late, early, other]) == [other, early, late]
