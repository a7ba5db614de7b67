"""EventBridge's delivery: the whole event, to any account and region, or to the dead-letter queue.

moto drops the account, rewrites an event that crosses buses, fails PutEvents for a missing target, and
delivers disabled rules; AWS does none of that.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from jsonpath_ng.ext.parser import parse
from moto.events.models import Rule, events_backends
from moto.events.responses import EventsHandler
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends
from moto.utilities.arns import parse_arn

from modelgov.demo.aws.bus_policy import admits
from modelgov.demo.aws.call import Refusal

Event = Any  # moto types an event as a TypedDict of its own that no other dict satisfies

_BUSES_AN_EVENT_MAY_CROSS = 3
_ENTRIES_A_CALL = 10
_REQUIRED = ("Source", "DetailType", "Detail")


@dataclass(frozen=True, slots=True, kw_only=True)
class SageMakerEvent:
    """What SageMaker tells EventBridge, before it has an envelope."""

    detail_type: str
    arns: tuple[str, ...]
    detail: dict[str, Any]
    at: float


def anyone_listens(account: str, region: str) -> bool:
    """Whether the default bus has a rule: without one an event goes nowhere."""
    return bool(events_backends[account][region].event_buses["default"].rules)


def send(event: SageMakerEvent) -> None:
    """Put SageMaker's event on the default bus of the account and region that its ARN names."""
    _, _, _, region, account, _ = event.arns[0].split(":", 5)
    envelope = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": event.detail_type,
        "source": "aws.sagemaker",
        "account": account,
        "time": _iso(event.at),
        "region": region,
        "resources": list(event.arns),
        "detail": event.detail,
    }
    deliver(account, region, "default", envelope)


def deliver(account: str, region: str, bus: str, event: Event, crossed: int = 0) -> None:
    """Give the event to every enabled rule of the bus that matches it."""
    found = events_backends[account][region].event_buses.get(bus)
    for rule in list(found.rules.values()) if found else ():
        if rule.state == "ENABLED" and rule.event_pattern.matches_event(event):
            for target in list(rule.targets):
                _to_target(rule, target, event, crossed)


def _to_target(rule: Rule, target: dict[str, Any], event: Event, crossed: int) -> None:
    arn = parse_arn(target["Arn"])
    if arn.service == "sqs":
        _to_queue(rule, target, payload(target, event))
    elif arn.service == "events" and arn.resource_type == "event-bus":
        _to_bus(rule, target, event, crossed)
    elif arn.service == "events" and not arn.resource_type:
        _to_archive(rule, event)
    elif arn.service == "logs":
        rule._send_to_cw_log_group(arn.resource_id, dict(event, time=_epoch(event["time"])))


def _to_bus(rule: Rule, target: dict[str, Any], event: Event, crossed: int) -> None:
    """A forwarded event keeps its id, account, region, time and resources; the bus must let its sender in."""
    arn = parse_arn(target["Arn"])
    bus = events_backends[arn.account][arn.region].event_buses.get(arn.resource_id)
    if bus is None or not admits(bus, rule.account_id):
        _bury(rule, target, json.dumps(event), ("NO_PERMISSIONS", f"{target['Arn']} takes no events of ours"))
    elif crossed < _BUSES_AN_EVENT_MAY_CROSS:
        deliver(arn.account, arn.region, arn.resource_id, event, crossed + 1)


def _to_archive(rule: Rule, event: Event) -> None:
    for archive in events_backends[rule.account_id][rule.region_name].archives.values():
        if archive.rule is not None and archive.rule.name == rule.name:
            archive.events.append(event)


def _to_queue(rule: Rule, target: dict[str, Any], body: str) -> None:
    group = target.get("SqsParameters", {}).get("MessageGroupId")
    try:
        _enqueue(target["Arn"], body, group)
    except QueueDoesNotExist as missing:
        # AWS retries for a day, then uses the dead-letter queue; PutEvents has long answered.
        _bury(rule, target, body, ("SQS.QueueDoesNotExist", str(missing)))


def _bury(rule: Rule, target: dict[str, Any], body: str, reason: tuple[str, str]) -> None:
    letter_box = target.get("DeadLetterConfig", {}).get("Arn")
    if not letter_box:
        return
    facts = {
        "RULE_ARN": rule.arn,
        "TARGET_ARN": target["Arn"],
        "ERROR_CODE": reason[0],
        "ERROR_MESSAGE": reason[1],
    }
    attributes = {name: {"DataType": "String", "StringValue": value} for name, value in facts.items()}
    try:
        _enqueue(letter_box, body, None, attributes)
    except QueueDoesNotExist:
        return  # AWS drops an event whose dead-letter queue is missing too


def _enqueue(arn: str, body: str, group: str | None, attributes: dict[str, Any] | None = None) -> None:
    queue = parse_arn(arn)
    sqs_backends[queue.account][queue.region].send_message(
        queue_name=queue.resource_id, message_body=body, group_id=group, message_attributes=attributes
    )


def payload(target: dict[str, Any], event: Event) -> str:
    """What a target receives: a constant, a part, a transformed text, or the whole event as it is."""
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        found = parse(target["InputPath"]).find(event)
        return json.dumps(found[0].value if found else {})
    if target.get("InputTransformer"):
        return _transform(target["InputTransformer"], event)
    return json.dumps(event)


def _transform(transformer: dict[str, Any], event: Event) -> str:
    values: dict[str, Any] = {"aws.events.event.json": event, "aws.events.event": event}
    for name, path in transformer.get("InputPathsMap", {}).items():
        found = parse(path).find(event)
        values[name] = found[0].value if found else None
    parts: list[str] = []
    rest = transformer["InputTemplate"]
    # One pass from left to right, so that text which an event brings in is never taken for a placeholder.
    while rest:
        before, opened, after = rest.partition("<")
        name, closed, later = after.partition(">")
        parts.append(before)
        if opened and closed and name in values:
            inside_text = "".join(parts).count('"') % 2 == 1
            parts.append(_written(values[name], quoted=inside_text))
            rest = later
        else:
            parts.append(opened)
            rest = after
    return "".join(parts)


def _written(value: Any, *, quoted: bool) -> str:
    if isinstance(value, str):
        return json.dumps(value)[1:-1] if quoted else json.dumps(value)
    return json.dumps(value)


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _epoch(iso: str) -> float:
    return datetime.fromisoformat(iso).timestamp()


class Events(EventsHandler):
    """EventBridge with a PutEvents that delivers as AWS does."""

    def put_events(self) -> str:
        """PutEvents: each entry is answered for itself."""
        entries = self._get_param("Entries")
        if len(entries) > _ENTRIES_A_CALL:
            return super().put_events()  # moto's refusal has AWS's words
        answers = [self._put(entry) for entry in entries]
        failed = sum("ErrorCode" in one for one in answers)
        return json.dumps({"FailedEntryCount": failed, "Entries": answers})

    def _put(self, entry: dict[str, Any]) -> dict[str, str]:
        for name in _REQUIRED:
            if not entry.get(name):
                reason = f"Parameter {name} is not valid. Reason: {name} is a required argument."
                return {"ErrorCode": "InvalidArgument", "ErrorMessage": reason}
        try:
            detail = json.loads(entry["Detail"])
        except ValueError:
            return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
        account, region, bus = self._bus(entry.get("EventBusName") or "default")
        found = events_backends[account][region].event_buses.get(bus)
        if found is not None and not admits(found, self.current_account):
            message = f"{self.current_account} may not put events on {found.arn}."
            raise Refusal("AccessDeniedException", message)
        event = {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": entry["DetailType"],
            "source": entry["Source"],
            "account": self.current_account,
            "time": _iso(entry["Time"]) if "Time" in entry else _iso(datetime.now(UTC).timestamp()),
            "region": self.region,
            "resources": entry.get("Resources", []),
            "detail": detail,
        }
        deliver(account, region, bus, event)
        return {"EventId": event["id"]}

    def _bus(self, named: str) -> tuple[str, str, str]:
        if not named.startswith("arn:"):
            return self.current_account, self.region, named
        arn = parse_arn(named)
        return arn.account, arn.region, arn.resource_id
