"""Which of the organisations that a register knows a clerk means, whatever day they lived."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.directory.directory import Directory
from vanban.directory.errors import UnknownOrganisation
from vanban.directory.explanation import listed
from vanban.directory.spelling import name_key
from vanban.domain.organisation import Organisation


def recognise_organisations(reference: str, known: Iterable[str], directory: Directory) -> frozenset[str]:
    """Those of the ids in ``known`` that go by a reference: an id, a name, a short name or an abbreviation.

    One name may mean several organisations, each in its own time.

    Raises:
        UnknownOrganisation: none of them does.
    """
    ids = frozenset(known)
    if reference.strip() in ids:
        return frozenset({reference.strip()})
    wanted = name_key(reference)
    here = [one for one in directory.organisations if one.id in ids]
    found = frozenset(one.id for one in here if wanted in _names(one))
    if not found:
        names = listed([f"{one.short_name} ({one.id})" for one in here]) or listed(sorted(ids)) or "chưa có cơ quan nào"
        unnamed = len(ids) - len({one.id for one in here})
        own = f"; {unnamed} cơ quan khác thuộc danh bạ riêng: thêm --directory" if unnamed else ""
        raise UnknownOrganisation(f"Không có cơ quan “{reference}” ở đây", f"chọn trong: {names}{own}")
    return found


def _names(organisation: Organisation) -> frozenset[str]:
    names = (organisation.name, organisation.short_name, organisation.abbreviation)
    return frozenset(name_key(name) for name in names if name)
