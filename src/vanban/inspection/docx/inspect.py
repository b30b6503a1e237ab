"""A DOCX file measured: its lines in their looks, its pages, its drawn lines, and the elements of form in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element as Node

from vanban.domain.judging.inspected import DrawnLine, Element, FileKind, Inspection, MeasuredLine, MeasuredPage
from vanban.inspection.docx.drawn_lines import drawn_lines
from vanban.inspection.docx.margins import MarginReader, PageMargins
from vanban.inspection.docx.names import is_on, w
from vanban.inspection.docx.numbering import lists
from vanban.inspection.docx.package import BeyondLimits, DamagedXml, Package, Part
from vanban.inspection.docx.pages import Section, sections
from vanban.inspection.docx.paragraphs import Paragraph, ParagraphReader
from vanban.inspection.docx.pictures import measured_images
from vanban.inspection.docx.runs import RunReader
from vanban.inspection.docx.story import StoryReader, Told
from vanban.inspection.docx.styles import style_sheet
from vanban.inspection.docx.tabs import splitter
from vanban.inspection.found import Splitter
from vanban.inspection.segments import Segments, segment

_CORE = ("title", "subject", "creator", "created", "modified", "lastModifiedBy")
_LONGEST_PROPERTY = 500
_NO_POSITIONS = "DOCX không ghi vị trí của từng dòng trên trang: số trang và chỗ ngắt trang không đo được"
_NO_SIZES = "Có chữ không ghi cỡ hoặc phông trong tệp: cỡ và phông đó tùy phần mềm mở tệp"


def inspect_docx(path: Path) -> Inspection:
    """Measures the DOCX file at ``path``.

    Raises:
        UnreadableFile: It is damaged, dangerous, too large or no DOCX.
    """
    package = Package(path)
    try:
        return _inspected(package)
    except DamagedXml as error:
        raise package.refused(f"một phần của tệp {error}") from error
    except BeyondLimits as error:
        raise package.refused(str(error), "chia văn bản thành nhiều tệp, bỏ bớt bảng lồng nhau") from error


def _inspected(package: Package) -> Inspection:
    main = package.main()
    body = main.root.find(w("body"))
    if body is None:
        raise package.refused("tệp không có nội dung văn bản")
    sheet = style_sheet(package.bytes_of(main.related("styles")), package.bytes_of(main.related("theme")))
    parts = sections(body)
    numbering = _optional(package, main, "numbering")

    def reader() -> ParagraphReader:
        return ParagraphReader(sheet, lists(numbering, sheet.fonts), RunReader(sheet))

    told = StoryReader(reader(), parts, main.name).read(body)
    margin_reader = MarginReader(package, main, reader, parts, even_differs=_even_differs(package, main))
    margins = [margin_reader.of_section(number) for number in range(len(parts))]
    found = _joined(package, told, margins, parts)
    if not told.pictures:
        return found
    return replace(found, images=measured_images(told, parts, found.elements, package, main))


def _joined(package: Package, told: Told, margins: list[PageMargins], parts: tuple[Section, ...]) -> Inspection:
    """The text with what stands above and below it."""
    stories = (*margins[0].first[:1], told, *margins[0].first[1:])
    paragraphs = _by_anchor((*stories, *(one for margin in margins for one in (*margin.first, *margin.second))))
    split = splitter(paragraphs)
    segments = segment([line for story in stories for line in _without_numbers(story)], split=split)
    elements = _with_numbers(segments, margins)
    shown = {id(story) for story in stories}
    others = [story for margin in margins for story in (*margin.first, *margin.second) if id(story) not in shown]
    lines = {line.anchor: line for story in (*stories, *others) for line in story.lines}
    return Inspection(
        kind=FileKind.DOCX,
        file=package.file,
        pages=tuple(_pages(told, margins, parts)),
        elements=elements,
        lines=tuple(lines.values()),
        drawn=tuple(_drawn(stories, segments, split)),
        unplaced=segments.unplaced,
        limits=tuple(_limits(lines.values())),
        properties=_properties(package),
    )


def _optional(package: Package, main: Part, kind: str) -> Node | None:
    name = main.related(kind)
    return package.part(name).root if name is not None and package.has(name) else None


def _even_differs(package: Package, main: Part) -> bool:
    name = main.related("settings")
    settings = package.bytes_of(name)
    if name is None or settings is None or b"evenAndOddHeaders" not in settings:
        return False
    node = package.tree_of(name, settings).find(w("evenAndOddHeaders"))
    return node is not None and is_on(node)


def _by_anchor(stories: Iterable[Told]) -> Mapping[str, Paragraph]:
    return {
        line.anchor: paragraph
        for story in stories
        for line, paragraph in zip(story.lines, story.paragraphs, strict=True)
    }


def _without_numbers(story: Told) -> list[MeasuredLine]:
    numbers = {line.anchor for line in story.page_numbers}
    return [line for line in story.lines if line.anchor not in numbers]


def _with_numbers(segments: Segments, margins: list[PageMargins]) -> Mapping[Element, tuple[MeasuredLine, ...]]:
    numbers = tuple(line for margin in margins for line in margin.numbers)
    found = {**segments.elements, Element.PAGE_NUMBER: numbers}
    return {element: found[element] for element in Element if found.get(element)}


def _drawn(stories: Iterable[Told], segments: Segments, split: Splitter) -> Iterable[DrawnLine]:
    for story in stories:
        yield from drawn_lines(story, segments.elements, segments.unplaced, split)


def _pages(told: Told, margins: list[PageMargins], parts: tuple[Section, ...]) -> Iterable[MeasuredPage]:
    for number, (section, margin) in enumerate(zip(parts, margins, strict=True)):
        place = 2 if margin.hides_first_number else 1
        shown = margin.shows_number or not margin.hides_first_number
        yield section.measured(
            hides_first_number=margin.hides_first_number,
            number=section.printed_number(place) if shown else "",
            has_wide_content=number in told.wide_sections,
        )


def _limits(lines: Iterable[MeasuredLine]) -> Iterable[str]:
    yield _NO_POSITIONS
    if any(not run.font or run.size_pt is None for line in lines for run in line.runs):
        yield _NO_SIZES


def _properties(package: Package) -> Mapping[str, str]:
    """What the file tells of itself: title, author, days."""
    if not package.has("docProps/core.xml"):
        return {}
    found = {}
    for node in package.part("docProps/core.xml").root:
        name = node.tag.rpartition("}")[2]
        if name in _CORE and node.text:
            found[name] = node.text[:_LONGEST_PROPERTY]
    return found
