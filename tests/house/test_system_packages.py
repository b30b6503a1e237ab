import os
import shutil
import subprocess
import sys

import pytest

TOOLS = ["sh", "cat", "dirname", "sed", "grep", "xargs", "mktemp", "rm", "tail", "env", "echo"]


class Machine:
    """A machine made of fake commands: which packages it has, who runs it, what apt answers."""

    def __init__(self, root, folder):
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copytree(root / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.has("dpkg-query", 'case "$*" in *present*) printf "install ok installed" ;; *) exit 1 ;; esac')
        self.has("apt-cache", "exit 1")
        self.has("fc-list", 'echo "Liberation Serif"')
        self.has("python3.11", "exit 0")

    def has(self, command, body):
        path = self.bin / command
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def lacks(self, command):
        (self.bin / command).unlink()

    def is_run_by(self, user_id):
        self.has("id", f"echo {user_id}")

    def has_apt_that(self, body="true"):
        """An apt-get that notes its arguments and the question setting, then does ``body``."""
        self.has("apt-get", f'echo "$DEBIAN_FRONTEND $*" >>"{self.folder}/apt.log"\n{body}')

    @property
    def apt_calls(self):
        log = self.folder / "apt.log"
        return log.read_text("utf-8").splitlines() if log.exists() else []

    def runs(self, group="base", *, packages=""):
        environment = {"PATH": str(self.bin), "LANG": "C.UTF-8", "TMPDIR": str(self.folder)}
        if packages:
            environment["VANBAN_SYSTEM_PACKAGES"] = packages
        return subprocess.run(
            ["sh", str(self.folder / "scripts/system_packages.sh"), group],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture
def machine(root, tmp_path):
    return Machine(root, tmp_path)


def test_where_nothing_is_missing_nothing_is_said_and_apt_is_not_called(machine):
    machine.is_run_by(0)
    machine.has_apt_that()

    done = machine.runs(packages="present-one present-two")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.apt_calls == []


def test_root_gets_only_what_is_missing_quietly_and_without_questions(machine):
    machine.is_run_by(0)
    machine.has_apt_that()

    done = machine.runs(packages="present-one libfirst libsecond")

    assert done.returncode == 0, done.stderr
    update, install = machine.apt_calls
    assert update.startswith("noninteractive -qq")
    assert update.endswith("update")
    assert install.endswith("install --no-install-recommends libfirst libsecond")
    assert "libfirst libsecond" in done.stdout


def test_somebody_with_sudo_without_a_password_gets_them_too(machine):
    machine.is_run_by(1000)
    machine.has("sudo", 'test "$1" = -n && shift && exec "$@"')
    machine.has("true", "exit 0")
    machine.has_apt_that()

    done = machine.runs(packages="libfirst")

    assert done.returncode == 0, done.stderr
    assert machine.apt_calls[-1].endswith("libfirst")


@pytest.mark.parametrize("sudo", ["sudo asks for a password", "no sudo"])
def test_somebody_who_may_not_install_is_told_exactly_what_is_missing(machine, sudo):
    machine.is_run_by(1000)
    machine.has_apt_that()
    if sudo != "no sudo":
        machine.has("sudo", "exit 1")

    done = machine.runs(packages="present-one libfirst libsecond")

    assert done.returncode == 1
    assert machine.apt_calls == []
    assert "Thiếu gói hệ thống: libfirst libsecond\n" in done.stderr
    assert "apt-get install --no-install-recommends libfirst libsecond\n" in done.stderr
    assert "Missing system packages: libfirst libsecond\n" in done.stderr


def test_when_apt_fails_its_own_words_and_the_missing_packages_are_shown(machine):
    machine.is_run_by(0)
    machine.has_apt_that('case "$*" in *install*) echo "E: Unable to locate package libfirst"; exit 100 ;; esac')

    done = machine.runs(packages="libfirst")

    assert done.returncode == 1
    assert "E: Unable to locate package libfirst" in done.stderr
    assert "Thiếu gói hệ thống: libfirst\n" in done.stderr


def test_an_update_that_fails_in_part_does_not_stop_the_install(machine):
    machine.is_run_by(0)
    machine.has_apt_that('case "$*" in *update*) exit 100 ;; esac')

    done = machine.runs(packages="libfirst")

    assert done.returncode == 0
    assert machine.apt_calls[-1].endswith("libfirst")


@pytest.mark.parametrize(("group", "name"), [("base", "libharfbuzz-subset0"), ("peers", "libreoffice-writer-nogui")])
def test_a_machine_that_is_not_debian_goes_on_with_a_list_of_what_it_needs(machine, group, name):
    machine.lacks("dpkg-query")

    done = machine.runs(group)

    assert done.returncode == 0
    assert name in done.stderr


def test_another_program_that_is_there_already_is_not_asked_for(machine):
    machine.is_run_by(1000)
    machine.has_apt_that()
    for program in ("soffice", "pdftoppm", "zbarimg", "initdb"):
        machine.has(program, "exit 0")

    done = machine.runs("peers")

    assert "Missing system packages: chromium\n" in done.stderr


@pytest.mark.parametrize(
    ("release", "known", "wanted"),
    [("Debian 12", "fonts-liberation2", "fonts-liberation2"), ("later", "fonts-liberation", "fonts-liberation")],
)
def test_the_fonts_with_vietnamese_letters_are_asked_for_by_the_name_they_have_in_the_release(
    machine, release, known, wanted
):
    machine.is_run_by(1000)
    machine.has_apt_that()
    machine.has("dpkg-query", 'case "$*" in *fonts-liberation*) exit 1 ;; *) printf "install ok installed" ;; esac')
    machine.has("fc-list", "exit 0")
    machine.has("apt-cache", f'case "$*" in "show {known}") exit 0 ;; *) exit 1 ;; esac')

    done = machine.runs()

    assert f"Missing system packages: {wanted}\n" in done.stderr


def test_fonts_that_fontconfig_finds_with_vietnamese_letters_are_enough_under_any_package_name(machine):
    machine.is_run_by(1000)
    machine.has("dpkg-query", 'case "$*" in *fonts-liberation*) exit 1 ;; *) printf "install ok installed" ;; esac')
    machine.has("fc-list", 'case "$*" in *charset=1edf*) echo "Liberation Serif" ;; esac')

    assert machine.runs().returncode == 0


@pytest.mark.parametrize(
    ("python", "wanted"),
    [
        ("", "python3 python3-venv"),
        ('case "$*" in *print*) echo python3.11-venv ;; *ensurepip*) exit 1 ;; esac', "python3.11-venv"),
    ],
)
def test_what_a_virtual_environment_needs_is_asked_for(machine, python, wanted):
    machine.is_run_by(1000)
    machine.has("dpkg-query", 'printf "install ok installed"')
    machine.lacks("python3.11")
    if python:
        machine.has("python3.11", python)

    done = machine.runs()

    assert f"Missing system packages: {wanted}\n" in done.stderr


def test_an_environment_that_is_there_needs_nothing_more(machine):
    machine.has("dpkg-query", 'printf "install ok installed"')
    machine.lacks("python3.11")
    (machine.folder / ".venv/bin").mkdir(parents=True)
    (machine.folder / ".venv/bin/python").symlink_to(sys.executable)

    assert machine.runs().returncode == 0


def test_an_unknown_group_is_refused(machine):
    assert machine.runs("everything").returncode == 2


def test_the_letters_that_are_looked_for_are_vietnamese(root):
    script = (root / "scripts/system_packages.sh").read_text("utf-8")

    assert f"VIETNAMESE_LETTER={ord('ở'):x}\n" in script
    assert os.access(root / ".ci/run", os.X_OK)
