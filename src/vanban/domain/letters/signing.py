"""Who signs, and in which capacity."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vanban.domain.organisation import Validity


class SigningCapacity(StrEnum):
    """Quyền hạn ký. Source: Decree 30/2020/NĐ-CP, Art. 13 and Annex I, Part I, II.7.b."""

    NONE = "none"
    """The head signs in his own right (Art. 13.1)."""
    TM = "TM"
    """Thay mặt: on behalf of a collective (Art. 13.2)."""
    Q = "Q"
    """Quyền: acting head."""
    KT = "KT"
    """Ký thay: a deputy for the head (Art. 13.1)."""
    TL = "TL"
    """Thừa lệnh: the head of a unit by order of the head (Art. 13.4)."""
    TUQ = "TUQ"
    """Thừa ủy quyền: by written authorisation (Art. 13.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One step of a signing authority: the capacity and whose place is taken (``KT.`` ``Giám đốc``)."""

    capacity: SigningCapacity
    on_behalf_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person who may sign for an organisation, in a capacity, between two dates.

    ``authorities`` is empty for a head who signs in his own right and holds two steps where they stack
    (``TM. ỦY BAN NHÂN DÂN`` over ``KT. CHỦ TỊCH``). ``authorisation`` names the written authorisation that
    ``TUQ.`` needs (Art. 13.3).
    """

    id: str
    organ_id: str
    full_name: str
    position: str
    authorities: tuple[Authority, ...] = ()
    authorisation: str = ""
    validity: Validity = field(default_factory=Validity)

    @property
    def capacity(self) -> SigningCapacity:
        """The capacity of the last step, the one that the signatory himself holds."""
        return self.authorities[-1].capacity if self.authorities else SigningCapacity.NONE

    @property
    def signature_lines(self) -> tuple[str, ...]:
        """The lines above the signature, in capitals: ``("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")``."""
        steps = [f"{step.capacity}. {step.on_behalf_of}".upper() for step in self.authorities]
        if self.capacity is not SigningCapacity.Q:
            steps.append(self.position.upper())
        return tuple(steps)
