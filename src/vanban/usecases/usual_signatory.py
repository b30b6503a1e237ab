"""Who signs a letter that follows up an older one: whoever signed that, as long as he may."""

from __future__ import annotations

from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaign import SignatoryRule
from vanban.usecases.find_issued_letter import OldLetter


def usual_signatory(old: OldLetter, on: DirectoryOn) -> SignatoryRule:
    """The signatory of the older letter, by id; the directory's own choice where he may not sign on that day.

    That choice is the only signatory there is; where there are several, the look-up asks for one by name.
    """
    organisation = next((one for one in on.organisations if one.id == old.key.organ_id), None)
    able = () if organisation is None else on.signatories_of(organisation)
    same = [one for one in able if one.full_name == old.signer]
    return SignatoryRule(id=same[0].id) if len(same) == 1 else SignatoryRule()
