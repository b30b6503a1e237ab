import pytest
from expected_findings import assert_findings, cases


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases()])
def test_a_legal_case_has_the_findings_that_it_states(judge, case):
    assert_findings(judge(case), case["expected"])
