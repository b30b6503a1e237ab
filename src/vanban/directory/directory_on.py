"""The directory as it stands on one day: look-up by name, groups, the tree, and who may sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from vanban.directory import explanation
from vanban.directory.errors import AmbiguousOrganisation, DirectoryError
from vanban.directory.group import RecipientGroup
from vanban.directory.spelling import name_key
from vanban.domain.letters.signing import Signatory, SigningCapacity
from vanban.domain.letters.wording import short_date
from vanban.domain.organisation import Organisation

if TYPE_CHECKING:
    from vanban.directory.directory import Directory

_PEOPLES_COMMITTEE_KINDS = ("ubnd_tinh", "ubnd_huyen", "ubnd_xa")


class DirectoryOn:
    """Who is who on ``day``; made by :meth:`Directory.on`."""

    def __init__(self, directory: Directory, day: date) -> None:
        self.day = day
        self.directory = directory
        self._era = directory.roll.era_on(day)
        self.organisations = self._era.organisations
        self.by_id = self._era.by_id
        self._groups = {group.id: group for group in directory.groups if group.validity.holds_on(day)}
        self._meant: dict[str, Mapping[str, Organisation]] = {}
        self._unanswered: dict[str, DirectoryError] = {}

    def find(self, reference: str) -> Organisation:
        """The organisation with that id, else that full or short name, else that abbreviation, on this day.

        Raises:
            UnknownOrganisation: nobody goes by it that day; ``OrganisationNotValid`` names the successors,
                ``AmbiguousOrganisation`` the candidates.
        """
        found = self.by_id.get(reference.strip())
        if found is not None:
            return found
        candidates = self._called(reference)
        if not candidates:
            raise self._once(f"find {reference}", partial(explanation.of_unknown_organisation, self, reference))
        if len(candidates) > 1:
            raise AmbiguousOrganisation(
                f"“{reference}” chỉ {len(candidates)} cơ quan trong ngày {short_date(self.day)}",
                "ghi mã thay cho tên: " + explanation.listed([explanation.with_id(one) for one in candidates]),
            )
        return candidates[0]

    def has_heard_of(self, name: str) -> bool:
        """Whether an organisation of any time goes by ``name``; quick, for lists of names outside the directory."""
        return name_key(name) in self.directory.roll.ever_named

    def meant_by(self, reference: str) -> Mapping[str, Organisation]:
        """Those whom a reference means, by id: an organisation as :meth:`find` has it, else a group's members.

        Nobody where it means neither; why not is not worked out.
        """
        if reference not in self._meant:
            one = self.by_id.get(reference.strip())
            candidates = self._called(reference) if one is None else (one,)
            if len(candidates) != 1 and reference in self._groups:
                candidates = self.resolve(self._groups[reference])
            elif len(candidates) != 1:
                candidates = ()
            self._meant[reference] = {one.id: one for one in candidates}
        return self._meant[reference]

    def group(self, group_id: str) -> RecipientGroup:
        """The row of the group that holds on this day.

        Raises:
            UnknownGroup: no such group, or (``EmptyGroup``) not on this day.
        """
        if group_id not in self._groups:
            raise self._once(f"group {group_id}", partial(explanation.of_unknown_group, self, group_id))
        return self._groups[group_id]

    def groups(self) -> tuple[RecipientGroup, ...]:
        """Every group that holds on this day, in the order of the table."""
        return tuple(self._groups.values())

    def members(self, group_id: str) -> tuple[Organisation, ...]:
        """The organisations that the group means on this day, in rank order; never empty.

        Raises:
            UnknownGroup: no such group, or (``EmptyGroup``) nobody belongs to it on this day.
        """
        group = self.group(group_id)
        found = self.resolve(group)
        if not found:
            raise explanation.of_empty_group(self, group)
        return found

    def resolve(self, group: RecipientGroup) -> tuple[Organisation, ...]:
        """The organisations that a group's selector picks on this day, perhaps none."""
        return self._era.resolve(group)

    def parent(self, organisation: Organisation) -> Organisation | None:
        return self.by_id.get(organisation.parent_id or "")

    def direct_units(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """Those directly under it, in rank order."""
        return self._era.units.get(organisation.id, ())

    def signatories_of(self, organisation: Organisation) -> tuple[Signatory, ...]:
        """Who may sign for it on this day, in the order of the table."""
        ever = self.directory.roll.signatories_by_organ.get(organisation.id, ())
        return tuple([signatory for signatory in ever if signatory.validity.holds_on(self.day)])

    def signatory(
        self,
        organisation: Organisation,
        *,
        id: str = "",  # noqa: A002  the campaign file calls it id
        capacity: SigningCapacity | None = None,
    ) -> Signatory:
        """The one who signs for it: by id, by the capacity held on this day, by both, or the only one there is.

        Raises:
            NoSuchSignatory: nobody, or more than one; the message names who may sign that day.
        """
        candidates = [
            signatory
            for signatory in self.signatories_of(organisation)
            if id in {"", signatory.id} and capacity in {None, signatory.capacity}
        ]
        if len(candidates) != 1:
            raise explanation.of_no_signatory(self, organisation, signatory_id=id, capacity=capacity, found=candidates)
        return candidates[0]

    def letterhead_names(self, organisation: Organisation) -> tuple[str, str]:
        """The superior (empty where there is none) and the issuer, in running case.

        Decree 30/2020/NĐ-CP, Annex I, Part I, II.2: the issuer in full; a local superior with its territory,
        "Ủy ban nhân dân" written short. By custom a People's Committee has no superior on its letterhead.
        """
        parent = self.parent(organisation)
        if parent is None or organisation.kind in _PEOPLES_COMMITTEE_KINDS:
            return "", organisation.name
        return self._with_territory(parent).replace("Ủy ban nhân dân", "UBND"), organisation.name

    def _called(self, reference: str) -> tuple[Organisation, ...]:
        """All who go by a name or, where nobody does, by an abbreviation."""
        key = name_key(reference)
        return self._era.by_name.get(key) or self._era.by_abbreviation.get(key) or ()

    def _once(self, question: str, explain: Callable[[], DirectoryError]) -> DirectoryError:
        """Why there is no answer: a search among all names, which the letters of one order ask for again and again."""
        if question not in self._unanswered:
            self._unanswered[question] = explain()
        return self._unanswered[question].with_traceback(None)

    def _with_territory(self, organisation: Organisation) -> str:
        committee: Organisation | None = organisation
        while committee is not None and committee.kind not in _PEOPLES_COMMITTEE_KINDS:
            committee = self.parent(committee)
        if committee is None:
            return organisation.name
        territory = committee.name.removeprefix("Ủy ban nhân dân ")
        if territory in organisation.name:
            return organisation.name
        level = territory.removesuffix(f" {committee.place_name}")
        return f"{organisation.name.removesuffix(f' {level}')} {territory}"
