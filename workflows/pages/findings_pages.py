"""What the check found and why a run was refused, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.domain.errors import InvalidInput, VanbanError
from vanban.domain.judging.finding import Finding, Severity
from workflows.pages.markdown import ROWS_SHOWN, cell, table

_SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}
_GRAVEST_FIRST = tuple(_SEVERITIES)


def refusal_page(head: str, told: str, error: VanbanError, findings: Sequence[Finding] = ()) -> str:
    """Why something was not done, with everything that must be mended.

    Args:
        head: the heading, such as ``Chưa phát hành``.
        told: what the refusal leaves behind, such as ``Chưa cấp số nào.``
        error: the refusal.
        findings: what the check found before.
    """
    lines = [str(one) for one in error.problems] if isinstance(error, InvalidInput) else error.message.splitlines()
    listed = "\n".join(f"- {cell(line.removeprefix('- '))}" for line in lines if line.strip())
    return f"# {head}\n\n{told}\n\n{listed}\n{findings_listed(findings)}"


def findings_listed(findings: Sequence[Finding]) -> str:
    """The findings as a table under a heading, the gravest first; nothing where there are none."""
    if not findings:
        return ""
    worst_first = sorted(findings, key=lambda one: _GRAVEST_FIRST.index(one.severity))[:ROWS_SHOWN]
    rows = [
        tuple(map(cell, (_SEVERITIES[one.severity], one.element, one.found, one.allowed, one.source)))
        for one in worst_first
    ]
    return "\n## Phát hiện khi kiểm tra\n\n" + table(("Mức", "Ở đâu", "Hiện trạng", "Nên là", "Căn cứ"), rows)
