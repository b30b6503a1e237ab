"""At least forty ways to spoil a campaign folder, each with what a clerk must be told: where, what, and what to do."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TOML = "campaign.toml"
TEXT = "trien-khai.md"
NOTICE = "thong-bao.md"
APPENDIX = "phu-luc.md"
MB = 1024 * 1024
MASTERS = Path(__file__).parents[2] / "templates"

Spoil = Callable[[Path], None]


@dataclass(frozen=True)
class Told:
    """A line of the report: the file, the place in it, words of what is wrong and words of the remedy."""

    file: str
    place: str
    wrong: str
    remedy: str


@dataclass(frozen=True)
class Mistake:
    """A planted mistake; ``others`` are lines that follow from it. Those of a master need a press to show."""

    name: str
    spoil: Spoil
    told: Told
    others: tuple[Told, ...] = ()
    of_a_master: bool = False


def change(old: str, new: str, file: str = TOML) -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"nothing to spoil in {file}: {old}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def add(lines: str, file: str = TOML) -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(lines)

    return spoil


def write(file: str, content: bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)

    return spoil


def remove(file: str) -> Spoil:
    return lambda folder: (folder / file).unlink()


def grow(file: str, size: int) -> Spoil:
    """A file of that size that takes no room on the disk."""

    def spoil(folder: Path) -> None:
        with (folder / file).open("r+b" if (folder / file).exists() else "wb") as opened:
            opened.truncate(size)

    return spoil


def also(*spoils: Spoil) -> Spoil:
    def spoil(folder: Path) -> None:
        for one in spoils:
            one(folder)

    return spoil


def link_out(folder: Path) -> None:
    """The attachment becomes a link to a file outside the folder."""
    (folder.parent / "ngoai.txt").write_bytes(b"not yours")
    (folder / "mau-phieu.txt").unlink()
    (folder / "mau-phieu.txt").symlink_to(folder.parent / "ngoai.txt")


def without_tag(tag: str) -> Spoil:
    """A Word master that lost one of its tags."""

    def spoil(masters: Path) -> None:
        path = masters / "docx" / "cong-van.docx"
        with zipfile.ZipFile(path) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        whole = parts["word/document.xml"]
        assert tag.encode() in whole, f"nothing to spoil: {tag}"
        parts["word/document.xml"] = whole.replace(tag.encode(), b"")
        with zipfile.ZipFile(path, "w") as file:
            for name, content in parts.items():
                file.writestr(name, content)

    return spoil


def copy_of_masters(place: Path) -> Path:
    """Masters of an office's own, to spoil."""
    return Path(shutil.copytree(MASTERS, place / "tep-mau"))


HUYEN = '{ group = "ubnd-huyen", exclude = ["UBND huyện Trường Sa"], channel = "VBĐT" }'
ROOMS = '{ group = "phong-noi-vu" }'
AUGUST_2025 = change("date = 2024-09-27", "date = 2025-08-01")
SIGNS = 'signatory = { capacity = "KT" }'
ONE_EACH = change('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')
OWN_DIRECTORY = change('title = "Đợt mẫu', 'directory = "danh-ba"\ntitle = "Đợt mẫu')
BROKEN_DIRECTORY = write("danh-ba/signatories.csv", b"id,organ,full_name\na,b,c\n")
UNDECLARED = "kiểm tra cách viết, hoặc khai báo giá trị này"

# One mistake per line, as a table is read.
# fmt: off
MISTAKES = (
    # The campaign file
    Mistake("khóa lạ", change("file_copy", "filecopy"), Told(TOML, "dòng 37, letters[0].filecopy", "không có khóa 'filecopy'", "có phải ý là 'file_copy'")),
    Mistake("bảng lạ", change("[facts]", "[fact]"), Told(TOML, "dòng 10, fact", "không có khóa 'fact'", "có phải ý là 'facts'"), (Told(TEXT, "dòng 11", "không có giá trị 'so_phieu'", UNDECLARED),)),
    Mistake("thiếu cơ quan ban hành", change('issuer = "Sở Nội vụ"\ndrafting', "drafting"), Told(TOML, "dòng 25, letters[0].issuer", "thiếu khóa 'issuer' (Cơ quan ban hành)", 'issuer = "Sở Nội vụ"')),
    Mistake("thiếu người ký", change(f"{SIGNS}\n", ""), Told(TOML, "dòng 25, letters[0].signatory", "thiếu khóa 'signatory'", 'signatory = { capacity = "KT" }')),
    Mistake("thiếu mã của đợt", change('id = "dot-mau-2024"\n', ""), Told(TOML, "dòng 3, campaign.id", "thiếu khóa 'id' (Mã của đợt)", 'id = "')),
    Mistake("thiếu dấu nháy đóng", change('id = "dot-mau-2024"', 'id = "dot-mau-2024'), Told(TOML, "dòng 4", "thiếu dấu nháy đóng", "thêm dấu nháy")),
    Mistake("ngày 30/2", change("date = 2024-09-27", "date = 2024-02-30"), Told(TOML, "dòng 30", "ngày không có trong lịch", "2024-09-27")),
    Mistake("ngày viết 27/9/2024", change("date = 2024-09-27", 'date = "27/9/2024"'), Told(TOML, "dòng 30, letters[0].date", "'27/9/2024' không đúng dạng", "2024-09-27")),
    Mistake("ngày trước Nghị định", change("date = 2024-09-27", "date = 2019-09-27"), Told(TOML, "dòng 30, letters[0].date", "sớm hơn ngày Nghị định số 30/2020/NĐ-CP có hiệu lực", "sửa lại năm")),
    Mistake("kết thúc trước bắt đầu", change("to = 2024-11-29", "to = 2024-09-29"), Told(TOML, "dòng 16, windows.khao_sat.to", "kết thúc (2024-09-29) trước khi bắt đầu (2024-10-01)", "sửa lại 'from' hoặc 'to'"), (Told(TEXT, "dòng 19", "không có giá trị 'khao_sat'", UNDECLARED), Told(NOTICE, "dòng 6", "không có giá trị 'khao_sat'", UNDECLARED))),
    Mistake("một khóa hai lần", change('id = "trien-khai"', 'id = "trien-khai"\nid = "hai"'), Told(TOML, "dòng 27", "khóa này đã có ở trên", "xóa một trong hai dòng")),
    Mistake("hai văn bản một mã", change('id = "thong-bao"', 'id = "trien-khai"'), Told(TOML, "dòng 41, letters[1].id", "mã 'trien-khai' đã dùng ở dòng 26, letters[0].id", "đặt mã khác")),
    Mistake("hai cách chọn một nơi nhận", change(ROOMS, '{ group = "phong-noi-vu", name = "A" }'), Told(TOML, "dòng 47, letters[1].recipients[0]", "group và name không dùng cùng nhau", "chỉ giữ một")),
    Mistake("nơi nhận không chọn ai", change(ROOMS, '{ label = "A" }'), Told(TOML, "dòng 47, letters[1].recipients[0]", "thiếu một trong các khóa: organisation, group", "ghi đúng một khóa")),
    Mistake("vai trò lạ", change('role = "copy"', 'role = "cc"'), Told(TOML, "dòng 35, letters[0].recipients[2].role", "'cc' không dùng được", "addressee, copy")),
    Mistake("hai hạn cho một nhiệm vụ", change("day = 2024-12-05", "day = 2024-12-05, working_days = 5"), Told(TOML, "dòng 57, assignments[0].deadline", "day và working_days không dùng cùng nhau", "chỉ giữ một"), (Told(TEXT, "dòng 19", "không có giá trị 'bao_cao'", UNDECLARED),)),
    Mistake("số liệu chưa khai báo", change('figures = ["so_phieu"]', 'figures = ["so_phiu"]'), Told(TOML, "dòng 58, assignments[0].figures[0]", "không có số liệu 'so_phiu'", "'so_phieu'")),
    Mistake("nhiệm vụ của văn bản không có", change('letter = "trien-khai"', 'letter = "trien-kai"'), Told(TOML, "dòng 55, assignments[0].letter", "không có văn bản 'trien-kai'", "'trien-khai'")),
    Mistake("độ mật", change("subject =", 'secrecy = "MẬT"\nsubject =', TEXT), Told(TEXT, "dòng 3, secrecy", "văn bản ghi độ mật 'MẬT'", "bảo vệ bí mật nhà nước")),
    Mistake("độ mật ghi ở phạm vi lưu hành", change("subject =", 'circulation_mark = "TỐI MẬT"\nsubject =', TEXT), Told(TEXT, "dòng 3, circulation_mark", "văn bản ghi độ mật 'TỐI MẬT'", "bảo vệ bí mật nhà nước")),
    Mistake("độ khẩn lạ", change("subject =", 'urgency = "gấp"\nsubject =', TEXT), Told(TEXT, "dòng 3, urgency", "'gấp' không dùng được", "khẩn, thượng khẩn, hỏa tốc")),
    # Who is who on the day
    Mistake("cơ quan không có trong danh bạ", change("Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tào"), Told(TOML, "letters[0].recipients[0]", "danh bạ ngày 27/9/2024 không có cơ quan “Sở Giáo dục và Đào tào”", "có phải là: Sở GD&ĐT (sgddt-2020)")),
    Mistake("cơ quan ban hành không có trong danh bạ", change('issuer = "Sở Nội vụ"\ndrafting', 'issuer = "Sở Nội vự"\ndrafting'), Told(TOML, "letters[0].issuer", "không có cơ quan “Sở Nội vự”", "Sở Nội vụ (snv-2020)")),
    Mistake("cơ quan đã hợp nhất", also(AUGUST_2025, change("Sở Giáo dục và Đào tạo", "Sở Thông tin và Truyền thông"), change(HUYEN, '{ group = "ubnd-xa" }')), Told(TOML, "letters[0].recipients[0]", "ngày 01/8/2025 không còn cơ quan “Sở Thông tin và Truyền thông”: stttt-2020 đến hết 28/02/2025", "nay là Sở KH&CN (skhcn-202507)")),
    Mistake("huyện đã giải thể", also(AUGUST_2025, change(HUYEN, '{ organisation = "UBND huyện Diên Khánh" }')), Told(TOML, "letters[0].recipients[1]", "không còn cơ quan “UBND huyện Diên Khánh”", "gửi UBND cấp xã tiếp nhận địa bàn: UBND xã Diên Điền")),
    Mistake("cơ quan chưa thành lập", change("Sở Giáo dục và Đào tạo", "snv-202507"), Told(TOML, "letters[0].recipients[0]", "ngày 27/9/2024 chưa có cơ quan “snv-202507”: snv-202507 từ 01/7/2025", "trước đó là Sở Nội vụ (snv-2020)")),
    Mistake("nhóm không có", change('group = "phong-noi-vu"', 'group = "phong-noi-v"'), Told(TOML, "letters[1].recipients[0]", "không có nhóm nhận “phong-noi-v”", "phong-noi-vu (“Phòng Nội vụ")),
    Mistake("nhóm đã hết hiệu lực", AUGUST_2025, Told(TOML, "letters[0].recipients[1]", "nhóm ubnd-huyen (“UBND các huyện, thị xã, thành phố”) không có cơ quan nào trong ngày 01/8/2025; nhóm này đến hết 30/6/2025", "thay bằng nhóm ubnd-xa")),
    Mistake("nhóm không có ai", also(change("date = 2024-09-30", "date = 2025-08-01"), change('group = "phong-noi-vu"', 'group = "dvsn-tinh"')), Told(TOML, "letters[1].recipients[0]", "không có cơ quan nào trong ngày 01/8/2025", "ghi từng cơ quan")),
    Mistake("loại trừ hết nhóm", change(ROOMS, '{ group = "noi-bo-sct", exclude = ["sct-vp"] }'), Told(TOML, "letters[1].recipients[0]", "nhóm 'noi-bo-sct' không còn ai sau khi loại trừ", "bớt các đơn vị trong 'exclude'")),
    Mistake("loại trừ cơ quan không có", change("UBND huyện Trường Sa", "UBND huyện Trường Xa"), Told(TOML, "letters[0].recipients[1]", "không có cơ quan “UBND huyện Trường Xa”", "UBND huyện Trường Sa (ubnd-huyen-576)")),
    Mistake("cơ quan không có đơn vị trực thuộc", also(change('issuer = "Sở Nội vụ"\ndate', 'issuer = "Sở Giáo dục và Đào tạo"\ndate'), change(ROOMS, '{ relation = "direct_units" }')), Told(TOML, "letters[1].recipients[0]", "không có đơn vị trực thuộc nào trong danh bạ", "bổ sung danh bạ")),
    Mistake("nơi nhận riêng ngoài danh bạ", also(ONE_EACH, change(HUYEN, '{ name = "Hội Khoa học" }')), Told(TOML, "letters[0].one_each", "'Hội Khoa học' không có trong danh bạ nên không lập được văn bản riêng", "dùng organisation, group hoặc sheet")),
    Mistake("một nơi hai văn bản riêng", also(ONE_EACH, change("Sở Giáo dục và Đào tạo", "UBND huyện Diên Khánh")), Told(TOML, "letters[0].recipients", "'Ủy ban nhân dân huyện Diên Khánh' được ghi hai lần", "giữ lại một lần")),
    Mistake("bảng tính thiếu cột", also(write("ds.csv", b"name\nA\n"), change(ROOMS, '{ sheet = "ds.csv" }')), Told("ds.csv", "dòng 1, cột Tên", "thiếu cột này", "thêm cột 'Tên' vào dòng tiêu đề")),
    Mistake("không ai có quyền hạn ấy", change(SIGNS, 'signatory = { capacity = "TUQ" }'), Told(TOML, "letters[0].signatory", "không có ai ký với quyền hạn TUQ. cho Sở Nội vụ ngày 27/9/2024", "người ký được ngày đó: Bùi Thế An (bui-the-an, KT. Phó Giám đốc)")),
    Mistake("người ký của cơ quan khác", change(SIGNS, 'signatory = { id = "nguyen-trong-hoang" }'), Told(TOML, "letters[0].signatory", "không ký được cho Sở Nội vụ ngày 27/9/2024; Nguyễn Trọng Hoàng ký cho sct-2020", "bui-the-an")),
    Mistake("người ký đã hết hạn", change(SIGNS, 'signatory = { id = "nguyen-van-minh" }'), Told(TOML, "letters[0].signatory", "Nguyễn Văn Minh chỉ ký từ 01/01/2020 đến hết 31/12/2020", "bui-the-an")),
    Mistake("công văn thiếu đơn vị soạn thảo", change('drafting_unit = "CCHC"\n', ""), Told(TOML, "letters[0].drafting_unit", "công văn thiếu chữ viết tắt của đơn vị soạn thảo", 'ghi drafting_unit, ví dụ "CCHC"')),
    Mistake("danh bạ riêng không có", OWN_DIRECTORY, Told(TOML, "dòng 5, campaign.directory", "không có thư mục danh bạ 'danh-ba'", "tạo thư mục này")),
    Mistake("danh bạ riêng và tệp kèm theo cùng sai", also(OWN_DIRECTORY, BROKEN_DIRECTORY, remove("mau-phieu.txt")), Told("signatories.csv", "dòng 1, cột position", "thiếu cột này", "thêm cột position"), (Told(TOML, "dòng 39, letters[0].attachments[0]", "không tìm thấy tệp 'mau-phieu.txt'", "chép tệp"),)),
    # Placeholders
    Mistake("giá trị chưa khai báo", change("facts.so_phieu", "facts.so_phiu", TEXT), Told(TEXT, "dòng 11", "không có giá trị 'so_phiu'", "khai báo giá trị này")),
    Mistake("văn bản viện dẫn chưa khai báo", change('Tiếp theo {{ cite("cv2979")', 'Tiếp theo {{ cite("cv2978")', TEXT), Told(TEXT, "dòng 7", "không có văn bản viện dẫn 'cv2978' trong [citations] (cv2979)", "sửa lại chỗ điền")),
    Mistake("bộ lọc không có", change("| so }}", "| tien }}", TEXT), Told(TEXT, "dòng 11", "không có bộ lọc 'tien'", "chọn một trong: ngay, ngay_ngan")),
    Mistake("chỗ điền chưa đóng", change("| so }}", "| so }", TEXT), Told(TEXT, "dòng 11", "chỗ điền viết sai", "{{ tên }}")),
    Mistake("ngày chưa có cách ghi", change("khao_sat.start | ngay", "khao_sat.start", TEXT), Told(TEXT, "dòng 19", "ngày chưa có cách ghi", "{{ … | ngay }}")),
    # Files
    Mistake("thiếu tệp kèm theo", remove("mau-phieu.txt"), Told(TOML, "dòng 38, letters[0].attachments[0]", "không tìm thấy tệp 'mau-phieu.txt'", "chép tệp")),
    Mistake("tệp kèm theo ra ngoài thư mục", change('"mau-phieu.txt"', '"../mau-phieu.txt"'), Told(TOML, "dòng 38, letters[0].attachments[0]", "'../mau-phieu.txt' ra ngoài thư mục của đợt", "chép tệp vào trong thư mục")),
    Mistake("tệp kèm theo là liên kết ra ngoài", link_out, Told(TOML, "dòng 38, letters[0].attachments[0]", "'mau-phieu.txt' ra ngoài thư mục của đợt", "chép tệp vào trong thư mục")),
    Mistake("bài là đường dẫn tuyệt đối", change('text = "trien-khai.md"', 'text = "/etc/passwd"'), Told(TOML, "dòng 27, letters[0].text", "'/etc/passwd' không phải đường dẫn tương đối", "chỉ ghi tên tệp trong thư mục này")),
    Mistake("thiếu bài văn bản", remove(TEXT), Told(TOML, "dòng 27, letters[0].text", "không tìm thấy tệp 'trien-khai.md'", "chép tệp")),
    Mistake("thiếu bài phụ lục", remove(APPENDIX), Told(TEXT, "dòng 4, appendices[0].text", "không tìm thấy tệp 'phu-luc.md'", "chép tệp")),
    Mistake("thiếu hình", remove("bieu-trung.png"), Told(APPENDIX, "dòng 8", "không tìm thấy tệp 'bieu-trung.png'", "chép tệp")),
    Mistake("hình 50 MB", grow("bieu-trung.png", 50 * MB), Told(APPENDIX, "dòng 8", "tệp 'bieu-trung.png' lớn 50,0 MB, quá giới hạn 10 MB", "giảm kích thước")),
    Mistake("hình không phải PNG, JPEG", write("bieu-trung.png", b"GIF89a"), Told(APPENDIX, "dòng 8", "hình 'bieu-trung.png' không phải PNG hoặc JPEG", "lưu hình lại")),
    Mistake("hình trên mạng", change("(bieu-trung.png", "(https://example.com/a.png", APPENDIX), Told(APPENDIX, "dòng 8", "không có tệp hình 'https://example.com/a.png' trong thư mục", "chép tệp PNG hoặc JPEG")),
    Mistake("bài không phải UTF-8", write(NOTICE, b'+++\ntype = "th\xf4ng b\xe1o"\n+++\n'), Told(NOTICE, "dòng 2", "tệp không phải UTF-8: byte thứ 15", "lưu lại với bảng mã UTF-8")),
    Mistake("campaign.toml dạng UTF-16", write(TOML, "format = 1\n# Sở".encode("utf-16")), Told(TOML, "", "tệp dùng bảng mã UTF-16", "lưu lại với bảng mã UTF-8")),
    # Letter texts
    Mistake("loại văn bản lạ", change('"thông báo"', '"thông bao"', NOTICE), Told(NOTICE, "dòng 2, type", "không có loại văn bản 'thông bao'", "có phải ý là 'Thông báo'")),
    Mistake("thiếu trích yếu", change('subject = "thời gian khảo sát mức độ hài lòng năm 2024"\n', "", NOTICE), Told(NOTICE, "dòng 2, subject", "thiếu khóa 'subject' (Trích yếu)", "subject = ")),
    Mistake("phần đầu không đóng", change(" }]\n+++", " }]", TEXT), Told(TEXT, "dòng 1", "phần đầu mở bằng '+++' nhưng không đóng", "thêm một dòng '+++'")),
    Mistake("mã QR hỏng", change("qr:https://example.gov.vn/phieu", "qr:example", TEXT), Told(TEXT, "dòng 15", "mã QR không có địa chỉ dùng được: 'example'", "địa chỉ đầy đủ https://")),
    Mistake("bảng không có dòng đầu", change("| STT | Nội dung | Mức độ |", "|  |  |  |", APPENDIX), Told(APPENDIX, "dòng 3", "bảng không có dòng đầu", "ghi tên các cột")),
    Mistake("dòng của bảng thừa ô", change("| Hài lòng |", "| Hài lòng | thừa |", APPENDIX), Told(APPENDIX, "dòng 5", "dòng của bảng có nhiều ô hơn dòng đầu", "thêm cột ở dòng đầu")),
    Mistake("thẻ HTML", change("Trân trọng./.", "<div>x</div>\n\nTrân trọng./.", TEXT), Told(TEXT, "dòng 21", "có thẻ HTML", "xóa thẻ này")),
    Mistake("tiêu đề không số", change("# II. Thời gian", "# Thời gian", TEXT), Told(TEXT, "dòng 17", "tiêu đề 'Thời gian' không có số", "mở đầu bằng 'I. '")),
    Mistake("ký tự không nhìn thấy", change("đề nghị", "đề\u200b nghị", TEXT), Told(TEXT, "dòng 7", "có ký tự không nhìn thấy (U+200B)", "gõ lại")),
    Mistake("chữ Ð của tiếng Iceland", change("đề nghị", "\u00d0ề nghị", TEXT), Told(TEXT, "dòng 7", "(U+00D0) trông giống chữ Đ", "gõ lại bằng chữ 'Đ' (U+0110)")),
    # Masters
    Mistake("thiếu tệp mẫu", remove("docx/cong-van.docx"), Told("cong-van.docx", "", "không có tệp mẫu này", "dùng lại tệp mẫu kèm theo"), of_a_master=True),
    Mistake("tệp mẫu không phải DOCX", write("docx/ten-loai.docx", b"not a zip"), Told("ten-loai.docx", "", "không đọc được như một tệp DOCX", "mở bằng Word rồi lưu lại"), of_a_master=True),
    Mistake("tệp mẫu mất số, ký hiệu", without_tag("{{ number_line }}"), Told("cong-van.docx", "", "thiếu thẻ điền: number_line", "thêm lại các thẻ đó"), of_a_master=True),
    Mistake("tệp mẫu có thẻ lạ", change("{{", "{{ view.khong_co }}{{", "html/letter.html.j2"), Told("letter.html.j2", "", "không điền được", "sửa lại thẻ đó"), of_a_master=True),
    Mistake("tệp mẫu sai cú pháp", add("{% if %}", "html/letter.html.j2"), Told("letter.html.j2", "dòng 25", "không điền được", "sửa lại thẻ đó"), of_a_master=True),
)
# fmt: on
