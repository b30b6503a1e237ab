import re
import shutil
import subprocess

import pytest


def targets(root):
    makefile = (root / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    return [name for name in phony.group(1).split() if not name.endswith("-ready")]


def without_code(page):
    return re.sub(r"^```.*?^```|`[^`\n]*`|^    .*?$", "", page, flags=re.MULTILINE | re.DOTALL)


def test_the_readme_names_the_two_commands_that_set_everything_up(root):
    readme = (root / "README.md").read_text("utf-8")

    assert "make demo" in readme
    assert "make test" in readme


def test_every_make_command_that_a_page_names_exists(root):
    pages = [root / "README.md", root / "CHANGELOG.md", *(root / "docs").rglob("*.md")]
    named = {
        (page.name, target)
        for page in pages
        for target in re.findall(r"(?:`|^)make ([a-z][a-z-]*)", page.read_text("utf-8"), re.MULTILINE)
    }

    assert named
    assert {(page, target) for page, target in named if target not in targets(root)} == set()


def test_every_relative_link_of_a_page_leads_somewhere(root):
    pages = [root / "README.md", root / "CHANGELOG.md", *(root / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", without_code(page.read_text("utf-8")))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]

    assert dead == []


def test_help_is_the_default_and_lists_every_target_in_two_languages(root):
    listing = subprocess.run(["make"], cwd=root, capture_output=True, text=True, check=True).stdout

    for target in targets(root):
        line = next(line for line in listing.splitlines() if line.startswith(f"  make {target} "))
        vietnamese, english = line.removeprefix(f"  make {target} ").split(" / ")
        assert vietnamese.strip()
        assert english.strip()


def test_clean_keeps_what_was_made_for_the_office(root):
    dry_run = subprocess.run(
        ["make", "--dry-run", "clean"], cwd=root, capture_output=True, text=True, check=True
    ).stdout

    assert ".venv" in dry_run
    assert "output" not in dry_run


def checked(root, folder, *, failing=""):
    """A run of every check over fake tools, of which ``failing`` fails."""
    tools = folder / ".venv/bin"
    tools.mkdir(parents=True)
    for tool in ("ruff", "mypy", "lint-imports", "python", "pytest"):
        (tools / tool).write_text(f'#!/bin/sh\necho "ran {tool} $1"\nexit {int(tool == failing)}\n', encoding="utf-8")
        (tools / tool).chmod(0o755)
    (folder / "scripts").mkdir()
    shutil.copy(root / "scripts/check.sh", folder / "scripts")
    return subprocess.run(
        ["sh", str(folder / "scripts/check.sh")], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_every_check_is_run_and_the_tests_come_last(root, tmp_path):
    done = checked(root, tmp_path)

    assert done.returncode == 0
    ran = [line for line in done.stdout.splitlines() if line.startswith("ran ")]
    assert [line.split()[1] for line in ran] == [
        "ruff",
        "ruff",
        "mypy",
        "lint-imports",
        "python",
        "python",
        "python",
        "pytest",
    ]


@pytest.mark.parametrize("tool", ["ruff", "mypy", "lint-imports", "pytest"])
def test_a_check_that_fails_fails_the_run_and_the_tests_are_still_run(root, tmp_path, tool):
    done = checked(root, tmp_path, failing=tool)

    assert done.returncode == 1
    assert "ran pytest" in done.stdout
    assert done.stderr.startswith("Failed: ")


@pytest.mark.parametrize("script", ["check", "demo", "find_python", "install", "lock", "system_packages"])
def test_every_set_up_script_is_a_script_of_the_plain_shell(root, script):
    done = subprocess.run(["sh", "-n", f"scripts/{script}.sh"], cwd=root, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_every_test_that_the_architecture_page_relies_on_exists(root):
    page = (root / "docs/architecture.md").read_text("utf-8")
    guards = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", page)

    assert len(guards) > 10
    missing = [
        f"{file}::{name}"
        for file, name in guards
        if not (root / file).exists() or f"def {name}(" not in (root / file).read_text("utf-8")
    ]
    assert missing == []


def test_every_room_has_its_line_in_the_architecture_page(root):
    page = (root / "docs/architecture.md").read_text("utf-8")
    rooms = [path.parent.name for path in (root / "src/vanban").glob("*/__init__.py")]

    assert [room for room in rooms if f"`{room}/`" not in page] == []


def test_every_class_that_the_glossary_names_exists(root):
    page = (root / "docs/glossary.md").read_text("utf-8")
    sources = "\n".join(path.read_text("utf-8") for path in (root / "src").rglob("*.py"))
    columns = [line.split("|")[2] for line in page.splitlines() if line.startswith("|") and line.count("|") >= 4]
    named = {name for column in columns for name in re.findall(r"`([A-Z][a-z]\w*)", column)}

    assert len(named) > 20
    assert sorted(name for name in named if f"class {name}" not in sources) == []
