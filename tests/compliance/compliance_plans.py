"""Plans made of a few parts, over the shipped directory and calendar."""

from dataclasses import replace
from datetime import date

from compliance_drafts import draft_of

from vanban.compliance.contradictions import contradictions
from vanban.directory.directory import shipped_directory
from vanban.domain.campaigns.campaign import Campaign, LetterOrder, LetterText, Level, Selector, SignatoryRule
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.deadline import Deadline, DeadlineWording
from vanban.domain.duties.assignment import ActivityWindow, Assignment
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.draft import Duty, LetterKey
from vanban.domain.letters.letter import QrCode
from vanban.domain.letters.recipient import Recipient, RecipientRole
from vanban.regulations.calendar import working_calendar

ISSUER = "snv-2020"
SCT = "sct-2020"
NHA_TRANG, CAM_RANH, TRUONG_SA = "ubnd-huyen-568", "ubnd-huyen-569", "ubnd-huyen-576"


def deadline(wording, day=None, *, month=None, working_days=None):
    on = PlannedDay(year=month.year, month=month.month) if month else day and PlannedDay.of(day)
    return Deadline(wording=DeadlineWording(wording), on=on, working_days=working_days)


def assignment(**given):
    defaults = {"key": "bao_cao", "title": "Báo cáo kết quả", "letter_id": "thu-1", "assignees": (), "deadline": None}
    return Assignment(**{**defaults, **given})


def window(start, end, key="khao_sat", title="Khảo sát"):
    return ActivityWindow(key=key, title=title, start=start, end=end)


def order(letter_id, **given):
    defaults = {
        "id": letter_id,
        "place": "letters[0]",
        "document_type": DocumentType.CONG_VAN,
        "subject": "khảo sát",
        "issuer": ISSUER,
        "drafting_unit": "CCHC",
        "signatory": SignatoryRule(),
        "recipients": (),
        "text": LetterText(file="thu.md", source="", first_line=1),
    }
    return LetterOrder(**{**defaults, **given})


def campaign(*assignments, levels=(), **given):
    lower = tuple(
        Level(name=one, relays=Selector(group="ubnd-huyen"), margin_working_days=1, letter=order(one)) for one in levels
    )
    parts = {"letters": (order("thu-1"),), **given}
    return Campaign(id="khao-sat", title="Khảo sát", levels=lower, assignments=assignments, **parts)


def to(label, *organ_ids, role="addressee"):
    return Recipient(label=label, role=RecipientRole(role), organ_ids=organ_ids)


def duty(organ_id, day, key="bao_cao"):
    return Duty(
        assignment=key, title="Báo cáo", organ_id=organ_id, label=organ_id, due=ComputedDay(day=day, projected=False)
    )


def draft(*text, letter_id="thu-1", issuer=ISSUER, recipients=None, qr=(), **given):
    """A letter of 12/5/2025 (a Monday) from Sở Nội vụ to Sở Công Thương, changed in what is given."""
    letter_parts = {key: given.pop(key) for key in ("day", "month", "appendices", "body") if key in given}
    made = draft_of({"text": list(text), **letter_parts})
    codes = tuple(QrCode(link=link, alt="mã QR", width_mm=30) for link in qr)
    return replace(
        made,
        key=LetterKey(campaign_id="khao-sat", letter_id=letter_id, organ_id=issuer),
        letter=replace(made.letter, blocks=(*made.letter.blocks, *codes), issuer_name=issuer),
        recipients=recipients if recipients is not None else (to("Sở Công Thương", SCT),),
        **given,
    )


def judge(plan, *drafts, today=date(2025, 5, 12)):
    return contradictions(plan, drafts, on=shipped_directory().on, calendar=working_calendar(), today=today)


def ids(findings):
    return [(one.rule_id.removeprefix("HOUSE."), one.severity.value) for one in findings]
