"""What a campaign states against what its letters use: figures, citations, names of units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vanban.compliance.clause import Clause
from vanban.compliance.passages import around
from vanban.compliance.plan_rules.plan_view import OrderView, PlanRule, PlanView, house_rule
from vanban.domain.dates.day import PlannedDay
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.wording import short_date
from vanban.regulations.administration import abolished_units_on

_QUOTA = house_rule("QUOTA", Severity.ERROR, "tỷ lệ chỉ tính được khi cả hai số liệu được báo cáo cùng nhau")
_UNUSED = house_rule("UNUSED_CITATION", Severity.INFO, "văn bản khai báo mà không viện dẫn thường là còn sót")
_LATER = house_rule("CITED_LATER", Severity.ERROR, "văn bản được viện dẫn phải có trước văn bản viện dẫn nó")
_ABOLISHED_ID = "HOUSE.ABOLISHED"
_FORMER = re.compile(
    r"(?<!\w)(?:cũ|trước đây|trước khi|trước ngày|đến hết ngày|sắp xếp|sáp nhập|hợp nhất|giải thể|kết thúc hoạt động"
    r"|không tổ chức|tiếp nhận|bàn giao|nguyên)(?!\w)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;])\s+")


def quotas_can_be_computed(view: PlanView) -> Iterator[Finding]:
    """House rule: both figures of a quota are asked for by the assignment that sets it."""
    quotas = {quota.key: quota for quota in view.campaign.quotas}
    for index, assignment in enumerate(view.campaign.assignments):
        for number, key in enumerate(assignment.quotas):
            quota = quotas.get(key)
            missing = (
                [] if quota is None else [one for one in (quota.reached, quota.total) if one not in assignment.figures]
            )
            if missing:
                names = ", ".join(f"'{one}'" for one in missing)
                yield _QUOTA.broken(
                    f"assignments[{index}].quotas[{number}]",
                    f"chỉ tiêu '{key}' cần số liệu {names} mà nhiệm vụ '{assignment.key}' không yêu cầu báo cáo",
                    f"thêm {names} vào 'figures' của nhiệm vụ này",
                )


def stated_citations_are_cited(view: PlanView) -> Iterator[Finding]:
    """House rule: what [citations] states is cited by some letter."""
    for citation in view.campaign.citations:
        if view.orders and not any(_cites(order, citation) for order in view.orders):
            yield _UNUSED.broken(
                f"citations.{citation.key}",
                f"không văn bản nào viện dẫn {citation.type_name} {citation.code or citation.subject}".rstrip(),
                f'viện dẫn bằng {{{{ cite("{citation.key}") }}}}, hoặc xóa mục này',
            )


def cited_documents_are_older(view: PlanView) -> Iterator[Finding]:
    """House rule: a document that is cited was issued no later than the letter that cites it."""
    for citation in view.campaign.citations:
        day = _first_day(citation.issued_date)
        if day is None:
            continue
        for order in view.orders:
            own = max(issued.last_possible for issued in order.issued_days)
            if day > own and _cites(order, citation):
                yield _LATER.broken(
                    f"citations.{citation.key}.date",
                    f"văn bản '{order.id}' ngày {short_date(own)} viện dẫn {citation.type_name} {citation.code} "
                    f"ngày {short_date(day)}",
                    "sửa ngày của văn bản được viện dẫn, hoặc ban hành sau ngày đó",
                )


def texts_name_units_that_exist(view: PlanView) -> Iterator[Finding]:
    """202/2025/QH15: since 01/7/2025 no letter speaks of districts as if they were there."""
    for order in view.orders:
        abolished = abolished_units_on(order.first.letter.issued_on.last_possible)
        if abolished is None:
            continue
        clause = Clause(_ABOLISHED_ID, Severity.WARNING, abolished.source)
        named, nouns = _named(abolished.nouns), (*map(str.casefold, abolished.nouns), "xã, phường, thị trấn")
        for passage in order.passages:
            if not any(noun in passage.folded for noun in nouns):
                continue
            for sentence in _SENTENCES.split(passage.text):
                found = named.search(sentence)
                if found and not _FORMER.search(sentence):
                    yield clause.broken(
                        order.place(passage.element),
                        f"“{around(sentence, found.start(), found.end())}”: từ ngày {short_date(abolished.since)} "
                        "không còn đơn vị hành chính này",
                        "ghi đơn vị hiện có, ví dụ “các xã, phường, đặc khu”, “cấp xã”",
                    )
                    break


def _named(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Collective names and their committees; a single "huyện Diên Khánh" may be the name of a place."""
    either = "|".join(map(re.escape, nouns))
    return re.compile(
        rf"(?<!\w)(?:(?:các|cấp)\s+(?:{either})|xã, phường, thị trấn"
        rf"|(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)\s+(?:các\s+|cấp\s+)?(?:{either}))(?!\w)",
        re.IGNORECASE,
    )


def _cites(order: OrderView, citation: Citation) -> bool:
    """Whether a text names the document by its code, or a law by its name."""
    if citation.code:
        code = re.compile(rf"(?<![\w/-]){re.escape(citation.code)}(?![\w-])")
        return any(citation.code in passage.text and code.search(passage.text) for passage in order.passages)
    name = (citation.subject or citation.type_name).casefold()
    return any(name in passage.text.casefold() for passage in order.passages)


def _first_day(day: date | PlannedDay | None) -> date | None:
    return day.first_possible if isinstance(day, PlannedDay) else day


RULES: tuple[PlanRule, ...] = (
    quotas_can_be_computed,
    stated_citations_are_cited,
    cited_documents_are_older,
    texts_name_units_that_exist,
)
