"""What an earlier launch left behind, read back from the register: nothing is numbered and nothing is drawn."""

from __future__ import annotations

from vanban.domain.letters.rendition import KINDS
from vanban.store.database import Database
from vanban.store.register.renditions import renditions
from vanban.usecases.issuing.launch_campaign import Launch
from vanban.usecases.issuing.proof_plan import NotReady
from vanban.usecases.planning.expect_numbers import numbered_letters
from vanban.usecases.planning.plan_campaign import Plan


def read_launch(plan: Plan, database: Database | None) -> Launch:
    """The launch of a plan whose letters have all been issued, in the order of the plan.

    Findings that came up since do not matter: an issued letter stays as it is.

    Args:
        plan: made from the campaign as it was launched, with the same register.
        database: the register, or ``None`` where there is none yet.

    Raises:
        NotReady: a letter has no number yet, or reads otherwise than when it was issued.
    """
    given = numbered_letters(database, [one.draft.key for one in plan.letters])
    waiting = [one.draft.key.letter_id for one in plan.letters if one.draft.key not in given]
    if waiting:
        raise NotReady(
            f"{len(waiting)}/{len(plan.letters)} văn bản của đợt chưa phát hành (trong đó có '{waiting[0]}') "
            "→ Chạy 'vanban launch' trước."
        )
    changed = [one.draft.key.letter_id for one in plan.letters if one.expected_number is None]
    if changed:
        raise NotReady(
            f"Văn bản '{changed[0]}' trong thư mục khác với bản đã phát hành "
            "→ Khôi phục các tệp của đợt như khi phát hành; cần sửa thì ban hành văn bản mới."
        )
    drawn = renditions(database, list(given)) if database is not None else {}
    return Launch(
        documents=tuple(one.draft.issue(*given[one.draft.key]) for one in plan.letters),
        files=tuple(
            drawn[one.draft.key, kind] for one in plan.letters for kind in KINDS if (one.draft.key, kind) in drawn
        ),
    )
