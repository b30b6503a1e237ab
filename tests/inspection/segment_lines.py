"""Lines of a letter as they are measured, for tests that divide them into elements."""

from vanban.domain.judging.inspected import MeasuredLine, MeasuredRun
from vanban.inspection.segments import segment


def line(text, **facts):
    """A line with a place of its own; ``bold`` and ``italic`` are those of its only run."""
    run = MeasuredRun(text=text, bold=facts.pop("bold", False), italic=facts.pop("italic", False))
    line.count += 1
    return MeasuredLine(runs=(run,), place="", anchor=f"a#{line.count}", **facts)


line.count = 0


def left(text, **facts):
    return line(text, column_to=0.4, align="center", **facts)


def right(text, **facts):
    return line(text, column_from=0.4, align="center", **facts)


HEAD = (
    left("UBND TỈNH KHÁNH HÒA"),
    left("SỞ NỘI VỤ", bold=True),
    right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True),
    right("Độc lập - Tự do - Hạnh phúc", bold=True),
)
ROW = (left("Số: 12/SNV-VP"), right("Khánh Hòa, ngày 05 tháng 01 năm 2026", italic=True))
TEXT = (
    line("Các cơ quan phối hợp thực hiện.", align="justify"),
    line("Trân trọng./.", align="justify"),
)
FOOT = (
    left("Nơi nhận:", bold=True, italic=True),
    left("- Như trên;"),
    left("- Lưu: VT."),
    right("GIÁM ĐỐC", bold=True),
    right("Nguyễn Văn A", bold=True),
)


def found(*lines):
    """The texts of each element, and those that belong to none."""
    segments = segment(lines)
    texts = {element: [one.text for one in several] for element, several in segments.elements.items()}
    return texts, [one.text for one in segments.unplaced]
