"""Planted mistakes of a campaign folder: each is told with its file, its place and what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from vanban.intake.campaign.campaign_folder import read_campaign

Spoil = Callable[[Path], None]


@dataclass(frozen=True)
class Mistake:
    name: str
    spoil: Spoil
    file: str
    place: str
    message: str
    remedy: str


def change(old: str, new: str, file: str = "campaign.toml") -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"nothing to spoil: {old}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def add(lines: str, file: str = "campaign.toml") -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(lines)

    return spoil


def write(file: str, content: bytes) -> Spoil:
    return lambda folder: (folder / file).write_bytes(content) and None


def remove(file: str) -> Spoil:
    return lambda folder: (folder / file).unlink()


def grow(file: str, size: int) -> Spoil:
    """A file of that size that takes no room on the disk."""

    def spoil(folder: Path) -> None:
        with (folder / file).open("wb") as opened:
            opened.truncate(size)

    return spoil


def also(*spoils: Spoil) -> Spoil:
    def spoil(folder: Path) -> None:
        for one in spoils:
            one(folder)

    return spoil


def link_out(folder: Path) -> None:
    (folder.parent / "ngoai.docx").write_bytes(b"not yours")
    (folder / "mau-phieu.docx").unlink()
    (folder / "mau-phieu.docx").symlink_to(folder.parent / "ngoai.docx")


TOML = "campaign.toml"
TEXT = "trien-khai.md"
MB = 1024 * 1024
IMAGE_LINE = "![Mẫu banner](banner.png)\n"

# One mistake per line, as a table is read.
# fmt: off
MISTAKES = [
    Mistake("no campaign file", remove(TOML), TOML, "", "không tìm thấy tệp 'campaign.toml'", "chép tệp"),
    Mistake("toml syntax", change('id = "khao-sat-2024"', 'id = "khao-sat-2024'), TOML, "dòng 4", "thiếu dấu nháy đóng", "thêm dấu nháy"),
    Mistake("no quotes", change('issuer = "Sở Nội vụ"\ndraf', "issuer = Sở Nội vụ\ndraf"), TOML, "dòng 28", "giá trị viết sai", "dấu nháy kép"),
    Mistake("impossible date", change("date = 2024-09-27", "date = 2024-02-30"), TOML, "dòng 30", "ngày không có trong lịch", "2024-09-27"),
    Mistake("impossible quoted date", change("date = 2024-09-27", 'date = "2024-02-30"'), TOML, "dòng 30, letters[0].date", "ngày '2024-02-30' không có trong lịch", "2024-09-27"),
    Mistake("date as people write it", change("date = 2024-09-27", 'date = "27/9/2024"'), TOML, "dòng 30, letters[0].date", "'27/9/2024' không đúng dạng", "2024-09-27"),
    Mistake("month 13", change('to = "2024-11"', 'to = "2024-13"'), TOML, "dòng 16, windows.tuyen_truyen.to", "'2024-13' không có trong lịch", "2024-09"),
    Mistake("unclosed list", change('quotas = ["phuc_tra"]', 'quotas = ["phuc_tra"'), TOML, "dòng 48", "danh sách chưa đóng", "']'"),
    Mistake("key twice", change('id = "trien-khai"', 'id = "trien-khai"\nid = "hai"'), TOML, "dòng 27", "khóa này đã có ở trên", "xóa một trong hai"),
    Mistake("unknown key", change('drafting_unit = "CCHC"', 'drafing_unit = "CCHC"'), TOML, "dòng 29, letters[0].drafing_unit", "không có khóa 'drafing_unit'", "có phải ý là 'drafting_unit'"),
    Mistake("unknown table", add("\n[fact]\nx = 1\n"), TOML, "dòng 66, fact", "không có khóa 'fact'", "'facts'"),
    Mistake("missing field", change('issuer = "Sở Nội vụ"\ndraf', "draf"), TOML, "dòng 25, letters[0].issuer", "thiếu khóa 'issuer' (Cơ quan ban hành)", 'issuer = "Sở Nội vụ"'),
    Mistake("missing table", change('[campaign]\nid = "khao-sat-2024"\ntitle = "Khảo sát mức độ hài lòng năm 2024"\n', ""), TOML, "dòng 1, campaign", "thiếu khóa 'campaign'", "[campaign]"),
    Mistake("no signatory", change('signatory = { capacity = "KT" }\n', ""), TOML, "dòng 25, letters[0].signatory", "thiếu khóa 'signatory'", 'signatory = { capacity = "KT" }'),
    Mistake("other format", change("format = 1", "format = 2"), TOML, "dòng 1, format", "'2' không dùng được", "ghi 1"),
    Mistake("number for text", change('title = "Khảo sát mức độ hài lòng năm 2024"', "title = 2024"), TOML, "dòng 5, campaign.title", "'2024' sai kiểu", "chuỗi chữ"),
    Mistake("text for flag", change('drafting_unit = "CCHC"', 'one_each = "có"'), TOML, "dòng 29, letters[0].one_each", "'có' sai kiểu", "true hoặc false"),
    Mistake("one number for many letters", change('drafting_unit = "CCHC"', "reserved_number = 12\none_each = true"), TOML, "dòng 29, letters[0].reserved_number", "một số đã giữ chỉ dùng cho một văn bản", "bỏ một trong hai khóa"),
    Mistake("number set aside below 1", change('drafting_unit = "CCHC"', "reserved_number = 0"), TOML, "dòng 29, letters[0].reserved_number", "số 0 quá nhỏ", "từ 1 trở lên"),
    Mistake("not a number", change("minimum_percent = 10", "minimum_percent = nan"), TOML, "dòng 64, quotas[0].minimum_percent", "'nan' sai kiểu", "ghi số"),
    Mistake("empty title", change('title = "Khảo sát mức độ hài lòng năm 2024"', 'title = " "'), TOML, "dòng 5, campaign.title", "để trống", "ghi giá trị"),
    Mistake("id with accents", change('id = "khao-sat-2024"', 'id = "Khảo sát"'), TOML, "dòng 4, campaign.id", "'Khảo sát' không đúng dạng", "chữ thường không dấu"),
    Mistake("id with a line end", change('id = "khao-sat-2024"', 'id = "khao-sat-2024\\n"'), TOML, "dòng 4, campaign.id", "không đúng dạng", "chữ thường không dấu"),
    Mistake("window key with a dash", change("[windows.tuyen_truyen]", "[windows.tuyen-truyen]"), TOML, "dòng 13, windows.tuyen-truyen", "tên khóa 'tuyen-truyen' không đúng dạng", "dấu '_'"),
    Mistake("link without scheme", change('"https://forms.gle/abc"', '"forms.gle/abc"'), TOML, "dòng 8, links.phieu", "'forms.gle/abc' không đúng dạng", "https://"),
    Mistake("unknown capacity", change('capacity = "KT"', 'capacity = "KT."'), TOML, "dòng 31, letters[0].signatory.capacity", "'KT.' không dùng được", "có phải ý là 'KT'"),
    Mistake("id and capacity", change('capacity = "KT"', 'capacity = "KT", id = "a"'), TOML, "dòng 31, letters[0].signatory", "id và capacity không dùng cùng nhau", "chỉ giữ một"),
    Mistake("two kinds in a selector", change('{ group = "ubnd-huyen" }', '{ group = "ubnd-huyen", name = "A" }'), TOML, "dòng 33, letters[0].recipients[0]", "group và name không dùng cùng nhau", "chỉ giữ một"),
    Mistake("nobody in a selector", change('{ group = "ubnd-huyen" }', '{ label = "A" }'), TOML, "dòng 33, letters[0].recipients[0]", "thiếu một trong các khóa", "đúng một khóa"),
    Mistake("exclude without group", change('{ group = "ubnd-huyen" }', '{ organisation = "A", exclude = ["B"] }'), TOML, "dòng 33, letters[0].recipients[0]", "'exclude' chỉ dùng kèm khóa 'group'", "xóa 'exclude'"),
    Mistake("unknown role", change('role = "copy"', 'role = "cc"'), TOML, "dòng 34, letters[0].recipients[1].role", "'cc' không dùng được", "addressee, copy"),
    Mistake("no copies", change("copies = 1", "copies = 0"), TOML, "dòng 36, letters[0].file_copy.copies", "số 0 quá nhỏ", "từ 1 trở lên"),
    Mistake("no addressee", change('{ group = "ubnd-huyen" }', '{ group = "ubnd-huyen", role = "copy" }'), TOML, "dòng 32, letters[0].recipients", "không có nơi nhận nào ở phần Kính gửi", "addressee"),
    Mistake("recipient twice", change('  { group = "ubnd-huyen" },\n', '  { group = "ubnd-huyen" },\n  { group = "ubnd-huyen" },\n'), TOML, "dòng 34, letters[0].recipients[1]", "đã có ở recipients[0]", "xóa một trong hai"),
    Mistake("empty list", change('figures = ["so_phieu", "so_phuc_tra"]', "assignees = []"), TOML, "dòng 45, assignments[0].assignees", "danh sách rỗng", "ít nhất một mục"),
    Mistake("two letters, one id", add('\n[[letters]]\nid = "trien-khai"\ntext = "trien-khai.md"\nissuer = "A"\nsignatory = { id = "a" }\nrecipients = [{ name = "B" }]\n' ), TOML, "dòng 67, letters[1].id", "mã 'trien-khai' đã dùng ở dòng 26, letters[0].id", "đặt mã khác"),
    Mistake("level with a letter's id", add('\n[[levels]]\nname = "Huyện"\nrelays = { group = "ubnd-huyen" }\nmargin_working_days = 3\nid = "trien-khai"\ntext = "trien-khai.md"\nsignatory = { id = "a" }\nrecipients = [{ name = "B" }]\n' ), TOML, "dòng 70, levels[0].id", "mã 'trien-khai' đã dùng", "đặt mã khác"),
    Mistake("level without margin", add('\n[[levels]]\nname = "Huyện"\nrelays = { group = "ubnd-huyen" }\nid = "b"\ntext = "trien-khai.md"\nsignatory = { id = "a" }\nrecipients = [{ name = "B" }]\n' ), TOML, "dòng 66, levels[0].margin_working_days", "thiếu khóa 'margin_working_days'", "margin_working_days = 3"),
    Mistake("no letter that assigns", change('letter = "trien-khai"\n', ""), TOML, "dòng 39, assignments[0].letter", "thiếu khóa 'letter' (Mã văn bản giao việc)", 'letter = "trien-khai"'),
    Mistake("unknown letter", change('letter = "trien-khai"', 'letter = "trien-kai"'), TOML, "dòng 42, assignments[0].letter", "không có văn bản 'trien-kai'", "'trien-khai'"),
    Mistake("unknown window", change('window = "tuyen_truyen"', 'window = "tuyen"'), TOML, "dòng 43, assignments[0].window", "không có khoảng thời gian 'tuyen'", "tuyen_truyen"),
    Mistake("unknown figure", change('["so_phieu", "so_phuc_tra"]', '["so_phieu", "so_phuc_ta"]'), TOML, "dòng 45, assignments[0].figures[1]", "không có số liệu 'so_phuc_ta'", "so_phuc_tra"),
    Mistake("unknown quota", change('quotas = ["phuc_tra"]', 'quotas = ["ty_le"]'), TOML, "dòng 46, assignments[0].quotas[0]", "không có chỉ tiêu 'ty_le'", "phuc_tra"),
    Mistake("unknown total", change('total = "so_phieu"', 'total = "tong"'), TOML, "dòng 63, quotas[0].total", "không có số liệu 'tong'", "so_phieu"),
    Mistake("quota of itself", change('total = "so_phieu"', 'total = "so_phuc_tra"'), TOML, "dòng 63, quotas[0].total", "với chính nó", "khác nhau"),
    Mistake("bounds in a circle", change('label = "Tổng số phiếu"', 'at_most = "so_phuc_tra"\nlabel = "Tổng số phiếu"'), TOML, "dòng 50, figures[0].at_most", "so_phieu → so_phuc_tra → so_phieu", "at_most"),
    Mistake("deadline with two terms", change("day = 2024-12-05", "day = 2024-12-05, working_days = 5"), TOML, "dòng 44, assignments[0].deadline", "day và working_days không dùng cùng nhau", "chỉ giữ một"),
    Mistake("deadline without term", change(", day = 2024-12-05", ""), TOML, "dòng 44, assignments[0].deadline", "thiếu một trong các khóa: day, month, working_days", "đúng một"),
    Mistake("wording against term", change("day = 2024-12-05", 'month = "2024-11"'), TOML, "dòng 44, assignments[0].deadline.month", "'trước ngày' không đi với khóa 'month'", "khóa 'day'"),
    Mistake("unknown wording", change("trước ngày", "trước"), TOML, "dòng 44, assignments[0].deadline.wording", "'trước' không dùng được", "trước ngày"),
    Mistake("window ends first", change('to = "2024-11"', 'to = "2024-09"'), TOML, "dòng 16, windows.tuyen_truyen.to", "kết thúc (2024-09) trước khi bắt đầu (2024-10)", "'from' hoặc 'to'"),
    Mistake("citation without code", change('code = "2979/SNV-CCHC"\n', ""), TOML, "dòng 18, citations.cv2979.code", "viện dẫn Công văn thiếu khóa 'code'", "thêm khóa 'code'"),
    Mistake("law with a code", change('type = "Công văn"', 'type = "Luật"'), TOML, "dòng 20, citations.cv2979.code", "Luật viện dẫn không ghi khóa 'code'", "xóa khóa 'code'"),
    Mistake("code with a word", change('"2979/SNV-CCHC"', '"số 2979/SNV-CCHC"'), TOML, "dòng 20, citations.cv2979.code", "không đúng dạng", "2979/SNV-CCHC"),
    Mistake("before the decree", change("date = 2024-09-27", "date = 2019-09-27"), TOML, "dòng 30, letters[0].date", "Nghị định số 30/2020/NĐ-CP", "sửa lại năm"),
    Mistake("directory missing", change('title = "Khảo', 'directory = "danh-ba"\ntitle = "Khảo'), TOML, "dòng 5, campaign.directory", "không có thư mục danh bạ 'danh-ba'", "tạo thư mục"),
    Mistake("text missing", remove(TEXT), TOML, "dòng 27, letters[0].text", "không tìm thấy tệp 'trien-khai.md'", "chép tệp" ),
    Mistake("text outside", change('text = "trien-khai.md"', 'text = "../trien-khai.md"'), TOML, "dòng 27, letters[0].text", "'../trien-khai.md' ra ngoài thư mục", "vào trong thư mục"),
    Mistake("text absolute", change('text = "trien-khai.md"', 'text = "/etc/passwd"'), TOML, "dòng 27, letters[0].text", "'/etc/passwd' không phải đường dẫn tương đối", "tên tệp trong thư mục"),
    Mistake("text with a drive", change('text = "trien-khai.md"', "text = 'C:\\a.md'"), TOML, "dòng 27, letters[0].text", "không phải đường dẫn tương đối", "dấu '/'"),
    Mistake("text is a folder", also(remove(TEXT), lambda folder: (folder / TEXT).mkdir()), TOML, "dòng 27, letters[0].text", "không tìm thấy tệp", "chép tệp"),
    Mistake("attachment missing", remove("mau-phieu.docx"), TOML, "dòng 37, letters[0].attachments[0]", "không tìm thấy tệp 'mau-phieu.docx'", "chép tệp"),
    Mistake("attachment by a link out", link_out, TOML, "dòng 37, letters[0].attachments[0]", "'mau-phieu.docx' ra ngoài thư mục", "vào trong thư mục"),
    Mistake("attachment too large", grow("mau-phieu.docx", 21 * MB), TOML, "dòng 37, letters[0].attachments[0]", "lớn 21,0 MB, quá giới hạn 20 MB", "giảm kích thước"),
    Mistake("attachment empty", write("mau-phieu.docx", b""), TOML, "dòng 37, letters[0].attachments[0]", "tệp 'mau-phieu.docx' rỗng", "chép lại"),
    Mistake("sheet missing", change('{ group = "ubnd-huyen" }', '{ sheet = "ds.xlsx" }'), TOML, "dòng 33, letters[0].recipients[0].sheet", "không tìm thấy tệp 'ds.xlsx'", "chép tệp"),
    Mistake("sheet of another kind", change('{ group = "ubnd-huyen" }', '{ sheet = "ds.pdf" }'), TOML, "dòng 33, letters[0].recipients[0].sheet", "'ds.pdf' không đúng dạng", ".csv hoặc .xlsx"),
    Mistake("campaign too large", grow(TOML, 2 * MB), TOML, "", "lớn 2,0 MB, quá giới hạn 1 MB", "giảm kích thước"),
    Mistake("text too large", grow(TEXT, 3 * MB), TOML, "dòng 27, letters[0].text", "lớn 3,0 MB, quá giới hạn 2 MB", "giảm kích thước"),
    Mistake("picture of 50 MB", also(add("\n" + IMAGE_LINE, TEXT), grow("banner.png", 50 * MB)), TEXT, "dòng 9", "tệp 'banner.png' lớn 50,0 MB, quá giới hạn 10 MB", "giảm kích thước"),
    Mistake("picture missing", add("\n" + IMAGE_LINE, TEXT), TEXT, "dòng 9", "không tìm thấy tệp 'banner.png'", "chép tệp" ),
    Mistake("picture outside", add("\n![Mẫu](../banner.png)\n", TEXT), TEXT, "dòng 9", "'../banner.png' ra ngoài thư mục", "vào trong thư mục"),
    Mistake("campaign not UTF-8", write(TOML, "format = 1\n# Sở".encode("utf-16")), TOML, "", "UTF-16", "UTF-8"),
    Mistake("text not UTF-8", write(TEXT, b'+++\ntype = "c\xf4ng v\xe3n"\n+++\n'), TEXT, "dòng 2", "không phải UTF-8: byte thứ 14", "bảng mã UTF-8"),
    Mistake("NUL byte", add("Kết\x00 thúc./.\n", TEXT), TEXT, "dòng 8", "ký tự điều khiển (U+0000)", "xóa ký tự"),
    Mistake("NUL by escape", change('title = "Khảo', 'title = "\\u0000Khảo'), TOML, "dòng 5, campaign.title", "ký tự điều khiển (U+0000)", "xóa ký tự"),
    Mistake("Icelandic Eth", change("đề nghị", "\u00d0ề nghị", TEXT), TEXT, "dòng 7", "'Ð' (U+00D0) trông giống chữ Đ", "U+0110"),
    Mistake("zero-width space", change("đề nghị", "đề\u200b nghị", TEXT), TEXT, "dòng 7", "không nhìn thấy (U+200B)", "gõ lại"),
    Mistake("empty text", change("\nSở Nội vụ đề nghị các đơn vị thực hiện./.\n", "", TEXT), TEXT, "dòng 5", "văn bản không có nội dung", "viết nội dung"),
    Mistake("front matter missing", write(TEXT, "Kính gửi\n".encode()), TEXT, "dòng 1", "thiếu phần đầu", "'+++'"),
    Mistake("front matter of YAML", write(TEXT, b"---\ntype: a\n---\n"), TEXT, "dòng 1", "phần đầu viết bằng '---'", "thay hai dòng '---'"),
    Mistake("front matter never closed", change(" }]\n+++", " }]", TEXT), TEXT, "dòng 1", "không đóng", "thêm một dòng '+++'"),
    Mistake("front matter syntax", change("subject = ", "subject ", TEXT), TEXT, "dòng 3", "thiếu dấu '='", "khóa = "),
    Mistake("unknown type", change('"công văn"', '"cong van"', TEXT), TEXT, "dòng 2, type", "không có loại văn bản 'cong van'", "có phải ý là 'Công văn'"),
    Mistake("no subject", change('subject = "triển khai khảo sát năm 2024"\n', "", TEXT), TEXT, "dòng 2, subject", "thiếu khóa 'subject' (Trích yếu)", "subject = "),
    Mistake("subject with V/v", change('subject = "triển', 'subject = "V/v triển', TEXT), TEXT, "dòng 3, subject", "mở đầu bằng 'V/v'", "tự in 'V/v'"),
    Mistake("letter key in the text", change("subject =", 'issuer = "A"\nsubject =', TEXT), TEXT, "dòng 3, issuer", "không có khóa 'issuer'", "trong campaign.toml"),
    Mistake("text key in the campaign", change('id = "trien-khai"', 'id = "trien-khai"\nsubject = "x"'), TOML, "dòng 27, letters[0].subject", "không có khóa 'subject'", "phần đầu của tệp lời văn"),
    Mistake("key in both places", also(change("subject =", 'urgency = "khẩn"\nsubject =', TEXT), change('id = "trien-khai"', 'id = "trien-khai"\nurgency = "khẩn"')), TEXT, "dòng 3, urgency", "đã có trong campaign.toml (dòng 27, letters[0].urgency)", "xóa khóa này ở một trong hai nơi"),
    Mistake("secret", change("subject =", 'secrecy = "MẬT"\nsubject =', TEXT), TEXT, "dòng 3, secrecy", "độ mật 'MẬT'", "bảo vệ bí mật nhà nước"),
    Mistake("secret in the campaign", change('id = "trien-khai"', 'id = "trien-khai"\nsecrecy = "tuyệt mật"'), TOML, "dòng 27, letters[0].secrecy", "độ mật 'tuyệt mật'", "bảo vệ bí mật nhà nước"),
    Mistake("secret as circulation", change("subject =", 'circulation_mark = "TỐI MẬT"\nsubject =', TEXT), TEXT, "dòng 3, circulation_mark", "độ mật 'TỐI MẬT'", "bảo vệ bí mật nhà nước"),
    Mistake("unknown urgency", change("subject =", 'urgency = "gấp"\nsubject =', TEXT), TEXT, "dòng 3, urgency", "'gấp' không dùng được", "khẩn, thượng khẩn, hỏa tốc"),
    Mistake("appendix missing", remove("thong-bao.md"), TEXT, "dòng 4, appendices[0].text", "không tìm thấy tệp 'thong-bao.md'", "chép tệp"),
    Mistake("appendix is the letter", change('text = "thong-bao.md"', 'text = "trien-khai.md"', TEXT), TEXT, "dòng 4, appendices[0].text", "lấy lại chính tệp", "tệp riêng"),
    Mistake("appendix empty", write("thong-bao.md", b"\n"), "thong-bao.md", "dòng 1", "phụ lục không có nội dung", "viết nội dung"),
    Mistake("appendix with front matter", write("thong-bao.md", b"+++\n+++\nA\n"), "thong-bao.md", "dòng 1", "có phần đầu '+++'", "xóa phần đầu"),
]
# fmt: on


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_with_its_file_place_and_remedy(mistake: Mistake, campaign_folder: Path):
    mistake.spoil(campaign_folder)

    problems = read_campaign(campaign_folder).problems

    told = [problem for problem in problems if mistake.message in problem.message]
    assert told, f"not told; instead: {[str(problem) for problem in problems]}"
    assert told[0].file == mistake.file
    assert told[0].place == mistake.place
    assert mistake.remedy in told[0].remedy


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_is_told_once(mistake: Mistake, campaign_folder: Path):
    mistake.spoil(campaign_folder)

    problems = read_campaign(campaign_folder).problems

    consequences = {
        "law with a code": 3,  # code, date and issuer are each one too many
        "window key with a dash": 2,  # and the assignment no longer finds it
        "bounds in a circle": 2,  # told at both ends
    }
    assert len(problems) == consequences.get(mistake.name, 1), [str(problem) for problem in problems]


def test_all_mistakes_are_told_at_once(campaign_folder: Path):
    spoils = ("unknown key", "empty title", "unknown letter", "attachment missing", "no subject", "appendix empty")
    chosen = [mistake for mistake in MISTAKES if mistake.name in spoils]
    for mistake in chosen:
        mistake.spoil(campaign_folder)

    told = "\n".join(str(problem) for problem in read_campaign(campaign_folder).problems)

    assert all(mistake.message in told for mistake in chosen)
    assert len(chosen) == len(spoils)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    (problem,) = read_campaign(tmp_path / "khong-co").problems

    assert "không có thư mục" in problem.message
    assert "vanban init" in problem.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(campaign_folder: Path):
    (campaign_folder / TEXT).chmod(0)

    (problem,) = read_campaign(campaign_folder).problems

    assert "không mở được tệp" in problem.message
