"""Notices of findings: kept in the outbox as the rules want, then sent, again and again until taken.

Whoever sees the steps keeps them first, in its own time; sending holds up nobody, and is told nothing
twice: a notice is kept once, and one that was taken is not sent again. A process that is killed after a
receiver has taken one and before that is noted sends it once more, with the same id.
"""

import random
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from modelgov.control.library import Library
from modelgov.errors import DeliveryError, ModelgovError
from modelgov.flow.delivery import Service, post, tell
from modelgov.flow.notice_rule import Rule, Rules
from modelgov.record.finding import Change, Severity, Status, Transition
from modelgov.state.notice import Notice, key
from modelgov.state.store import State
from modelgov.table.hot import HotTables

LEASE = timedelta(minutes=5)  # longer than anything that is sent takes
PAUSE = timedelta(minutes=1)  # after the first try, doubled after each other
TRIES = 12  # the last pause is of 17 hours at most, and all of them of about a day
LOOK_SECONDS = 5.0  # how often it is looked for what is due: one indexed read
AT_ONCE = 500  # notices that one message of a service tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How many notices were taken, how many not, and how many of these are given up; an error a rule."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    errors: tuple[DeliveryError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom the steps of findings are told, and what the tables need to say of them."""

    state: State
    rules: Rules
    tables: HotTables
    library: Library

    def begin(self) -> None:
        """From here on steps are told; those before anybody was told of any are history."""
        if self.state.notices.position() is None:
            enqueue(self.state, self.rules, (), datetime.now(UTC), upto=self.tables.position)

    def keep(self, now: datetime) -> int:
        """Keep notices of all steps that the tables hold and that were not dealt with; how many were new."""
        upto = self.tables.position
        rows = self.tables.page("../command/transition", self.state.notices.position() or 0)
        steps = [_step(row, self.library) for row in rows if row["position"] <= upto]
        return enqueue(self.state, self.rules, steps, now, upto=upto)


def _step(row: Mapping[str, Any], library: Library) -> Transition:
    control = library.by_id.get(row["control_id"])
    return Transition(
        finding_id=row["finding_id"],
        control_id=row["control_id"],
        asset=row["judged_asset"],
        account_id=row["account_id"],
        region=row["region"],
        business_unit=row["business_unit"],
        team=row["team"],
        owner=row["owner"],
        severity=Severity(row["severity"]),
        title=control.title if control is not None else row["control_id"],
        status=Status(row["status"]),
        reason=row["reason"] or "",
        change=Change(row["turn"]),
        position=row["position"],
        at=row["changed_at"],
    )


def enqueue(
    state: State, rules: Rules, transitions: Iterable[Transition], now: datetime, *, upto: int = 0
) -> int:
    """Keep a notice of each step for each rule that wants it, durably; how many were not kept yet.

    `upto` is how far into the journal these are all the steps, noted in the same durable step; doing so twice
    adds nothing.
    """
    wanted = ((rule.name, step) for step in transitions for rule in rules.rows if rule.wants(step))
    return state.notices.add(wanted, now, upto)


def send(
    state: State,
    rules: Rules,
    clock: Callable[[], datetime],
    stop: threading.Event,
    chance: Callable[[], float] = random.random,
) -> Sent:
    """Send what is due, until nothing is or we are told to stop.

    A rule whose destination fails rests until the next time, so that it does not hold up the others.
    """
    counts = {"sent": 0, "failed": 0, "given_up": 0}
    errors: dict[str, DeliveryError] = {}
    while not stop.is_set():
        first = state.notices.take(clock(), LEASE, without=errors)
        if first is None:
            break
        rule = rules.named(first.rule)
        notices: Sequence[Notice] = (first,)
        if rule is None or isinstance(rule.to, Service):
            notices = (first, *state.notices.take_alike(first.rule, clock(), LEASE, AT_ONCE - 1))
        try:
            _deliver(rule, notices, rules, clock())
        except DeliveryError as error:
            errors[first.rule] = error
            later = {notice: _again(notice, clock(), chance()) for notice in notices}
            state.notices.failed(later, error.what)
            counts["failed"] += len(later)
            counts["given_up"] += sum(moment is None for moment in later.values())
        else:
            state.notices.sent(notices, clock())
            counts["sent"] += len(notices)
    return Sent(**counts, errors=tuple(error for _, error in sorted(errors.items())))


def keep_sending(
    state: State,
    rules: Rules,
    clock: Callable[[], datetime],
    stop: threading.Event,
    trouble: Callable[[ModelgovError], None],
) -> None:
    """Send what falls due until told to stop; an error is told when it is another than the last time."""
    told: frozenset[str] = frozenset()
    while not stop.wait(LOOK_SECONDS):
        errors: tuple[ModelgovError, ...]
        try:
            done = send(state, rules, clock, stop)
        except ModelgovError as error:
            errors = (error,)
        else:
            if done == Sent():
                continue
            errors = done.errors
        for found in errors:
            if str(found) not in told:
                trouble(found)
        told = frozenset(map(str, errors))


def sample(now: datetime) -> Transition:
    """A step that says that it is none."""
    asset = "arn:aws:sagemaker:us-east-1:123456789012:model-package-group/sample"
    return Transition(
        finding_id=f"sample-notice/{asset}",
        control_id="sample-notice",
        asset=asset,
        account_id="123456789012",
        region="us-east-1",
        business_unit="unassigned",
        team="unassigned",
        owner="unassigned",
        severity=Severity.LOW,
        title="A sample, to try a rule of notices",
        status=Status.FAIL,
        reason="Nothing is wrong: somebody tries whether notices arrive.",
        change=Change.OPENED,
        position=int(now.timestamp()),
        at=now,
    )


def try_out(rule: Rule, rules: Rules, step: Transition, now: datetime) -> None:
    """Send a step through a rule at once, and keep nothing; raises DeliveryError when it is not taken."""
    _deliver_steps(rule, [(key(step, rule.name), step)], rules, now)


def pause_after(tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many tries, the half of it by chance; None gives up."""
    if tries >= TRIES:
        return None
    return PAUSE * (1 << (tries - 1)) * (0.5 + 0.5 * chance)


def _again(notice: Notice, now: datetime, chance: float) -> datetime | None:
    pause = pause_after(notice.tries, chance)
    return None if pause is None else now + pause


def _deliver(rule: Rule | None, notices: Sequence[Notice], rules: Rules, now: datetime) -> None:
    if rule is None:
        raise DeliveryError(
            what=f"The notice was not taken: its rule is not in {rules.where} any more.",
            where=f"rule {notices[0].rule}",
            remedy="Give the rule its name back.",
        )
    if any(notice.tries > TRIES for notice in notices):
        raise DeliveryError(
            what="The notice was not taken: no process that tried it lived to note how it went.",
            where=f"rule {rule.name}",
            remedy="Look why the process that sends ends.",
        )
    _deliver_steps(rule, [(notice.key, notice.about) for notice in notices], rules, now)


def _deliver_steps(rule: Rule, steps: Sequence[tuple[str, Transition]], rules: Rules, now: datetime) -> None:
    if isinstance(rule.to, Service):
        tell(rule.to, [step for _, step in steps], rules.environment)
        return
    for name, step in steps:
        post(rule.to, name, step, rules.environment, now)
