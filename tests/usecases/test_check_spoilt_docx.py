"""One property of a good DOCX is changed, and exactly the expected verdicts change."""

import sys
from datetime import date
from pathlib import Path

import pytest
from docx_defects import DEFECTS, spoilt

from vanban.domain.judging.verdict import Verdict
from vanban.usecases.checking.check_file import check_file
from vanban.usecases.checking.describe_check import rule_verdicts

TODAY = date(2026, 1, 6)
FEWEST_MUTATIONS = 80


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A công văn of our own, with everything that the defects speak of."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "rendering"))
    from rendering_letters import Role, SignatureBlock, body, simple  # noqa: PLC0415  # the path is set above

    from vanban.rendering.docx.press import letter_docx  # noqa: PLC0415

    letter = simple(
        body(
            "Thực hiện Kế hoạch số 150/KH-UBND ngày 10 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Khánh Hòa về cải "
            "cách hành chính năm 2025, Sở Nội vụ đề nghị thực hiện các nội dung sau:"
        ),
        body("Nội dung khảo sát", Role.CLAUSE_TITLE, "1."),
        body("Mức độ hài lòng giai đoạn 2021 - 2025.", Role.POINT, "a)"),
        body("Ý kiến của Nhân dân theo Điều 5 Luật Tổ chức chính quyền địa phương.", Role.POINT, "b)"),
        body("Thời gian gửi kết quả: trước ngày 30 tháng 6 năm 2026.", Role.CLAUSE, "2."),
        body("Sở Nội vụ đề nghị các cơ quan thực hiện theo Kế hoạch số 150/KH-UBND./."),
        addressees=("Sở Tài chính", "Sở Giáo dục và Đào tạo"),
        subject="khảo sát sự hài lòng",
        signature=SignatureBlock(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), full_name="Nguyễn Văn A"),
    )
    path = tmp_path_factory.mktemp("good") / "cong-van.docx"
    path.write_bytes(letter_docx(letter))
    return path


@pytest.fixture(scope="module")
def before(good):
    return rule_verdicts(check_file(good, today=TODAY).judgements)


def test_the_good_letter_breaks_no_rule(before):
    assert {rule for rule, verdict in before.items() if verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}} == set()
    assert sum(verdict is Verdict.PASSED for verdict in before.values()) >= 60


def test_there_are_many_mutations_each_with_a_name_of_its_own_that_changes_a_verdict():
    assert len({one.name for one in DEFECTS}) == len(DEFECTS) >= FEWEST_MUTATIONS
    assert [one.name for one in DEFECTS if not one.expected] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.name)
def test_one_change_of_a_docx_changes_exactly_the_verdicts_that_speak_of_it(defect, good, before, tmp_path):
    target = tmp_path / f"{defect.name}.docx"
    spoilt(str(good), defect, str(target))

    after = rule_verdicts(check_file(target, today=TODAY, state=None).judgements)

    changed = {rule: verdict.value for rule, verdict in after.items() if before[rule] is not verdict}
    assert changed == defect.expected
