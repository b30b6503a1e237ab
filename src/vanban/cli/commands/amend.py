"""Commands that mend what was issued, by new letters: recall, correct, replace."""

from __future__ import annotations

from dataclasses import replace as replace_fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands import campaign
from vanban.cli.commands.register import DEFAULT_SERIES, Organ, Reason, Series, Year, existing_database

if TYPE_CHECKING:
    from vanban.directory.directory import Directory
    from vanban.domain.campaigns.campaign import SignatoryRule
    from vanban.domain.errors import Problem
    from vanban.domain.letters.relation import RelationKind
    from vanban.storage.storage import Storage
    from vanban.store.database import Database
    from vanban.usecases.amending.announce_amendment import Correction
    from vanban.usecases.planning.find_issued_letter import OldLetter
    from vanban.usecases.planning.plan_campaign import Plan

Number = Annotated[int, typer.Option("--number", min=1, help="Số của văn bản đã phát hành.")]
SignatoryId = Annotated[str, typer.Option("--signatory", metavar="MÃ", help="Người ký, theo mã trong danh bạ.")]
DraftingUnit = Annotated[
    str, typer.Option("--drafting-unit", metavar="CHỮ VIẾT TẮT", help="Đơn vị soạn thảo trong ký hiệu, nếu khác.")
]
ToSuccessors = Annotated[
    bool, typer.Option("--to-successors", help="Nơi nhận cũ nay không còn thì gửi cho nơi tiếp nhận.")
]
DraftOnly = Annotated[bool, typer.Option("--draft", help="Chỉ vẽ dự thảo để xem: không cấp số, không vào sổ.")]


class Capacity(StrEnum):
    """How the signatory signs, as the campaign file spells it."""

    HIMSELF = "trực tiếp"
    TM = "TM"
    Q = "Q"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"


SignatoryCapacity = Annotated[
    Capacity | None, typer.Option("--capacity", help="Người ký, theo quyền hạn: KT, TM, TL, TUQ, Q hoặc trực tiếp.")
]


def recall(
    organ: Organ,
    number: Number,
    reason: Reason,
    year: Year = None,
    series: Series = DEFAULT_SERIES,
    signatory: SignatoryId = "",
    capacity: SignatoryCapacity = None,
    drafting_unit: DraftingUnit = "",
    to_successors: ToSuccessors = False,
    draft: DraftOnly = False,
    day: options.Day = None,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    yes: options.Yes = False,
    packed: options.Packed = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Thu hồi một văn bản đã phát hành bằng công văn gửi đúng các nơi đã nhận."""
    from vanban.domain.letters.relation import RelationKind

    made = _announced(
        RelationKind.RECALL,
        _Old(organ, number, year, series, database, directory),
        reason=reason,
        day=day,
        signatory=signatory_rule(signatory, capacity),
        drafting_unit=drafting_unit,
        to_successors=to_successors,
    )
    _finish(made, out, database, draft=draft, yes=yes, packed=packed, as_json=as_json, actor=actor)


def correct(
    organ: Organ,
    number: Number,
    wrong: Annotated[list[str], typer.Option("--wrong", metavar="CHỮ", help="Nội dung đã ghi; mỗi chỗ sai một lần.")],
    right: Annotated[list[str], typer.Option("--right", metavar="CHỮ", help="Nội dung đúng, theo thứ tự --wrong.")],
    reason: Reason,
    year: Year = None,
    series: Series = DEFAULT_SERIES,
    signatory: SignatoryId = "",
    capacity: SignatoryCapacity = None,
    drafting_unit: DraftingUnit = "",
    to_successors: ToSuccessors = False,
    draft: DraftOnly = False,
    day: options.Day = None,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    yes: options.Yes = False,
    packed: options.Packed = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Đính chính một văn bản đã phát hành bằng công văn; văn bản ấy vẫn còn hiệu lực."""
    from vanban.domain.errors import VanbanError
    from vanban.domain.letters.relation import RelationKind
    from vanban.usecases.amending.announce_amendment import Correction

    if len(wrong) != len(right):
        raise VanbanError(f"Có {len(wrong)} --wrong mà {len(right)} --right → Ghi mỗi chỗ một cặp, theo thứ tự.")
    made = _announced(
        RelationKind.CORRECT,
        _Old(organ, number, year, series, database, directory),
        reason=reason,
        day=day,
        signatory=signatory_rule(signatory, capacity),
        drafting_unit=drafting_unit,
        to_successors=to_successors,
        corrections=tuple(Correction(wrong=one, right=other) for one, other in zip(wrong, right, strict=True)),
    )
    _finish(made, out, database, draft=draft, yes=yes, packed=packed, as_json=as_json, actor=actor)


def replace(
    file: Annotated[Path, typer.Argument(metavar="TỆP.md", help="Văn bản thay thế, dạng một văn bản đơn lẻ.")],
    organ: Organ,
    number: Number,
    reason: Reason,
    year: Year = None,
    series: Series = DEFAULT_SERIES,
    draft: DraftOnly = False,
    day: options.Day = None,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    yes: options.Yes = False,
    packed: options.Packed = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Thay thế một văn bản đã phát hành bằng văn bản mới gửi đủ các nơi đã nhận."""
    from vanban.intake.campaign.letter_file import read_letter_file
    from vanban.usecases.amending.replace_letter import replace_letter

    reading = read_letter_file(file)
    old = _Old(organ, number, year, series, database, directory or reading.directory_folder)
    made = replace_letter(
        old.found,
        reading,
        reason=reason,
        directory=old.office,
        database=old.store,
        day=options.day_of(day),
        today=options.occasion().today,
    )
    _finish(made, out, database, draft=draft, yes=yes, packed=packed, as_json=as_json, actor=actor)


class _Old:
    """The letter that is meant, in the register and with the directory that the command names."""

    def __init__(self, organ: str, number: int, year: int | None, series: str, database: str, own: Path | None) -> None:
        from vanban.usecases.planning.find_issued_letter import Wanted, find_issued_letter
        from vanban.usecases.planning.office_directory import office_directory

        self.office: Directory = office_directory(own)
        self.store: Database = existing_database(database)
        chosen = year or options.occasion().today.year
        wanted = Wanted(organ=organ, number=number, year=chosen, series=series)
        self.found: OldLetter = find_issued_letter(wanted, self.office, self.store)


def _announced(
    kind: RelationKind,
    old: _Old,
    *,
    reason: str,
    day: options.Day,
    signatory: SignatoryRule,
    drafting_unit: str,
    to_successors: bool,
    corrections: tuple[Correction, ...] = (),
) -> Plan:
    from vanban.domain.errors import InvalidInput
    from vanban.rendering.templates import templates_folder
    from vanban.usecases.amending.announce_amendment import Announcement, announce_amendment

    today = options.occasion().today
    announcement = Announcement(
        kind=kind,
        reason=reason,
        day=options.day_of(day) or today,
        corrections=corrections,
        signatory=signatory,
        drafting_unit=drafting_unit,
        to_successors=to_successors,
    )
    texts = templates_folder() / "text"
    try:
        return announce_amendment(
            old.found, announcement, directory=old.office, database=old.store, texts=texts, today=today
        )
    except InvalidInput as error:
        raise InvalidInput(_of_the_command(one) for one in error.problems) from error


def _of_the_command(problem: Problem) -> Problem:
    """The clerk wrote no text, so what is wrong with the signatory is wrong with the command."""
    if not problem.place.endswith("signatory"):
        return problem
    return replace_fields(problem, file="Người ký", place="", remedy=f"{problem.remedy}, ghi ở --signatory")


def signatory_rule(signatory: str, capacity: Capacity | None) -> SignatoryRule:
    """Who is to sign, as the flags say."""
    from vanban.domain.campaigns.campaign import SignatoryRule
    from vanban.domain.letters.signing import SigningCapacity

    if capacity is None:
        return SignatoryRule(id=signatory)
    held = SigningCapacity.NONE if capacity is Capacity.HIMSELF else SigningCapacity(capacity.value)
    return SignatoryRule(id=signatory, capacity=held)


def _finish(
    made: Plan, out: Storage, database: str, *, draft: bool, yes: bool, packed: bool, as_json: bool, actor: str
) -> None:
    storage = out / made.campaign.id
    if draft:
        campaign.draft_plan(made, storage, as_json=as_json)
    else:
        campaign.issue_plan(made, storage, database, yes=yes, as_json=as_json, actor=actor, packed=packed)
