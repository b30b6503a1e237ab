"""One Markdown file that is a letter outside any campaign."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from vanban.domain.campaigns.campaign import Campaign
from vanban.intake.campaign.campaign_folder import CampaignReading, Parts, nothing_read
from vanban.intake.campaign.campaign_parts import assignment, citation, quota, window
from vanban.intake.campaign.order_reading import OrderReader
from vanban.intake.campaign.references import report_references
from vanban.intake.campaign.reporting_parts import figure
from vanban.intake.folder import TEXT_LIMIT_MB, Files, read_text
from vanban.intake.markup.front_matter import read_front_matter
from vanban.intake.reading import Problems, Spot
from vanban.intake.violations import report_violations


def read_letter_file(path: Path) -> CampaignReading:
    """Read a letter whose front matter orders it, as a campaign of one letter named like the letter.

    Its attachments and pictures lie beside it; nothing outside its folder is opened.
    """
    problems = Problems()
    folder = path.parent
    content = read_text(folder, path.name, TEXT_LIMIT_MB, Spot(problems, path.name, ""))
    parts = None if content is None else read_front_matter(content, file=path.name, problems=problems)
    if parts is None or parts.front is None:
        return nothing_read(problems)
    stated = Parts(parts.front, report_violations(parts.front, "letter", problems), problems)
    own_id = stated.word(("id",))
    report_references(parts.front, problems, own_id=own_id)
    reader = OrderReader(folder, problems, Files(folder))
    order = reader.from_front_matter(parts.front, parts.text, sound=stated.is_letter_sound())
    directory = stated.directory(folder, ("directory",))
    campaign = Campaign(
        id=own_id,
        title=stated.word(("subject",)),
        letters=() if order is None else (order,),
        assignments=stated.built("assignments", partial(assignment, own_letter=own_id)),
        windows=stated.built("windows", window),
        links=stated.links(),
        citations=stated.built("citations", citation),
        figures=stated.built("figures", figure),
        quotas=stated.built("quotas", quota),
        reminders=stated.reminders(),
        facts=stated.facts(),
        files=reader.files.contents,
    )
    return CampaignReading(
        campaign=campaign,
        directory_folder=directory,
        problems=problems.as_tuple(),
        folder=folder,
        left_out=tuple(reader.left_out),
    )
