import importlib.util
import sys

import pytest


@pytest.fixture(scope="module")
def writer(root):
    spec = importlib.util.spec_from_file_location("write_law_page", root / "scripts/write_law_page.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_law_is_up_to_date(writer):
    assert writer.PAGE.read_text(encoding="utf-8") == writer.page(), "run scripts/write_law_page.py"


def test_every_rule_on_the_page_names_a_test_that_breaks_it(writer):
    rows = [line for line in writer.page().splitlines() if line.startswith(("| NĐ30-R", "| HOUSE."))]
    rules = [line for line in rows if line.count("|") == 8]

    assert len(rules) > 100
    assert [line for line in rules if "→ `" not in line] == []
