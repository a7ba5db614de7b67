"""By when a finding is to be settled."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from modelgov.record.finding import Severity

DAYS: Mapping[Severity, int] = {
    Severity.CRITICAL: 7,
    Severity.HIGH: 30,
    Severity.MEDIUM: 90,
    Severity.LOW: 180,
}


def due_at(severity: str, opened_at: datetime) -> datetime:
    """When the time to settle it is over."""
    return opened_at + timedelta(days=DAYS[Severity(severity)])
