"""Which letters stand for all: the usual, the longest, the shortest and the unusual of every order."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.letter import Appendix, Letter, Letterhead, Paragraph, Role, Run, SignatureBlock, Table
from vanban.domain.letters.recipient import FileCopy
from vanban.domain.letters.signing import Signatory
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.rendering.view import view_letter
from vanban.usecases.issuing.pick_proofs import pick_proofs
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import PlannedLetter, plan_campaign

EXAMPLES = Path(__file__).parents[2] / "examples"
USUAL = Letter(
    document_type=DocumentType.CONG_VAN,
    letterhead=Letterhead(superior_lines=("UBND huyện Cam Lâm",), issuer_lines=("UBND xã Cam An",)),
    issuer_name="UBND xã Cam An",
    code=DocumentCode(code_number=None, code_notation="UBND"),
    place="Cam An",
    issued_on=PlannedDay(year=2026, month=1),
    subject="khảo sát",
    addressees=("Các thôn",),
    blocks=(Paragraph(Role.BODY, (Run("Đề nghị các thôn thực hiện./."),)),),
    distribution_list=("- Như trên;", "- Lưu: VT."),
    signature=SignatureBlock(lines=("CHỦ TỊCH",), full_name="Nguyễn Văn A"),
)


def planned(letter, number, order="cap-xa"):
    draft = Draft(
        key=LetterKey(campaign_id="dot", letter_id=f"{order}-{number}", organ_id="xa"),
        series="",
        letter=letter,
        recipients=(),
        signatory=Signatory(id="ct", organ_id="xa", full_name="Nguyễn Văn A", position="Chủ tịch"),
        file_copy=FileCopy(),
    )
    return PlannedLetter(order_id=order, draft=draft, issue_day=None, expected_number=None, findings=())


def picked(*letters):
    """The places of those that are taken."""
    plan = [planned(letter, number) for number, letter in enumerate(letters)]
    return [plan.index(one) for one in pick_proofs(plan)]


def named(name):
    return replace(USUAL, letterhead=replace(USUAL.letterhead, issuer_lines=(name,)))


def test_of_letters_that_are_all_alike_the_first_is_taken():
    assert picked(*[USUAL] * 50) == [0]


def test_the_longest_and_the_shortest_name_are_taken_and_those_between_are_not():
    # One line each, or the number of lines alone would tell them apart.
    names = ["UBND xã Cam An", "UBND xã Cam Hải", "UBND xã Cam Hòa Bình", "UBND xã Ea", "UBND xã Cam Tân"]

    assert picked(*map(named, names)) == [0, 2, 3]


def test_a_name_that_takes_more_lines_is_taken_also_where_another_is_longer_still():
    names = [
        "UBND xã An",
        *["Ban Chỉ đạo cải cách hành chính xã Cam An"] * 2,
        "Ban Chỉ đạo cải cách hành chính xã Cam Anh",
    ]
    lines = [len(view_letter(named(name)).issuer_lines) for name in names]

    assert lines == [1, 2, 2, 2]
    assert picked(*map(named, names)) == [0, 1, 3]


@pytest.mark.parametrize(
    "other",
    [
        {"addressees": ("Các thôn", "Các tổ")},
        {"addressees": ()},
        {"signature": SignatureBlock(lines=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), full_name="Nguyễn Văn A")},
        {"appendices": (Appendix(label="Phụ lục", title="Danh sách", blocks=()),)},
        {"urgency": Urgency.KHAN},
        {"circulation_mark": "Lưu hành nội bộ"},
        {"contact_line": "Thôn 1, xã Cam An"},
        {"letterhead": Letterhead(superior_lines=(), issuer_lines=("UBND xã Cam An",))},
        {"distribution_list": ("- Như trên;", *["- Thôn Một;"] * 20, "- Lưu: VT.")},
        {"blocks": (Table(aligns=(), head=(), rows=()), *USUAL.blocks)},
        {"blocks": (Paragraph(Role.BODY, (Run("Các thôn có ký tự ★ ./."),)),)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_letter_built_in_another_way_is_taken(other):
    # It stands between letters that are longer and shorter in everything.
    long = replace(
        USUAL,
        letterhead=Letterhead(superior_lines=("UBND huyện Cam Lâm X",), issuer_lines=("UBND xã Cam An X",)),
        addressees=("Các thôn và tổ",),
    )

    assert 2 in picked(USUAL, long, replace(USUAL, **other), long)


def test_every_order_is_looked_at_by_itself():
    plan = [planned(named("UBND xã Cam An"), number, order) for order in ("mot", "hai") for number in range(5)]

    assert [(one.order_id, one.draft.key.letter_id) for one in pick_proofs(plan)] == [
        ("mot", "mot-0"),
        ("hai", "hai-0"),
    ]


NAMES = st.text("ABC xy", min_size=1, max_size=60).map(str.strip).filter(bool)


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(1, 30)), min_size=1, max_size=25))
def test_nothing_left_out_is_longer_or_shorter_than_what_was_taken(parts):
    letters = [
        replace(
            USUAL,
            letterhead=replace(USUAL.letterhead, issuer_lines=(name,)),
            addressees=(addressee,),
            distribution_list=("- Như trên;", *["- Thôn;"] * copies, "- Lưu: VT."),
        )
        for name, addressee, copies in parts
    ]
    views = [view_letter(letter) for letter in letters]
    taken = picked(*letters)

    for measure in (
        lambda view: sum(map(len, view.issuer_lines)),
        lambda view: len(view.issuer_lines),
        lambda view: len(view.addressee),
        lambda view: len(view.distribution_lines),
    ):
        lengths = [measure(view) for view in views]
        of_taken = [lengths[place] for place in taken]
        assert (min(of_taken), max(of_taken)) == (min(lengths), max(lengths))


def test_of_150_letters_a_few_of_each_order_are_taken():
    reading = read_campaign(EXAMPLES / "2024-khao-sat-hai-long")
    directory = office_directory(reading.directory_folder)
    plan = plan_campaign(reading, directory=directory, day=None, today=date(2026, 3, 16))

    taken = Counter(one.order_id for one in pick_proofs(plan.letters))

    assert set(taken) == {"trien-khai", "so-gddt", "cap-huyen", "cap-xa"}
    assert (taken["trien-khai"], taken["so-gddt"]) == (1, 1)
    assert 2 <= taken["cap-xa"] <= 15  # of 139
