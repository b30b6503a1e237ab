"""How a fault of the registers is told: the rule it breaks, where, what stands there and what should."""

from __future__ import annotations

from vanban.domain.judging.finding import Finding, Severity

ART_15_1 = "30/2020/NĐ-CP, Điều 15 khoản 1"
ART_22 = "30/2020/NĐ-CP, Điều 22"
HOUSE = "vanban"
SERIES_RULE = "NĐ30-R37"
CODE_RULE = "NĐ30-R124"
VOID_RULE = "HOUSE.REGISTER.VOID"
LOG_RULE = "HOUSE.REGISTER.LOG"
CHAIN_RULE = "HOUSE.AUDIT.CHAIN"
FEEDS_RULE = "HOUSE.OBLIGATION.FEEDS"
INCOMING_RULE = "HOUSE.INCOMING.SERIES"
REPORT_RULE = "HOUSE.REPORT.VERSIONS"
_SHOWN_GAPS = 20


def fault(rule_id: str, element: str, found: str, allowed: str, source: str) -> Finding:
    """A fault that must not be."""
    return Finding(
        rule_id=rule_id, severity=Severity.ERROR, element=element, found=found, allowed=allowed, source=source
    )


def unlike_the_log(element: str, found: str) -> Finding:
    """What a register says otherwise than the audit log."""
    return fault(LOG_RULE, element, found, "sổ khớp với nhật ký", HOUSE)


def missing_numbers(numbers: set[int], expected: range) -> str:
    """Which of the expected numbers are missing, a few of them by name; empty when none is."""
    missing = sorted(set(expected) - numbers)
    if not missing:
        return ""
    shown = ", ".join(str(number) for number in missing[:_SHOWN_GAPS])
    more = f" và {len(missing) - _SHOWN_GAPS} số khác" if len(missing) > _SHOWN_GAPS else ""
    return f"thiếu số {shown}{more}"
