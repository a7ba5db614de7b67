"""Lay the way of events: a rule in every account and region, the hub's bus, its rule, its queue.

Every step looks first and changes only what differs, so it can be run again at any time.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from modelgov.errors import CloudError
from modelgov.events.queue import DEAD
from modelgov.events.shape import SOURCE

RULE = "modelgov"
PATTERN = json.dumps({"source": [SOURCE]})
# Deliveries after which SQS itself puts a message aside. Poison is put aside by the watch, with its reason;
# this is for what kills the reader, and outlasts a reader that is killed again and again for other reasons.
RECEIVES = 100
RETENTION_SECONDS = 14 * 24 * 3600
NO_SUCH_QUEUE = ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")

Clients = Callable[[str, str, str], Any]  # service, account, region -> a boto3 client


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
class Hub:
    """Where events meet. Without an organisation's id the accounts are named one by one.

    `forwarder` is the role, in each account, with which EventBridge puts events on the hub's bus.
    `visibility_seconds` is how long a message that a killed reader held stays away.
    """

    account_id: str
    region: str
    bus: str
    queue: str
    organisation_id: str
    forwarder: str
    visibility_seconds: int
    partition: str = "aws"

    @property
    def bus_arn(self) -> str:
        """The bus that spokes send to."""
        return f"arn:{self.partition}:events:{self.region}:{self.account_id}:event-bus/{self.bus}"

    @property
    def rule_arn(self) -> str:
        """The rule from the bus to the queue."""
        return f"arn:{self.partition}:events:{self.region}:{self.account_id}:rule/{self.bus}/{RULE}"

    def queue_arn(self, suffix: str = "") -> str:
        """The queue, or with `DEAD` its dead-letter queue."""
        return f"arn:{self.partition}:sqs:{self.region}:{self.account_id}:{self.queue}{suffix}"


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
    try:
        hub_steps = tuple(_hub(clients, hub, sorted({account for account, _ in rows})))
    except (ClientError, BotoCoreError) as error:
        raise CloudError(
            what=f"The hub cannot be set up: {error}",
            where=f"{hub.account_id} {hub.region}",
            remedy="Use a role that may make event buses, rules and queues in the hub's account.",
        ) from error
    return (*hub_steps, *(_spoke(clients, hub, account, region) for account, region in rows))


def _hub(clients: Clients, hub: Hub, accounts: list[str]) -> Iterator[Step]:
    events = clients("events", hub.account_id, hub.region)
    sqs = clients("sqs", hub.account_id, hub.region)
    yield _step(hub, f"event bus {hub.bus}", made=_bus(events, hub))
    yield _step(hub, "permission to send to it", made=_permission(events, hub, accounts))
    yield _step(hub, f"queue {hub.queue}{DEAD}", made=_queue(sqs, hub.queue + DEAD, _dead_attributes()))
    yield _step(hub, f"queue {hub.queue}", made=_queue(sqs, hub.queue, _attributes(hub)))
    target = {"Id": RULE, "Arn": hub.queue_arn()}
    yield _step(hub, f"rule {RULE} from bus to queue", made=_rule(events, hub.bus, target))


def _step(hub: Hub, what: str, *, made: bool) -> Step:
    state = State.MADE if made else State.FOUND
    return Step(what=what, account_id=hub.account_id, region=hub.region, state=state)


def _spoke(clients: Clients, hub: Hub, account: str, region: str) -> Step:
    what = f"rule {RULE} from {SOURCE} to the hub"
    target = {
        "Id": RULE,
        "Arn": hub.bus_arn,
        "RoleArn": f"arn:{hub.partition}:iam::{account}:role/{hub.forwarder}",
    }
    try:
        made = _rule(clients("events", account, region), "default", target)
    except (ClientError, BotoCoreError, CloudError) as error:
        return Step(what=what, account_id=account, region=region, state=State.REFUSED, reason=str(error))
    return Step(what=what, account_id=account, region=region, state=State.MADE if made else State.FOUND)


def _bus(events: Any, hub: Hub) -> bool:
    try:
        events.describe_event_bus(Name=hub.bus)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        events.create_event_bus(Name=hub.bus)
        return True
    return False


def _permission(events: Any, hub: Hub, accounts: list[str]) -> bool:
    """The bus takes events from the organisation, or from each account by name."""
    known = json.loads(events.describe_event_bus(Name=hub.bus).get("Policy") or "{}")
    present = {statement.get("Sid") for statement in known.get("Statement", ())}
    if hub.organisation_id:
        condition = {"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": hub.organisation_id}
        wanted: dict[str, dict[str, Any]] = {
            f"modelgov-{hub.organisation_id}": {"Principal": "*", "Condition": condition}
        }
    else:
        wanted = {f"modelgov-{account}": {"Principal": account} for account in accounts}
    missing = {sid: extra for sid, extra in wanted.items() if sid not in present}
    for sid, extra in missing.items():
        events.put_permission(EventBusName=hub.bus, Action="events:PutEvents", StatementId=sid, **extra)
    return bool(missing)


def _dead_attributes() -> dict[str, str]:
    return {"MessageRetentionPeriod": str(RETENTION_SECONDS)}


def _attributes(hub: Hub) -> dict[str, str]:
    statement = {
        "Sid": RULE,
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": hub.queue_arn(),
        "Condition": {"ArnEquals": {"aws:SourceArn": hub.rule_arn}},
    }
    redrive = {"deadLetterTargetArn": hub.queue_arn(DEAD), "maxReceiveCount": RECEIVES}
    return {
        "MessageRetentionPeriod": str(RETENTION_SECONDS),
        "VisibilityTimeout": str(hub.visibility_seconds),
        "Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True),
        "RedrivePolicy": json.dumps(redrive, sort_keys=True),
    }


def _queue(sqs: Any, name: str, attributes: dict[str, str]) -> bool:
    try:
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in NO_SUCH_QUEUE:
            raise
        sqs.create_queue(QueueName=name, Attributes=attributes)
        return True
    present = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]).get("Attributes", {})
    if all(_same(present.get(key), value) for key, value in attributes.items()):
        return False
    sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
    return True


def _same(present: str | None, wanted: str) -> bool:
    """SQS may write a policy's JSON, and its numbers, in another way than it was given."""
    if present is None:
        return False
    return bool(json.loads(present, parse_int=str) == json.loads(wanted, parse_int=str))


def _rule(events: Any, bus: str, target: dict[str, str]) -> bool:
    made = False
    try:
        rule = events.describe_rule(Name=RULE, EventBusName=bus)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        rule = {}
    if rule.get("State") != "ENABLED" or json.loads(rule.get("EventPattern") or "{}") != json.loads(PATTERN):
        events.put_rule(
            Name=RULE,
            EventBusName=bus,
            EventPattern=PATTERN,
            State="ENABLED",
            Description="SageMaker's events for modelgov.",
        )
        made = True
    targets = events.list_targets_by_rule(Rule=RULE, EventBusName=bus).get("Targets", [])
    if target not in targets:
        answer = events.put_targets(Rule=RULE, EventBusName=bus, Targets=[target])
        if answer.get("FailedEntryCount"):
            failed = answer["FailedEntries"][0]
            raise CloudError(
                what=f"The rule does not take its target: {failed.get('ErrorMessage')}",
                where=f"rule {RULE} on bus {bus}",
                remedy="Let the rule's role put events on the hub's bus.",
            )
        made = True
    return made
