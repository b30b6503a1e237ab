"""Which line of a file a finding of the text speaks of."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from vanban.compliance.format_rules.anchors import anchor_of
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.judging.inspected import MeasuredLine, MeasuredRun

TEXTS = st.text(alphabet=" abđ…”“", max_size=8)


class Paper(SimpleNamespace):
    """As much of a paper as is looked at, with the identity that a cache needs."""

    __hash__ = object.__hash__


def paper_of(*texts):
    lines = tuple(
        MeasuredLine(runs=(MeasuredRun(text=text),), place=f"đoạn {number}", anchor=f"#{number}")
        for number, text in enumerate(texts)
    )
    return Paper(inspection=SimpleNamespace(lines=lines))


def finding_at(element):
    return Finding(rule_id="A", element=element, severity=Severity.ERROR, found="x", allowed="y", source="z")


def test_a_finding_is_anchored_at_the_first_line_that_begins_with_its_quotation():
    paper = paper_of("Căn cứ Luật", "Thực  hiện\tKế hoạch số 1", "Thực hiện Kế hoạch số 2")

    assert anchor_of(paper, finding_at("Nội dung, đoạn 2: “Thực hiện Kế hoạch …”")) == "#1"
    assert anchor_of(paper, finding_at("Nội dung, đoạn 3: “Thực hiện Kế hoạch số 2”")) == "#2"
    assert anchor_of(paper, finding_at("Nội dung, đoạn 4: “Kế hoạch …”")) == ""
    assert anchor_of(paper, finding_at("Nội dung, hình 1")) == ""


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=4))
def test_it_is_the_line_that_a_walk_through_all_lines_would_find(texts, quotations):
    paper = paper_of(*texts)

    for quoted in quotations:
        words = quoted.rstrip("”").removesuffix(" …").strip()
        walk = [number for number, text in enumerate(texts) if words and " ".join(text.split()).startswith(words)]
        assert anchor_of(paper, finding_at(f"Nội dung: “{quoted}")) == (f"#{walk[0]}" if walk else "")


def test_ten_thousand_findings_in_ten_thousand_lines_do_not_each_walk_through_all():
    texts = [f"Khoản {number}" for number in range(10_000)]
    looked = []

    class Counted(list):
        def __iter__(self):
            looked.append(1)
            return super().__iter__()

    paper = paper_of(*texts)
    paper.inspection.lines = Counted(paper.inspection.lines)

    anchors = [anchor_of(paper, finding_at(f"Nội dung: “{text}”")) for text in texts]

    assert anchors[-1] == "#9999"
    assert len(looked) == 1
