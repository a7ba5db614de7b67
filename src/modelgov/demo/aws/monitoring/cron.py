"""The schedules that Model Monitor takes: once, every hour, or at whole hours of each day, in UTC."""

import re
from datetime import UTC, datetime, timedelta

from modelgov.demo.aws.call import Refusal

ONCE = "NOW"
_CRON = re.compile(r"cron\(0 (\*|\d{1,2})(?:/(\d{1,2}))? \? \* \* \*\)")
_DAY_HOURS = 24


def check(expression: str) -> None:
    """Refuse what Model Monitor does not run: an interval below an hour or above a day."""
    _hours(expression)


def first(expression: str, after: float) -> float:
    """When an execution is first due."""
    if expression == ONCE:
        return after
    hours = _hours(expression)
    moment = datetime.fromtimestamp(after, UTC).replace(minute=0, second=0, microsecond=0)
    while True:
        moment += timedelta(hours=1)
        if moment.hour in hours:
            return moment.timestamp()


def following(expression: str, due: float) -> float | None:
    """When the next execution is due; None when there is but one."""
    return None if expression == ONCE else first(expression, due)


def _hours(expression: str) -> frozenset[int]:
    if expression == ONCE:
        return frozenset()
    found = _CRON.fullmatch(expression)
    start = 0 if found is None or found[1] == "*" else int(found[1])
    every = int(found[2]) if found and found[2] else 1 if found and found[1] == "*" else _DAY_HOURS
    if found is None or start >= _DAY_HOURS or not 1 <= every <= _DAY_HOURS:
        message = f"Invalid schedule expression {expression}: an hourly or a daily cron, or {ONCE}, is taken."
        raise Refusal("ValidationException", message)
    return frozenset((start + step) % _DAY_HOURS for step in range(0, _DAY_HOURS, every))
