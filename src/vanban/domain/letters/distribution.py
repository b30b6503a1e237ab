"""Nơi nhận as it is printed, drawn from the one recipient list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.domain.letters.recipient import FileCopy, Recipient, RecipientRole


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionWords:
    """The fixed words of the list, from the law in force: ``Như trên`` and ``Lưu: VT``."""

    as_above: str
    file_copy: str


def distribution_list(
    recipients: Sequence[Recipient],
    file_copy: FileCopy,
    words: DistributionWords,
    *,
    has_addressees: bool,
    channel_marks: bool = False,
) -> tuple[str, ...]:
    """The lines under "Nơi nhận:", each with its dash and end mark (Annex I, Part I, II.9.b and d).

    Addressees are covered by "Như trên" where the document prints Kính gửi, and are listed by name otherwise.

    Args:
        recipients: everyone who gets the document, in printed order.
        file_copy: the copy kept by the registry and the drafting unit.
        words: the fixed words, from the law.
        has_addressees: whether the document prints Kính gửi.
        channel_marks: print how each copy is sent, as some offices do: ``(VBĐT)``.
    """
    addressed = [one for one in recipients if one.role is RecipientRole.ADDRESSEE]
    copied = [one for one in recipients if one.role is RecipientRole.COPY]
    entries = [(one.label, one.channel) for one in copied]
    if has_addressees and addressed:
        entries.insert(0, (words.as_above, _common_channel(addressed)))
    else:
        entries = [(one.label, one.channel) for one in addressed] + entries
    lines = [f"- {label}{_mark(channel, shown=channel_marks)};" for label, channel in entries]
    return (*lines, file_copy_line(file_copy, words))


def file_copy_line(file_copy: FileCopy, words: DistributionWords) -> str:
    """``- Lưu: VT, CCHC (01).``, with the drafter's symbol after a full stop where there is one (form 1.5)."""
    unit = f", {file_copy.unit}" if file_copy.unit else ""
    copies = f" ({file_copy.copies:02d})" if file_copy.copies else ""
    drafter = f" {file_copy.drafter}." if file_copy.drafter else ""
    return f"- {words.file_copy}{unit}{copies}.{drafter}"


def _common_channel(recipients: Sequence[Recipient]) -> str:
    """The channel of "Như trên": printed only where all addressees share it."""
    channels = {one.channel for one in recipients}
    return channels.pop() if len(channels) == 1 else ""


def _mark(channel: str, *, shown: bool) -> str:
    return f" ({channel})" if shown and channel else ""
