"""What a job comes to: told to its container by the environment, for nothing is really computed here."""

import msgspec
import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Fields

OUTCOME = "EMULATED_OUTCOME"


class Yields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The end of a job: after how long, with which metrics in its log, or why it failed.

    `report` is the property file that a processing job writes, `violations` what a check of quality finds.
    Without `seconds` the job takes as long as the control plane's pace says.
    """

    seconds: float | None = None
    metrics: dict[str, float] = {}
    reason: str | None = None
    said: str | None = None
    report: dict[str, float | str] = {}
    violations: int = 0

    def environment(self) -> dict[str, str]:
        """The environment that tells a job this."""
        shown = {name: value for name, value in msgspec.to_builtins(self).items() if value not in (None, {})}
        return {OUTCOME: orjson.dumps(shown).decode()}


def read_yields(job: Fields) -> Yields:
    """What the job's environment says that it comes to."""
    told = job.get("Environment", {}).get(OUTCOME, "{}")
    try:
        return msgspec.json.decode(told, type=Yields)
    except (msgspec.ValidationError, msgspec.DecodeError) as unreadable:
        raise Refusal("ValidationException", f"{OUTCOME} cannot be read: {unreadable}") from unreadable
