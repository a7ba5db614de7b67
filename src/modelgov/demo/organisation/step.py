"""A step of the plan: who calls what, when, and where."""

from dataclasses import dataclass
from typing import Any

from modelgov.demo.organisation.estate import Account

DAY = 86_400.0
YEARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A role of the account and the session under which someone is in it."""

    role: str
    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One boto3 call, `operation` being the client's method."""

    at: float
    actor: Actor
    operation: str
    params: dict[str, Any]
    service: str = "sagemaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An account in a region and its share of the totals; `end` is when its history ends."""

    account: Account
    region: str
    groups: int
    versions: int
    endpoints: int
    end: float

    @property
    def start(self) -> float:
        """When its history begins."""
        return self.end - YEARS * 365 * DAY

    def arn(self, resource: str) -> str:
        """A SageMaker ARN in this cell."""
        return f"arn:aws:sagemaker:{self.region}:{self.account.id}:{resource}"
