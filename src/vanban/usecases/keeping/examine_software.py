"""Whether the software is installed as it was tested: Python, packages, fonts, libraries."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import vanban
from vanban.rendering.pdf.machine import font_fault, has_subsetter
from vanban.usecases.keeping.checkup import Check, fault, good, warning

_LOCKS = (("cluster", "distributed"), ("flows", "prefect"))
"""Each lock holds the one after it; a package tells which was installed."""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(;?)", re.MULTILINE)
_BOUND = re.compile(r"(>=|<)(\d+)\.(\d+)")
_REINSTALL = "chạy lại 'make demo' hoặc 'sh scripts/install.sh' để cài đúng phiên bản đã kiểm thử"

Installed = Callable[[str], str | None]
"""The version of an installed package, ``None`` where it is not installed."""


def examine_software() -> Iterator[Check]:
    """Python, the packages, the fonts and the subsetter of this machine."""
    yield check_python(sys.version_info[:2], metadata.metadata("vanban")["Requires-Python"])
    yield check_packages(lock_file(Path(vanban.__file__).parents[2] / "requirements"), installed_version)
    yield _check_fonts()
    yield _check_subsetter()


def check_python(version: tuple[int, ...], wanted: str) -> Check:
    """Whether Python is of a version that the project is tested with, as its metadata says."""
    found = ".".join(map(str, version))
    for comparison, major, minor in _BOUND.findall(wanted):
        bound = (int(major), int(minor))
        if not (version >= bound if comparison == ">=" else version < bound):
            remedy = f"cài Python {wanted} rồi {_REINSTALL}"
            return fault("Python", f"phiên bản {found}, cần {wanted}", remedy)
    return good("Python", f"phiên bản {found}")


def lock_file(folder: Path) -> Path | None:
    """The lock that this environment was installed from; ``None`` where the software has none beside it."""
    for name, package in _LOCKS:
        if installed_version(package) is not None and (folder / f"{name}.txt").is_file():
            return folder / f"{name}.txt"
    return folder / "run.txt" if (folder / "run.txt").is_file() else None


def check_packages(lock: Path | None, installed: Installed) -> Check:
    """Whether every package has the version of the lock."""
    subject = "Thư viện"
    if lock is None:
        return good(subject, "phần mềm cài không kèm tệp khóa phiên bản, không đối chiếu")
    pinned = dict(_pinned(lock.read_text(encoding="utf-8"), installed))
    wrong = [_difference(name, version, installed(name)) for name, version in pinned.items()]
    told = [one for one in wrong if one]
    if told:
        return fault(subject, f"khác với {lock.name}: {', '.join(told)}", _REINSTALL)
    return good(subject, f"{len(pinned)} thư viện đúng phiên bản trong {lock.name}")


def installed_version(name: str) -> str | None:
    """The version of a package, ``None`` where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _pinned(lock: str, installed: Installed) -> Iterator[tuple[str, str]]:
    """Every package that is for this machine; one with a condition is, if it is there."""
    for name, version, condition in _PINNED.findall(lock):
        if not condition or installed(name) is not None:
            yield name, version


def _difference(name: str, wanted: str, found: str | None) -> str:
    if found == wanted:
        return ""
    return f"thiếu {name} {wanted}" if found is None else f"{name} {found} (cần {wanted})"


def _check_fonts() -> Check:
    message = font_fault()
    if message:
        found, _, remedy = message.partition(" → ")
        return fault("Phông chữ", found, remedy)
    return good("Phông chữ", "Liberation Serif (cùng số đo với Times New Roman) đủ chữ Việt, cả đậm và nghiêng")


def _check_subsetter() -> Check:
    if has_subsetter():
        return good("HarfBuzz-subset", "có")
    remedy = "cài gói libharfbuzz-subset0 rồi chạy lại"
    return warning("HarfBuzz-subset", "không có: vẽ PDF chậm đi sáu lần", remedy)
