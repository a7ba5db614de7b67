"""Findings: what a control says about an asset, and a step from one such state to the next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """What a control says of an asset; `EXEMPT` where a waiver covers it."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNKNOWN = "unknown"
    EXEMPT = "exempt"


class Severity(StrEnum):
    """How bad a fail is, the least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """1 for the least."""
        return tuple(Severity).index(self) + 1


class Change(StrEnum):
    """What happened to a finding."""

    OPENED = "opened"
    CHANGED = "changed"
    RESOLVED = "resolved"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step of a finding; `(finding_id, position)` names it, and is never used for another.

    `finding_id` is `<control_id>/<asset>`; `position` is where the journal holds it; `at` is the time of the
    evaluation that saw it.
    """

    finding_id: str
    control_id: str
    asset: str
    account_id: str
    region: str
    business_unit: str
    team: str
    owner: str
    severity: Severity
    title: str
    status: Status
    reason: str
    change: Change
    position: int
    at: datetime

    @property
    def group(self) -> str:
        """The group of its control: what a control's id begins with."""
        return self.control_id.partition("-")[0]
