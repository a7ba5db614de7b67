"""Lay the way of events, and look whether it is laid.

Every step looks first and makes only what is not as it must be, so it can be run again at any time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from modelgov.errors import CloudError
from modelgov.events.queue import DEAD
from modelgov.events.way import Hub, Need, found_queue, hub_needs, spoke_need

Clients = Callable[[str, str, str], Any]  # service, account, region -> a boto3 client
SET_UP = "Run `modelgov watch --set-up`."
AGAIN = "Run the doctor again; if it stays, make the same call with the AWS CLI."
WAITING = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


class State(StrEnum):
    """How a step ended."""

    MADE = "made"
    FOUND = "found"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that must be there; `reason` says why it is not, when it was refused."""

    what: str
    account_id: str
    region: str
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with one thing, and what would mend it; `actions` are those that looking at it lacks."""

    what: str
    account_id: str
    region: str
    reason: str
    mend: str
    actions: tuple[str, ...] = ()


def organisation_id(client: Any) -> str:
    """The organisation's id; empty when Organizations does not answer this account."""
    try:
        return str(client.describe_organization()["Organization"]["Id"])
    except ClientError:
        return ""


def set_up(clients: Clients, hub: Hub, spokes: Iterable[tuple[str, str]]) -> tuple[Step, ...]:
    """Make what is missing. A spoke that refuses is named, and the rest goes on.

    Raises CloudError when the hub itself refuses: without it no event can arrive.
    """
    rows = sorted(set(spokes))
    kept = cache(clients)
    try:
        needs = hub_needs(hub, sorted({account for account, _ in rows}))
        hub_steps = tuple(_step(need, _met(kept, need)) for need in needs)
    except (ClientError, BotoCoreError) as error:
        raise CloudError(
            what=f"The hub cannot be set up: {error}",
            where=f"{hub.account_id} {hub.region}",
            remedy="Use a role that may make event buses, rules and queues in the hub's account.",
        ) from error
    return (*hub_steps, *(_spoke(kept, spoke_need(hub, account, region)) for account, region in rows))


def _met(clients: Clients, need: Need) -> State:
    client = clients(need.service, need.account_id, need.region)
    if not need.lacks(client):
        return State.FOUND
    need.make(client)
    return State.MADE


def _step(need: Need, state: State, reason: str = "") -> Step:
    return Step(what=need.what, account_id=need.account_id, region=need.region, state=state, reason=reason)


def _spoke(clients: Clients, need: Need) -> Step:
    try:
        return _step(need, _met(clients, need))
    except (ClientError, BotoCoreError, CloudError) as error:
        return _step(need, State.REFUSED, str(error))


def flaw(clients: Clients, need: Need) -> Flaw | None:
    """What is wrong with one thing; None when it is as it must be. Changes nothing."""
    mend = SET_UP
    actions: tuple[str, ...] = ()
    try:
        reason = need.lacks(clients(need.service, need.account_id, need.region))
    except (ClientError, BotoCoreError, CloudError) as error:
        reason = f"It cannot be looked at: {str(error).rstrip('.')}."
        actions = need.reads if _denied(error) else ()
        mend = f"Allow {' and '.join(actions)} there." if actions else AGAIN
    if not reason:
        return None
    return Flaw(
        what=need.what,
        account_id=need.account_id,
        region=need.region,
        reason=reason,
        mend=mend,
        actions=actions,
    )


def _denied(error: Exception) -> bool:
    code = str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else ""
    return "AccessDenied" in code or "Unauthorized" in code


def aside(clients: Clients, hub: Hub) -> Flaw | None:
    """Messages that lie in the dead-letter queue; None when none do, or it cannot be looked at."""
    try:
        found = found_queue(clients("sqs", hub.account_id, hub.region), hub.queue + DEAD, WAITING)
    except (ClientError, BotoCoreError, CloudError):
        return None  # the look at the queue itself says so
    lying = sum(int(value) for value in (found or {}).values())
    if not lying:
        return None
    return Flaw(
        what=f"queue {hub.queue}{DEAD}",
        account_id=hub.account_id,
        region=hub.region,
        reason=f"{lying:,} messages lie in it that could not be taken in.",
        mend="Look at the `reason` of each, then send them back with `aws sqs start-message-move-task`;"
        " `modelgov collect` reads what they would have told.",
    )
