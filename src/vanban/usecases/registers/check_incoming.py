"""A campaign that relays a directive: whether the register of documents received has it as the letters cite it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from vanban.directory.spelling import name_key
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.incoming import IncomingDocument
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.register.incoming import find_incoming, incoming_entries, incoming_name

_ARTICLE = "30/2020/NĐ-CP, Điều 22"


def check_incoming(campaign: Campaign, issuers: Mapping[str, str], database: Database | None) -> tuple[Finding, ...]:
    """What does not fit between ``[campaign] incoming`` and the registers of those who issue the root letters.

    Decree 30/2020/NĐ-CP, Art. 22.1: a document that is not registered binds nobody to handle it. Nothing is said
    where the campaign relays nothing, and where there is no register yet.

    Args:
        campaign: names the directive by the key of its citation.
        issuers: the organisations that issue the root letters, with their names.
        database: the registers, or ``None`` where there are none yet.
    """
    cited = next((one for one in campaign.citations if campaign.incoming and one.key == campaign.incoming), None)
    if database is None or cited is None or not cited.code:
        return ()
    return tuple(finding for organ_id, name in issuers.items() for finding in _check(cited, organ_id, name, database))


def _check(cited: Citation, organ_id: str, name: str, database: Database) -> Iterator[Finding]:
    found = _registered(cited, organ_id, database)
    if found is None:
        message = f"{_named(cited)} chưa vào sổ văn bản đến của {name}"
        remedy = "đăng ký bằng 'vanban incoming add' trước khi triển khai"
        yield _finding(Severity.WARNING, message, remedy)
        return
    where = f"số đến {found.arrival_number} trong {incoming_name(organ_id, found.arrival_date.year)}"
    if not _same_author(found, cited):
        yield _finding(
            Severity.ERROR,
            f"{_named(cited)}: đợt phát hành ghi của {cited.issuer}, {where} ghi của {found.author}",
            "ghi đúng cơ quan ban hành trong [citations], hoặc đăng ký văn bản còn thiếu",
        )
    if isinstance(cited.issued_date, date) and cited.issued_date != found.issued_date:
        yield _finding(
            Severity.ERROR,
            f"{_named(cited)}: đợt phát hành ghi ngày {short_date(cited.issued_date)}, {where} ghi ngày"
            f" {short_date(found.issued_date)}",
            "đối chiếu với văn bản đến rồi sửa ngày trong [citations]",
        )


def _registered(cited: Citation, organ_id: str, database: Database) -> IncomingDocument | None:
    """The document of that code, that of the author cited where offices share a code."""
    last = find_incoming(database, organ_id=organ_id, code=cited.code)
    if last is None or _same_author(last, cited):
        return last
    shared = [
        one
        for one in incoming_entries(database, organ_id=organ_id)
        if one.code == last.code and _same_author(one, cited)
    ]
    return shared[-1] if shared else last


def _same_author(document: IncomingDocument, cited: Citation) -> bool:
    return not cited.issuer or name_key(document.author) == name_key(cited.issuer)


def _named(cited: Citation) -> str:
    return f"{cited.type_name} số {cited.code}"


def _finding(severity: Severity, found: str, allowed: str) -> Finding:
    return Finding(
        rule_id="HOUSE.INCOMING",
        severity=severity,
        element="Văn bản đến",
        found=found,
        allowed=allowed,
        source=_ARTICLE,
    )
