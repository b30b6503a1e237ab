"""What was issued and packed, as a clerk reads it and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vanban.cli.screens import screen
from vanban.cli.screens.problem_list import problem_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vanban.domain.errors import Problem
    from vanban.domain.letters.draft import LetterKey
    from vanban.storage.storage import Storage
    from vanban.store.database import Database
    from vanban.usecases.issuing.launch_campaign import Launch
    from vanban.usecases.packing.pack_campaign import Pack

_LETTERS_SHOWN = 30


def show_launch(done: Launch, storage: Storage, database: str) -> None:
    """What was issued, where to look, and what comes next."""
    from vanban.domain.letters.wording import short_date

    rows = [
        (one.letter.issuer_name, str(one.code), short_date(one.issued_date), one.letter.subject)
        for one in done.documents
    ]
    columns = ("Cơ quan ban hành", "Số, ký hiệu", "Ngày", "Trích yếu")
    screen.print_table("Đã phát hành", columns, rows[:_LETTERS_SHOWN])
    if len(rows) > _LETTERS_SHOWN:
        screen.say(f"… và {len(rows) - _LETTERS_SHOWN} văn bản khác; xem đủ trong sổ.")
    screen.say(f"{len(rows)} văn bản, {len(done.files)} tệp DOCX và PDF trong {storage}")
    screen.say(f"Sổ đăng ký văn bản đi: vanban register show --database {database}")
    if any(one.draft.duties for one in done.documents):
        screen.say(f"Ai phải báo cáo, hạn nào: vanban obligations show --database {database}")


def show_form_problems(problems: Sequence[Problem], head: str) -> None:
    """What is wrong in files that were drawn and kept all the same, on standard error."""
    if problems:
        screen.complain(head)
        for number, line in enumerate(problem_lines(problems), start=1):
            screen.complain(f"{number:3}. {line}")


def show_packs(packs: Sequence[Pack]) -> None:
    """The ZIP files, each with its hash."""
    if packs:
        rows = [(one.path, one.letters, one.recipients, one.sha256) for one in packs]
        screen.print_table(f"Đã đóng {len(packs)} gói", ("Tệp", "Văn bản", "Nơi nhận", "SHA-256"), rows)


def show_amendments(database: Database | None, done: Launch) -> None:
    """Which letters of a campaign's packs were recalled, replaced or corrected since, by letters that lie elsewhere."""
    from vanban.usecases.amending.list_amendments import amendment_notes

    notes = amendment_notes(database, [one.draft.key for one in done.documents])
    if not notes:
        return
    screen.say("Có văn bản trong gói đã được thu hồi, thay thế hoặc đính chính:")
    for note in notes:
        screen.say(f"  {note}")
    screen.say("Gói của đợt không có các văn bản ấy: chạy lại đúng lệnh đã lập văn bản, thêm --pack.")


def launch_json(done: Launch, storage: Storage, packs: Sequence[Pack] = ()) -> dict[str, Any]:
    """A launch as JSON: every letter with its code, day and files, and the packs if any were asked for."""
    files: dict[LetterKey, dict[str, dict[str, str]]] = {}
    for one in done.files:
        files.setdefault(one.key, {})[one.kind] = {"path": storage.address(one.file_name), "sha256": one.sha256}
    letters = [
        {
            "id": document.draft.key.letter_id,
            "issuer": document.draft.key.organ_id,
            "code": str(document.code),
            "issued_date": document.issued_date.isoformat(),
            "files": files[document.draft.key],
        }
        for document in done.documents
    ]
    told: dict[str, Any] = {"letters": letters}
    if packs:
        told["packs"] = [{"path": one.path, "sha256": one.sha256} for one in packs]
    return told
