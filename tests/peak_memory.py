"""How much memory a piece of work takes in this process, whatever the tests before it took."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_STATUS = Path("/proc/self/status")
_FORGET_THE_MOST = "5"
"""Written to clear_refs, it sets VmHWM back to what is held now. Source: proc_pid_clear_refs(5)."""


def peak_memory_of(work: Callable[[], object]) -> int:
    """The bytes that were held at most while the work was done, over those held before."""
    Path("/proc/self/clear_refs").write_text(_FORGET_THE_MOST, encoding="ascii")
    before = _held("VmRSS")
    work()
    return _held("VmHWM") - before


def _held(name: str) -> int:
    line = next(one for one in _STATUS.read_text(encoding="ascii").splitlines() if one.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024
