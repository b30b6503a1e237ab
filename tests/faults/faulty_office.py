"""An office that launches a campaign while things go wrong, and all that has to be as if they had not."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from command_line import Ran, command, vanban_process

from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import close_connections, open_database, open_existing
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries
from vanban.store.register.renditions import renditions

GOOD = Path(__file__).parents[1] / "cli" / "data" / "dot-mau"
NOTICES = 1
"""Letters of the good campaign that go to many at once."""
DISTRICTS = 8
SECONDS_TO_DIE = 10
ACCENTED = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def campaign_of(letters: int, place: Path) -> Path:
    """A campaign in which each of the districts and of invented companies gets a letter of its own."""
    folder = Path(shutil.copytree(GOOD, place / "dot-mau"))
    toml = folder / "campaign.toml"
    text = toml.read_text(encoding="utf-8")
    for old, new in (
        ('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true'),
        ('{ organisation = "Sở Giáo dục và Đào tạo", channel = "VBĐT" }', '{ sheet = "dn.csv", channel = "giấy" }'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    toml.write_text(text, encoding="utf-8")
    companies = max(1, letters - NOTICES - DISTRICTS)
    names = [f"Công ty TNHH Mẫu số {number}" for number in range(1, companies + 1)]
    (folder / "dn.csv").write_text("\n".join(["Tên", *names]) + "\n", encoding="utf-8")
    return folder


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a launch leaves: numbers and days, duties, recorded hashes, and the files as they are."""

    numbers: tuple[tuple[object, ...], ...]
    owed: tuple[tuple[object, ...], ...]
    recorded: tuple[tuple[object, ...], ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Office:
    """A campaign, the register that it is launched into, and the folder that its files are written to."""

    campaign: Path
    home: Path
    database: str
    out: Path

    @classmethod
    def at(cls, home: Path, campaign: Path, *, database: str = "", out: Path | None = None) -> Office:
        """An office in a folder of its own."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(campaign=campaign, home=home, database=database or str(home / "so.db"), out=out or home / "ra")

    def launch(self, *options: str) -> Ran:
        """``vanban launch``, to its end."""
        return vanban_process(*options, *self._words(), folder=self.home, VANBAN_OUT=str(self.out))

    def start(self) -> subprocess.Popen[bytes]:
        """``vanban launch``, to be disturbed; what it says on standard error is kept in a file."""
        # A pipe would be held open by workers that outlive the launch, and waited for without an end.
        with (self.home / "loi.txt").open("wb") as errors:
            return subprocess.Popen(
                command(*self._words()),
                cwd=self.home,
                env={**os.environ, "VANBAN_OUT": str(self.out)},
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )

    def said(self) -> str:
        """What the launch that was started last said on standard error."""
        return (self.home / "loi.txt").read_text(encoding="utf-8")

    def files(self) -> dict[str, str]:
        """The SHA-256 of every file that has its final name."""
        found = (path for path in self.out.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {str(path.relative_to(self.out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}

    def drawn(self) -> int:
        """How many files have their final names."""
        return sum(1 for path in self.out.rglob("*.*") if path.suffix in {".docx", ".pdf"} and path.name[0] != ".")

    def outcome(self) -> Outcome:
        """What is there now, in a register that was found sound."""
        database = open_existing(self.database)
        assert database is not None
        assert verify(database).sound
        assert audit_register(database) == ()
        rows = list(entries(database))
        recorded = renditions(database, [row.letter_key for row in rows])
        outcome = Outcome(
            numbers=tuple((row.register_key, str(row.code), row.issued_date, row.letter_key) for row in rows),
            owed=tuple(sorted((str(one.key), str(one.due_now), str(one.feeds)) for one in obligations(database))),
            recorded=tuple(sorted((str(key), one.file_name, one.sha256) for key, one in recorded.items())),
            files=tuple(sorted(self.files().items())),
        )
        close_connections(self.database)
        return outcome

    def assert_mended(self, undisturbed: Outcome) -> None:
        """Launches again and finds what was to be found without any fault, and the log and the register sound."""
        again = self.launch()
        assert again.code == 0, again.err
        assert self.outcome() == undisturbed
        checked = vanban_process("audit", "verify", "--database", self.database, folder=self.home)
        assert checked.code == 0, checked.err

    def _words(self) -> tuple[object, ...]:
        return ("launch", self.campaign, "--yes", "--database", self.database)


def with_tables(database: str) -> str:
    """The address of a register, in which nothing is but its tables."""
    open_database(database)
    close_connections(database)
    return database


def numbers_in(database: str) -> list[str]:
    """The numbers that were given, in a register that is there."""
    numbers = [str(row.code) for row in entries(open_database(database))]
    close_connections(database)
    return numbers


def assert_clear(code: int, said: str, *words: str) -> None:
    """A failure is told in Vietnamese, with what to do about it, and never as a traceback."""
    assert code == 2, (code, said)
    assert "Traceback" not in said
    assert ACCENTED.search(said), said
    assert "→" in said or "Hãy" in said, said
    for word in words:
        assert word in said, said


def wait_until_drawn(office: Office, running: subprocess.Popen[bytes], wanted: int) -> None:
    """Waits for so many files, so that a fault strikes a launch at work on machines of any speed."""
    while office.drawn() < wanted and running.poll() is None:
        time.sleep(0.005)


def session(leader: int) -> dict[int, int]:
    """The processes that a launch started and that are still at work, each with its parent."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = stat.read_text().rpartition(") ")
        except OSError:
            continue  # it ended meanwhile
        state, parent, _, its_session, *_ = rest.split()
        if int(its_session) == leader and state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found


def workers(leader: int) -> list[int]:
    """The processes that draw: children of the one that forks them."""
    members = session(leader)
    return sorted(process for process, parent in members.items() if parent != leader and parent in members)


def assert_all_end(leader: int) -> None:
    """No process outlives the launch that started it."""
    limit = time.monotonic() + SECONDS_TO_DIE
    while session(leader) and time.monotonic() < limit:
        time.sleep(0.02)
    left = session(leader)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert not left, "workers outlive the launch that started them"
