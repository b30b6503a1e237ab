"""Those who sent and got an old letter, for a new one that points at it: exactly they, or who took over from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.directory.directory_on import DirectoryOn
from vanban.directory.explanation import listed, successors
from vanban.domain.campaigns.campaign import RecipientOrder, Selector
from vanban.domain.letters.recipient import Recipient
from vanban.domain.organisation import Organisation
from vanban.intake.reading import Problems
from vanban.usecases.planning.find_issued_letter import OldLetter

_OR_EARLIER = "hoặc chọn --date trong thời gian các cơ quan ấy còn hoạt động"


def issuer_now(old: OldLetter, on: DirectoryOn, problems: Problems, *, to_successors: bool) -> str:
    """The office that issued the letter; once it has ended, the one that took over from it, if that is asked for."""
    ended = ended_among((old.key.organ_id,), on)
    heirs = successors(on, ended)
    if not ended:
        return old.key.organ_id
    if to_successors and len(heirs) == 1:
        return heirs[0].id
    _report(problems, old, "cơ quan ban hành", ended, heirs)
    return old.key.organ_id


def recipients_now(
    old: OldLetter, on: DirectoryOn, problems: Problems, *, to_successors: bool
) -> tuple[RecipientOrder, ...]:
    """The lines of the old letter in their order, with role and channel.

    An office that has ended is reported, or makes room for who took over from it, each in a line of its own.
    """
    return tuple(order for line in old.recipients for order in _line(old, line, on, problems, to_successors))


def ended_among(organ_ids: Iterable[str], on: DirectoryOn) -> tuple[Organisation, ...]:
    """Those of the organisations that the directory knows, but not on this day."""
    living = {one.id for one in on.organisations}
    wanted = set(organ_ids) - living
    return tuple(one for one in on.directory.organisations if one.id in wanted)


def _line(
    old: OldLetter,
    line: Recipient,
    on: DirectoryOn,
    problems: Problems,
    to_successors: bool,  # noqa: FBT001  # one answer, handed on
) -> Iterator[RecipientOrder]:
    known = {one.id for one in on.directory.organisations}
    unknown = [organ_id for organ_id in line.organ_ids if organ_id not in known]
    if unknown:
        remedy = "thêm --directory với danh bạ riêng đã dùng khi phát hành"
        problems.add(old.name, f"nơi nhận “{line.label}”", f"danh bạ không có {listed(unknown)}", remedy)
        return
    ended = ended_among(line.organ_ids, on)
    heirs = successors(on, ended)
    if ended and not (to_successors and heirs):
        _report(problems, old, f"nơi nhận “{line.label}”", ended, heirs)
        return
    gone = {one.id for one in ended}
    kept = tuple(one for one in line.organ_ids if one not in gone)
    if kept or not line.organ_ids:
        yield _order(line, line.label, kept)
    for heir in heirs if ended else ():
        yield _order(line, heir.name, (heir.id,))


def _report(
    problems: Problems, old: OldLetter, place: str, ended: Iterable[Organisation], heirs: Iterable[Organisation]
) -> None:
    names = listed([one.name for one in ended])
    taken_over = listed([f"{one.name} ({one.id})" for one in heirs])
    remedy = "thêm --to-successors để thay bằng nơi tiếp nhận"
    if not taken_over:
        taken_over, remedy = (
            "chưa có trong danh bạ",
            "bổ sung nơi tiếp nhận vào organisations.csv (cột predecessor_ids)",
        )
    problems.add(old.name, place, f"{names} nay không còn; nơi tiếp nhận: {taken_over}", f"{remedy}, {_OR_EARLIER}")


def _order(line: Recipient, label: str, organ_ids: tuple[str, ...]) -> RecipientOrder:
    selector = Selector(organisations=organ_ids) if organ_ids else Selector(name=label)
    return RecipientOrder(selector=selector, role=line.role, label=label, channel=line.channel)
