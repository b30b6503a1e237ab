"""The fingerprint of a draft: all of its content counts, nothing else does."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from store_drafts import DAY, DUE, directive, draft, duty

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.letter import Appendix, Paragraph, QrCode, Role, Run
from vanban.domain.letters.recipient import FileCopy
from vanban.store.register.draft_hash import _NOW, _counted_now, draft_sha256, draft_sha256_in_0001

PLAIN = draft()


def letter_with(**changes):
    return replace(PLAIN, letter=replace(PLAIN.letter, **changes))


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, key=replace(PLAIN.key, letter_id="thu-9")),
        replace(PLAIN, series="rieng"),
        replace(PLAIN, recipients=PLAIN.recipients[::-1]),
        replace(PLAIN, recipients=(replace(PLAIN.recipients[0], organ_ids=("xa-a",)), PLAIN.recipients[1])),
        replace(PLAIN, signatory=replace(PLAIN.signatory, full_name="Nguyễn Văn C")),
        replace(PLAIN, file_copy=FileCopy(unit="CCHC", copies=1)),
        replace(PLAIN, attachments=("mau.xlsx",)),
        replace(PLAIN, level=2),
        replace(PLAIN, above=draft(2).key),
        replace(PLAIN, duties=(duty("xa-a", DUE),)),
        letter_with(subject="khác"),
        letter_with(document_type=DocumentType.THONG_BAO),
        letter_with(urgency=Urgency.KHAN),
        letter_with(code=replace(PLAIN.letter.code, code_notation="SNV-VP")),
        letter_with(blocks=PLAIN.letter.blocks[::-1]),
        letter_with(blocks=(PLAIN.letter.blocks[0], replace(PLAIN.letter.blocks[1], content=b"\x89PNH"))),
        letter_with(blocks=(Paragraph(role=Role.BODY, runs=(Run("Đề nghị các cơ quan báo cáo.Văn bản 1."),)),)),
        letter_with(blocks=(QrCode(link="https://example.org", alt="ảnh", width_mm=60),)),
        letter_with(appendices=(Appendix(label="Phụ lục", title="Mẫu", blocks=()),)),
    ],
    ids=str,
)
def test_any_change_of_content_changes_the_hash(other):
    assert draft_sha256(other) != draft_sha256(PLAIN)


def test_every_field_of_draft_and_letter_may_count_but_the_planned_day():
    assert [name for name, _ in _counted_now(type(PLAIN))] == [field.name for field in dataclasses.fields(PLAIN)]
    names = {field.name for field in dataclasses.fields(PLAIN.letter)}
    assert {name for name, _ in _counted_now(type(PLAIN.letter))} == names - {"issued_on"}


def plain(value):
    return json.loads(_NOW[type(value)](value))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    label: str = ""
    marks: tuple[str, ...] = dataclasses.field(default_factory=tuple)


def test_a_field_that_is_gained_later_changes_the_hash_only_where_it_says_something():
    shorter, label = Line, plain(Line(label="xã"))
    longer = dataclasses.make_dataclass("Line", [("rows", tuple, ())], bases=(shorter,), frozen=True, kw_only=True)
    assert plain(longer(label="xã")) == label
    assert plain(longer(label="xã", rows=(1,))) != label
    assert plain(longer(label="xã", marks=("a",))) != label


def test_a_required_field_always_counts():
    assert set(plain(PLAIN.key)[1]) == {"campaign_id", "letter_id", "organ_id"}


def test_the_planned_day_and_the_number_do_not_count():
    assert draft_sha256(draft(planned=PlannedDay(year=2027, month=5, day=3))) == draft_sha256(PLAIN)
    assert draft_sha256(replace(PLAIN, letter=PLAIN.letter.numbered(12, DAY))) == draft_sha256(PLAIN)


def test_a_deadline_is_the_same_whether_the_holidays_of_its_year_were_announced_or_not():
    known, projected = (replace(PLAIN, duties=(duty("xa-a", DUE, projected=projected),)) for projected in (False, True))
    assert draft_sha256(known) == draft_sha256(projected)
    later = replace(PLAIN, duties=(duty("xa-a", DUE + timedelta(days=1)),))
    assert draft_sha256(known) != draft_sha256(later)


def test_the_older_fingerprint_leaves_out_levels_and_duties_and_nothing_else():
    assert draft_sha256_in_0001(directive(1)) == draft_sha256_in_0001(PLAIN) != draft_sha256(PLAIN)
    assert draft_sha256_in_0001(letter_with(subject="khác")) != draft_sha256_in_0001(PLAIN)
    assert draft_sha256_in_0001(replace(PLAIN, series="rieng")) != draft_sha256_in_0001(PLAIN)


def test_equal_drafts_have_equal_hashes_whether_a_length_is_60_or_60_point_0():
    as_float = letter_with(blocks=(PLAIN.letter.blocks[0], replace(PLAIN.letter.blocks[1], width_mm=60.0)))
    assert as_float == PLAIN
    assert draft_sha256(as_float) == draft_sha256(PLAIN)


def test_the_order_of_a_mapping_does_not_count_and_the_order_of_a_set_neither():
    assert draft_sha256(letter_with(subject={"a": 1, "b": 2})) == draft_sha256(letter_with(subject={"b": 2, "a": 1}))
    assert plain(frozenset("đợt")) == plain(frozenset("tợđ"))


def test_another_process_with_another_hash_seed_finds_the_same_hash():
    code = "from store_drafts import draft; from vanban.store.register.draft_hash import draft_sha256; print(draft_sha256(draft()))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
        ).stdout.strip()
        for seed in ("1", "77")
    }
    assert found == {draft_sha256(PLAIN)}


def test_a_value_without_a_canonical_spelling_is_refused():
    with pytest.raises(TypeError, match="no canonical spelling"):
        draft_sha256(letter_with(subject=object()))
