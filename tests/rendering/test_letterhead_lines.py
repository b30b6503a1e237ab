"""Names on the letterhead break where a văn thư would break them."""

import pytest
from rendering_letters import simple

from vanban.domain.letters.letter import Letterhead
from vanban.rendering.view import view_letter


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ủy ban nhân dân xã Vạn Ninh", ("ỦY BAN NHÂN DÂN", "XÃ VẠN NINH")),
        ("Ủy ban nhân dân phường Đông Ninh Hòa", ("ỦY BAN NHÂN DÂN", "PHƯỜNG ĐÔNG NINH HÒA")),
        ("Ủy ban nhân dân tỉnh Khánh Hòa", ("ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA")),
        ("Sở Nội vụ", ("SỞ NỘI VỤ",)),
    ],
)
def test_a_peoples_committee_breaks_before_its_territory(name, lines):
    letter = simple(letterhead=Letterhead(superior_lines=(), issuer_lines=(name,)), issuer_name=name)

    assert view_letter(letter).issuer_lines == lines


def test_other_long_names_break_into_balanced_lines():
    name = "Sở Văn hóa, Thể thao và Du lịch"
    first, second = view_letter(simple(letterhead=Letterhead(superior_lines=(), issuer_lines=(name,)))).issuer_lines

    assert abs(len(first) - len(second)) < 10
