"""Who signs a letter that follows up an older one: whoever signed that, as long as he may."""

from __future__ import annotations

from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.usecases.planning.find_issued_letter import OldLetter


def usual_signatory(old: OldLetter, on: DirectoryOn, issuer_id: str = "") -> SignatoryRule:
    """The signatory of the older letter, by id; the directory's own choice where he may not sign on that day.

    That choice is the only signatory there is; where there are several, the look-up asks for one by name.

    Args:
        old: the older letter.
        on: who is who on the day of the new one.
        issuer_id: who issues the new one, where another office has taken over.
    """
    organisation = on.by_id.get(issuer_id or old.key.organ_id)
    able = () if organisation is None else on.signatories_of(organisation)
    same = [one for one in able if one.full_name == old.signer]
    return SignatoryRule(id=same[0].id) if len(same) == 1 else SignatoryRule()
