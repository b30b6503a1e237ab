import re
import subprocess

import pytest

SLASH = "/"
MACHINE_PATHS = re.compile(
    rf"(?<![\w.~{SLASH}-]){SLASH}(?:home|root|work|Users|opt|srv){SLASH}\w"  # where somebody's checkout or home lies
    rf"|\.\.{SLASH}shared\b|file:{SLASH * 3}(?:home|root|work|Users|opt|srv|tmp)"
    r"|[A-Z]:\\Users"
)
REGISTRY_HOSTS = re.compile(
    r"pypi\s*\.org|python" + r"hosted\.org|deb\.debian\.org|--(?:extra-)?index-url|--find-links|--trusted-host"
)


def tracked_texts(root):
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "ls-files", "-z"], cwd=root, capture_output=True, check=False
    )
    if listing.returncode:
        pytest.skip("chỉ kiểm được trong một bản sao git / only a git checkout says which files are the project's")
    for name in listing.stdout.decode().split("\0"):
        path = root / name
        if name and path.is_file():
            try:
                yield name, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def places(root, pattern, *, allowed=()):
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in tracked_texts(root)
        if name not in allowed
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_a_machine(root):
    assert places(root, MACHINE_PATHS) == []


def test_no_file_names_a_package_registry(root):
    looking = ("repository_text", "locks", "audit_locks")
    allowed = ("scripts/audit_locks.py", *(f"tests/house/test_{one}.py" for one in looking))
    assert places(root, REGISTRY_HOSTS, allowed=allowed) == []


@pytest.mark.parametrize(
    "line",
    [
        f"data = open('{SLASH}home{SLASH}an{SLASH}letters.csv')",
        f"see {SLASH}work{SLASH}main",
        f"..{SLASH}shared{SLASH}design.md",
        f"url = file:{SLASH}{SLASH}{SLASH}tmp",
    ],
)
def test_a_path_of_a_machine_is_recognised(line):
    assert MACHINE_PATHS.search(line)


@pytest.mark.parametrize("line", ["src/opt/x.py", "https://example.vn/home/an", "/usr/share/fonts", "output/srv/x"])
def test_other_paths_are_left_alone(line):
    assert not MACHINE_PATHS.search(line)
