"""Rules that the words alone decide: those of the letters that are drawn here, over the letter read from a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.enclosures_in_text import enclosed_in, form_enclosed_in, own_appendices_named
from vanban.compliance.format_rules.appendix import ISSUED_WITH_A_DECISION, has_appendix, if_any_appendix
from vanban.compliance.format_rules.format_rule import FormatRule, Look
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, spared, unknown
from vanban.compliance.format_rules.text_clauses import TEXT_CLAUSES
from vanban.compliance.plan_rules.enclosures import MISSING
from vanban.compliance.roman import roman
from vanban.domain.judging.inspected import Element

_CODE, _PLACE, _SUBJECT, _BODY = Element.CODE, Element.PLACE_AND_DATE, Element.SUBJECT, Element.BODY
_LIST, _SIGNING, _NAME = Element.DISTRIBUTION, Element.SIGNING_LINES, Element.SIGNER_NAME
_NUMBERED = r"^\s*(?:Điều \d|Chương |Phần |Mục |[IVX]+\.|\d+(?:\.\d+)*\.\s*\D|[a-zđ]\))"
_DUE = r"(?:trước|chậm nhất|muộn nhất|đến hết|hạn cuối|trong)(?:\s+\S+){0,4}?\s+\d{1,2}(?:/|\s+tháng)\s*\d{1,2}"
_IN_MONTH = r"(?:trong|vào)\s+tháng\s+\d"
_DATE = r"\d{1,2}/\d{1,2}|ngày\s+\d"


def _nothing_more(_paper: Paper) -> Iterator[Answer]:
    """The rules of the text have said it all."""
    yield from ()


def _appendices_have_a_name(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.a: what goes with a document is called Phụ lục in its text."""
    if has_appendix(paper):
        return
    if paper.document_type in ISSUED_WITH_A_DECISION:
        yield spared("phần ban hành kèm theo quyết định, nghị quyết không gọi là Phụ lục")
        return
    lines = paper.lines(_BODY)
    word = paper.law.fixed_text("appendix_label").casefold()
    enclosing = next(((line, words) for line in lines if (words := form_enclosed_in(line.text))), None)
    if enclosing is None or any(word in line.text.casefold() for line in lines):
        yield spared("văn bản không có phụ lục")
    else:
        line, words = enclosing
        yield doubtful(f"nhắc đến “{words}” mà không gọi tên Phụ lục", "chỉ dẫn “(Phụ lục kèm theo)”", line)


def _enclosures_are_there(paper: Paper) -> Iterator[Answer]:
    """House rule: what a text says goes with it does; a file of its own may hold it, which this one does not tell."""
    lines = paper.lines(_BODY)
    enclosing = next((line for line in lines if enclosed_in(line.text)), None)
    if enclosing is None:
        yield spared("văn bản không nhắc đến tài liệu kèm theo")
    elif not has_appendix(paper):
        yield unknown("tài liệu kèm theo không nằm trong tệp này: không biết có tệp riêng gửi kèm hay không", enclosing)
    else:
        count = max(len(paper.lines(Element.APPENDIX_LABEL)), 1)
        for line in lines:
            if beyond := [one for one in own_appendices_named(line.text) if one > count]:
                names = ", ".join(f"“Phụ lục {roman(one)}”" for one in sorted(beyond))
                yield doubtful(f"nhắc đến {names}, tệp có {count} phụ lục", "kèm theo đủ phụ lục đã nhắc", line)


def _where(pattern: str) -> Look:
    """A look that spares a document whose content holds nothing of what a rule speaks of."""
    wanted = re.compile(pattern, re.IGNORECASE | re.MULTILINE)

    def look(paper: Paper) -> Iterator[Answer]:
        lines = paper.lines(_SUBJECT, _BODY, Element.APPENDIX_BODY)
        if not any(wanted.search(line.text) for line in lines):
            yield spared("văn bản không có nội dung thuộc quy tắc này")

    return look


def _text_rule(
    rule_id: str, title: str, *needs: Element, about: tuple[Element, ...] = (), look: Look = _nothing_more
) -> FormatRule:
    return FormatRule(clause=TEXT_CLAUSES[rule_id], title=title, look=look, needs=needs, about=about)


RULES: tuple[FormatRule, ...] = (
    _text_rule("NĐ30-R31", "Ký hiệu công văn: cơ quan, rồi đơn vị soạn thảo hoặc lĩnh vực", _CODE),
    _text_rule("NĐ30-R32", "Ký hiệu mở đầu bằng chữ viết tắt tên loại", _CODE),
    _text_rule("NĐ30-R33", "Ký hiệu công văn không có tên loại", _CODE),
    _text_rule("NĐ30-R38", "Ký hiệu không có năm", _CODE),
    _text_rule("NĐ30-R42", "Địa danh ghi đầy đủ", _PLACE),
    _text_rule("NĐ30-R47", "Trích yếu ngắn gọn", _SUBJECT),
    _text_rule("NĐ30-R48", "Trích yếu không có ghi chú cách gửi", _SUBJECT),
    _text_rule("NĐ30-R55", "Tên nơi nhận ghi đầy đủ", _LIST),
    _text_rule("NĐ30-R63", "Nội dung kết thúc bằng “./.”", _BODY),
    _text_rule("NĐ30-R64", "Sau “./.” không còn nội dung", _BODY),
    _text_rule("NĐ30-R66", "Đoạn văn không kết thúc bằng dấu chấm phẩy", _BODY),
    _text_rule("NĐ30-R69", "Luật, pháp lệnh viện dẫn bằng tên", _BODY, look=_where(r"(?<!\w)(?:bộ )?luật |pháp lệnh ")),
    _text_rule("NĐ30-R74", "Điểm theo thứ tự bảng chữ cái tiếng Việt", _BODY, look=_where(r"^\s*[a-zđ]\)")),
    _text_rule("NĐ30-R76", "Số thứ tự liên tục", _BODY, look=_where(_NUMBERED)),
    _text_rule("NĐ30-R77", "Tiêu đề không có dấu ở cuối", _BODY, look=_where(_NUMBERED)),
    _text_rule("NĐ30-R78", "Một kiểu dấu nối", _BODY, look=_where(r"\d{4}\s*[-–—]\s*\d{4}")),
    _text_rule("NĐ30-R82", "Dòng cuối “- Lưu: VT, …”", _LIST),
    _text_rule("NĐ30-R83", "Số bản lưu trong ngoặc đơn", _LIST),
    _text_rule("NĐ30-R84", "Đơn vị lưu là đơn vị trong ký hiệu", _LIST, _CODE),
    _text_rule("NĐ30-R85", "Nơi nhận không có ghi chú cách gửi", _LIST),
    _text_rule("NĐ30-R88", "Dưới quyền hạn là chức vụ của người ký", _SIGNING),
    _text_rule("NĐ30-R91", "Trước họ tên không ghi học hàm, học vị", _NAME),
    _text_rule("NĐ30-R103", "Nội dung nhắc đến từng phụ lục", _BODY, look=_appendices_have_a_name),
    _text_rule("NĐ30-R104", "Phụ lục đánh số La Mã theo thứ tự", _BODY, look=if_any_appendix),
    _text_rule("NĐ30-R112", "Viết hoa Nhân dân, Nhà nước", _BODY, look=_where("nhân dân|nhà nước")),
    _text_rule(
        "NĐ30-R113",
        "Viết hoa Phần, Chương, Mục, Điều khi viện dẫn",
        _BODY,
        look=_where(r"(?<!\w)(?:điều|khoản|điểm|chương|mục|phần)\s+(?:\d|[ivx]+\b|[a-zđ]\b)"),
    ),
    _text_rule("NĐ30-R115", "Nơi nhận còn tồn tại", _LIST),
    _text_rule("HOUSE.DATE", "Ngày nêu trong nội dung có thật", _BODY, look=_where(_DATE)),
    _text_rule(
        "HOUSE.WEEKDAY", "Thứ trong tuần khớp với ngày", _BODY, look=_where(r"(?<!\w)(?:thứ\s+\w+|chủ nhật)\W+.{0,8}\d")
    ),
    _text_rule("HOUSE.PAST_DUE", "Thời hạn chưa qua khi ban hành", _BODY, _PLACE, look=_where(_DUE)),
    _text_rule("HOUSE.SHORT_NOTICE", "Trước thời hạn có ngày làm việc", _BODY, _PLACE, look=_where(_DUE)),
    _text_rule("HOUSE.DAY_OFF", "Thời hạn vào ngày làm việc", _BODY, _PLACE, look=_where(_DUE)),
    _text_rule(
        "HOUSE.MONTH_DUE", "Thời hạn theo tháng có ngày cuối", _BODY, look=_where(r"(?:trong|vào)\s+tháng\s+\d")
    ),
    _text_rule("HOUSE.EARLY_REPORT", "Báo cáo sau khi hoạt động kết thúc", _BODY, _PLACE, look=_where(_DUE)),
    _text_rule("HOUSE.CITED_LATER", "Văn bản viện dẫn có trước", _BODY, _PLACE, look=_where(r"số\s+\d+(?:/\d{4})?/\w")),
    _text_rule(
        "HOUSE.ABOLISHED",
        "Nội dung nêu đơn vị hành chính còn tồn tại",
        _BODY,
        _PLACE,
        look=_where("huyện|quận|thị xã|thị trấn"),
    ),
    FormatRule(
        clause=MISSING,
        title="Tài liệu kèm theo được nhắc đến thì có kèm theo",
        look=_enclosures_are_there,
        needs=(_BODY,),
    ),
)
