"""Why the directory has no answer, and what a clerk can write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from vanban.directory.errors import EmptyGroup, NoSuchSignatory, OrganisationNotValid, UnknownGroup, UnknownOrganisation
from vanban.directory.group import RecipientGroup
from vanban.directory.spelling import name_key
from vanban.directory.unit_change import UnitChange
from vanban.domain.letters.signing import Signatory, SigningCapacity
from vanban.domain.letters.wording import short_date
from vanban.domain.organisation import Organisation, Validity

if TYPE_CHECKING:
    from vanban.directory.directory_on import DirectoryOn

_SHOWN = 5
_LIKENESS = 0.6


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many there are in all."""
    shown = "; ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown}; … (tất cả {len(names)})"


def with_id(organisation: Organisation) -> str:
    """The name with the id that a clerk can write instead."""
    return f"{organisation.short_name} ({organisation.id})"


def of_unknown_organisation(on: DirectoryOn, reference: str) -> UnknownOrganisation:
    """The error for a reference that nobody goes by that day, known on other days or not."""
    key = name_key(reference)
    known = [
        one
        for one in on.directory.organisations
        if reference.strip() == one.id or key in {name_key(one.name), name_key(one.short_name)}
    ]
    if known:
        return _not_valid(on, reference, known)
    former = _former_unit(on, key)
    if former:
        return former
    return UnknownOrganisation(
        f"danh bạ ngày {short_date(on.day)} không có cơ quan “{reference}”",
        _nearest_organisations(on, key)
        or "kiểm tra lại tên, bổ sung vào organisations.csv, hoặc ghi người nhận ngoài danh bạ bằng trường name",
    )


def of_unknown_group(on: DirectoryOn, group_id: str) -> UnknownGroup:
    """The error for a group that does not exist, or not on that day."""
    rows = [group for group in on.directory.groups if group.id == group_id]
    if rows:
        return of_empty_group(on, max(rows, key=lambda group: group.validity.valid_to or date.max))
    key = name_key(group_id)
    words = {name: group for group in on.groups() for name in (group.id, name_key(group.label))}
    near = difflib.get_close_matches(key, words, n=_SHOWN, cutoff=_LIKENESS)
    suggested = [words[word] for word in near] or list(on.groups())
    names = list(dict.fromkeys(f"{group.id} (“{group.label}”)" for group in suggested))
    return UnknownGroup(f"không có nhóm nhận “{group_id}”", "chọn một trong các nhóm: " + listed(names))


def of_empty_group(on: DirectoryOn, group: RecipientGroup) -> EmptyGroup:
    """The error for a group that nobody belongs to that day."""
    message = f"nhóm {group.id} (“{group.label}”) không có cơ quan nào trong ngày {short_date(on.day)}"
    if not group.validity.holds_on(on.day):
        message += f"; nhóm này {_span(group.validity)}"
    elif group.official_count:
        message += f"; số công bố là {group.official_count} nhưng danh bạ chưa có tên"
    after = [other for other in on.groups() if other.id == group.replaced_by]
    if after and not group.validity.holds_on(on.day):
        remedy = f"thay bằng nhóm {after[0].id} (“{after[0].label}”)"
    else:
        remedy = "ghi từng cơ quan, hoặc bổ sung nhóm và cơ quan vào danh bạ của đơn vị (groups.csv, organisations.csv)"
    return EmptyGroup(message, remedy)


def of_no_signatory(
    on: DirectoryOn,
    organisation: Organisation,
    *,
    signatory_id: str,
    capacity: SigningCapacity | None,
    found: Sequence[Signatory],
) -> NoSuchSignatory:
    """The error for a signing rule that fits nobody, or more than one, of an organisation that day."""
    here = f"{organisation.short_name} ngày {short_date(on.day)}"
    if found:
        return NoSuchSignatory(
            f"{len(found)} người có thể ký cho {here}",
            "ghi mã người ký: " + listed([_signer(one) for one in found]),
        )
    manner = "" if capacity is None else f" với quyền hạn {_capacity_name(capacity)}"
    asked = f"“{signatory_id}” không ký được" if signatory_id else "không có ai ký"
    message = f"{asked}{manner} cho {here}"
    elsewhere = on.directory.roll.signatories_by_id.get(signatory_id, ()) if signatory_id else ()
    if elsewhere:
        message += "; " + _why_not(organisation, elsewhere[0], on.day)
    may_sign = [_signer(one) for one in on.signatories_of(organisation)]
    if may_sign:
        return NoSuchSignatory(message, "người ký được ngày đó: " + listed(may_sign))
    return NoSuchSignatory(message, f"bổ sung người ký của {organisation.id} vào signatories.csv")


def successors(on: DirectoryOn, organisations: Iterable[Organisation]) -> list[Organisation]:
    """Who has taken over from these and is valid that day, through as many mergers as it takes."""
    reached = {one.id for one in organisations}
    size = 0
    while size < len(reached):
        size = len(reached)
        reached |= {one.id for one in on.directory.organisations if not reached.isdisjoint(one.predecessor_ids)}
    return [one for one in on.organisations if one.id in reached]


def predecessors(on: DirectoryOn, organisations: Iterable[Organisation]) -> list[Organisation]:
    """Who came before these and is valid that day."""
    by_id = {one.id: one for one in on.directory.organisations}
    waiting, reached = list(organisations), set[str]()
    while waiting:
        new = [name for name in waiting.pop().predecessor_ids if name in by_id and name not in reached]
        reached.update(new)
        waiting += [by_id[name] for name in new]
    return [one for one in on.organisations if one.id in reached]


def _not_valid(on: DirectoryOn, reference: str, known: Sequence[Organisation]) -> OrganisationNotValid:
    spans = "; ".join(dict.fromkeys(f"{one.id} {_span(one.validity)}" for one in known))
    ended = [one for one in known if one.validity.valid_to and one.validity.valid_to < on.day]
    state = "chưa có" if not ended else "không còn" if len(ended) == len(known) else "không có"
    message = f"ngày {short_date(on.day)} {state} cơ quan “{reference}”: {spans}"
    if not ended:
        return OrganisationNotValid(message, _use(predecessors(on, known), "trước đó là"))
    taken_over = successors(on, ended)
    if not taken_over and any(one.kind == "ubnd_huyen" for one in ended):
        message += "; cấp huyện đã kết thúc hoạt động"
        names = {name_key(one.name) for one in ended}
        changes = [change for change in on.directory.unit_changes if _committee_key(change.district) in names]
        return OrganisationNotValid(message, _use(_units_after(on, changes), "gửi UBND cấp xã tiếp nhận địa bàn:"))
    return OrganisationNotValid(message, _use(taken_over, "nay là"))


def _former_unit(on: DirectoryOn, key: str) -> OrganisationNotValid | None:
    """A unit that the directory lacks but the table of rearranged units has: those of the former Ninh Thuận."""
    changes = [
        change
        for change in on.directory.unit_changes
        if change.old_valid_to < on.day and key in {_committee_key(change.old_name), _committee_key(change.district)}
    ]
    if not changes:
        return None
    first = changes[0]
    name = first.district if _committee_key(first.district) == key else first.old_name
    return OrganisationNotValid(
        f"{name} thuộc tỉnh {first.province} cũ, kết thúc ngày {short_date(first.old_valid_to)}",
        _use(_units_after(on, changes), "gửi UBND cấp xã tiếp nhận địa bàn:"),
    )


def _units_after(on: DirectoryOn, changes: Iterable[UnitChange]) -> list[Organisation]:
    keys = {_committee_key(change.new_name) for change in changes if change.new_valid_from <= on.day}
    return [one for one in on.organisations if name_key(one.name) in keys]


def _committee_key(unit: str) -> str:
    return name_key(f"Ủy ban nhân dân {unit}")


def _use(organisations: Sequence[Organisation], introduction: str) -> str:
    if not organisations:
        return "danh bạ không ghi cơ quan nào thay thế: chọn cơ quan khác hoặc bổ sung vào organisations.csv"
    return f"{introduction} {listed([with_id(one) for one in organisations])}"


def _nearest_organisations(on: DirectoryOn, key: str) -> str:
    by_word = {word: one for one in on.organisations for word in (one.id, name_key(one.name), name_key(one.short_name))}
    near = difflib.get_close_matches(key, by_word, n=_SHOWN, cutoff=_LIKENESS)
    names = list(dict.fromkeys(with_id(by_word[word]) for word in near))
    return f"có phải là: {listed(names)}?" if names else ""


def _span(validity: Validity) -> str:
    start, end = validity.valid_from, validity.valid_to
    if start and end:
        return f"từ {short_date(start)} đến hết {short_date(end)}"
    if end:
        return f"đến hết {short_date(end)}"
    return f"từ {short_date(start)}" if start else "không giới hạn thời gian"


def _capacity_name(capacity: SigningCapacity) -> str:
    return "người đứng đầu" if capacity is SigningCapacity.NONE else f"{capacity}."


def _signer(signatory: Signatory) -> str:
    manner = " ".join(f"{step.capacity}." for step in signatory.authorities)
    return f"{signatory.full_name} ({signatory.id}, {f'{manner} ' if manner else ''}{signatory.position})"


def _why_not(organisation: Organisation, signatory: Signatory, day: date) -> str:
    if signatory.organ_id != organisation.id:
        return f"{signatory.full_name} ký cho {signatory.organ_id}"
    if not signatory.validity.holds_on(day):
        return f"{signatory.full_name} chỉ ký {_span(signatory.validity)}"
    return f"{signatory.full_name} ký với quyền hạn {_capacity_name(signatory.capacity)}"
