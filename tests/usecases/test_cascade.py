"""The cascade: every lower letter cites the one above it, asks for less time, and owes what its issuer owes."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cascade_trees import ROOT_ORDER, Tree, trees
from hypothesis import HealthCheck, given, settings

from vanban.domain.campaigns.campaign import RecipientOrder, Selector
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import InvalidCampaign
from vanban.domain.letters.draft import Draft, IssuedDocument
from vanban.domain.letters.letter import Letter, Paragraph
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.letters.wording import NUMBER_BLANK, official_date, short_date
from vanban.intake.campaign.campaign_folder import CampaignReading, read_campaign
from vanban.regulations.calendar import working_calendar
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import Database, open_database
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.usecases.issuing.launch_campaign import Launch, Press, launch_campaign
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 12, 1)
OCCASION = Occasion(now=datetime(2026, 12, 1, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")
BUSY = "ubnd-huyen-568"
"""The one office of the launched cascade whose register was begun before."""


@dataclass(frozen=True)
class Launched:
    """A cascade after its launch, with the register that holds it."""

    reading: CampaignReading
    database: Database
    done: Launch

    def above(self, document: IssuedDocument) -> IssuedDocument:
        (found,) = [one for one in self.done.documents if one.draft.key == document.draft.above]
        return found

    @property
    def relays(self) -> list[IssuedDocument]:
        return [one for one in self.done.documents if one.draft.above]


def plan(reading: CampaignReading, database: Database | None = None) -> Plan:
    directory = office_directory(reading.directory_folder)
    return plan_campaign(reading, directory=directory, day=None, today=TODAY, database=database)


def number_only(made: Plan, database: Database) -> Launch:
    """A launch that draws nothing: what is looked at here are numbers and words."""

    def draw_nothing(jobs, *_, **__):
        deque(jobs, maxlen=0)
        return iter(())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.usecases.issuing.launch_campaign.render_letters", draw_nothing)
        press = Press(run=map, batch=1, storage=FolderStorage(Path("unused")))
        return launch_campaign(made, database, press, OCCASION, proofed=True)


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def whole_text(letter: Letter) -> str:
    return "\n".join(paragraphs(letter))


def with_level(reading: CampaignReading, index: int, **changes: object) -> CampaignReading:
    levels = list(reading.campaign.levels)
    levels[index] = replace(levels[index], **changes)
    return replace(reading, campaign=replace(reading.campaign, levels=tuple(levels)))


def reach(drafts: list[Draft]) -> Counter[tuple[int, str]]:
    return Counter((draft.level, draft.key.letter_id) for draft in drafts)


@pytest.fixture(scope="module")
def reading_2024() -> CampaignReading:
    return read_campaign(EXAMPLES / "2024-khao-sat-hai-long")


@pytest.fixture(scope="module")
def reading_2026() -> CampaignReading:
    return read_campaign(EXAMPLES / "2026-khao-sat-hai-long-hai-cap")


@pytest.fixture(scope="module")
def planned_2024(reading_2024) -> Plan:
    return plan(reading_2024)


@pytest.fixture(scope="module")
def launched_2024(reading_2024, planned_2024, kept_databases) -> Launched:
    """The cascade of 2024 in a register where Nha Trang has written another letter before."""
    database = open_database(kept_databases.new())
    busy = next(one.draft for one in planned_2024.letters if one.draft.key.organ_id == BUSY)
    other = replace(busy, key=replace(busy.key, campaign_id="viec-khac"), above=None, level=1, duties=())
    issue(database, [other], day=date(2024, 9, 27), now=OCCASION.now, actor=OCCASION.actor)
    return Launched(reading_2024, database, number_only(plan(reading_2024, database), database))


def test_2024_is_one_letter_then_ten_then_one_from_each_of_139_communes(planned_2024):
    assert reach([one.draft for one in planned_2024.letters]) == {
        (1, "trien-khai"): 1,
        (2, "so-gddt"): 1,
        (2, "cap-huyen"): 9,
        (3, "cap-xa"): 139,
    }
    assert len({one.draft.key for one in planned_2024.letters}) == 150
    assert not planned_2024.is_stopped


def test_2024_gives_149_obligations_each_commune_feeding_its_district(launched_2024):
    kept = list(obligations(launched_2024.database, campaign_id="khao-sat-hai-long-2024"))

    assert len(kept) == 149
    assert len({(one.key.assignment, one.key.organ_id) for one in kept}) == 149
    by_key = {one.key: one for one in kept}
    fed = [one for one in kept if one.feeds]
    assert len(fed) == 139
    assert {one.feeds.organ_id for one in fed} == {one.issuer_id for one in fed}
    assert all(one.due.day < by_key[one.feeds].due.day for one in fed)


def test_2026_is_one_letter_and_one_from_each_of_65_communes(reading_2026):
    made = plan(reading_2026)

    assert reach([one.draft for one in made.letters]) == {(1, "trien-khai"): 1, (2, "cap-xa"): 65}
    assert sum(len(one.draft.duties) for one in made.letters) == 65


def test_every_relay_cites_the_letter_above_in_full_and_then_by_its_symbol(launched_2024):
    assert len(launched_2024.relays) == 149
    for document in launched_2024.relays:
        above = launched_2024.above(document)
        full = (
            f"Công văn số {above.code} {official_date(above.issued_date)} của {above.letter.issuer_name}"
            f" về việc {above.letter.subject}"
        )
        first, second = (one for one in paragraphs(document.letter) if f"số {above.code}" in one)
        assert first.startswith(f"Thực hiện {full};")
        assert f"theo Công văn số {above.code}." in second


def test_every_relay_stands_under_an_issuer_that_wrote_to_it(launched_2024):
    for document in launched_2024.relays:
        addressed = {
            organ_id
            for one in launched_2024.above(document).draft.recipients
            if one.role is RecipientRole.ADDRESSEE
            for organ_id in one.organ_ids
        }
        assert document.draft.key.organ_id in addressed


def test_a_relay_is_issued_after_the_letter_that_it_cites(launched_2024):
    assert all(launched_2024.above(one).issued_date < one.issued_date for one in launched_2024.relays)


def test_each_issuer_counts_from_one_and_goes_on_where_its_register_stood(launched_2024):
    numbers = {one.draft.key.organ_id: one.code_number for one in launched_2024.done.documents}

    assert len(numbers) == 150
    assert numbers.pop(BUSY) == 2
    assert set(numbers.values()) == {1}
    communes = [one for one in launched_2024.relays if launched_2024.above(one).draft.key.organ_id == BUSY]
    assert len(communes) == 27
    assert all("Công văn số 02/UBND-NV" in whole_text(one.letter) for one in communes)


def test_every_level_prints_a_deadline_earlier_than_the_level_above(launched_2024):
    printed = {"so-gddt": date(2024, 12, 9), "cap-huyen": date(2024, 12, 9), "cap-xa": date(2024, 12, 4)}
    for document in launched_2024.relays:
        day = printed[document.draft.key.letter_id]
        assert f"chậm nhất ngày {short_date(day)}" in whole_text(document.letter)
    assert printed["cap-xa"] < printed["cap-huyen"] < date(2024, 12, 16)


def test_what_the_letter_above_asks_is_taken_over(launched_2024):
    for document in launched_2024.relays:
        assert "tối thiểu 10% tổng số phiếu" in whole_text(document.letter)
        assert "từ ngày 01/10/2024 đến hết ngày 30/11/2024" in whole_text(document.letter)
        assert document.draft.attachments == launched_2024.above(document).draft.attachments


def test_a_district_writes_to_its_communes_and_not_to_its_room_of_internal_affairs(launched_2024):
    districts = [one for one in launched_2024.relays if one.draft.key.letter_id == "cap-huyen"]
    addressed = Counter(organ_id for one in districts for organ_id in one.draft.recipients[0].organ_ids)

    assert len(addressed) == 139
    assert set(addressed.values()) == {1}
    assert not [organ_id for organ_id in addressed if not organ_id.startswith("xa-")]


def test_launching_a_cascade_again_changes_nothing(launched_2024):
    database = launched_2024.database
    entries = verify(database).entries

    again = number_only(plan(launched_2024.reading, database), database)

    assert again.documents == launched_2024.done.documents
    assert verify(database).entries == entries
    assert audit_register(database) == ()


def test_a_plan_after_the_launch_cites_the_numbers_that_were_given(launched_2024):
    made = plan(launched_2024.reading, launched_2024.database)

    assert [one.draft for one in made.letters] == [one.draft for one in launched_2024.done.documents]
    assert not made.is_stopped


def test_a_draft_leaves_room_for_the_number_of_the_letter_above(planned_2024):
    relays = [one.draft for one in planned_2024.letters if one.draft.above]
    notation = {one.draft.key: one.draft.letter.code.code_notation for one in planned_2024.letters}
    for draft in relays:
        assert whole_text(draft.letter).count(f"số {NUMBER_BLANK}/{notation[draft.above]}") == 2


def test_a_launch_that_stopped_between_two_levels_goes_on_with_the_same_numbers(reading_2024, launched_2024, address):
    database = open_database(address)
    calls = []

    def fails_at_the_third(*arguments, **named):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return issue(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.usecases.issuing.launch_campaign.issue", fails_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            number_only(plan(reading_2024, database), database)
    assert len(list(obligations(database))) == 149  # those of the communes come with the letters of the districts

    done = number_only(plan(reading_2024, database), database)

    assert {one.code_number for one in done.documents} == {1}
    assert len(done.documents) == 150
    beside = [one for one in zip(done.documents, launched_2024.done.documents, strict=True) if one[0] != one[1]]
    assert len(beside) == 1 + 27  # Nha Trang and its communes, which cite another number in that register
    assert audit_register(database) == ()


def test_an_office_that_was_not_written_to_cannot_relay(reading_2024):
    reading = with_level(reading_2024, 0, relays=Selector(organisation="Sở Tài chính"))

    with pytest.raises(InvalidCampaign) as refused:
        plan(reading)

    (problem,) = refused.value.problems
    assert problem.place == "levels[0].relays"
    assert problem.message.startswith("Sở Tài chính không có trong Kính gửi của văn bản 'trien-khai'")


def test_a_relay_may_leave_out_organisations_and_whole_groups(reading_2024):
    without = Selector(group="ubnd-xa", exclude=("UBND phường Lộc Thọ",))
    assert len(plan(with_level(reading_2024, 2, relays=without)).letters) == 149

    nobody = Selector(group="ubnd-xa", exclude=("ubnd-xa",))
    assert len(plan(with_level(reading_2024, 2, relays=nobody)).letters) == 11


def test_those_directly_under_the_writers_of_the_letters_above_may_relay(reading_2024):
    units = Selector(relation="direct_units", exclude=("phong-noi-vu",))

    made = plan(with_level(reading_2024, 2, relays=units))

    assert {one.draft for one in made.letters} == {one.draft for one in plan(reading_2024).letters}


def test_without_an_exclusion_the_room_of_the_district_would_be_addressed_too(reading_2024):
    level = reading_2024.campaign.levels[1]
    every_unit = RecipientOrder(selector=Selector(relation="direct_units"), role=RecipientRole.ADDRESSEE)
    letter = replace(level.letter, recipients=(every_unit,))

    made = plan(with_level(reading_2024, 1, letter=letter))

    owing = {duty.organ_id for one in made.letters for duty in one.draft.duties}
    assert "pnv-568" in owing


def test_a_sheet_of_relays_is_refused_in_words(reading_2026):
    with pytest.raises(InvalidCampaign, match="chưa lấy được các cơ quan chuyển tiếp từ bảng tính"):
        plan(with_level(reading_2026, 0, relays=Selector(sheet="xa.csv")))


def test_an_unknown_exclusion_is_a_mistake(reading_2024):
    level = reading_2024.campaign.levels[1]
    units = Selector(relation="direct_units", exclude=("phong-y-te",))
    letter = replace(level.letter, recipients=(RecipientOrder(selector=units, role=RecipientRole.ADDRESSEE),))

    with pytest.raises(InvalidCampaign, match="phong-y-te"):
        plan(with_level(reading_2024, 1, letter=letter))


def test_a_two_tier_cascade_cannot_go_to_the_districts_that_are_no_more(reading_2026):
    with pytest.raises(InvalidCampaign) as refused:
        plan(with_level(reading_2026, 0, relays=Selector(group="ubnd-huyen")))

    assert "UBND các xã, phường, đặc khu" in str(refused.value)


@pytest.mark.slow
def test_two_levels_are_drawn_and_a_second_launch_draws_nothing(reading_2026, address, tmp_path):
    reading = with_level(reading_2026, 0, relays=Selector(organisation="UBND phường Nha Trang"))
    database = open_database(address)
    press = Press(run=map, batch=1, storage=FolderStorage(tmp_path / "ra"))

    done = launch_campaign(plan(reading), database, press, OCCASION)
    files = {path: path.stat().st_mtime_ns for path in press.storage.root.rglob("*.*")}
    again = launch_campaign(plan(reading, database), database, press, OCCASION)

    assert [one.file_name for one in done.files] == [
        "snv-202507/0001-SNV-CCHC-trien-khai.docx",
        "snv-202507/0001-SNV-CCHC-trien-khai.pdf",
        "xa-22366-nha-trang-202507/0001-UBND-VHXH-cap-xa.docx",
        "xa-22366-nha-trang-202507/0001-UBND-VHXH-cap-xa.pdf",
    ]
    assert again == done
    assert {path: path.stat().st_mtime_ns for path in press.storage.root.rglob("*.*")} == files


laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _plan_of(tree: Tree) -> Plan:
    return plan_campaign(tree.reading, directory=tree.directory, day=None, today=tree.day)


@laws
@given(trees())
def test_every_addressee_owes_each_assignment_that_concerns_it_exactly_once(tree):
    made = _plan_of(tree)
    drafts = {one.draft.key.organ_id: one.draft for one in made.letters}

    owed = Counter((duty.assignment, duty.organ_id) for draft in drafts.values() for duty in draft.duties)

    assert set(owed.values()) <= {1}
    assert set(owed) == tree.expected_duties()


@laws
@given(trees())
def test_no_lower_deadline_lies_at_or_after_the_one_above(tree):
    made = _plan_of(tree)
    by_key = {one.draft.key: one.draft for one in made.letters}
    calendar = working_calendar()
    for one in made.letters:
        draft = one.draft
        if draft.above is None:
            continue
        upper = {
            duty.assignment: duty.due.day for duty in by_key[draft.above].duties if duty.organ_id == draft.key.organ_id
        }
        margin = tree.margins[draft.level - 2]
        for duty in draft.duties:
            assert duty.due.day < upper[duty.assignment]
            assert calendar.is_working_day(duty.due.day)
            assert calendar.working_days_between(duty.due.day, upper[duty.assignment]) >= margin


@laws
@given(trees())
def test_all_who_exist_are_written_to_once_and_nobody_abolished_is(tree):
    made = _plan_of(tree)

    addressed = Counter(
        organ_id
        for one in made.letters
        for recipient in one.draft.recipients
        if recipient.role is RecipientRole.ADDRESSEE
        for organ_id in recipient.organ_ids
    )

    assert set(addressed.values()) == {1}
    assert set(addressed) == tree.living - {ROOT_ORDER.issuer}
    assert not set(addressed) & tree.abolished
    assert {one.draft.key.organ_id for one in made.letters} == tree.living - tree.leaves


@laws
@given(trees())
def test_the_addressee_line_the_distribution_list_and_the_duties_agree(tree):
    for one in _plan_of(tree).letters:
        draft = one.draft
        addressees = [recipient for recipient in draft.recipients if recipient.role is RecipientRole.ADDRESSEE]
        copies = [recipient.label for recipient in draft.recipients if recipient.role is RecipientRole.COPY]
        assert list(draft.letter.addressees) == [recipient.label for recipient in addressees]
        assert list(draft.letter.distribution_list) == [
            "- Như trên;",
            *(f"- {label};" for label in copies),
            "- Lưu: VT, VP.",
        ]
        meant = {organ_id for recipient in addressees for organ_id in recipient.organ_ids}
        assert {duty.organ_id for duty in draft.duties} <= meant
