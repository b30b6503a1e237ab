"""Holds the locks to what can be known without asking anybody: hashes, addresses, known-bad versions, licences."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = ("run", "flows", "cluster", "dev")
"""Each holds all of the one before, with the same versions."""
_ENTRY = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9, -]+\])?==(?P<version>[^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
_FOREIGN = re.compile(r"://|(?:^|\s)@\s|--(?:extra-)?index-url|--find-links|--trusted-host|(?:^|\s)-e\s", re.MULTILINE)
_PARTS = re.compile(r"\s+(?:AND|OR)\s+|\s*\|\s*")

Pins = Mapping[str, str]


def main() -> int:
    """Prints every fault, and returns 1 where there is one."""
    known = tomllib.loads((ROOT / "scripts" / "advisories.toml").read_text("utf-8"))
    texts = {name: (ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in LOCKS}
    faults = [*lock_faults(texts), *advisory_faults(pins_of(texts["dev"]), known), *licence_faults(texts["dev"], known)]
    for fault in faults:
        print(fault)
    if not faults:
        count, kept = len(pins_of(texts["dev"])), len(known["accepted"])
        print(f"{count} packages: hashed, licences allowed; {kept} known-bad versions kept, each with its reason")
    return int(bool(faults))


def lock_faults(texts: Mapping[str, str]) -> Iterator[str]:
    """Entries without a version or a hash, addresses, and versions that differ from lock to lock."""
    smaller: Pins = {}
    for name, text in texts.items():
        if found := _FOREIGN.search(text):
            yield f"requirements/{name}.txt names a place to fetch from: {found.group().strip()}"
        for entry in _entries(text):
            if not _ENTRY.match(entry):
                yield f"requirements/{name}.txt has an entry without a version: {entry[:60]}"
            elif not _HASH.search(entry):
                yield f"requirements/{name}.txt has no hash for {entry[:60]}"
        pins = pins_of(text)
        for package, version in smaller.items():
            if pins.get(package) != version:
                yield f"requirements/{name}.txt has {package} {pins.get(package)}, a smaller lock has {version}"
        smaller = pins


def advisory_faults(pins: Pins, known: Mapping[str, Any]) -> Iterator[str]:
    """Versions that an advisory names, but for those accepted with a reason, and acceptances that are over."""
    accepted = {(one["package"], one["version"], one["id"]) for one in known.get("accepted", ())}
    bad = {
        (one["package"], pins[one["package"]], one["id"]): one
        for one in known["advisory"]
        if one["package"] in pins and _is_between(pins[one["package"]], one.get("introduced", "0"), one["fixed"])
    }
    for key, one in bad.items():
        if key not in accepted:
            yield f"{key[0]} {key[1]} is known to be bad ({one['id']}: {one['what']}); take {one['fixed']} or later"
    for key in sorted(accepted - bad.keys()):
        yield f"scripts/advisories.toml accepts {key[0]} {key[1]} for {key[2]}, which no longer applies: take it out"


def licence_faults(lock: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Installed packages of the lock whose licence is not among those allowed."""
    allowed, looked_at = set(known["licences"]["allowed"]), known["licences"]["looked_at"]
    for package in pins_of(lock):
        said = licence_of(package)
        if said is None or package in looked_at:
            continue
        parts = [part.strip() for part in _PARTS.split(said) if part.strip()]
        if not parts or not set(parts) <= allowed:
            yield f"{package} is under a licence that nobody has looked at: {said or 'none stated'}"


def licence_of(package: str) -> str | None:
    """What an installed package says of its licence; ``None`` where it is not installed on this system."""
    try:
        facts = metadata(package)
    except PackageNotFoundError:
        return None
    for expression in facts.get_all("License-Expression", []):
        return re.sub(r"[()]", "", expression)
    classifiers = (one for one in facts.get_all("Classifier", []) if one.startswith("License ::"))
    kinds = [one.rpartition("::")[2].strip() for one in classifiers]
    named = [kind for kind in kinds if kind != "OSI Approved"]
    told = [line.strip() for text in facts.get_all("License", []) for line in text.splitlines()]
    return " | ".join(named) or next(iter(told), "")


def pins_of(text: str) -> Pins:
    """Version by package."""
    found = (_ENTRY.match(entry) for entry in _entries(text))
    return {one["name"]: one["version"] for one in found if one}


def _entries(text: str) -> list[str]:
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _is_between(version: str, introduced: str, fixed: str) -> bool:
    return _order(introduced) <= _order(version) < _order(fixed)


def _order(version: str) -> tuple[int, ...]:
    """Enough for released versions, which is all that a lock holds: ``70.0`` is ``70``."""
    numbers = [int(number) for number in re.findall(r"\d+", version.partition("+")[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


if __name__ == "__main__":
    sys.exit(main())
