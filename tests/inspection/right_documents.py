"""Right documents of other types and with other feet than the letter of ``right_letters``, by name."""

import foreign_letters as made
import right_letters as right

PROSE = f'<w:spacing w:before="120" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="720"/>{made.JUSTIFIED}'
APART = f'<w:spacing w:before="120"/>{made.CENTRE}'
NOTE = "(Kèm theo {} ngày 27 tháng 9 năm 2024 của Sở Nội vụ)"
SUBJECT_LINE = made.p("V/v khảo sát mức độ hài lòng", f'<w:spacing w:before="120"/>{made.CENTRE}', right.size(12))


def prose(*lines, look=""):
    return "".join(made.p(text, PROSE, look) for text in lines)


def centred(*lines, look=made.BOLD):
    return "".join(made.p(text, made.CENTRE, look) for text in lines)


def package(body, *, head=None, foot=None, annex=""):
    """The document; an annex begins a section of its own, whose pages are counted anew."""
    first, last = "", right.SECTION
    if annex:
        first = f"<w:p><w:pPr>{last}</w:pPr></w:p>"
        last = last.replace("<w:titlePg/>", '<w:pgNumType w:start="1"/><w:titlePg/>')
    table = right._columns(right.HEAD_LEFT if head is None else head, right.HEAD_RIGHT)
    foot = right._columns(*(foot or (right.FOOT_LEFT, right.FOOT_RIGHT)))
    return made.package(
        made.document(table + body + foot + first + annex + last),
        parts=(("word/styles.xml", right.STYLES), ("word/header1.xml", right.PAGE)),
        relations=(
            f'<Relationship Id="s" Type="{made.R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="h" Type="{made.R}/header" Target="header1.xml"/>'
        ),
    )


def letter(body=right.BODY, *, signed=(*made.SIGNING, "", "", made.NAME), addressed=right.ADDRESSED, annex=""):
    return package(addressed + body, foot=(right.FOOT_LEFT, centred(*signed)), annex=annex)


def named(kind, code, subject, body, *, copies=("- Các phòng, đơn vị thuộc Sở;",), **more):
    """A document of a named type: no V/v, its name and subject over the text."""
    length = right.text_width_mm(subject, 14, style="bold") * 0.4
    titles = centred(kind, subject) + right.rule(160, length)
    head = right.HEAD_LEFT.replace(SUBJECT_LINE, "").replace(made.CODE, f"Số: 123/{code}-SNV")
    listed = made.p(made.LABEL, "", right.size(12, made.BOLD + made.ITALIC))
    listed += "".join(made.p(text, "", right.size(11)) for text in (*copies, made.LISTED[-1]))
    return package(titles + body, head=head, foot=(listed, right.FOOT_RIGHT), **more)


def article(number, text):
    return (
        f'<w:p><w:pPr>{PROSE}</w:pPr><w:r><w:rPr>{made.BOLD}</w:rPr><w:t xml:space="preserve">Điều {number}. </w:t>'
        f"</w:r><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def decision(annex=""):
    bases = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
        "Theo đề nghị của Trưởng phòng Cải cách hành chính.",
    )
    body = made.p("GIÁM ĐỐC SỞ NỘI VỤ", APART, made.BOLD) + prose(*bases, look=made.ITALIC)
    body += made.p("QUYẾT ĐỊNH:", APART, made.BOLD)
    body += article(1, "Thành lập Tổ công tác gồm các ông, bà có tên trong danh sách kèm theo.")
    body += article(2, "Tổ công tác có nhiệm vụ khảo sát mức độ hài lòng năm 2024.")
    body += article(3, "Trưởng các phòng và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.")
    return named("QUYẾT ĐỊNH", "QĐ", "Về việc thành lập Tổ công tác", body, copies=("- Như Điều 3;",), annex=annex)


def decision_with_a_list():
    people = prose("1. Ông Nguyễn Văn A, Phó Giám đốc Sở, Tổ trưởng;", "2. Bà Trần Thị B, chuyên viên, thành viên./.")
    note = centred(NOTE.format("Quyết định số 123/QĐ-SNV"), look=made.ITALIC)
    return decision(centred("DANH SÁCH TỔ CÔNG TÁC") + note + people)


def notice():
    return named(
        "THÔNG BÁO",
        "TB",
        "Về việc nghỉ lễ Quốc khánh năm 2024",
        prose(
            "Sở Nội vụ thông báo lịch nghỉ lễ Quốc khánh năm 2024 như sau:",
            "1. Công chức, viên chức được nghỉ từ ngày 31/8/2024 đến ngày 03/9/2024.",
            "2. Các phòng, đơn vị phân công người trực./.",
        ),
    )


def submission():
    """Tờ trình goes upward, with Kính gửi under its subject."""
    addressed = made.p("Kính gửi: Ủy ban nhân dân tỉnh Khánh Hòa", APART)
    body = prose("Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt kế hoạch khảo sát năm 2024./.")
    return named("TỜ TRÌNH", "TTr", "Về việc phê duyệt kế hoạch khảo sát", addressed + body, copies=("- Như trên;",))


def for_a_committee():
    return letter(signed=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Trần Thị Bích Ngọc"))


def by_order():
    return letter(signed=("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG CẢI CÁCH", "HÀNH CHÍNH", "", "", "Trần Thị Bích Ngọc"))


def with_a_note_on_the_signature():
    return letter(signed=(*made.SIGNING, "(Đã ký)", made.NAME))


def to_one_addressee():
    return letter(addressed=made.p("Kính gửi: Ủy ban nhân dân tỉnh Khánh Hòa", APART))


def with_a_form_to_be_signed():
    """A form as Phụ lục, with blanks for the office that fills it in and a place to sign."""
    rows = (("STT", "Đơn vị"), ("1", "Sở Y tế"))
    table = made.table(*(made.row(*(made.cell(made.p(text)) for text in row)) for row in rows))
    theirs = centred("Khánh Hòa, ngày     tháng     năm 2024", look=made.ITALIC) + centred("THỦ TRƯỞNG ĐƠN VỊ")
    ours = centred("NGƯỜI LẬP BIỂU") + centred("(Ký, ghi rõ họ tên)", look=made.ITALIC)
    annex = (
        centred("Phụ lục", "BIỂU TỔNG HỢP KẾT QUẢ")
        + centred(NOTE.format("Công văn số 123/SNV-CCHC"), look=made.ITALIC)
        + table
        + prose("Số liệu tính đến ngày 31/10/2024./.")
        + made.table(made.row(made.cell(ours), made.cell(theirs + centred("(Ký, đóng dấu)", look=made.ITALIC))))
    )
    body = prose(*made.BODY[:2], "2. Tổng hợp theo Phụ lục kèm theo, gửi trước ngày 15/11/2024.", made.BODY[-1])
    return letter(body, annex=annex)


def with_a_notice_that_is_signed():
    """A notice to be posted goes as Phụ lục and names its office below its own end mark, not bold."""
    annex = (
        centred("Phụ lục", "THÔNG BÁO KHẢO SÁT")
        + centred(NOTE.format("Công văn số 123/SNV-CCHC"), look=made.ITALIC)
        + prose("Sở Nội vụ khảo sát mức độ hài lòng của người dân trong năm 2024.", "Trân trọng thông báo./.")
        + made.p("Sở Nội vụ tỉnh Khánh Hòa", made.RIGHT)
    )
    return letter(prose(*made.BODY[:2], "2. Niêm yết thông báo tại Phụ lục kèm theo.", made.BODY[-1]), annex=annex)


ALL = (
    decision,
    decision_with_a_list,
    notice,
    submission,
    for_a_committee,
    by_order,
    with_a_note_on_the_signature,
    to_one_addressee,
    with_a_form_to_be_signed,
    with_a_notice_that_is_signed,
)
