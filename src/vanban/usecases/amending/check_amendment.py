"""What stands against recalling, replacing or correcting a letter, and what whoever says yes should know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.directory.explanation import listed
from vanban.domain.errors import IllegalTransition
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.register.obligations import obligations
from vanban.store.register.relating import end_of_force
from vanban.usecases.planning.find_issued_letter import OldLetter

ARTICLE = "30/2020/NĐ-CP, Điều 18"
_OWED_AFTER = {
    RelationKind.RECALL: "xem bằng 'vanban obligations show'",
    RelationKind.REPLACE: "văn bản thay thế không kéo theo nghĩa vụ mới: cần theo dõi tiếp thì giao lại bằng một đợt",
}
"""What becomes of the reports that were owed; a letter in its own file gives no assignments."""
VERBS = {RelationKind.RECALL: "thu hồi", RelationKind.REPLACE: "thay thế", RelationKind.CORRECT: "đính chính"}


def refuse_out_of_force(old: OldLetter, relation: Relation, key: LetterKey, *, corrections: int = 0) -> None:
    """Refuses, before anything is shown or asked, what the register would refuse when it is issued.

    The letter ``key`` itself may have done it before: then the launch is finished.

    Raises:
        IllegalTransition: with what the older letter is now.
    """
    verb = VERBS[relation.kind]
    if not relation.reason:
        raise IllegalTransition(f"Chưa ghi lý do {verb} → Thêm --reason.")
    if relation.kind is RelationKind.CORRECT and not corrections:
        raise IllegalTransition("Chưa ghi nội dung cần đính chính → Thêm --wrong và --right, mỗi chỗ một cặp.")
    for one in old.relations:
        same_again = (one.letter.key, one.kind, one.reason) == (key, relation.kind, relation.reason)
        if one.target.key == old.key and one.kind.ends_the_target and not same_again:
            raise IllegalTransition(
                f"{old.name} ngày {short_date(old.issued_date)} {end_of_force(one)}, không {verb} được nữa."
            )
        if one.letter.key == old.key and one.kind is RelationKind.RECALL and relation.kind.ends_the_target:
            raise IllegalTransition(
                f"{old.name} ngày {short_date(old.issued_date)} là văn bản thu hồi, không {verb} được"
                " → Ban hành lại văn bản cần dùng."
            )


def amendment_findings(old: OldLetter, relation: Relation, day: date | None, database: Database) -> tuple[Finding, ...]:
    """An impossible day, and what follows from taking the older letter out of force."""
    return tuple(_findings(old, relation, day, database))


def finding(severity: Severity, element: str, found: str, allowed: str) -> Finding:
    """A finding on a letter that mends another."""
    return Finding(
        rule_id="HOUSE.AMEND", severity=severity, element=element, found=found, allowed=allowed, source=ARTICLE
    )


def _findings(old: OldLetter, relation: Relation, day: date | None, database: Database) -> Iterator[Finding]:
    if day is not None and day < old.issued_date:
        found = f"ngày {short_date(day)}, trước ngày {short_date(old.issued_date)} của {old.name}"
        yield finding(Severity.ERROR, "Ngày ban hành", found, "chọn ngày từ ngày ấy trở đi ở --date")
    if not relation.kind.ends_the_target:
        return
    owed = [
        one
        for one in obligations(database, campaign_id=old.key.campaign_id)
        if one.key.letter == old.key and not one.withdrawn
    ]
    if owed:
        found = f"{len(owed)} nghĩa vụ báo cáo theo {old.name} sẽ được rút"
        yield finding(Severity.INFO, "Nghĩa vụ báo cáo", found, _OWED_AFTER[relation.kind])
    if old.relays:
        codes = listed(old.relays)
        found = f"{len(old.relays)} văn bản cấp dưới triển khai {old.name} vẫn còn hiệu lực: {codes}"
        yield finding(Severity.WARNING, "Văn bản cấp dưới", found, "cơ quan ban hành các văn bản ấy tự thu hồi")
