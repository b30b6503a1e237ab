"""A board in words and facts: what the screen, a page, a workbook or a dashboard tells of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from babel.numbers import format_decimal

from vanban.directory.directory import Directory
from vanban.domain.duties.board import Board, BoardRow, Standing, standings_counted
from vanban.domain.duties.report import QuotaResult
from vanban.domain.letters.wording import short_date
from vanban.store.reporting.board_rows import CampaignCount

TITLE_COLUMN = "Nhiệm vụ"
BOARD_COLUMNS = ("Cấp", "Cơ quan báo cáo", "Theo văn bản", TITLE_COLUMN, "Hạn", "Tình trạng", "Chỉ tiêu", "Ghi chú")
OVERVIEW_COLUMNS = (
    "Mã đợt",
    "Tên đợt",
    "Văn bản",
    "Đã báo cáo",
    "Quá hạn",
    "Hạn gần nhất còn phải báo cáo",
    "Tình trạng",
)
STANDING_NAMES: Mapping[Standing, str] = {
    Standing.OVERDUE: "quá hạn",
    Standing.DUE_TODAY: "đến hạn hôm nay",
    Standing.DUE_SOON: "sắp đến hạn",
    Standing.OPEN: "còn hạn",
    Standing.REPORTED_LATE: "đã báo cáo, trễ",
    Standing.REPORTED_ON_TIME: "đã báo cáo đúng hạn",
    Standing.WITHDRAWN: "đã rút",
}
"""What a standing is called where it is counted; :func:`standing_words` adds the days of one obligation."""
_PRESSING = (Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON)
_MISSING = (*_PRESSING, Standing.OPEN)
_REPORTED = (Standing.REPORTED_LATE, Standing.REPORTED_ON_TIME)
_LOCALE = "vi"
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the reports of a level, or of those who report to one issuer, have come."""

    level: int
    name: str
    counts: Mapping[Standing, int]
    issuer_id: str = ""

    @property
    def reported(self) -> int:
        return sum(self.counts.get(one, 0) for one in _REPORTED)

    @property
    def missing(self) -> int:
        return sum(self.counts.get(one, 0) for one in _MISSING)

    @property
    def expected(self) -> int:
        """The reports that are still asked for; what was withdrawn is not."""
        return self.reported + self.missing

    @property
    def is_pressing(self) -> bool:
        return any(self.counts.get(one) for one in _PRESSING)


def standing_words(row: BoardRow) -> str:
    """How an obligation stands, with the days that tell how far it is from its deadline."""
    match row.standing:
        case Standing.OVERDUE:
            working = (
                f"{-row.working_days_left} ngày làm việc" if row.working_days_left else "chưa qua ngày làm việc nào"
            )
            return f"quá hạn {-row.days_left} ngày ({working})"
        case Standing.DUE_SOON if not row.working_days_left:
            return f"sắp đến hạn, còn {row.days_left} ngày nhưng không còn ngày làm việc nào"
        case Standing.DUE_SOON:
            return f"sắp đến hạn, còn {row.working_days_left} ngày làm việc"
        case Standing.OPEN:
            return f"còn hạn ({row.working_days_left} ngày làm việc)"
        case Standing.REPORTED_LATE if row.first_received_on is not None:
            return f"đã báo cáo, trễ {(row.first_received_on - row.obligation.due_now).days} ngày"
        case _:
            return STANDING_NAMES[row.standing]


def due_words(row: BoardRow) -> str:
    """The deadline in force; a projected one is marked."""
    return short_date(row.obligation.due_now) + " (dự kiến)" * is_projected(row)


def is_projected(row: BoardRow) -> bool:
    """Whether the deadline was counted through a year without an official calendar, and nobody has set a day since."""
    return row.obligation.due.projected and not row.obligation.extensions


def letter_words(row: BoardRow) -> str:
    """The letter that asks for the report."""
    return f"số {row.code} ngày {short_date(row.issued_date)}"


def quota_words(result: QuotaResult) -> str:
    """``Tỷ lệ phúc tra 12,5%: đạt (tối thiểu 10%)``; never rounded up to a minimum that is not reached."""
    minimum = f"tối thiểu {percent_words(Decimal(str(result.quota.minimum_percent)))}"
    if result.percent is None:
        return f"{result.quota.label}: chưa tính được vì tổng số bằng 0 ({minimum})"
    state = "đạt" if result.is_met else "chưa đạt"
    return f"{result.quota.label} {percent_words(result.percent)}: {state} ({minimum})"


def percent_words(percent: Decimal) -> str:
    """A percentage with at most two decimals, cut off and not rounded."""
    cut = percent.quantize(_HUNDREDTH, ROUND_DOWN)
    return format_decimal(cut, format="#,##0.##", locale=_LOCALE) + "%"


def remarks(row: BoardRow) -> tuple[str, ...]:
    """What else there is to know of a row: received when, corrected, put off, reminded, withdrawn."""
    owed, found = row.obligation, []
    if row.first_received_on is not None:
        found.append(f"nhận ngày {short_date(row.first_received_on)}")
    if row.report is not None and row.report.version > 1:
        last = row.report.report
        found.append(f"số liệu sửa lần {row.report.version - 1} ngày {short_date(last.received_on)}: {last.reason}")
    if owed.extensions:
        last_extension = owed.extensions[-1]
        found.append(f"gia hạn từ {short_date(owed.due.day)} đến {short_date(owed.due_now)}: {last_extension.reason}")
    if owed.withdrawn:
        found.append("văn bản bị thu hồi hoặc thay thế")
    if row.reminded_on:
        found.append(f"đã đôn đốc {len(row.reminded_on)} lần, gần nhất ngày {short_date(max(row.reminded_on))}")
    return tuple(found)


def pressing_rows(board: Board) -> tuple[BoardRow, ...]:
    """What is over, due on the day or near, the longest overdue first; of one day, the higher level first."""
    pressing = [row for row in board.rows if row.standing in _PRESSING]
    return tuple(sorted(pressing, key=lambda row: (_PRESSING.index(row.standing), row.days_left, row.level)))


def at_level(board: Board, level: int | None) -> Board:
    """The part of a board at one level, or all of it."""
    return board if level is None else replace(board, rows=tuple(row for row in board.rows if row.level == level))


def issuer_names(board: Board, directory: Directory) -> Mapping[str, str]:
    """What the issuers are called: as their own letter above names them, else as the directory does on the day."""
    names = {one.id: one.short_name or one.name for one in directory.on(board.day).organisations}
    names |= {row.obligation.key.organ_id: row.obligation.label for row in board.rows}
    return {id_: names.get(id_, id_) for id_ in dict.fromkeys(row.obligation.issuer_id for row in board.rows)}


def progress_of(rows: Iterable[BoardRow], *, level: int, name: str, issuer_id: str = "") -> Progress:
    """The progress of some rows of a board."""
    return Progress(level=level, name=name, counts=standings_counted(rows), issuer_id=issuer_id)


def progress_by_level(board: Board) -> tuple[Progress, ...]:
    """One for each level, from the top."""
    return tuple(
        progress_of((row for row in board.rows if row.level == level), level=level, name=f"Cấp {level}")
        for level in board.levels
    )


def progress_by_issuer(board: Board, names: Mapping[str, str]) -> tuple[Progress, ...]:
    """One for each issuer at each level to which it wrote, in the order of the board."""
    groups: dict[tuple[int, str], list[BoardRow]] = {}
    for row in board.rows:
        groups.setdefault((row.level, row.obligation.issuer_id), []).append(row)
    return tuple(
        progress_of(rows, level=level, name=names.get(issuer, issuer), issuer_id=issuer)
        for (level, issuer), rows in groups.items()
    )


def progress_words(progress: Progress) -> str:
    """``đã báo cáo 7/10 (trễ 1), quá hạn 2, sắp đến hạn 1``; what nobody is, is left out."""
    counts = progress.counts
    late = counts.get(Standing.REPORTED_LATE, 0)
    parts = [f"đã báo cáo {progress.reported}/{progress.expected}" + (f" (trễ {late})" if late else "")]
    others = (*_MISSING, Standing.WITHDRAWN)
    return ", ".join(parts + [f"{STANDING_NAMES[one]} {counts[one]}" for one in others if counts.get(one)])


def progress_line(progress: Progress) -> str:
    """``Cấp 2: đã báo cáo 7/10, quá hạn 2, sắp đến hạn 1``."""
    return f"{progress.name}: {progress_words(progress)}"


def heading(board: Board) -> str:
    """``Khảo sát …: tình hình báo cáo đến ngày 12/12/2024``, and the end of a campaign that has one."""
    ended = f" (đợt đã kết thúc ngày {short_date(board.closed_on)})" if board.closed_on else ""
    return f"{board.title}: tình hình báo cáo đến ngày {short_date(board.day)}{ended}"


def board_table(rows: Iterable[BoardRow]) -> list[tuple[str, ...]]:
    """One row an obligation, under :data:`BOARD_COLUMNS`."""
    return [
        (
            str(row.level),
            row.obligation.label,
            letter_words(row),
            row.obligation.title,
            due_words(row),
            standing_words(row),
            "; ".join(map(quota_words, row.quotas)),
            "; ".join(remarks(row)),
        )
        for row in rows
    ]


def worth_showing(
    columns: Sequence[str], rows: Sequence[Sequence[str]], left_out: Collection[str] = ()
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns in which something stands that is not said elsewhere, for a screen that is narrow anyway."""
    kept = [place for place, column in enumerate(columns) if column not in left_out and any(row[place] for row in rows)]
    return tuple(columns[place] for place in kept), [tuple(row[place] for place in kept) for row in rows]


def overview_table(counts: Iterable[CampaignCount]) -> list[tuple[str, ...]]:
    """One row a campaign, under :data:`OVERVIEW_COLUMNS`."""
    return [
        (
            one.campaign_id,
            one.title,
            str(one.letters),
            f"{one.reported}/{one.obligations}",
            str(one.overdue),
            short_date(one.next_due) if one.next_due else "",
            f"kết thúc ngày {short_date(one.closed_on)}" if one.closed_on else "đang theo dõi",
        )
        for one in counts
    ]
