"""Family e: inputs that are too large, too deep or made to be slow."""

from __future__ import annotations

import json
from collections.abc import Callable

from workflows.forms.checking import checked
from workflows.forms.report_form import ReportForm
from world import SHEET, TEXT, TOML, Attack, World

from vanban.domain.errors import InvalidInput

MEGABYTE = 1_000_000

# fmt: off
TOMLS = {
    "10 MB": "# " + "x" * (10 * MEGABYTE), "ngoặc vuông 5.000 tầng": "a = " + "[" * 5000,
    "ngoặc vuông đóng đủ": "a = " + "[" * 3000 + "]" * 3000, "ngoặc nhọn 800 tầng": "a = " + "{b = " * 800 + "1" + "}" * 800,
    "ngoặc nhọn 100 tầng": "a = " + "{b = " * 100 + "1" + "}" * 100, "tên bảng 3.000 phần": "[a" + ".a" * 3000 + "]",
    "khóa 60.000 phần": "a" + ".a" * 60_000 + " = 1", "khóa có nháy 60.000 phần": '"a"' + '."a"' * 60_000 + " = 1",
    "bảng lồng dần": "".join(f"[{'.'.join('a' * n)}]\n" for n in range(1, 200)), "số 5.000 chữ số": "a = " + "9" * 5000,
    "số thập lục phân dài": "a = 0x" + "f" * 20_000, "số thực vô cùng": "a = 1e99999", "không phải số": "a = nan",
    "60.000 khóa lạ": "".join(f"k{n} = 1\n" for n in range(60_000)), "3.000 khóa lạ": "".join(f"k{n} = 1\n" for n in range(3000)), "60.000 bảng": "[[letters]]\n" * 60_000, "1.000 bảng rỗng": "[[letters]]\n" * 1000,
    "chuỗi 900 KB": 'a = "' + "x" * 900_000 + '"', "byte không phải UTF-8": "a = \udcff", "ký tự NUL": 'a = "\0"',
}
"""Put first into ``campaign.toml`` and into front matter."""

TEXTS = {
    "3 MB chữ": "chữ " * MEGABYTE, "dấu [ 20.000 lần": "[" * 20_000, "dấu [^ 20.000 lần": "[^" * 20_000,
    "ảnh dở 10.000 lần": "![" * 10_000, "liên kết dở": "[a](" * 15_000, "liên kết lồng": "[" * 10_000 + "](" * 10_000,
    "dấu sao": "*a _" * 15_000, "dấu sao liền": "a**" * 20_000, "trích dẫn lồng": "> " * 30_000 + "a",
    "mục lồng": "- " * 30_000 + "a", "mục thụt dần": "".join(" " * n * 2 + "- a\n" for n in range(200)),
    "dấu nháy ngược dài dần": "".join("`" * n + " " for n in range(340)), "bảng 1.000 cột": "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b\n" * 200,
    "định nghĩa liên kết": "[a]: b\n" * 8000, "chú thích HTML dở": "a<!--" * 12_000, "thực thể": "&" * 60_000,
    "chỗ điền lồng": "{{ " * 5000, "chỗ điền dở": "{" * 60_000, "dấu cách": " " * 60_000 + "a", "một từ rất dài": "á" * 60_000,
    "gạch chéo ngược": "\\" * 60_000, "tiêu đề": "# I. a\n" * 500, "ngày tháng dở": "ngày 01/01/" * 6000, "dấu gạch dưới": "_a" * 30_000,
}
SHEETS = {
    "2 triệu cột": "," * 2 * MEGABYTE + "\nA", "ô 2 MB": 'Tên\n"' + "a" * 2 * MEGABYTE + '"', "nháy không đóng": 'Tên\n"' + "a\n" * 5000,
    "ký tự NUL": "T\0n\nA\0\n", "21 MB": "Tên\n" + "x" * (21 * MEGABYTE), "30.000 dòng sai": "Tên\n" + "Sở Không Có Này\n" * 30_000,
    "tên 100.000 chữ": "Tên\n" + "x" * 100_000, "dòng trống": "\n" * 300_000,
}
# fmt: on


def in_campaign(world: World, payload: str) -> None:
    folder = world.campaign()
    content = f"{payload}\n{TOML}".encode("utf-8", "surrogateescape")
    (folder / "campaign.toml").write_bytes(content)
    world.plan_refused(folder, about="campaign.toml")


def in_front_matter(world: World, payload: str) -> None:
    folder = world.campaign()
    text = TEXT.replace("+++\ntype", f"+++\n{payload}\ntype", 1)
    (folder / "bai.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    world.plan_refused(folder, about="bai.md")


def in_text(world: World, payload: str) -> None:
    """Refused, or read within a moment: what is only long is no crime."""
    ran = world.run("plan", world.campaign(text=TEXT.replace("Trân trọng", f"{payload}\n\nTrân trọng")))
    assert ran.code < 2 or "→" in ran.out + ran.err  # 1 where the paper would break a rule


def in_sheet(world: World, payload: str) -> None:
    folder = world.campaign(toml=TOML.replace(SHEET, '{ sheet = "ds.csv" }'), ds_csv=payload)
    ran = world.plan_refused(folder, about="ds.csv")
    assert len(ran.err) < MEGABYTE


def in_form(world: World, payload: str) -> None:
    """What a screen or a program sends as the answers of a form."""
    try:
        with world.in_time():
            checked(ReportForm, json.loads(payload))
    except RecursionError:  # of the reader of JSON itself: Prefect's server refuses before us
        assert payload.count("[") > 1000
    except InvalidInput as refused:
        assert all(problem.remedy for problem in refused.problems)  # noqa: PT017  # which of both is its business
    else:
        raise AssertionError(payload[:80])


def as_figure(world: World, payload: str) -> None:
    world.launched()
    add = ("report", "add", "thu-2024", "--organ", "Sở Giáo dục và Đào tạo", "--figure", f"so_phieu={payload}")
    who = ("--as-of", "2024-11-30", "--received", "2024-12-02", "--reporter", "Trần Thị B")
    world.refused(*add, *who, "--database", "so.db", "--out", "ra")


def as_number(world: World, payload: str) -> None:
    world.launched()
    recall = ("recall", *("--organ", "Sở Nội vụ", "--number", payload, "--year", "2024", "--reason", "nhầm", "--draft"))
    ran = world.run(*recall, "--database", "so.db", "--out", "moi")
    assert ran.code in {1, 2}


def rows(where: str, payloads: dict[str, str], carry_out: Callable[[World, str], None]) -> tuple[Attack, ...]:
    holds = "từ chối hoặc đọc trong giới hạn thời gian"
    return tuple(
        Attack(name=name, where=where, payload=payload, holds=holds, carry_out=carry_out)
        for name, payload in payloads.items()
    )


_DEEP = ("ngoặc vuông 5.000 tầng", "tên bảng 3.000 phần", "khóa 60.000 phần", "số 5.000 chữ số", "10 MB", "ký tự NUL")
_FORMS = {
    "danh sách 100.000 tầng": '{"campaign": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "500 tầng": '{"campaign": ' + "[" * 500 + "]" * 500 + "}",
    "20.000 ô lạ": json.dumps({f"o{n}": n for n in range(20_000)}),
    "số thay cho chữ": '{"campaign": 1e400, "as_of": 99999999999999999999}',
    "không phải đối tượng": "[]",
}
_FIGURES = {
    "5.000 chữ số": "9" * 5000, "số mũ": "1e999999", "vô cùng": "Infinity", "không phải số": "NaN", "số âm": "-1",
    "chữ số Ả Rập": "١٢", "dấu phẩy": "," * 5000, "trống": "", "thập lục phân": "0x10",
}  # fmt: skip
_NUMBERS = {"số âm": "-1", "5.000 chữ số": "9" * 5000, "20 chữ số": "9" * 20, "số thực": "1.5", "chữ": "1 OR 1=1"}
ATTACKS = (
    *rows("campaign.toml", TOMLS, in_campaign),
    *rows("phần đầu bài văn bản", {name: TOMLS[name] for name in _DEEP}, in_front_matter),
    *rows("lời văn", TEXTS, in_text),
    *rows("bảng nơi nhận CSV", SHEETS, in_sheet),
    *rows("biểu mẫu trên màn hình", _FORMS, in_form),
    *rows("số liệu báo cáo", _FIGURES, as_figure),
    *rows("số văn bản", _NUMBERS, as_number),
)
