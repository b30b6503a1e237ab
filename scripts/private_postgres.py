"""A PostgreSQL cluster of our own in a temporary folder, for tests and benchmarks: on a socket, gone afterwards."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

# No package of the project: the keeper of a shared cluster is this file alone, and starts in a few milliseconds.

USER = "vanban"
MISSING = "cần PostgreSQL: chạy `make peers`"
"""Why a test or a benchmark of PostgreSQL is left out."""

_DEBIAN = Path("/usr/lib/postgresql")
_PORT = 5432
"""Of the socket's file name only: no port of the machine is taken."""
_START_LIMIT_SECONDS = 60.0
_POLL_SECONDS = 0.02
_ICU_SINCE = 15
"""The first version in which a whole cluster can sort as Vietnamese does: what must not matter to us."""
_UNPRIVILEGED = ("postgres", "nobody")
"""Whom the server runs as where root starts it, which it refuses to run as."""
SAFE: Mapping[str, str] = {}
"""PostgreSQL as Debian sets it: whatever is committed is on the disk."""
QUICK: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
}
"""For tests, whose data need not outlive the machine's power; nothing that a query could notice is different."""


def programs() -> Path | None:
    """The folder of PostgreSQL's newest server here, ``None`` without one: Debian keeps it off the search path."""
    found = [path.parent for path in _DEBIAN.glob("*/bin/postgres") if path.parents[1].name.isdigit()]
    if found:
        return max(found, key=lambda path: int(path.parent.name))
    postgres = shutil.which("postgres")
    return Path(postgres).resolve().parent if postgres and shutil.which("initdb") else None


@dataclass(slots=True, kw_only=True)
class Cluster:
    """A cluster that this process starts and stops; ``folder`` holds its data, its socket and its log."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=lambda: QUICK)
    _server: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres", user: str = USER, password: str = "") -> str:
        """The address of one of its databases."""
        return url(self.folder, database, user, password)

    @property
    def process_id(self) -> int:
        """Of the server's first process, for a test that kills it."""
        if self._server is None:
            raise ValueError("the cluster is not running")
        return self._server.pid

    def create(self) -> None:
        """Make an empty cluster that trusts whoever reaches its socket; a role with a password has to give it."""
        locale = ["--locale=C.UTF-8"]
        if int(self._run("postgres", "--version").split()[2].partition(".")[0]) >= _ICU_SINCE:
            locale += ["--locale-provider=icu", "--icu-locale=vi"]
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", *locale, "--no-sync")
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text("local all co_mat_khau scram-sha-256\nlocal all all trust\n", encoding="utf-8")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "port": str(_PORT)}
        options = [f"--{name}={value}" for name, value in {**settings, **self.settings}.items()]
        who = _whom()
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [*_ending_with_us(), _program("postgres"), "-D", self._data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=who.user,
                group=who.group,
                extra_groups=who.extra_groups,
            )
        self._wait_until_it_answers()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server: by its own quick way, or as a power cut would with ``SIGKILL`` or ``SIGQUIT``."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait()
            self._server = None

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _wait_until_it_answers(self) -> None:
        limit = time.monotonic() + _START_LIMIT_SECONDS
        ask = [_program("pg_isready"), "-q", "-h", str(self.folder), "-p", str(_PORT)]
        while subprocess.run(ask, check=False).returncode:
            if self._server is None or self._server.poll() is not None or time.monotonic() > limit:
                raise OSError(f"PostgreSQL did not start: {(self.folder / 'log').read_text(encoding='utf-8')}")
            time.sleep(_POLL_SECONDS)

    def _run(self, program: str, *arguments: str) -> str:
        who = _whom()
        done = subprocess.run(
            [_program(program), *arguments],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            user=who.user,
            group=who.group,
            extra_groups=who.extra_groups,
        )
        if done.returncode:
            raise OSError(f"{program}: {done.stderr}")
        return done.stdout


def url(folder: Path, database: str, user: str = USER, password: str = "") -> str:
    """The address of a database of the cluster in a folder."""
    who = f"{quote(user)}:{quote(password, safe='')}" if password else quote(user)
    return f"postgresql://{who}@/{quote(database)}?host={folder}"


@contextmanager
def cluster(settings: Mapping[str, str] = QUICK) -> Iterator[Cluster]:
    """A running cluster; it and all its data are gone at the end."""
    # Not under the folder of whoever calls, which another user may be unable to enter.
    folder = Path(tempfile.mkdtemp(prefix="vanban-pg-"))
    try:
        folder.chmod(0o755)
        who = _whom()
        if who.user is not None and who.group is not None:
            os.chown(folder, who.user, who.group)
        one = Cluster(folder=folder, settings=settings)
        one.create()
        one.start()
        try:
            yield one
        finally:
            one.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def shared_cluster(meeting: Path) -> Iterator[Path]:
    """The folder of a running cluster that all processes share that meet in a folder, for as long as one of them does.

    A keeper runs it, apart from whoever came first. Every user holds a shared lock, which the system takes back
    however the user ends; the keeper waits for it alone and then clears away.
    """
    with (meeting / "start.lock").open("a") as start, (meeting / "users.lock").open("a") as users:
        fcntl.flock(start, fcntl.LOCK_EX)
        # A keeper that is clearing away has this lock; after that there is no address any more.
        fcntl.flock(users, fcntl.LOCK_SH)
        address = meeting / "address"
        if not address.exists():
            _start_keeper(meeting, address)
        fcntl.flock(start, fcntl.LOCK_UN)
        yield Path(address.read_text(encoding="utf-8"))


def _start_keeper(meeting: Path, address: Path) -> None:
    log = meeting / "keeper.log"
    with log.open("ab") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-S", __file__, str(meeting)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    limit = time.monotonic() + _START_LIMIT_SECONDS
    while not address.exists():
        if keeper.poll() is not None or time.monotonic() > limit:
            raise OSError(f"no shared PostgreSQL: {log.read_text(encoding='utf-8')}")
        time.sleep(_POLL_SECONDS)
    # It outlives this process, and nobody waits for it.
    keeper.returncode = 0


def _keep(meeting: Path) -> None:
    """Run the cluster until nobody who met in the folder is left."""
    address, news = meeting / "address", meeting / "address.new"
    with (meeting / "users.lock").open("a") as users, cluster() as one:
        news.write_text(str(one.folder), encoding="utf-8")
        news.rename(address)
        fcntl.flock(users, fcntl.LOCK_EX)
        address.unlink()
        one.stop()


def _program(name: str) -> str:
    folder = programs()
    if folder is None:
        raise OSError(MISSING)
    return str(folder / name)


def _ending_with_us() -> list[str]:
    """What tells the server to stop when whoever started it dies; of util-linux, elsewhere it runs without."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


@dataclass(frozen=True, slots=True)
class _Whom:
    """Whom a program is run as; nothing is changed where nothing is said."""

    user: int | None = None
    group: int | None = None
    extra_groups: list[int] | None = None


def _whom() -> _Whom:
    """Somebody who may run the server."""
    if os.geteuid():
        return _Whom()
    for name in _UNPRIVILEGED:
        with suppress(KeyError):
            who = pwd.getpwnam(name)
            return _Whom(user=who.pw_uid, group=who.pw_gid, extra_groups=[])
    raise OSError(f"root may not run PostgreSQL, and there is no user {' or '.join(_UNPRIVILEGED)}")


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
