"""From a launched campaign to one ZIP per office, and back to the same files."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from vanban.directory.directory import Directory
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.distribution import DistributionWords, distribution_list
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency
from vanban.domain.letters.draft import Draft, Duty, LetterKey
from vanban.domain.letters.letter import Letter, Letterhead, Paragraph, QrCode, Role, Run, SignatureBlock
from vanban.domain.letters.recipient import FileCopy, Recipient, RecipientRole
from vanban.domain.letters.rendition import KINDS, Rendition
from vanban.domain.letters.signing import Signatory
from vanban.domain.organisation import Organisation, Validity
from vanban.rendering.pdf.page_count import page_count
from vanban.rendering.pdf.press import letter_pdf
from vanban.storage.folder import FolderStorage
from vanban.usecases.issuing.launch_campaign import Launch
from vanban.usecases.issuing.render_letters import issued_job
from vanban.usecases.packing.pack_campaign import InvalidPack, pack_campaign
from vanban.usecases.packing.pack_paths import attachment_paths, is_plain, is_safe
from vanban.usecases.packing.verify_pack import verify_pack

DAY = date(2026, 3, 16)
ORGANS = tuple(f"xa-{number}" for number in range(6))
WORDS = DistributionWords(as_above="Như trên", file_copy="Lưu: VT")
ZBARIMG, PDFTOPPM = shutil.which("zbarimg"), shutil.which("pdftoppm")


def organisation(organ_id, *, code=""):
    return Organisation(
        id=organ_id,
        name=f"Ủy ban nhân dân {organ_id}",
        short_name=f"UBND {organ_id}",
        abbreviation="UBND",
        kind="ubnd_xa",
        level="xa",
        parent_id=None,
        place_name="Khánh Hòa",
        validity=Validity(),
        edxml_code=code,
    )


DIRECTORY = Directory(organisations=(*map(organisation, ORGANS[1:]), organisation(ORGANS[0], code="000.01.10.H32")))


def to(label, *organ_ids, role=RecipientRole.ADDRESSEE, **how):
    return Recipient(label=label, role=role, organ_ids=organ_ids, **how)


def duty(organ_id, assignment="ra-soat", due=date(2026, 5, 29)):
    computed = ComputedDay(day=due, projected=False)
    return Duty(assignment=assignment, title="Báo cáo rà soát", organ_id=organ_id, label=organ_id, due=computed)


def document(number=1, *, issuer="snv-202503", recipients=None, duties=(), attachments=(), letter_id=None, **changed):
    recipients = recipients or (to("UBND các xã", "xa-0", "xa-1", channel="VBĐT"),)
    letter = Letter(
        document_type=DocumentType.CONG_VAN,
        letterhead=Letterhead(superior_lines=(), issuer_lines=("Sở Nội vụ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=None, code_notation="SNV-CCHC"),
        place="Khánh Hòa",
        issued_on=PlannedDay.of(DAY),
        subject="rà soát thủ tục hành chính",
        addressees=tuple(one.label for one in recipients if one.role is RecipientRole.ADDRESSEE),
        blocks=(Paragraph(role=Role.BODY, runs=(Run("Đề nghị thực hiện./."),)),),
        distribution_list=distribution_list(recipients, FileCopy(unit="CCHC"), WORDS, has_addressees=True),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name="Nguyễn Văn A"),
    )
    draft = Draft(
        key=LetterKey(campaign_id="ra-soat", letter_id=letter_id or f"thu-{number}", organ_id=issuer),
        series="chung",
        letter=replace(letter, **changed),
        recipients=recipients,
        signatory=Signatory(id="gd", organ_id=issuer, full_name="Nguyễn Văn A", position="Giám đốc"),
        file_copy=FileCopy(unit="CCHC"),
        attachments=attachments,
        duties=duties,
    )
    return draft.issue(number, DAY)


def launched(folder, *documents):
    """What a launch leaves, with short stand-ins for the drawn files: packing does not look into them."""
    files = []
    for one in documents:
        for kind in KINDS:
            name = f"{issued_job(one, FolderStorage(folder)).stem}.{kind}"
            content = f"{kind} {one.draft.key}".encode()
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            sha256 = hashlib.sha256(content).hexdigest()
            files.append(Rendition(key=one.draft.key, kind=kind, file_name=name, sha256=sha256))
    return Launch(documents=documents, files=tuple(files))


def campaign(**files):
    return Campaign(id="ra-soat", title="Rà soát năm 2026", letters=(), files=files)


MAU = {"kem-theo/mau 1.docx": b"mau mot", "kem-theo/mau 2.docx": b"mau hai", "bang.xlsx": b"bang"}


def packed(folder, *documents, files=MAU):
    made = launched(folder, *documents)
    return pack_campaign(made, campaign(**files), DIRECTORY, FolderStorage(folder))


def contents(pack):
    with zipfile.ZipFile(pack.path) as file:
        return {name: file.read(name) for name in file.namelist()}


def manifest(pack):
    return json.loads(contents(pack)["MANIFEST.json"])


def view(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


# What a pack holds.


def test_each_office_gets_one_pack_with_its_own_letters(tmp_path):
    packs = packed(tmp_path, document(1), document(2), document(1, issuer="sct-2020"))

    assert [(pack.organ_id, pack.letters, pack.recipients) for pack in packs] == [
        ("sct-2020", 1, 2),
        ("snv-202503", 2, 2),
    ]
    assert [Path(pack.path) for pack in packs] == [
        tmp_path / "goi" / "sct-2020.zip",
        tmp_path / "goi" / "snv-202503.zip",
    ]
    folders = [[letter["folder"] for letter in manifest(pack)["letters"]] for pack in packs]
    assert folders == [
        ["van-ban/0001-SNV-CCHC-thu-1"],
        ["van-ban/0001-SNV-CCHC-thu-1", "van-ban/0002-SNV-CCHC-thu-2"],
    ]


def test_a_letter_lies_with_just_its_own_attachments(tmp_path):
    one = document(1, attachments=("kem-theo/mau 1.docx", "bang.xlsx"))
    (pack,) = packed(tmp_path, one, document(2, attachments=("kem-theo/mau 2.docx",)))

    held = contents(pack)

    assert sorted(name for name in held if name.startswith("van-ban/")) == [
        "van-ban/0001-SNV-CCHC-thu-1/0001-SNV-CCHC-thu-1.docx",
        "van-ban/0001-SNV-CCHC-thu-1/0001-SNV-CCHC-thu-1.pdf",
        "van-ban/0001-SNV-CCHC-thu-1/kem-theo/bang.xlsx",
        "van-ban/0001-SNV-CCHC-thu-1/kem-theo/mau 1.docx",
        "van-ban/0002-SNV-CCHC-thu-2/0002-SNV-CCHC-thu-2.docx",
        "van-ban/0002-SNV-CCHC-thu-2/0002-SNV-CCHC-thu-2.pdf",
        "van-ban/0002-SNV-CCHC-thu-2/kem-theo/mau 2.docx",
    ]
    assert held["van-ban/0001-SNV-CCHC-thu-1/kem-theo/mau 1.docx"] == b"mau mot"
    assert held["van-ban/0002-SNV-CCHC-thu-2/kem-theo/mau 2.docx"] == b"mau hai"


def test_the_manifest_states_every_other_file_with_its_size_and_hash(tmp_path):
    (pack,) = packed(tmp_path, document(1, attachments=tuple(MAU)))
    held, told = contents(pack), manifest(pack)

    listed = [*(file for letter in told["letters"] for file in letter["files"]), *told["other_files"]]

    assert {file["path"]: (file["size"], file["sha256"]) for file in listed} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in held.items()
        if name != "MANIFEST.json"
    }


def test_the_manifest_states_number_date_recipients_and_duties_of_a_letter(tmp_path):
    recipients = (
        to("UBND các xã", "xa-0", "xa-1", channel="VBĐT"),
        to("Ông Nguyễn Văn B", role=RecipientRole.COPY, channel="giấy", copies=2),
    )
    (pack,) = packed(tmp_path, document(5, recipients=recipients, duties=(duty("xa-1"),)))

    (letter,) = manifest(pack)["letters"]

    assert (letter["code"], letter["code_notation"], letter["issued_date"]) == ("05/SNV-CCHC", "SNV-CCHC", "2026-03-16")
    assert [(one["label"], one["role"], one["channel"], one["copies"]) for one in letter["recipients"]] == [
        ("UBND các xã", "addressee", "VBĐT", 1),
        ("Ông Nguyễn Văn B", "copy", "giấy", 2),
    ]
    assert letter["recipients"][0]["organisations"] == [
        {"organ_id": "xa-0", "name": "Ủy ban nhân dân xa-0", "code": "000.01.10.H32"},
        {"organ_id": "xa-1", "name": "Ủy ban nhân dân xa-1", "code": ""},
    ]
    assert [(one["organ_id"], one["due"]) for one in letter["duties"]] == [("xa-1", "2026-05-29")]


def test_the_table_of_contents_tells_a_reader_what_lies_where(tmp_path):
    (pack,) = packed(tmp_path, document(5, duties=(duty("xa-0"), duty("xa-1"))))

    text = contents(pack)["MUC-LUC.txt"].decode("utf-8-sig")

    assert "1. Công văn số 05/SNV-CCHC ngày 16/3/2026\r\n" in text
    assert "   - UBND các xã (để thực hiện, 2 cơ quan, gửi VBĐT)\r\n" in text
    assert text.count("   Hạn báo cáo: Báo cáo rà soát: 29/5/2026\r\n") == 1
    assert "van-ban/0005-SNV-CCHC-thu-5/0005-SNV-CCHC-thu-5.pdf" in text


def test_a_recipient_meant_by_two_lines_gets_a_letter_once_and_sees_both_roles(tmp_path):
    recipients = (to("UBND các xã", "xa-0", channel="VBĐT"), to("UBND xã", "xa-0", role=RecipientRole.COPY))
    (pack,) = packed(tmp_path, document(1, recipients=recipients))

    rows = view(contents(pack)["nhan/xa-0.csv"])

    assert [Path(row["Tệp"]).suffix for row in rows] == [".docx", ".pdf"]
    assert {row["Nhận để"] for row in rows} == {"để thực hiện; để biết, phối hợp"}
    assert {row["Mã cơ quan"] for row in rows} == {"000.01.10.H32"}


def test_names_outside_the_directory_share_one_list(tmp_path):
    recipients = (to("Ông Nguyễn Văn B"), to("=HYPERLINK(1)", role=RecipientRole.COPY))
    (pack,) = packed(tmp_path, document(1, recipients=recipients))

    rows = view(contents(pack)["nhan/_ngoai-danh-ba.csv"])

    assert [row["Cơ quan nhận"] for row in rows] == ["'=HYPERLINK(1)"] * 2 + ["Ông Nguyễn Văn B"] * 2


def test_an_organisation_that_the_directory_no_longer_has_is_named_by_its_id(tmp_path):
    (pack,) = packed(tmp_path, document(1, recipients=(to("Đơn vị cũ", "cu"),)))
    assert {row["Cơ quan nhận"] for row in view(contents(pack)["nhan/cu.csv"])} == {"cu"}


# The import sheet.


def sheets(pack):
    workbook = load_workbook(io.BytesIO(contents(pack)["van-ban-di.xlsx"]))
    return {sheet.title: list(sheet.iter_rows()) for sheet in workbook}


def by_field(rows):
    fields = [cell.value.rpartition("(")[2].rstrip(")") for cell in rows[0]]
    return [dict(zip(fields, row, strict=True)) for row in rows[1:]]


def test_the_import_sheet_has_the_fields_of_annex_vi_in_their_order(tmp_path):
    (pack,) = packed(tmp_path, document(1))
    heading = [cell.value for cell in sheets(pack)["Văn bản đi"][0]]
    assert [name.rpartition("(")[2].rstrip(")") for name in heading] == [
        *("FileCode.OrganId", "FileCode.FileCatalog", "FileCode.FileNotation", "DocOrdinal", "TypeName"),
        *("CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject", "Language", "PageAmount", "Description"),
        *("SignerInfo.Position", "SignerInfo.FullName", "To", "Priority", "IssuedAmount", "DueDate"),
    ]
    assert heading[7] == "Ngày, tháng, năm văn bản (IssuedDate)"


def test_the_import_sheet_states_a_letter(tmp_path):
    recipients = (to("UBND các xã", "xa-0", "xa-1"), to("Ông Nguyễn Văn B", role=RecipientRole.COPY, copies=3))
    duties = (duty("xa-0", due=date(2026, 6, 5)), duty("xa-1", due=date(2026, 5, 29)))
    (pack,) = packed(tmp_path, document(5, recipients=recipients, duties=duties, urgency=Urgency.HOA_TOC))

    (line,) = by_field(sheets(pack)["Văn bản đi"])

    assert {field: cell.value for field, cell in line.items() if cell.value is not None} == {
        "TypeName": "Công văn",
        "CodeNumber": "05",
        "CodeNotation": "SNV-CCHC",
        "IssuedDate": "16/03/2026",
        "OrganName": "Sở Nội vụ",
        "Subject": "rà soát thủ tục hành chính",
        "Language": "Tiếng Việt",
        "SignerInfo.Position": "Giám đốc",
        "SignerInfo.FullName": "Nguyễn Văn A",
        "To": "UBND các xã; Ông Nguyễn Văn B",
        "Priority": 3,
        "IssuedAmount": 5,
        "DueDate": "29/05/2026",
    }


def test_the_recipients_sheet_repeats_the_group_to_for_every_organisation(tmp_path):
    recipients = (to("UBND các xã", "xa-0", "xa-1", channel="VBĐT"), to("Ông Nguyễn Văn B", copies=2))
    (pack,) = packed(tmp_path, document(5, recipients=recipients))

    rows = by_field(sheets(pack)["Nơi nhận"])

    named = ("CodeNumber", "To.OrganId", "To.OrganName", "organ_id", "channel", "copies")
    assert [tuple(row[field].value or "" for field in named) for row in rows] == [
        ("05", "000.01.10.H32", "Ủy ban nhân dân xa-0", "xa-0", "VBĐT", 1),
        ("05", "", "Ủy ban nhân dân xa-1", "xa-1", "VBĐT", 1),
        ("05", "", "Ông Nguyễn Văn B", "", "", 2),
    ]


def test_a_subject_that_looks_like_a_formula_is_a_text_in_the_import_sheet(tmp_path):
    (pack,) = packed(tmp_path, document(1, subject="=1+1"))
    (line,) = by_field(sheets(pack)["Văn bản đi"])
    assert (line["Subject"].value, line["Subject"].data_type) == ("=1+1", "s")
    assert line["Subject"].quotePrefix


def test_a_list_of_recipients_too_long_for_a_cell_is_left_to_the_second_sheet(tmp_path):
    recipients = tuple(to(f"Hộ kinh doanh số {number}") for number in range(200))
    (pack,) = packed(tmp_path, document(1, recipients=recipients))
    (line,) = by_field(sheets(pack)["Văn bản đi"])
    assert line["To"].value == "Kê ở trang Nơi nhận"
    assert len(by_field(sheets(pack)["Nơi nhận"])) == 200


@pytest.mark.parametrize("paragraphs", [1, 30, 90])
def test_pages_are_counted_as_another_reader_counts_them(paragraphs):
    prose = Paragraph(role=Role.BODY, runs=(Run("Đề nghị các cơ quan, đơn vị báo cáo kết quả. " * 8),))
    pdf = letter_pdf(replace(document(1).letter, blocks=(prose,) * paragraphs))
    assert page_count(pdf) == len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<</Type /ObjStm>>\nstream\nnot deflated"])
def test_pages_that_cannot_be_counted_are_not_guessed(content):
    assert page_count(content) is None


# The same again, and what is refused.


def test_the_same_letters_give_the_same_bytes_and_a_pack_that_is_there_stays(tmp_path):
    letters = (document(2, attachments=tuple(MAU)), document(1))
    (first,) = packed(tmp_path / "a", *letters)
    (second,) = packed(tmp_path / "b", *reversed(letters))
    assert Path(first.path).read_bytes() == Path(second.path).read_bytes()

    before = Path(first.path).stat()
    (again,) = packed(tmp_path / "a", *letters)
    assert (again, Path(again.path).stat().st_ino) == (first, before.st_ino)


def test_a_pack_that_was_spoilt_is_made_anew(tmp_path):
    (pack,) = packed(tmp_path, document(1))
    whole = Path(pack.path).read_bytes()
    Path(pack.path).write_bytes(whole[:100])

    packed(tmp_path, document(1))

    assert Path(pack.path).read_bytes() == whole
    assert [path.name for path in Path(pack.path).parent.iterdir()] == ["snv-202503.zip"]


def test_files_that_are_not_the_issued_ones_are_all_refused_and_no_pack_is_written(tmp_path):
    made = launched(tmp_path, document(1), document(1, issuer="sct-2020"))
    (tmp_path / made.files[0].file_name).write_bytes(b"sua tay")
    (tmp_path / made.files[3].file_name).unlink()

    with pytest.raises(InvalidPack) as refused:
        pack_campaign(made, campaign(), DIRECTORY, FolderStorage(tmp_path))

    assert [(Path(one.file).name, one.message) for one in refused.value.problems] == [
        ("0001-SNV-CCHC-thu-1.pdf", "không đọc được tệp này"),
        ("0001-SNV-CCHC-thu-1.docx", "không còn là tệp đã phát hành: mã SHA-256 khác với sổ"),
    ]
    assert not (tmp_path / "goi").exists()


def test_a_letter_without_all_its_files_is_refused(tmp_path):
    made = launched(tmp_path, document(1))
    with pytest.raises(InvalidPack, match=r"01/SNV-CCHC: chưa có đủ tệp DOCX và PDF"):
        pack_campaign(replace(made, files=made.files[:1]), campaign(), DIRECTORY, FolderStorage(tmp_path))


def test_an_attachment_that_the_campaign_lacks_is_told_once_for_all_letters(tmp_path):
    letters = [document(number, attachments=("mat.docx",)) for number in (1, 2, 3)]
    with pytest.raises(InvalidPack) as refused:
        packed(tmp_path, *letters)
    assert [(one.file, one.message) for one in refused.value.problems] == [
        ("mat.docx", "không có tệp kèm theo này trong đợt")
    ]


@pytest.mark.parametrize("organ_id", ["../ngoai", "a/b", "CON", "", "xa\\b", ".an"])
def test_an_organisation_whose_id_may_not_become_a_path_is_refused(tmp_path, organ_id):
    with pytest.raises(InvalidPack, match="không dùng làm tên tệp được"):
        packed(tmp_path, document(1, recipients=(to("UBND", organ_id),)))


@pytest.mark.parametrize("name", ["../ngoai.docx", "/etc/hosts", "a/../../ngoai.docx", "snv//x.docx"])
def test_a_file_outside_the_folder_is_not_read_even_when_the_register_names_it(tmp_path, name):
    made = launched(tmp_path / "ra", document(1))
    (tmp_path / "ngoai.docx").write_bytes(b"bi mat")
    outside = replace(made.files[0], file_name=name, sha256=hashlib.sha256(b"bi mat").hexdigest())

    with pytest.raises(InvalidPack, match="không đọc được tệp này"):
        pack_campaign(
            replace(made, files=(outside, made.files[1])), campaign(), DIRECTORY, FolderStorage(tmp_path / "ra")
        )


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    made = launched(tmp_path / "ra", document(1))
    drawn = tmp_path / "ra" / made.files[0].file_name
    drawn.rename(tmp_path / "ngoai.docx")
    drawn.symlink_to(tmp_path / "ngoai.docx")

    with pytest.raises(InvalidPack, match="không đọc được tệp này"):
        pack_campaign(made, campaign(), DIRECTORY, FolderStorage(tmp_path / "ra"))


def test_a_pack_too_large_for_an_e_office_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("vanban.usecases.packing.pack_campaign.MEMBERS_LIMIT", 7)
    packed(tmp_path, document(1))
    with pytest.raises(InvalidPack, match="có 9 tệp, quá giới hạn 1024 MB hoặc 7 tệp"):
        packed(tmp_path, document(1), document(2))


def test_attachments_that_would_fall_together_on_windows_are_kept_apart():
    names = ("kem-theo/Mẫu.docx", "mẫu.docx", "kem-theo/MẪU.docx", "a:b?.txt", "nul.txt", "../x.txt", "sub/x.txt")
    assert dict(attachment_paths("thu", names)) == {
        "kem-theo/Mẫu.docx": "thu/kem-theo/Mẫu.docx",
        "mẫu.docx": "thu/kem-theo/mẫu-2.docx",
        "kem-theo/MẪU.docx": "thu/kem-theo/MẪU-3.docx",
        "a:b?.txt": "thu/kem-theo/a_b_.txt",
        "nul.txt": "thu/kem-theo/_nul.txt",
        "../x.txt": "thu/kem-theo/x.txt",
        "sub/x.txt": "thu/kem-theo/sub/x.txt",
    }


@given(st.lists(st.text(max_size=150), max_size=8))
def test_whatever_attachments_are_called_their_paths_are_safe_and_their_own(names):
    paths = attachment_paths("van-ban/thu", names)
    assert set(paths) == set(names)
    assert len({path.casefold() for path in paths.values()}) == len(paths)
    assert all(is_safe(path) and path.startswith("van-ban/thu/kem-theo/") for path in paths.values())


@given(st.text(max_size=20))
def test_a_plain_name_is_one_safe_part(name):
    assert not is_plain(name) or (is_safe(name) and "/" not in name)


# Packs, Kính gửi, Nơi nhận and duties agree.

RECIPIENTS = st.builds(
    lambda label, role, organ_ids, channel: to(label, *organ_ids, role=role, channel=channel),
    st.sampled_from(["UBND các xã", "Các sở", "Ông Nguyễn Văn B", "Đoàn kiểm tra"]),
    st.sampled_from(RecipientRole),
    st.lists(st.sampled_from(ORGANS), max_size=4, unique=True),
    st.sampled_from(["", "VBĐT", "giấy"]),
)


@st.composite
def letters(draw):
    made = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        recipients = tuple(draw(st.lists(RECIPIENTS, min_size=1, max_size=4)))
        addressed = sorted({id_ for one in recipients if one.role is RecipientRole.ADDRESSEE for id_ in one.organ_ids})
        owing = draw(st.lists(st.sampled_from(addressed), unique=True)) if addressed else []
        attachments = tuple(draw(st.lists(st.sampled_from(sorted(MAU)), unique=True)))
        issuer = draw(st.sampled_from(["snv-202503", "sct-2020"]))
        duties = tuple(map(duty, owing))
        made.append(document(number, issuer=issuer, recipients=recipients, duties=duties, attachments=attachments))
    return made


def meant(recipient):
    return {(organ_id, "") for organ_id in recipient.organ_ids} or {("", recipient.label)}


def agree_with_the_paper(told, letter):
    """What the manifest says of a letter is what the letter prints under Kính gửi and Nơi nhận."""
    by_role = {role: [one["label"] for one in told["recipients"] if one["role"] == role] for role in RecipientRole}
    copied = [f"- {label};" for label in by_role["copy"]]
    assert by_role["addressee"] == list(letter.addressees)
    assert [line for line in letter.distribution_list[:-1] if line != "- Như trên;"] == copied
    addressed = {
        organ["organ_id"] for one in told["recipients"] if one["role"] == "addressee" for organ in one["organisations"]
    }
    assert {one["organ_id"] for one in told["duties"]} <= addressed


@given(documents=letters())
def test_packs_and_recipients_and_duties_agree(tmp_path_factory, documents):
    packs = packed(tmp_path_factory.mktemp("goi"), *documents)
    drafts = {(one.draft.key.organ_id, one.draft.key.letter_id): one.draft for one in documents}
    wanted = {(key, who) for key, draft in drafts.items() for one in draft.recipients for who in meant(one)}
    listed, shown, owed = set(), set(), set()
    for pack in packs:
        assert verify_pack(Path(pack.path)) == ()
        held, told = contents(pack), manifest(pack)
        of_file = {}
        for letter in told["letters"]:
            key = pack.organ_id, letter["letter_id"]
            of_file |= {file["path"]: key for file in letter["files"]}
            owed |= {(key, one["organ_id"]) for one in letter["duties"]}
            agree_with_the_paper(letter, drafts[key].letter)
            assert len(letter["files"]) == len(KINDS) + len(drafts[key].attachments)
            assert {file["path"] for file in letter["files"]} == {
                name for name in held if name.startswith(f"{letter['folder']}/")
            }
        for one in told["recipients"]:
            who = one["organ_id"], "" if one["organ_id"] else one["name"]
            gets = {of_file[path] for path in one["files"]}
            listed |= {(key, who) for key in gets}
            # All files of each letter, each once, and the list for people says the same.
            assert sorted(one["files"]) == sorted(path for path, key in of_file.items() if key in gets)
            rows = view(held[one["view"]])
            assert [row["Tệp"] for row in rows if row["Cơ quan nhận"] == one["name"]] == one["files"]
            shown |= {(of_file[row["Tệp"]], who) for row in rows if row["Hạn báo cáo"] and who[0]}
    assert listed == wanted
    given_duties = {(key, one.organ_id) for key, draft in drafts.items() for one in draft.duties}
    assert owed == given_duties
    assert shown == {(key, (organ_id, "")) for key, organ_id in given_duties}
    assert {(key, (organ_id, "")) for key, organ_id in owed} <= listed


# Verification.


def rewritten(pack, change):
    held = contents(pack)
    change(held)
    with zipfile.ZipFile(pack.path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in held.items():
            file.writestr(name, content)


LETTER_PDF = "van-ban/0001-SNV-CCHC-thu-1/0001-SNV-CCHC-thu-1.pdf"
FAULTS = {
    "changed": (
        lambda held: held.update({LETTER_PDF: held[LETTER_PDF][::-1]}),
        (LETTER_PDF, "mã SHA-256 khác với bảng kê"),
    ),
    "longer": (lambda held: held.update({LETTER_PDF: held[LETTER_PDF] + b"x"}), (LETTER_PDF, "bảng kê ghi")),
    "missing": (lambda held: held.pop(LETTER_PDF), (LETTER_PDF, "thiếu tệp có trong bảng kê")),
    "added": (lambda held: held.update({"la.exe": b"MZ"}), ("la.exe", "tệp không có trong bảng kê")),
    "escaping": (lambda held: held.update({"../la.exe": b"MZ"}), ("../la.exe", "đường dẫn ra ngoài thư mục")),
    "list changed": (
        lambda held: held.update({"nhan/xa-0.csv": held["nhan/xa-0.csv"].replace(b"thu-1", b"thu-2")}),
        ("nhan/xa-0.csv", "mã SHA-256 khác với bảng kê"),
    ),
    "no manifest": (lambda held: held.pop("MANIFEST.json"), ("MANIFEST.json", "thiếu hoặc không đọc được")),
    "other manifest": (lambda held: held.update({"MANIFEST.json": b"[]"}), ("MANIFEST.json", "không đọc được")),
    "no JSON": (lambda held: held.update({"MANIFEST.json": b"\xff{"}), ("MANIFEST.json", "không đọc được")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_pack_that_differs_from_its_manifest_is_found_out(tmp_path, fault):
    (pack,) = packed(tmp_path, document(1))
    assert verify_pack(Path(pack.path)) == ()
    change, (place, message) = FAULTS[fault]

    rewritten(pack, change)

    (problem,) = verify_pack(Path(pack.path))
    assert problem.place == place
    assert message in problem.message
    assert problem.file == "snv-202503.zip"


def test_a_pack_that_was_zipped_anew_with_folders_is_still_sound(tmp_path):
    (pack,) = packed(tmp_path, document(1))
    rewritten(pack, lambda held: held.update({"van-ban/": b""}))
    assert verify_pack(Path(pack.path)) == ()


def test_any_byte_changed_in_a_letter_is_found_out(tmp_path):
    (pack,) = packed(tmp_path, document(1))
    whole = bytearray(Path(pack.path).read_bytes())
    with zipfile.ZipFile(pack.path) as file:
        start = file.getinfo(LETTER_PDF).header_offset + 30 + len(LETTER_PDF)
    whole[start + 5] ^= 0x10
    Path(pack.path).write_bytes(bytes(whole))

    assert [(one.place, one.message) for one in verify_pack(Path(pack.path))] == [
        (LETTER_PDF, "tệp hỏng, không giải nén được")
    ]


def test_what_is_no_pack_at_all_is_said(tmp_path):
    (tmp_path / "goi.zip").write_bytes(b"khong phai ZIP")
    assert [one.message for one in verify_pack(tmp_path / "goi.zip")] == ["không phải tệp ZIP đọc được"]
    assert [one.message for one in verify_pack(tmp_path / "khong-co.zip")] == ["không có tệp này"]


def test_another_program_opens_a_pack(tmp_path):
    unzip = shutil.which("unzip")
    if unzip is None:
        pytest.skip("cần chương trình unzip")
    (pack,) = packed(tmp_path, document(1, attachments=tuple(MAU)))
    done = subprocess.run([unzip, "-t", pack.path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# The whole way, with letters really drawn.


def test_a_launched_campaign_packs_with_page_counts_and_comes_out_sound(office):
    made = office.launch()
    (pack,) = pack_campaign(made, office.plan().campaign, DIRECTORY, FolderStorage(office.out))

    assert verify_pack(Path(pack.path)) == ()
    held = contents(pack)
    printed = {one.draft.key.letter_id: one.letter for one in made.documents}
    with_addressees = [one for one in manifest(pack)["letters"] if printed[one["letter_id"]].addressees]
    assert with_addressees
    for one in with_addressees:
        agree_with_the_paper(one, printed[one["letter_id"]])
    lines = by_field(sheets(pack)["Văn bản đi"])
    pdfs = [held[file["path"]] for one in manifest(pack)["letters"] for file in one["files"] if file["kind"] == "pdf"]
    assert [line["PageAmount"].value for line in lines] == [len(PdfReader(io.BytesIO(pdf)).pages) for pdf in pdfs]
    assert [line["CodeNumber"].value for line in lines] == ["01", "02"]
    assert pack_campaign(office.launch(), office.plan().campaign, DIRECTORY, FolderStorage(office.out)) == (pack,)


def decoded(pdf, folder):
    """The texts of all QR codes on all pages, read from the pages as they are printed."""
    (folder / "thu.pdf").write_bytes(pdf)
    subprocess.run([PDFTOPPM, "-r", "150", "-gray", "-png", "thu.pdf", "trang"], cwd=folder, check=True)
    found = []
    for page in sorted(folder.glob("trang*.png")):
        read = subprocess.run([ZBARIMG, "--quiet", "--raw", str(page)], capture_output=True, text=True, check=False)
        assert read.returncode in {0, 4}, read.stderr  # 4: no code on this page
        found += read.stdout.split("\n")[:-1]
    return found


NEEDS_A_DECODER = pytest.mark.skipif(
    ZBARIMG is None or PDFTOPPM is None, reason="cần zbarimg và pdftoppm: chạy `make peers`"
)


@NEEDS_A_DECODER
def test_every_qr_code_of_a_launched_campaign_gives_the_link_of_its_letter(office, tmp_path):
    made = office.launch()
    (pack,) = pack_campaign(made, office.plan().campaign, DIRECTORY, FolderStorage(office.out))
    wanted = {
        one.draft.key.letter_id: [b.link for b in one.letter.blocks if isinstance(b, QrCode)] for one in made.documents
    }
    assert any(wanted.values())

    held = contents(pack)
    for one in manifest(pack)["letters"]:
        folder = tmp_path / one["letter_id"]
        folder.mkdir()
        (pdf,) = (held[file["path"]] for file in one["files"] if file["kind"] == "pdf")
        assert decoded(pdf, folder) == wanted[one["letter_id"]]


@NEEDS_A_DECODER
@pytest.mark.parametrize("width_mm", [20, 30, 60])
def test_every_qr_code_of_a_finished_pdf_gives_its_link(tmp_path, width_mm):
    links = (
        "https://forms.gle/MdWTCf9hGZ1cAz8h9",
        "https://khaosat.example.org/phieu?dot=2026&doi-tuong=t%E1%BB%95-ch%E1%BB%A9c#" + "a" * 60,
    )
    codes = tuple(QrCode(link=link, alt="Mã QR của phiếu khảo sát", width_mm=width_mm) for link in links)
    one = document(1)
    one = replace(one, letter=replace(one.letter, blocks=(*codes, *one.letter.blocks)))
    made = launched(tmp_path, one)
    pdf = letter_pdf(one.letter)
    drawn = made.files[KINDS.index("pdf")]
    (tmp_path / drawn.file_name).write_bytes(pdf)
    drawn = replace(drawn, sha256=hashlib.sha256(pdf).hexdigest())

    (pack,) = pack_campaign(replace(made, files=(made.files[0], drawn)), campaign(), DIRECTORY, FolderStorage(tmp_path))

    assert sorted(decoded(contents(pack)[LETTER_PDF], tmp_path)) == sorted(links)
