"""What must hold between the rows of a directory: references, the tree, periods."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vanban.domain.organisation import Organisation, Validity

if TYPE_CHECKING:
    from vanban.directory.directory import Directory
    from vanban.directory.group import RecipientGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """What is wrong between rows: the table, the position of the row in it (from 0), and the column."""

    table: str
    position: int
    column: str
    message: str
    remedy: str


def faults_of(own: Directory, base: Directory) -> Iterator[RowFault]:
    """Every reference of ``own`` that neither it nor ``base`` answers, and every row that contradicts another."""
    known = {one.id: one for one in base.organisations} | {one.id: one for one in own.organisations}
    yield from _repeated_ids(own)
    for position, organisation in enumerate(own.organisations):
        for column, message, remedy in _faults_of_organisation(organisation, known):
            yield RowFault(table="organisations", position=position, column=column, message=message, remedy=remedy)
    for position, signatory in enumerate(own.signatories):
        if signatory.organ_id not in known:
            yield RowFault(
                table="signatories",
                position=position,
                column="organ",
                message=f"không có cơ quan “{signatory.organ_id}”",
                remedy="ghi mã (id) của một cơ quan trong organisations hoặc trong danh bạ kèm theo phần mềm",
            )
    yield from _faults_of_groups(own, base)
    yield from _selectors_without_a_match(own, known)


def _repeated_ids(own: Directory) -> Iterator[RowFault]:
    for table, ids in (
        ("organisations", [one.id for one in own.organisations]),
        ("signatories", [one.id for one in own.signatories]),
    ):
        counted = Counter(ids)
        for position, name in enumerate(ids):
            if name and counted[name] > 1 and name in ids[:position]:
                yield RowFault(
                    table=table,
                    position=position,
                    column="id",
                    message=f"mã “{name}” đã dùng ở dòng trên",
                    remedy="mỗi dòng một mã riêng; mỗi thời kỳ của một cơ quan là một dòng với mã riêng",
                )


def _faults_of_organisation(
    organisation: Organisation, known: Mapping[str, Organisation]
) -> Iterator[tuple[str, str, str]]:
    for name in organisation.predecessor_ids:
        if name not in known:
            remedy = "ghi mã (id) có trong danh bạ, hoặc bỏ mã này"
            yield "predecessor_ids", f"không có cơ quan tiền thân “{name}”", remedy
    if organisation.parent_id is None:
        return
    parent = known.get(organisation.parent_id)
    if parent is None:
        remedy = "ghi mã (id) của cơ quan cấp trên có trong danh bạ, hoặc để trống"
        yield "parent_id", f"không có cơ quan cấp trên “{organisation.parent_id}”", remedy
    elif _is_under_itself(organisation, known):
        yield "parent_id", "cơ quan là cấp trên của chính mình theo một vòng khép kín", "sửa parent_id trong vòng"
    elif not _covers(parent.validity, organisation.validity):
        yield (
            "parent_id",
            f"cấp trên {parent.id} không tồn tại trong suốt thời gian của cơ quan này",
            "thêm valid_from, valid_to, hoặc tách thành nhiều dòng theo từng thời kỳ của cấp trên",
        )


def _is_under_itself(organisation: Organisation, known: Mapping[str, Organisation]) -> bool:
    seen: set[str] = set()
    above = known.get(organisation.parent_id or "")
    while above is not None and above.id not in seen:
        if above.id == organisation.id:
            return True
        seen.add(above.id)
        above = known.get(above.parent_id or "")
    return False


def _faults_of_groups(own: Directory, base: Directory) -> Iterator[RowFault]:
    ids = {group.id for group in (*own.groups, *base.groups)}
    earlier: defaultdict[str, list[RecipientGroup]] = defaultdict(list)
    for position, group in enumerate(own.groups):
        if any(_overlap(group.validity, other.validity) for other in earlier[group.id]):
            yield RowFault(
                table="groups",
                position=position,
                column="valid_from",
                message=f"hai dòng của nhóm “{group.id}” cùng có hiệu lực trong một ngày",
                remedy="sửa valid_from, valid_to để các thời kỳ nối tiếp nhau, hoặc đặt mã khác",
            )
        earlier[group.id].append(group)
        if group.replaced_by and group.replaced_by not in ids:
            yield RowFault(
                table="groups",
                position=position,
                column="replaced_by",
                message=f"không có nhóm “{group.replaced_by}”",
                remedy="ghi mã của một nhóm có trong danh bạ, hoặc để trống",
            )


def _selectors_without_a_match(own: Directory, known: Mapping[str, Organisation]) -> Iterator[RowFault]:
    """A misspelt kind or id would quietly leave an addressee out."""
    kinds = {one.kind for one in known.values()}
    levels = {one.level for one in known.values()}
    vocabulary = {"kind": kinds, "parent_kind": kinds, "level": levels, "id": set(known), "parent": set(known)}
    for position, group in enumerate(own.groups):
        for name, values in group.selector.terms:
            for value in values:
                if value not in vocabulary[name]:
                    yield RowFault(
                        table="groups",
                        position=position,
                        column="selector",
                        message=f"không cơ quan nào có {name}={value}",
                        remedy="kiểm tra chính tả, hoặc bổ sung cơ quan vào organisations",
                    )


def _start(validity: Validity) -> date:
    return validity.valid_from or date.min


def _end(validity: Validity) -> date:
    return validity.valid_to or date.max


def _covers(outer: Validity, inner: Validity) -> bool:
    return _start(outer) <= _start(inner) and _end(inner) <= _end(outer)


def _overlap(one: Validity, other: Validity) -> bool:
    return _start(one) <= _end(other) and _start(other) <= _end(one)
