"""Recall, correct and replace from the command line."""

import json
from pathlib import Path
from zipfile import ZipFile

from command_line import vanban

AT = ("--database", "so.db", "--out", "ra")
LETTER = ("--organ", "Sở Nội vụ", "--number", "1", "--year", "2024", "--date", "2024-10-02", *AT)
RECALL = ("recall", *LETTER, "--reason", "có sai sót về số liệu", "--capacity", "KT")
CORRECT = ("correct", *LETTER, "--reason", "lỗi đánh máy", "--signatory", "bui-the-an")
PAIR = ("--wrong", "năm 2042", "--right", "năm 2024")


def notes():
    (book,) = json.loads(vanban("register", "show", "--database", "so.db", "--json").out)["registers"]
    return [entry["Ghi chú"] for entry in book["entries"]]


def test_a_recall_asks_before_it_takes_a_number(launched):
    asked = vanban(*RECALL)

    assert asked.code == 2
    assert "9 nghĩa vụ báo cáo theo Công văn số 01/SNV-CCHC sẽ được rút" in asked.out
    assert "Không có ai để hỏi: thêm --yes" in asked.err
    assert notes() == ["", ""]


def test_a_recall_leaves_number_files_notes_and_withdrawn_obligations(launched):
    done = json.loads(vanban(*RECALL, "--yes", "--json").out)
    again = json.loads(vanban(*RECALL, "--yes", "--json").out)
    owed = json.loads(vanban("obligations", "show", "--database", "so.db", "--json").out)["obligations"]

    (letter,) = done["letters"]
    assert (letter["code"], letter["issued_date"]) == ("03/SNV-CCHC", "2024-10-02")
    assert again == done
    assert {Path(file["path"]).parent for file in letter["files"].values()} == {Path("ra/dot-mau-2024/snv-2020")}
    assert notes() == [
        "Thu hồi bằng Công văn số 03/SNV-CCHC ngày 02/10/2024",
        "",
        "Thu hồi Công văn số 01/SNV-CCHC ngày 27/9/2024",
    ]
    assert {one["withdrawn"] for one in owed} == {True}
    assert vanban("register", "audit", "--database", "so.db").code == 0
    assert vanban("audit", "verify", "--database", "so.db").code == 0


def test_a_letter_recalled_with_another_reason_is_refused_with_the_number_that_did_it(launched):
    vanban(*RECALL, "--yes")
    other = vanban(*RECALL, "--reason", "lý do khác", "--yes")
    extended = vanban(
        *("extend", "--campaign", "dot-mau-2024", "--letter", "trien-khai", "--issuer", "snv-2020", "--all"),
        *("--assignment", "bao_cao", "--due", "2024-12-20", "--reason", "mưa lũ", "--database", "so.db"),
    )

    assert other.code == 2
    assert "Công văn số 01/SNV-CCHC ngày 27/9/2024 đã được thu hồi bằng số 03/SNV-CCHC ngày 02/10/2024" in other.err
    assert (extended.code, "không gia hạn được" in extended.err) == (1, True)


def test_a_draft_of_the_recall_takes_no_number(launched):
    drawn = vanban(*RECALL, "--draft")

    assert "1 dự thảo" in drawn.out
    assert Path("ra/dot-mau-2024/du-thao/snv-2020/thu-hoi-trien-khai.pdf").is_file()
    assert notes() == ["", ""]


def test_a_correction_takes_pairs_in_their_order(launched):
    done = vanban(*CORRECT, *PAIR, "--wrong", "a", "--right", "b", "--yes")
    odd = vanban(*CORRECT, *PAIR, "--wrong", "c", "--yes")

    assert done.code == 0
    assert notes()[0] == "Đính chính bằng Công văn số 03/SNV-CCHC ngày 02/10/2024"
    assert odd.code == 2
    assert "Có 2 --wrong mà 1 --right" in odd.err


def test_a_replacement_is_a_letter_of_its_own_that_names_the_old_one(launched):
    text = Path(launched, "thay-the.md")
    text.write_text(
        """+++
id = "thay-the"
type = "công văn"
subject = "triển khai khảo sát mức độ hài lòng"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
signatory = { capacity = "KT" }
recipients = [{ organisation = "Sở Giáo dục và Đào tạo" }]
+++

Công văn này thay thế {{ cite("replaced") }}./.
""",
        encoding="utf-8",
    )
    short = vanban("replace", text, *LETTER, "--reason", "sai nội dung", "--yes", "--json")
    text.write_text(
        text.read_text(encoding="utf-8").replace(
            'recipients = [{ organisation = "Sở Giáo dục và Đào tạo" }]',
            'recipients = [{ organisation = "Sở Giáo dục và Đào tạo" }, { group = "ubnd-huyen" },'
            ' { name = "Giám đốc Sở (để báo cáo)", role = "copy" }]',
        ),
        encoding="utf-8",
    )
    done = vanban("replace", text, *LETTER, "--reason", "sai nội dung", "--yes")

    assert short.code == 1
    assert "đã nhận Công văn số 01/SNV-CCHC mà không có trong nơi nhận" in short.err
    assert done.code == 0, done.err
    assert notes()[0] == "Thay thế bằng Công văn số 03/SNV-CCHC ngày 02/10/2024"


def test_a_number_that_is_none_changes_nothing(launched):
    ran = vanban("recall", *LETTER, "--number", "9", "--reason", "x", "--yes")

    assert (ran.code, "Không có số 9" in ran.err) == (2, True)
    assert not vanban("recall", "--organ", "Sở Nội vụ", "--number", "1", "--reason", "x").out
    assert not Path("vanban.db").exists()


def test_a_recall_can_be_packed_at_once_or_when_it_is_given_again(launched):
    told = json.loads(vanban(*RECALL, "--yes", "--json").out)
    again = json.loads(vanban(*RECALL, "--yes", "--json", "--pack").out)

    assert "packs" not in told
    (pack,) = again["packs"]
    assert pack["path"] == "ra/dot-mau-2024/goi/snv-2020-thu-hoi-trien-khai.zip"
    with ZipFile(pack["path"]) as archive:
        assert "van-ban/0003-SNV-CCHC-thu-hoi-trien-khai/0003-SNV-CCHC-thu-hoi-trien-khai.pdf" in archive.namelist()
    assert again["letters"] == told["letters"]


def test_packs_of_a_campaign_say_which_of_their_letters_were_recalled(launched):
    at = ("pack", launched, *AT)
    before = vanban(*at)
    vanban(*RECALL, "--yes")
    after = vanban(*at)

    assert "thu hồi" not in before.out
    assert "số 01/SNV-CCHC ngày 27/9/2024 (snv-2020): Thu hồi bằng Công văn số 03/SNV-CCHC ngày 02/10/2024" in after.out
    assert "chạy lại đúng lệnh đã lập văn bản, thêm --pack" in after.out


def test_two_who_may_sign_are_told_with_the_flag_that_chooses_one(launched, tmp_path):
    own = tmp_path / "danh-ba"
    own.mkdir()
    (own / "signatories.csv").write_text(
        "id,organ,full_name,position\ngiam-doc,snv-2020,Nguyễn Văn A,Giám đốc\n", encoding="utf-8"
    )

    ran = vanban("recall", *LETTER, "--reason", "sai số liệu", "--directory", own)

    assert ran.code == 2
    assert "Người ký: 2 người có thể ký cho Sở Nội vụ" in ran.err
    assert "ghi ở --signatory" in ran.err
    assert "thu-hoi.md" not in ran.err


def test_recipients_of_an_own_directory_ask_for_that_directory(folder, own_directory):
    file = folder / "campaign.toml"
    file.write_text(
        file.read_text("utf-8").replace(
            '{ group = "ubnd-huyen"', '{ organisation = "truong-thu" }, { group = "ubnd-huyen"'
        ),
        "utf-8",
    )
    done = vanban("launch", folder, "--yes", *AT, "--directory", own_directory)
    ran = vanban(*RECALL)

    assert done.code == 0, done.err
    assert ran.code == 2
    assert "danh bạ không có truong-thu → thêm --directory với danh bạ riêng đã dùng khi phát hành" in ran.err
