"""A subject with placeholders becomes the words that are printed after V/v."""

from __future__ import annotations

from dataclasses import replace

from vanban.domain.campaigns.campaign import Campaign, LetterOrder, LetterText
from vanban.domain.letters.letter import Paragraph
from vanban.intake.reading import Problems
from vanban.usecases.planning.fill_text import fill_text
from vanban.usecases.planning.letter_values import UNKNOWN, CampaignValues


def write_subject(order: LetterOrder, campaign: Campaign, problems: Problems) -> LetterOrder:
    """The order with its subject filled; what is wrong with it is told of the first line of its text."""
    text = LetterText(file=order.text.file, source=order.subject, first_line=1)
    values = CampaignValues(campaign).of_letter(order, UNKNOWN, None)
    blocks = fill_text(text, values, {}, problems) or ()
    words = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    return replace(order, subject=words or order.subject)
