"""A campaign folder becomes a campaign, with every mistake in it told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from vanban.domain.campaigns.campaign import Campaign, LetterOrder, Level
from vanban.domain.duties.reminding import ReminderPlan
from vanban.domain.errors import Problem
from vanban.intake.campaign.campaign_parts import assignment, citation, quota, window
from vanban.intake.campaign.cascade import letters_above
from vanban.intake.campaign.letter_orders import Ordered, selector
from vanban.intake.campaign.order_reading import OrderReader
from vanban.intake.campaign.references import report_references
from vanban.intake.campaign.reporting_parts import figure, reminder_plan
from vanban.intake.folder import CAMPAIGN_LIMIT_MB, Files, inside, read_text
from vanban.intake.reading import Problems, Spot, Unusable
from vanban.intake.toml_lines import FieldPath
from vanban.intake.toml_source import TomlSource, read_toml
from vanban.intake.violations import is_sound, report_violations

CAMPAIGN_FILE = "campaign.toml"
_BESIDE_THE_LETTER = frozenset(
    ("links", "facts", "windows", "citations", "directory", "assignments", "figures", "quotas", "reminders")
)
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReading:
    """What was read: the campaign of all parts that are sound, and everything that is wrong.

    A campaign with problems is good for further checks, so that their findings join the same report, and for
    nothing else. ``folder`` is where its sheets of recipients lie, which are opened only when they are needed;
    ``left_out`` are letters that cannot be used, with no more than their texts.
    """

    campaign: Campaign
    directory_folder: Path | None
    problems: tuple[Problem, ...]
    folder: Path | None = None
    left_out: tuple[LetterOrder, ...] = ()


def read_campaign(folder: Path) -> CampaignReading:
    """Read ``campaign.toml`` and everything it names; nothing outside the folder is opened."""
    problems = Problems()
    source = _source(folder, problems)
    if source is None:
        return nothing_read(problems)
    parts = Parts(source, report_violations(source, "campaign", problems), problems)
    reader = OrderReader(folder, problems, Files(folder))
    report_references(source, problems)
    directory = parts.directory(folder, ("campaign", "directory"))
    letters = _letters(parts, reader)
    # A relay that cannot be used is not looked at further: its text may quote the letter above, which is not known.
    left_out = tuple(reader.left_out)
    campaign = Campaign(
        id=parts.word(("campaign", "id")),
        title=parts.word(("campaign", "title")),
        incoming=parts.word(("campaign", "incoming")),
        letters=letters,
        levels=_levels(parts, reader),
        assignments=parts.built("assignments", assignment),
        windows=parts.built("windows", window),
        links=parts.links(),
        citations=parts.built("citations", citation),
        figures=parts.built("figures", figure),
        quotas=parts.built("quotas", quota),
        reminders=parts.reminders(),
        facts=parts.facts(),
        files=reader.files.contents,
    )
    return CampaignReading(
        campaign=campaign,
        directory_folder=directory,
        problems=problems.as_tuple(),
        folder=folder,
        left_out=left_out,
    )


def _source(folder: Path, problems: Problems) -> TomlSource | None:
    if folder.is_file():
        problems.add(str(folder), "", "đây là một tệp", f"ghi thư mục chứa tệp: {folder.parent}")
        return None
    if not folder.is_dir():
        problems.add(str(folder), "", "không có thư mục này", "kiểm tra đường dẫn, hoặc tạo bằng lệnh 'vanban init'")
        return None
    text = read_text(folder, CAMPAIGN_FILE, CAMPAIGN_LIMIT_MB, Spot(problems, CAMPAIGN_FILE, ""))
    return None if text is None else read_toml(text, file=CAMPAIGN_FILE, first_line=1, problems=problems)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a TOML text that its schema found sound."""

    source: TomlSource
    broken: frozenset[FieldPath]
    problems: Problems

    def tables(self, name: str) -> list[Ordered]:
        """All tables of a list or of a keyed table, sound or not."""
        value = self.source.plain.get(name)
        if isinstance(value, dict):
            pairs: list[tuple[str | int, object]] = list(value.items())
        else:
            pairs = list(enumerate(value)) if isinstance(value, list) else []
        return [Ordered(self.source, (name, key), entry) for key, entry in pairs if isinstance(entry, dict)]

    def is_sound(self, path: FieldPath) -> bool:
        return is_sound(path, self.broken)

    def is_letter_sound(self) -> bool:
        """Whether the keys of a single letter are sound, whatever else stands in its front matter."""
        return all(path and path[0] in _BESIDE_THE_LETTER for path in self.broken)

    def built(self, name: str, part: Callable[[Ordered, Problems], _Part | None]) -> tuple[_Part, ...]:
        """What ``part`` makes of each sound table."""
        made = [part(table, self.problems) for table in self.tables(name) if self.is_sound(table.path)]
        return tuple(one for one in made if one is not None)

    def word(self, path: FieldPath) -> str:
        """A text, empty when it is not sound."""
        value: object = self.source.plain
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        return value if isinstance(value, str) and self.is_sound(path) else ""

    def links(self) -> Mapping[str, str]:
        table = self.source.plain.get("links")
        names = list(table) if isinstance(table, dict) else []
        return {name: link for name in names if (link := self.word(("links", name)))}

    def facts(self) -> Mapping[str, object]:
        table = self.source.values.get("facts")
        named = table.items() if isinstance(table, dict) else ()
        return {name: value for name, value in named if self.is_sound(("facts", name))}

    def reminders(self) -> ReminderPlan:
        path = ("reminders",)
        entry = self.source.plain.get("reminders")
        if not isinstance(entry, dict) or not self.is_sound(path):
            return ReminderPlan()
        return reminder_plan(Ordered(self.source, path, entry), self.problems)

    def directory(self, folder: Path, path: FieldPath) -> Path | None:
        """The folder of the office's own directory, if one is named and there."""
        name = self.word(path)
        if not name:
            return None
        spot = self.source.spot(self.problems, path)
        try:
            found = inside(folder, name)
        except Unusable as refused:
            spot.report(refused.message, refused.remedy)
            return None
        if not found.is_dir():
            spot.report(f"không có thư mục danh bạ '{name}'", "tạo thư mục này hoặc xóa khóa 'directory'")
            return None
        return found


def nothing_read(problems: Problems) -> CampaignReading:
    """The reading of something that is no campaign at all."""
    empty = Campaign(id="", title="", letters=())
    return CampaignReading(campaign=empty, directory_folder=None, problems=problems.as_tuple())


def _letters(parts: Parts, reader: OrderReader) -> tuple[LetterOrder, ...]:
    read = (reader.from_table(table, sound=parts.is_sound(table.path)) for table in parts.tables("letters"))
    return tuple(order for order in read if order is not None)


def _levels(parts: Parts, reader: OrderReader) -> tuple[Level, ...]:
    levels = []
    above = letters_above(parts.source)
    for table in parts.tables("levels"):
        letter = reader.from_table(table, sound=parts.is_sound(table.path))
        if letter is not None:
            levels.append(
                Level(
                    name=table.entry["name"],
                    relays=selector(table.entry["relays"]),
                    margin_working_days=table.entry["margin_working_days"],
                    letter=letter,
                    above=above.get(letter.id, ""),
                    issue_after_working_days=table.entry.get("issue_after_working_days", 0),
                )
            )
    return tuple(levels)
