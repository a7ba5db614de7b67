"""Whether a version may go on: judged by the controls of a gate, refused unless all is known to be well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from modelgov.control.gate import Gate
from modelgov.control.judge import Failed
from modelgov.control.turning import Judgement
from modelgov.flow.check import Checked, Checking, check
from modelgov.record.finding import Status

REFUSING = (Status.FAIL, Status.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a gate says of a version: it is let pass where there is no reason against it.

    `apart` are controls of the gate that did not apply; `read_at` is when its account and region was read.
    """

    gate: Gate
    asset: str
    reasons: tuple[str, ...]
    apart: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    failed: tuple[Failed, ...]
    read_at: datetime | None

    @property
    def passes(self) -> bool:
        """Whether it may go on."""
        return not self.reasons


def decide(parts: Checking, gate: Gate, asset: str) -> Decision:
    """Judge the version of an ARN, and what hangs together with it, by the controls of a gate."""
    parts.caught_up(parts.journal.last_position())
    seen = next(iter(parts.tables.page("gate_version", asset)), None)
    if seen is None:
        return Decision(
            gate=gate,
            asset=asset,
            reasons=("It was never seen: collect its account and region first, and check the ARN.",),
            apart=(),
            judgements=(),
            failed=(),
            read_at=None,
        )
    known = [name for name in gate.controls if name in parts.library.by_id]
    checked = check(parts, assets=[asset], only=known, every=True) if known else None
    made = checked.judgements if checked else ()
    applied = {row.control_id for row in made}
    against = _against(gate, asset, seen["approval_status"], checked, known)
    return Decision(
        gate=gate,
        asset=asset,
        reasons=tuple(against),
        apart=tuple(name for name in known if name not in applied),
        judgements=made,
        failed=checked.failed if checked else (),
        read_at=seen["read_at"],
    )


def _against(
    gate: Gate, asset: str, approval_status: str, checked: Checked | None, known: list[str]
) -> Iterator[str]:
    if approval_status not in gate.approval_status:
        yield f"Its approval status is {approval_status}, not {' or '.join(gate.approval_status)}."
    for name in gate.controls:
        if name not in known:
            yield f"{name} was not judged: there is no such control, or it is switched off here."
    if checked is None:
        return
    for failed in checked.failed:
        yield f"{failed.control.id} could not be run: {failed.error.what}"
    for row in checked.judgements:
        if row.status in REFUSING:
            about = "" if row.asset == asset else f" {row.asset}:"
            yield f"{row.control_id} ({row.status}):{about} {row.reason}"
    if not any(row.asset == asset for row in checked.judgements):
        yield "No control of the gate judged the version itself."
