"""The way of events: a rule in every account and region, the hub's bus, its rule, its queue.

Each thing that must be there is a need, which can be looked at, and made; `events.setup` does so.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from botocore.exceptions import ClientError

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
PUT = "events:PutEvents"
# What a look at the rule of an account and region calls.
RULE_READS = ("events:DescribeRule", "events:ListTargetsByRule")
BUS_READS = ("events:DescribeEventBus",)
QUEUE_READS = ("sqs:GetQueueUrl", "sqs:GetQueueAttributes")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that must be there.

    `lacks` says what is wrong with it, empty when nothing is, and calls `reads` only; `make` makes it right.
    Both take a client of the service.
    """

    what: str
    service: str
    account_id: str
    region: str
    reads: tuple[str, ...]
    lacks: Callable[[Any], str]
    make: Callable[[Any], None]


def hub_needs(hub: Hub, accounts: Sequence[str]) -> tuple[Need, ...]:
    """What must be in the hub, in the order that it can be made in."""
    target = {"Id": RULE, "Arn": hub.queue_arn()}
    dead, live = _dead_attributes(), _attributes(hub)
    rows = (
        (f"event bus {hub.bus}", "events", BUS_READS, partial(_no_bus, hub), partial(_make_bus, hub)),
        (
            "permission to send to it",
            "events",
            BUS_READS,
            partial(_not_let_in, hub, accounts),
            partial(_let_in, hub, accounts),
        ),
        (f"queue {hub.queue}{DEAD}", "sqs", QUEUE_READS, *_queue(hub.queue + DEAD, dead)),
        (f"queue {hub.queue}", "sqs", QUEUE_READS, *_queue(hub.queue, live)),
        (f"rule {RULE} from bus to queue", "events", RULE_READS, *_rule(hub.bus, target)),
    )
    return tuple(
        Need(
            what=what,
            service=service,
            account_id=hub.account_id,
            region=hub.region,
            reads=reads,
            lacks=lacks,
            make=make,
        )
        for what, service, reads, lacks, make in rows
    )


def spoke_need(hub: Hub, account_id: str, region: str) -> Need:
    """The rule that must be in an account and region."""
    target = {
        "Id": RULE,
        "Arn": hub.bus_arn,
        "RoleArn": f"arn:{hub.partition}:iam::{account_id}:role/{hub.forwarder}",
    }
    lacks, make = _rule("default", target)
    return Need(
        what=f"rule {RULE} from {SOURCE} to the hub",
        service="events",
        account_id=account_id,
        region=region,
        reads=RULE_READS,
        lacks=lacks,
        make=make,
    )


def _no_bus(hub: Hub, events: Any) -> str:
    return "" if _bus_policy(events, hub) is not None else "It does not exist."


def _make_bus(hub: Hub, events: Any) -> None:
    events.create_event_bus(Name=hub.bus)


def _bus_policy(events: Any, hub: Hub) -> dict[str, Any] | None:
    """The statements of the bus's policy by their Sid; None when there is no such bus."""
    try:
        policy = json.loads(events.describe_event_bus(Name=hub.bus).get("Policy") or "{}")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return None
    return {statement.get("Sid"): statement for statement in policy.get("Statement", ())}


def _missing_permissions(hub: Hub, accounts: Sequence[str], events: Any) -> dict[str, dict[str, Any]]:
    """The bus takes events from the organisation, or from each account by name: those that it does not."""
    present = _bus_policy(events, hub) or {}
    if hub.organisation_id:
        condition = {"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": hub.organisation_id}
        wanted: dict[str, dict[str, Any]] = {
            f"modelgov-{hub.organisation_id}": {"Principal": "*", "Condition": condition}
        }
    else:
        wanted = {f"modelgov-{account}": {"Principal": account} for account in accounts}
    return {sid: extra for sid, extra in wanted.items() if not _lets_in(present.get(sid), extra)}


def _lets_in(statement: Mapping[str, Any] | None, extra: Mapping[str, Any]) -> bool:
    """Whether a statement of ours, known by its Sid, allows what it was made for."""
    if statement is None or statement.get("Effect") != "Allow" or PUT not in str(statement.get("Action")):
        return False
    if "Condition" not in extra:
        return extra["Principal"] in json.dumps(statement.get("Principal"))
    told = extra["Condition"]
    return bool(statement.get("Condition") == {told["Type"]: {told["Key"]: told["Value"]}})


def _not_let_in(hub: Hub, accounts: Sequence[str], events: Any) -> str:
    missing = _missing_permissions(hub, accounts, events)
    named = ", ".join(sid.removeprefix("modelgov-") for sid in missing)
    return f"The bus does not take events from {named}." if missing else ""


def _let_in(hub: Hub, accounts: Sequence[str], events: Any) -> None:
    for sid, extra in _missing_permissions(hub, accounts, events).items():
        events.put_permission(EventBusName=hub.bus, Action=PUT, StatementId=sid, **extra)


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


Ways = tuple[Callable[[Any], str], Callable[[Any], None]]  # how a thing is looked at, and how it is made


def _queue(name: str, attributes: dict[str, str]) -> Ways:
    return partial(_queue_lacks, name, attributes), partial(_make_queue, name, attributes)


def found_queue(sqs: Any, name: str, attributes: Sequence[str]) -> dict[str, str] | None:
    """Attributes of a queue; None when it does not exist."""
    try:
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in NO_SUCH_QUEUE:
            raise
        return None
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(attributes))
    return dict(answer.get("Attributes", {}))


def _queue_lacks(name: str, attributes: Mapping[str, str], sqs: Any) -> str:
    present = found_queue(sqs, name, ("All",))
    if present is None:
        return "It does not exist."
    other = [key for key, value in attributes.items() if not _same(present.get(key), value)]
    return f"Not as it must be: its {', '.join(other)}." if other else ""


def _make_queue(name: str, attributes: dict[str, str], sqs: Any) -> None:
    if found_queue(sqs, name, ("QueueArn",)) is None:
        sqs.create_queue(QueueName=name, Attributes=attributes)
    else:
        sqs.set_queue_attributes(
            QueueUrl=sqs.get_queue_url(QueueName=name)["QueueUrl"], Attributes=attributes
        )


def _same(present: str | None, wanted: str) -> bool:
    """SQS may write a policy's JSON, and its numbers, in another way than it was given."""
    if present is None:
        return False
    return bool(json.loads(present, parse_int=str) == json.loads(wanted, parse_int=str))


def _rule(bus: str, target: dict[str, str]) -> Ways:
    return partial(_rule_lacks, bus, target), partial(_make_rule, bus, target)


def _rule_lacks(bus: str, target: Mapping[str, str], events: Any) -> str:
    try:
        rule = events.describe_rule(Name=RULE, EventBusName=bus)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return "It does not exist."
    if rule.get("State") != "ENABLED":
        return f"It is {rule.get('State')}."
    if json.loads(rule.get("EventPattern") or "{}") != json.loads(PATTERN):
        return f"Its pattern is {rule.get('EventPattern')}, not {PATTERN}."
    targets = events.list_targets_by_rule(Rule=RULE, EventBusName=bus).get("Targets", [])
    if target in targets:
        return ""
    named = ", ".join(sorted(str(one.get("Arn")) for one in targets)) or "nothing"
    how = f" as {target['RoleArn']}" if "RoleArn" in target else ""
    return f"It sends to {named}, not to {target['Arn']}{how}."


def _make_rule(bus: str, target: dict[str, str], events: Any) -> None:
    events.put_rule(
        Name=RULE,
        EventBusName=bus,
        EventPattern=PATTERN,
        State="ENABLED",
        Description="SageMaker's events for modelgov.",
    )
    answer = events.put_targets(Rule=RULE, EventBusName=bus, Targets=[target])
    if answer.get("FailedEntryCount"):
        failed = answer["FailedEntries"][0]
        raise CloudError(
            what=f"The rule does not take its target: {failed.get('ErrorMessage')}",
            where=f"rule {RULE} on bus {bus}",
            remedy="Let the rule's role put events on the hub's bus.",
        )
