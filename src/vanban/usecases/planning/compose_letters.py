"""An order becomes drafts: everything looked up, every text filled, no number yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.campaigns.campaign import Campaign, LetterOrder, LetterText
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.distribution import DistributionWords, distribution_list
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.letter import Appendix, Block, Letter, Letterhead, SignatureBlock
from vanban.domain.letters.recipient import Recipient, RecipientRole
from vanban.domain.letters.signing import Signatory
from vanban.domain.organisation import Organisation
from vanban.intake.campaign.campaign_folder import CAMPAIGN_FILE
from vanban.intake.campaign.letter_orders import FRONT_MATTER_PLACE
from vanban.intake.reading import Problems, Spot
from vanban.regulations.calendar import working_calendar
from vanban.regulations.law import Law
from vanban.usecases.planning.assign_duties import AskedReport, Sender, asked_reports, assign_duties
from vanban.usecases.planning.editions import Addressee, AnyRow, Edition, editions
from vanban.usecases.planning.fill_text import fill_text
from vanban.usecases.planning.letter_above import Above
from vanban.usecases.planning.letter_values import UNKNOWN, CampaignValues
from vanban.usecases.planning.resolve_recipients import Resolver

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What lies on the desk while the letters of one day are written; sheets of recipients lie in ``folder``.

    Without slots, to keep what all these letters share.
    """

    campaign: Campaign
    law: Law
    on: DirectoryOn
    problems: Problems
    folder: Path | None = None

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.on, self.folder)

    @cached_property
    def values(self) -> CampaignValues:
        return CampaignValues(self.campaign)

    @cached_property
    def words(self) -> DistributionWords:
        return DistributionWords(as_above=self.law.fixed_text("as_above"), file_copy=self.law.fixed_text("file_copy"))


def compose_letters(
    order: LetterOrder,
    issued_on: PlannedDay,
    desk: Desk,
    above: Above | None = None,
    relay: Organisation | None = None,
) -> tuple[Draft, ...]:
    """The drafts of one order: one, or with ``one_each`` one for every organisation addressed.

    A relay is issued by ``relay``; it cites the letter ``above`` and hands its assignments down.

    Whatever is wrong goes to ``desk.problems``; a draft that could not be written is left out.
    """
    spot = _spot(order, desk.problems)
    issuer = relay or _issuer(order, desk, spot)
    recipients = desk.resolver.recipients(order, issuer, spot)
    signatory = _signatory(order, issuer, desk, spot) if issuer else None
    written_for = list(editions(order, recipients, desk.on, spot))
    if issuer is None or not written_for:
        read_texts(order, desk.campaign, desk.problems, above)
        return ()
    notation = _notation(order, issuer, desk, spot)
    writer = _Writer(order, issued_on, desk, issuer, signatory, notation, above)
    drafts = [writer.write(edition) for edition in written_for]
    return tuple(draft for draft in drafts if draft is not None)


def _spot(order: LetterOrder, problems: Problems) -> Spot:
    """Where the order stands: in the campaign file, or at the head of a letter's own file."""
    own_file = order.place == FRONT_MATTER_PLACE
    return Spot(problems, order.text.file if own_file else CAMPAIGN_FILE, order.place)


def _issuer(order: LetterOrder, desk: Desk, spot: Spot) -> Organisation | None:
    try:
        return desk.on.find(order.issuer)
    except DirectoryError as error:
        _at(spot, "issuer").report(error.message, error.remedy)
        return None


def _signatory(order: LetterOrder, issuer: Organisation, desk: Desk, spot: Spot) -> Signatory | None:
    rule = order.signatory
    try:
        return desk.on.signatory(issuer, id=rule.id, capacity=rule.capacity)
    except DirectoryError as error:
        _at(spot, "signatory").report(error.message, error.remedy)
        return None


def read_texts(order: LetterOrder, campaign: Campaign, problems: Problems, above: Above | None = None) -> None:
    """Reports what is wrong with the texts of an order whose issuer or recipients are not known."""
    someone = Addressee.of(UNKNOWN, AnyRow()) if order.one_each else None
    values = CampaignValues(campaign).of_letter(order, UNKNOWN, someone, above)
    for text in (order.text, *(one.text for one in order.appendices)):
        fill_text(text, values, campaign.files, problems)


def _notation(order: LetterOrder, issuer: Organisation, desk: Desk, spot: Spot) -> str:
    """Annex I, Part I, II.3.b: ``SNV-CCHC`` for a công văn, ``BC-SNV`` for a named type."""
    if not issuer.abbreviation:
        _at(spot, "issuer").report(
            f"danh bạ chưa có chữ viết tắt của {issuer.name} để ghi ký hiệu", "bổ sung cột abbreviation trong danh bạ"
        )
    if order.document_type is not DocumentType.CONG_VAN:
        return f"{desk.law.type_rule(order.document_type).abbreviation}-{issuer.abbreviation}"
    if not order.drafting_unit:
        _at(spot, "drafting_unit").report(
            "công văn thiếu chữ viết tắt của đơn vị soạn thảo trong ký hiệu", 'ghi drafting_unit, ví dụ "CCHC"'
        )
    return f"{issuer.abbreviation}-{order.drafting_unit}"


def _at(spot: Spot, field: str) -> Spot:
    return Spot(spot.problems, spot.file, f"{spot.place}.{field}")


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the drafts of one order, whose issuer and signatory are known."""

    order: LetterOrder
    issued_on: PlannedDay
    desk: Desk
    issuer: Organisation
    signatory: Signatory | None
    notation: str
    above: Above | None

    def write(self, edition: Edition) -> Draft | None:
        order, campaign, recipients = self.order, self.desk.campaign, edition.recipients
        asked = self._asked()
        values = self.desk.values.of_letter(order, self.issuer, edition.addressee, self.above, asked)
        blocks = self._blocks(order.text, values)
        appendices = [self._blocks(one.text, values) for one in order.appendices]
        if blocks is None or None in appendices or self.signatory is None:
            return None
        letter_id = f"{order.id}-{edition.suffix}" if edition.suffix else order.id
        return Draft(
            key=LetterKey(campaign_id=campaign.id, letter_id=letter_id, organ_id=self.issuer.id),
            series=order.series,
            letter=self._letter(recipients, blocks, [one for one in appendices if one is not None], self.signatory),
            recipients=recipients,
            signatory=self.signatory,
            file_copy=order.file_copy,
            attachments=order.attachments,
            level=self.above.draft.level + 1 if self.above else 1,
            above=self.above.draft.key if self.above else None,
            duties=assign_duties(asked, recipients, self.desk.on),
        )

    def _asked(self) -> tuple[AskedReport, ...]:
        sender = Sender(order=self.order, issuer=self.issuer, issued_on=self.issued_on, above=self.above)
        return asked_reports(sender, self.desk.campaign.assignments, working_calendar())

    def _blocks(self, text: LetterText, values: Mapping[str, object]) -> tuple[Block, ...] | None:
        return fill_text(text, values, self.desk.campaign.files, self.desk.problems)

    def _letter(
        self,
        recipients: tuple[Recipient, ...],
        blocks: tuple[Block, ...],
        appendices: list[tuple[Block, ...]],
        signatory: Signatory,
    ) -> Letter:
        order = self.order
        superior, name = self.desk.on.letterhead_names(self.issuer)
        addressees = self._addressees(recipients)
        return Letter(
            document_type=order.document_type,
            letterhead=Letterhead(superior_lines=(superior,) if superior else (), issuer_lines=(name,)),
            issuer_name=self.issuer.name,
            code=DocumentCode(code_number=None, code_notation=self.notation),
            place=self.issuer.place_name,
            issued_on=self.issued_on,
            subject=order.subject,
            addressees=addressees,
            blocks=blocks,
            distribution_list=distribution_list(
                recipients,
                order.file_copy,
                self.desk.words,
                has_addressees=bool(addressees),
                channel_marks=order.channel_marks,
            ),
            signature=SignatureBlock(lines=signatory.signature_lines, full_name=signatory.full_name),
            appendices=self._appendices(appendices),
            urgency=order.urgency,
            circulation_mark=order.circulation_mark,
            contact_line=order.contact_line,
        )

    def _addressees(self, recipients: tuple[Recipient, ...]) -> tuple[str, ...]:
        """Annex I, Part I, II.9.b to d: only a công văn, or a report or submission upwards, prints Kính gửi."""
        if not self.desk.law.type_rule(self.order.document_type).has_addressees:
            return ()
        return tuple(one.label for one in recipients if one.role is RecipientRole.ADDRESSEE)

    def _appendices(self, texts: list[tuple[Block, ...]]) -> tuple[Appendix, ...]:
        """Annex I, Part I, III.1.a: numbered in Roman figures where there are two or more."""
        label = self.desk.law.fixed_text("appendix_label")
        return tuple(
            Appendix(
                label=label if len(texts) == 1 else f"{label} {_ROMAN[index]}",
                title=self.order.appendices[index].title,
                blocks=blocks,
            )
            for index, blocks in enumerate(texts)
        )
