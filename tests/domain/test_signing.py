import pytest

from vanban.domain.letters.signing import Authority, Signatory, SigningCapacity


def signatory(position, *authorities):
    return Signatory(
        id="a",
        organ_id="snv",
        full_name="Nguyễn Văn A",
        position=position,
        authorities=tuple(Authority(capacity=capacity, on_behalf_of=title) for capacity, title in authorities),
    )


TM, Q, KT, TL, TUQ = (
    SigningCapacity.TM,
    SigningCapacity.Q,
    SigningCapacity.KT,
    SigningCapacity.TL,
    SigningCapacity.TUQ,
)


@pytest.mark.parametrize(
    ("who", "capacity", "lines"),
    [
        (signatory("Giám đốc"), SigningCapacity.NONE, ("GIÁM ĐỐC",)),
        (signatory("Phó Giám đốc", (Q, "Giám đốc")), Q, ("Q. GIÁM ĐỐC",)),
        (signatory("Phó Giám đốc", (KT, "Giám đốc")), KT, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (signatory("Chủ tịch", (TM, "Ủy ban nhân dân")), TM, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            signatory("Phó Chủ tịch", (TM, "Ủy ban nhân dân"), (KT, "Chủ tịch")),
            KT,
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (
            signatory("Phó Chủ tịch", (TM, "Ủy ban nhân dân"), (Q, "Chủ tịch")),
            Q,
            ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
        ),
        (signatory("Chánh Văn phòng", (TL, "Giám đốc")), TL, ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        (
            signatory("Phó Chánh Văn phòng", (TL, "Giám đốc"), (KT, "Chánh Văn phòng")),
            KT,
            ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (
            signatory("Trưởng phòng Cải cách hành chính", (TUQ, "Giám đốc")),
            TUQ,
            ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG CẢI CÁCH HÀNH CHÍNH"),
        ),
    ],
)
def test_the_lines_above_a_signature_name_the_authority_step_by_step(who, capacity, lines):
    assert who.capacity is capacity
    assert who.signature_lines == lines
