"""A letter that is right has no error, whichever way it is laid out, and one defect is found in each."""

from datetime import date

import pytest
import right_letters as right

from vanban.compliance.format_rules.paper import DocumentState
from vanban.compliance.judge import judge
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element
from vanban.domain.judging.verdict import Verdict
from vanban.inspection.as_letter import as_letter, document_type_of
from vanban.inspection.docx.inspect import inspect_docx
from vanban.regulations.law import law_on

DAY = date(2024, 9, 27)


def judged(tmp_path, content):
    path = tmp_path / "thu.docx"
    path.write_bytes(content)
    inspection = inspect_docx(path)
    return inspection, judge(
        inspection,
        law_on(DAY),
        state=DocumentState.ISSUED,
        document_type=document_type_of(inspection),
        letter=as_letter(inspection, undated=DAY),
    )


def failed(judgements):
    return {one.rule_id for one in judgements if one.verdict is Verdict.FAILED and one.severity is Severity.ERROR}


@pytest.mark.parametrize("way", right.WAYS, ids=lambda way: way.__name__)
def test_a_right_letter_has_no_error(tmp_path, way):
    inspection, judgements = judged(tmp_path, way())
    assert failed(judgements) == set()
    assert sum(one.verdict is Verdict.PASSED for one in judgements) >= 60
    shares = {line.below: line.share for line in inspection.drawn}
    assert shares == {Element.ISSUER: pytest.approx(0.4, abs=0.005), Element.MOTTO: pytest.approx(1.0, abs=0.005)}
    assert all(abs(line.offset_mm) < 0.2 for line in inspection.drawn)


@pytest.mark.parametrize("way", right.WAYS, ids=lambda way: way.__name__)
def test_one_defect_is_the_only_error_in_each_way(tmp_path, way, monkeypatch):
    monkeypatch.setattr(right, "ADDRESSED", right.ADDRESSED.replace("Kính gửi:", "Kính gửi"))
    _, judgements = judged(tmp_path, way())
    assert failed(judgements) == {"NĐ30-R51"}
