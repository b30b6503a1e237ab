import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what several test files share stands in modules of its own

from compliance_drafts import LAW, draft_of

from vanban.compliance.check import check_draft


@pytest.fixture
def draft():
    """Builds a draft from the parts of a case."""
    return draft_of


@pytest.fixture
def judge():
    """The findings on a letter made of the parts of a case."""
    return lambda parts: check_draft(draft_of(parts), LAW, issued=parts.get("issued", False))


@pytest.fixture
def law():
    return LAW
