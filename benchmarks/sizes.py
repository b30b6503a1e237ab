"""How much each benchmark measures: in full, for a hint, or only to show that it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured; only a run of full size may say that a requirement is met."""

    rounds: int
    docx_copies: int
    pdf_copies: int
    memory_processes: int
    memory_early: int
    memory_late: int
    register_alone: int
    register_each: int
    plan_breadths: tuple[int, int, int]
    launch_rounds: int
    launch_breadths: tuple[int, int, int]
    launch_few: tuple[int, int, int]
    board_rounds: int
    board_campaigns: tuple[int, int]
    board_breadths: tuple[int, int, int]
    million_rounds: int
    million_campaigns: int
    numbering_rounds: int
    numbering_alone: int
    numbering_chunked: int
    office_letters: int
    long_rounds: int
    scale_breadths: tuple[int, int, int]
    share_rounds: int
    share_breadths: tuple[int, int, int]
    check_copies: int
    check_files: int
    check_rounds: int
    judged: bool = True


FULL = Sizes(
    rounds=7,
    docx_copies=40,
    pdf_copies=3,
    memory_processes=5,
    memory_early=200,
    memory_late=2000,
    register_alone=2000,
    register_each=400,
    plan_breadths=(10, 10, 99),
    launch_rounds=3,
    launch_breadths=(1, 27, 73),
    launch_few=(13, 2, 10),
    board_rounds=5,
    board_campaigns=(5, 50),
    board_breadths=(10, 9, 10),
    million_rounds=3,
    million_campaigns=1000,
    numbering_rounds=5,
    numbering_alone=100,
    numbering_chunked=2000,
    office_letters=500,
    long_rounds=1,
    scale_breadths=(10, 27, 73),
    share_rounds=3,
    share_breadths=(1, 27, 73),
    check_copies=20,
    check_files=1000,
    check_rounds=5,
)
QUICK = Sizes(
    rounds=5,
    docx_copies=20,
    pdf_copies=1,
    memory_processes=1,
    memory_early=100,
    memory_late=400,
    register_alone=500,
    register_each=100,
    plan_breadths=(5, 10, 20),
    launch_rounds=3,
    launch_breadths=(1, 9, 21),
    launch_few=(5, 4, 4),
    board_rounds=3,
    board_campaigns=(2, 10),
    board_breadths=(10, 9, 10),
    million_rounds=1,
    million_campaigns=50,
    numbering_rounds=3,
    numbering_alone=40,
    numbering_chunked=400,
    office_letters=50,
    long_rounds=1,
    scale_breadths=(10, 9, 21),
    share_rounds=1,
    share_breadths=(1, 9, 21),
    check_copies=8,
    check_files=200,
    check_rounds=3,
)
TINY = Sizes(
    rounds=1,
    docx_copies=1,
    pdf_copies=1,
    memory_processes=1,
    memory_early=2,
    memory_late=4,
    register_alone=20,
    register_each=5,
    plan_breadths=(2, 2, 3),
    launch_rounds=1,
    launch_breadths=(1, 1, 2),
    launch_few=(1, 1, 1),
    board_rounds=1,
    board_campaigns=(1, 2),
    board_breadths=(2, 2, 2),
    million_rounds=1,
    million_campaigns=3,
    numbering_rounds=1,
    numbering_alone=2,
    numbering_chunked=100,
    office_letters=1,
    long_rounds=1,
    scale_breadths=(1, 1, 3),
    share_rounds=1,
    share_breadths=(1, 1, 1),
    check_copies=1,
    check_files=10,
    check_rounds=1,
    judged=False,
)
