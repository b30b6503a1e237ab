"""What a line of text is by its words alone, however carelessly it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cache, lru_cache

from vanban.domain.judging.inspected import Element
from vanban.domain.letters.document import DocumentType
from vanban.regulations.law import Law, law_on

_TEXTS_KEPT = 4096
_ALIKE = 0.85
_SHORT_LINE, _SENTENCE, _LONGEST_RULE = 60, 100, 400
_LONGEST_NAME_WORDS, _SHORTEST_NAME_WORDS = 7, 2
_BLANKS = r"[\d\s.…_]"
_CODE = re.compile(rf"số\s*(?::|[.:]?{_BLANKS}*/\s*[A-ZĐ])", re.IGNORECASE)
_LONG_DATE = re.compile(rf"ngày{_BLANKS}{{0,14}}tháng{_BLANKS}{{0,14}}năm{_BLANKS}{{0,14}}$", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?<=,)\s*ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}$", re.IGNORECASE)
_SHORT_PLACE, _LONGEST_PLACE = 2, 7
"""In words: ``Khánh Hòa,``; ``đặc khu Trường Sa, tỉnh Khánh Hòa,``."""
_ABOUT = re.compile(r"(?:v\s*/\s*v|v\.\s*v\.?|về\s+việc)\b", re.IGNORECASE)
_RULE = re.compile(r"[\s_\-–—=*~]*(?:_{2,}|-{3,}|[–—]{2,}|={3,}|\*{3,}|~{3,})[\s_\-–—=*~]*")
_PREFIX = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)\s*(?:\.|,|:|\s)\s*(?=\w)", re.IGNORECASE)
_POSITION = re.compile(
    r"(?:phó\s+)?(?:giám đốc|tổng giám đốc|chủ tịch|chủ nhiệm|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng|chi cục trưởng|"
    r"viện trưởng|hiệu trưởng|hiệu phó|trưởng|chánh|tổng|bí thư|tổ trưởng|đội trưởng|trạm trưởng|đồn trưởng|"
    r"thủ trưởng|thủ tướng|ủy viên|uỷ viên|ban|phòng|văn phòng|thường trực|thư ký|kế toán|người|đại diện)\b",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|BS|BSCK[I]*|KS|CN|CV|DS|LS|NGƯT|NGND|TTƯT|TTND|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy)"
    r"(?:\.|\s)\s*)+",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’]*(?:[-'’][^\W\d_]+)*")
_APPENDIX = re.compile(r"phụ\s+lục(?:\s+(?:số\s*)?(?:[ivxlc]+|\d+|[a-zđ]))?\s*(?:[:.–-].*)?$", re.IGNORECASE)
_NOTE = re.compile(r"\(?\s*(?:(?:ban hành|đính|gửi)\s+)?kèm(?:\s+theo)?\b", re.IGNORECASE)
_DRAFTER = re.compile(r"[A-ZĐ][A-ZĐa-zđ]{0,7}\s*\.?\s*\(?\d{1,4}\)?\s*\.?")
_CONTACT = re.compile(r"điện thoại|\bđt\b\s*[:.]|\bfax\b|e-?mail\b|website|địa chỉ\s*:|\bsđt\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:Căn cứ|CĂN CỨ|Theo đề nghị|Thực hiện|Triển khai|Kính gửi|Xét|Điều \d|ĐIỀU \d"
    r"|(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:thứ|THỨ|[IVXLC\d]))"
)
_DASH = re.compile(r"[-–—−•+*]\s*(?=\S)|\u2022")
_AGENCY = re.compile(
    r"(?:ủy ban|uỷ ban|ubnd|hội đồng|hđnd|sở|bộ|ban|cục|chi cục|tổng cục|vụ|văn phòng|phòng|trung tâm|trường|bệnh viện|"
    r"viện|học viện|đại học|công an|công ty|tổng công ty|tập đoàn|quỹ|báo|đài|thanh tra|tòa án|toà án|kho bạc|bảo hiểm|"
    r"trạm|đảng ủy|đảng uỷ|tỉnh ủy|đoàn|hội|liên đoàn|liên minh|mặt trận|tổ|đội|ban quản lý|thuế|hải quan|hạt|nhà|"
    r"ngân hàng|thư viện|bảo tàng|cảng|chính phủ|quốc hội|kiểm toán|doanh nghiệp|xí nghiệp|câu lạc bộ)\b",
    re.IGNORECASE,
)
_TERRITORY = re.compile(r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\b", re.IGNORECASE)
_SOMEWHERE_LABEL = re.compile(r"n[oơ]\u031b?i\s+nh", re.IGNORECASE)
_URGENT = frozenset({"khan", "thuongkhan", "hoatoc", "hoatochengio"})
_COPIES = ("saoy", "saoluc", "trichsao")
_SECRET = frozenset({"mat", "toimat", "tuyetmat"})
_CIRCULATION = ("luuhanhnoibo", "xemxongtralai", "tailieuthuhoi", "khongphobien", "luuhanh")
_SIGNED_NOTE = re.compile(
    r"[(\[].*(?:k[ýí]|dấu).*[)\]]|(?:đã k[ýí]|ký bởi|được ký bởi|ký điện tử|ký số|người ký|thời gian ký"
    r"|digitally signed|signature not verified|signed by)\b"
    r"|(?:e-?mail|cơ quan|chức vụ|ngày ký|date|reason|location)\s*:",
    re.IGNORECASE,
)


@lru_cache(_TEXTS_KEPT)
def bare(text: str) -> str:
    """The letters and digits of a text without case and marks: ``Độc lập - Tự do`` is ``doclaptudo``."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(char for char in plain if char.isalnum())


def newest_law() -> Law:
    """The names of types and the fixed texts as they are now; a document is found by them, not judged."""
    return law_on(date.max)


@cache
def _fixed(key: str) -> str:
    return bare(newest_law().fixed_text(key))


@cache
def _types() -> Mapping[str, DocumentType]:
    return {bare(rule.name): kind for kind, rule in newest_law().types.items()}


@lru_cache(_TEXTS_KEPT)
def _is_like(text: str, wanted: str) -> bool:
    found = bare(text)
    if found == wanted:
        return True
    if not len(wanted) * 0.7 < len(found) < len(wanted) * 1.3:
        return False
    matcher = SequenceMatcher(None, found, wanted, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def is_country_name(text: str) -> bool:
    """Quốc hiệu, also with a slip of the pen."""
    return len(text) <= _SENTENCE and _is_like(text, _fixed("country_name"))


def is_motto(text: str) -> bool:
    """Tiêu ngữ, whatever stands between its phrases."""
    return len(text) <= _SENTENCE and _is_like(text, _fixed("motto"))


def is_exactly(element: Element, text: str) -> bool:
    """Whether a text is Quốc hiệu or Tiêu ngữ to the letter, case and marks aside."""
    return bare(text) == _fixed(element.value)


def is_code(text: str) -> bool:
    """Số, ký hiệu: ``Số: 05/BNV-VP``, also still blank."""
    return len(text) <= _SHORT_LINE and _CODE.match(text.strip()) is not None


def is_place_and_date(text: str) -> bool:
    """Địa danh và thời gian: ``Khánh Hòa, ngày 05 tháng 01 năm 2026``, also with blanks."""
    words = text.strip()
    if len(words) > _SENTENCE or words.startswith("("):
        return False
    found = _LONG_DATE.search(words) or _SHORT_DATE.search(words)
    if found is None:
        return False
    place = words[: found.start()].split()
    # "Hội nghị khai mạc ngày …" is a sentence: of the words of a place only its kind is in small letters.
    return len(place) <= _LONGEST_PLACE and (len(place) <= _SHORT_PLACE or sum(map(str.islower, place)) <= _SHORT_PLACE)


def type_named(text: str) -> DocumentType | None:
    """The type of document that a line names and nothing else."""
    return _types().get(bare(text)) if len(text) <= _SHORT_LINE else None


def is_about(text: str) -> bool:
    """The beginning of a subject: V/v or Về việc."""
    return _ABOUT.match(text.strip()) is not None


def is_addressee_label(text: str) -> bool:
    """Kính gửi."""
    return bare(text[:_SHORT_LINE]).startswith(_fixed("addressee_label"))


def may_hold_distribution_label(text: str) -> bool:
    """Whether Nơi nhận may stand somewhere in a line that holds several things."""
    return _SOMEWHERE_LABEL.search(text) is not None


def is_distribution_label(text: str) -> bool:
    """Nơi nhận at the beginning of a short line."""
    return len(text) <= _SHORT_LINE and bare(text).startswith(_fixed("distribution_label"))


def is_typed_rule(text: str) -> bool:
    """A line of underscores, hyphens or asterisks."""
    return len(text) <= _LONGEST_RULE and _RULE.fullmatch(text) is not None


def is_listed(text: str) -> bool:
    """A list item: it begins with a dash or another sign of lists."""
    return _DASH.match(text.strip()) is not None


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals; one slip is no other case."""
    letters = list(filter(str.isalpha, text))
    small = sum(map(str.islower, letters))
    return bool(letters) and small <= len(letters) * 0.1


def is_agency(text: str) -> bool:
    """Whether a line begins as names of agencies do."""
    return _AGENCY.match(text.strip()) is not None


def is_territory(text: str) -> bool:
    """Whether a line begins with a kind of administrative unit, as the second line of a committee's name does."""
    return _TERRITORY.match(text.strip()) is not None


def is_signing_line(text: str) -> bool:
    """Quyền hạn or chức vụ of a signatory, in any case of letters."""
    words = text.strip()
    return len(words) <= _SENTENCE and (_PREFIX.match(words) is not None or _POSITION.match(words) is not None)


def is_person(text: str) -> bool:
    """A person's name: every word begins with a capital, with or without a title before it."""
    if len(text) > _SENTENCE:
        return False
    words = _TITLES.sub("", text.strip(), count=1).split()
    if not _SHORTEST_NAME_WORDS <= len(words) <= _LONGEST_NAME_WORDS:
        return False
    return all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)


def is_signed_note(text: str) -> bool:
    """``(Đã ký)`` and what software prints beside a digital signature."""
    return len(text) <= _LONGEST_RULE and _SIGNED_NOTE.match(text.strip()) is not None


def is_appendix_label(text: str) -> bool:
    """Phụ lục, with or without its number."""
    words = text.strip()
    return len(words) <= _SENTENCE and _APPENDIX.match(words) is not None


def is_appendix_note(text: str) -> bool:
    """What an appendix goes with: ``(Kèm theo Công văn số …)``."""
    return _NOTE.match(text.strip()) is not None


def is_copy_mark(text: str) -> bool:
    """The form of a copy, which stands below the document that was copied: ``SAO Y``, ``SAO Y; Sở Nội vụ; …``."""
    return len(text) <= _SENTENCE and is_capitals(text.partition(";")[0]) and bare(text).startswith(_COPIES)


def is_drafter_mark(text: str) -> bool:
    """Ký hiệu người soạn thảo và số lượng bản: ``PL.(300)``."""
    return _DRAFTER.fullmatch(text.strip()) is not None


def is_address(text: str) -> bool:
    """Địa chỉ, điện thoại, thư điện tử of the agency."""
    return _CONTACT.search(text) is not None


def is_urgency(text: str) -> bool:
    """A degree of urgency and nothing else."""
    return len(text) <= _SHORT_LINE and bare(text) in _URGENT


def is_secrecy(text: str) -> bool:
    """A degree of secrecy and nothing else."""
    return len(text) <= _SHORT_LINE and is_capitals(text) and bare(text) in _SECRET


def opens_text(text: str) -> bool:
    """Whether a line begins as the text of a document does, and not as a subject that was broken goes on."""
    return _OPENING.match(text.strip()) is not None


def is_circulation(text: str) -> bool:
    """A mark of circulation and nothing else."""
    return len(text) <= _SHORT_LINE and bare(text).startswith(_CIRCULATION)
