"""Steps of findings, and a state and rules to tell them by."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from receiver import SECRET

from modelgov.flow.notice_rule import Rules, read_rules
from modelgov.record.finding import Change, Severity, Status, Transition
from modelgov.state.store import State, open_state

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
STEP = Transition(
    finding_id="registry-owner-resolvable/arn:g",
    control_id="registry-owner-resolvable",
    asset="arn:g",
    account_id="123456789012",
    region="eu-west-1",
    business_unit="Retail",
    team="churn",
    owner="unassigned",
    severity=Severity.HIGH,
    title="Every model has an owner",
    status=Status.FAIL,
    reason="Nobody is named as the owner.",
    change=Change.OPENED,
    position=0,
    at=NOW,
)


def steps(number: int) -> list[Transition]:
    """So many steps of as many findings."""
    return [
        replace(
            STEP, finding_id=f"{STEP.control_id}/arn:{position}", asset=f"arn:{position}", position=position
        )
        for position in range(number)
    ]


def opened(folder: Path) -> State:
    return open_state(folder / "state.db", longest_waiver=timedelta(days=365))


def rules_in(folder: Path, text: str, **environment: str) -> Rules:
    path = folder / "notices.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules(path, {"SECRET": SECRET.decode(), **environment})
