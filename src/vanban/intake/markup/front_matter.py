"""The TOML front matter of a letter text, between two lines of ``+++``."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.domain.campaigns.campaign import LetterText
from vanban.intake.reading import Problems, line_place
from vanban.intake.toml_source import TomlSource, read_toml

FENCE = "+++"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A letter text taken apart; ``front`` is ``None`` when its TOML could not be read."""

    front: TomlSource | None
    text: LetterText


def read_front_matter(content: str, *, file: str, problems: Problems) -> TextFile | None:
    """The two parts of a text file, or ``None`` when they cannot be told apart; what is wrong is reported."""
    lines = content.split("\n")
    opening = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[opening].strip() != FENCE:
        _report_no_opening(lines[opening].strip(), file, opening + 1, problems)
        return None
    closing = next((index for index, line in enumerate(lines) if index > opening and line.strip() == FENCE), None)
    if closing is None:
        problems.add(
            file,
            line_place(opening + 1),
            "phần đầu mở bằng '+++' nhưng không đóng",
            "thêm một dòng '+++' sau các khóa, trước nội dung văn bản",
        )
        return None
    front = read_toml("\n".join(lines[opening + 1 : closing]), file=file, first_line=opening + 2, problems=problems)
    body = _body(lines, closing + 1, file)
    if not body.source.strip():
        problems.add(
            file, line_place(closing + 1), "văn bản không có nội dung", "viết nội dung dưới dòng '+++' thứ hai"
        )
    return TextFile(front=front, text=body)


def _body(lines: list[str], start: int, file: str) -> LetterText:
    while start < len(lines) and not lines[start].strip():
        start += 1
    return LetterText(file=file, source="\n".join(lines[start:]), first_line=start + 1)


def _report_no_opening(first: str, file: str, line: int, problems: Problems) -> None:
    if first == "---":
        message, remedy = "phần đầu viết bằng '---'", "thay hai dòng '---' bằng '+++' và viết các khóa theo TOML"
    else:
        message = "thiếu phần đầu của văn bản"
        remedy = "mở đầu tệp bằng dòng '+++', các khóa như type, subject, rồi lại dòng '+++'"
    problems.add(file, line_place(line), message, remedy)
