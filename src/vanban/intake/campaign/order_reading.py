"""Letter orders read together with the texts, pictures and attachments that they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

from vanban.domain.campaigns.campaign import AppendixText, LetterOrder, LetterText, SignatoryRule
from vanban.domain.letters.document import DocumentType
from vanban.intake.campaign.letter_orders import Ordered, letter_order
from vanban.intake.campaign.order_checks import check_both_places, check_order, check_secrecy, document_type
from vanban.intake.folder import ATTACHMENT_LIMIT_MB, TEXT_LIMIT_MB, Files, read_text
from vanban.intake.markup.front_matter import FENCE, TextFile, read_front_matter
from vanban.intake.markup.markdown import pictures_named
from vanban.intake.reading import Problems, Spot
from vanban.intake.toml_source import TomlSource
from vanban.intake.violations import report_violations

_SHEETS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class OrderReader:
    """Reads the letters of one folder; mistakes go to ``problems``, what the letters use to ``files``.

    Whatever is wrong with an order, its text is read too, so that all mistakes are told at once: ``left_out`` holds
    what there is of the orders that cannot be used.
    """

    root: Path
    problems: Problems
    files: Files
    left_out: list[LetterOrder] = field(default_factory=list)

    def from_table(self, ordered: Ordered, *, sound: bool) -> LetterOrder | None:
        """The letter that a table of the campaign file and the text it names order, if both can be used."""
        check_secrecy(ordered, self.problems)
        parts = self._text_file(ordered)
        if parts is None or parts.front is None:
            self._take_files(ordered)
            return None
        broken = report_violations(parts.front, "text", self.problems)
        check_both_places(ordered, parts.front, self.problems)
        check_secrecy(Ordered(parts.front, (), parts.front.plain), self.problems)
        return self._joined(ordered, parts.front, parts.text, sound=sound and not broken)

    def from_front_matter(self, front: TomlSource, text: LetterText, *, sound: bool) -> LetterOrder | None:
        """The letter that a single file orders in its own front matter."""
        ordered = Ordered(front, (), front.plain)
        check_secrecy(ordered, self.problems)
        return self._joined(ordered, front, text, sound=sound)

    def _joined(self, ordered: Ordered, front: TomlSource, text: LetterText, *, sound: bool) -> LetterOrder | None:
        self._take_files(ordered)
        self._take_pictures(text)
        appendices = self._appendices(front, text.file)
        its_type = document_type(front, ordered, self.problems)
        if not sound or its_type is None:
            self.left_out.append(_texts_only(ordered, text, appendices))
            return None
        order = letter_order(ordered, front.plain, document_type=its_type, text=text, appendices=appendices)
        check_order(order, ordered, front, self.problems)
        return order

    def _text_file(self, ordered: Ordered) -> TextFile | None:
        name = ordered.entry.get("text")
        if not _is_name(name):
            return None
        content = read_text(self.root, name, TEXT_LIMIT_MB, ordered.spot(self.problems, "text"))
        return None if content is None else read_front_matter(content, file=name, problems=self.problems)

    def _appendices(self, front: TomlSource, own_file: str) -> tuple[AppendixText, ...]:
        found = []
        for index, item in enumerate(_listed(front.plain.get("appendices"))):
            name = item.get("text") if isinstance(item, dict) else None
            if not _is_name(name):
                continue
            spot = front.spot(self.problems, ("appendices", index, "text"))
            if name == own_file:
                spot.report(f"phụ lục lấy lại chính tệp '{name}'", "ghi tên tệp riêng của phụ lục")
            elif text := self._appendix_text(name, spot):
                found.append(AppendixText(title=str(item.get("title", "")), text=text))
        return tuple(found)

    def _appendix_text(self, name: str, asked_at: Spot) -> LetterText | None:
        content = read_text(self.root, name, TEXT_LIMIT_MB, asked_at)
        if content is None:
            return None
        first = Spot(self.problems, name, "").line(1)
        if not content.strip():
            first.report("phụ lục không có nội dung", "viết nội dung phụ lục vào tệp này")
        if content.lstrip().startswith(FENCE):
            first.report("tệp phụ lục có phần đầu '+++'", "xóa phần đầu; tên phụ lục ghi ở văn bản chính")
        text = LetterText(file=name, source=content, first_line=1)
        self._take_pictures(text)
        return text

    def _take_pictures(self, text: LetterText) -> None:
        for name, line in pictures_named(text):
            self.files.take_picture(name, Spot(self.problems, text.file, "").line(line))

    def _take_files(self, ordered: Ordered) -> None:
        for index, name in enumerate(_listed(ordered.entry.get("attachments"))):
            if _is_name(name):
                self.files.take(name, ATTACHMENT_LIMIT_MB, ordered.spot(self.problems, "attachments", index))
        for index, recipient in enumerate(_listed(ordered.entry.get("recipients"))):
            self._look_at_sheet(recipient, ordered, "recipients", index)
        self._look_at_sheet(ordered.entry.get("relays"), ordered, "relays")

    def _look_at_sheet(self, selector: object, ordered: Ordered, *field: str | int) -> None:
        """A sheet may list very many: it is read row by row when the recipients are asked for."""
        sheet = selector.get("sheet") if isinstance(selector, dict) else None
        if _is_name(sheet) and sheet.lower().endswith(_SHEETS):
            self.files.look_at(sheet, ATTACHMENT_LIMIT_MB, ordered.spot(self.problems, *field, "sheet"))


def _texts_only(ordered: Ordered, text: LetterText, appendices: tuple[AppendixText, ...]) -> LetterOrder:
    """An order of nobody to nobody, whose texts can be looked at."""
    return LetterOrder(
        id="",
        place="",
        document_type=DocumentType.CONG_VAN,
        subject="",
        issuer="",
        drafting_unit="",
        signatory=SignatoryRule(),
        recipients=(),
        text=text,
        one_each="one_each" in ordered.entry,
        appendices=appendices,
    )


def _is_name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
