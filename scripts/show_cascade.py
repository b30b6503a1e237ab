"""Print, in Vietnamese, what a launched campaign is made of: the tree of its levels, their numbers and deadlines."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from vanban.cli.screens import screen
from vanban.domain.dates.occasion import VIETNAM_TIME
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.store.database import open_existing
from vanban.usecases.planning.describe_cascade import TREE_COLUMNS, branches, tree_rows
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign


def launched(folder: Path, database: str) -> Plan:
    """The plan of a campaign whose letters have their numbers."""
    reading = read_campaign(folder)
    return plan_campaign(
        reading,
        directory=office_directory(reading.directory_folder),
        day=None,
        today=datetime.now(UTC).astimezone(VIETNAM_TIME).date(),
        database=open_existing(database),
    )


def show(plan: Plan, out: Path) -> None:
    """The tree, the counts, and one letter of each level to open."""
    duties = sum(len(letter.draft.duties) for letter in plan.letters)
    screen.say(f"{plan.campaign.title}: {len(plan.letters)} văn bản, {duties} nhiệm vụ phải báo cáo.")
    columns = [column.replace("dự kiến", "văn bản") for column in TREE_COLUMNS]
    screen.print_table("Các cấp", columns, tree_rows(plan))
    screen.say("Mở thử mỗi cấp một văn bản:")
    for branch in branches(plan):
        first = branch.letters[0].draft
        folder = out / plan.campaign.id / first.key.organ_id
        for file in sorted(folder.glob(f"*-{first.key.letter_id}.*")):
            screen.say(f"  {file}")


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    show(launched(given.folder, given.database), given.out)


if __name__ == "__main__":
    main()
