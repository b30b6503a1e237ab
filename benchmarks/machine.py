"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version

from weasyprint.text.ffi import harfbuzz, harfbuzz_subset, pango

_PACKAGES = ("weasyprint", "docxtpl", "python-docx", "jinja2", "lxml", "sqlalchemy")
_SUBSETTING_SINCE = (4, 1, 0)
"""The HarfBuzz from which WeasyPrint lets it cut fonts down; before, and without the library, fontTools does."""


def has_harfbuzz_subset() -> bool:
    """Whether WeasyPrint found libharfbuzz-subset and will use it."""
    return bool(harfbuzz_subset and harfbuzz.hb_version_atleast(*_SUBSETTING_SINCE))


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0))


def machine() -> dict[str, str]:
    """Cores, load, versions and the day, as the JSON keeps them."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": str(cores()),
        "processor": _processor(),
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        "sqlite": sqlite3.sqlite_version,
        "pango": _pango_version(),
        "harfbuzz-subset": "yes" if has_harfbuzz_subset() else "no",
    }


def _pango_version() -> str:
    number = int(pango.pango_version())
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
        named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
