import re

import pytest

LEVELS = ["run", "flows", "dev"]
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9, -]+\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def lock(root, level):
    return (root / "requirements" / f"{level}.txt").read_text("utf-8")


def pins(root, level):
    return dict(PIN.findall(lock(root, level)))


def entries(text):
    """Each requirement with its continuation lines joined."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("level", LEVELS)
def test_every_locked_package_has_a_version_and_a_hash(root, level):
    wrong = [
        entry[:80] for entry in entries(lock(root, level)) if not PIN.match(entry) or "--hash=sha256:" not in entry
    ]

    assert wrong == []
    assert len(pins(root, level)) > 20


@pytest.mark.parametrize("level", LEVELS)
def test_a_lock_carries_no_address(root, level):
    text = lock(root, level)

    assert "://" not in text
    assert "@ " not in text
    assert not [entry for entry in entries(text) if entry.lstrip().startswith("-")]


@pytest.mark.parametrize(("smaller", "larger"), [("run", "flows"), ("flows", "dev")])
def test_a_larger_lock_holds_the_smaller_one_so_that_it_installs_over_it(root, smaller, larger):
    assert pins(root, smaller).items() <= pins(root, larger).items()


def test_running_needs_no_prefect_and_no_test_tools(root):
    assert pins(root, "run").keys().isdisjoint({"prefect", "pytest", "mypy", "ruff", "hypothesis"})
    assert "prefect" in pins(root, "flows")


@pytest.mark.parametrize("level", LEVELS)
def test_the_build_backend_is_locked_too_since_builds_are_not_isolated(root, level):
    assert "hatchling" in pins(root, level)
