"""CloudTrail's event history: what changed SageMaker here, page by page, the newest first.

LookupEvents takes one attribute, so the source is asked for and what only reads is left out here. An
event may be listed a quarter of an hour late, and is kept for ninety days.

A deletion that it tells of says where to look: the asset's own describe is asked. Where a whole list came
without the asset, and its describe cannot be had, the two together say that it is gone.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from modelgov.collect.area import lineage, monitoring, registry, scaling, serving, training
from modelgov.collect.operation import Operation, resource_type
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope, deletion
from modelgov.record.codec import short_actor, utc
from modelgov.record.observation import Source

LOOKUP = "LookupEvents"
LATE = timedelta(minutes=15)  # CloudTrail may list an event so long after the call
KEPT = timedelta(days=90)
OURS = ({"AttributeKey": "EventSource", "AttributeValue": "sagemaker.amazonaws.com"},)
PAGE = 50
VERBS = ("Create", "Update", "Delete", "Start", "Stop", "Put", "Register", "Deregister", "Retry", "Import")
# What can be described, by what an event's name says after its verb.
DESCRIBED: dict[str, Operation] = {
    row.describe.call.removeprefix("Describe"): row
    for area in (registry, serving, training, scaling, lineage, monitoring)
    for row in area.OPERATIONS
    if row.describe is not None
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an event is about: the type of resource as SageMaker's API spells it, its ARN and its name."""

    noun: str
    arn: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The newest creation or deletion of an asset that CloudTrail tells of, and by whom."""

    operation: Operation
    deleted: bool
    at: datetime
    actor_arn: str | None


def read_trail(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """What came since the last read, or as far back as is wished, and then a look at what was deleted."""
    # Also in a full run: what CloudTrail has told once does not change.
    since = scope.known.watermarks.get(reading.operation.name)
    reading.full = since is None
    fates: dict[str, Fate] = {}
    given = {
        "LookupAttributes": list(OURS),
        "StartTime": _from(scope, since),
        "MaxResults": PAGE,
    }
    try:
        for page in scope.reader.pages(LOOKUP, given, reading.tally, service="cloudtrail"):
            yield scope.batch(reading, _records(scope, reading, page.get("Events", []), fates))
    except CallError as error:
        reading.failure = error
    yield from _deleted(scope, reading, fates)


def _from(scope: Scope, since: datetime | None) -> datetime:
    now = scope.run.clock()
    if since is None:
        return now - scope.run.trail_horizon
    return max(since - max(scope.run.overlap, LATE), now - KEPT)


def _records(
    scope: Scope, reading: Reading, events: list[dict[str, Any]], fates: dict[str, Fate]
) -> Iterator[bytes]:
    """Each event that changes something as one flat record; the newest fate of each asset is kept."""
    for event in events:
        told = _told(event)
        if isinstance(event.get("EventTime"), int | float):
            at = utc(event["EventTime"])
            reading.newest = max(reading.newest or at, at)
        if str(event.get("ReadOnly", told.get("readOnly"))).lower() == "true":
            continue
        about = _about(scope, str(event.get("EventName")), told)
        yield orjson.dumps(_record(event, told, about))
        fate = _fate(event, told, about)
        if about is not None and fate is not None:
            fates.setdefault(about.arn.lower(), fate)


def _told(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event's own JSON; nothing where it is none, which leaves a record that the codec refuses."""
    try:
        told = orjson.loads(event["CloudTrailEvent"])
    except (KeyError, orjson.JSONDecodeError):
        return {}
    return told if isinstance(told, dict) else {}


def _record(event: Mapping[str, Any], told: Mapping[str, Any], about: About | None) -> dict[str, Any]:
    identity, asked = _object(told, "userIdentity"), told.get("requestParameters")
    return {
        "EventId": event.get("EventId"),
        "EventTime": event.get("EventTime") if told else None,
        "EventName": event.get("EventName"),
        "EventSource": event.get("EventSource"),
        "CreatedBy": {"IamIdentity": {"Arn": identity["arn"]}} if identity.get("arn") else None,
        "UserIdentity": identity,
        "SourceIPAddress": told.get("sourceIPAddress"),
        "UserAgent": told.get("userAgent"),
        "ErrorCode": told.get("errorCode"),
        "ErrorMessage": told.get("errorMessage"),
        "RequestId": told.get("requestID"),
        "ResourceArn": about.arn if about is not None else None,
        "ResourceName": about.name if about is not None else None,
        "ApprovalStatus": _object(told, "requestParameters").get("modelApprovalStatus"),
        "RequestParameters": asked,
        "ResponseElements": told.get("responseElements"),
    }


def _about(scope: Scope, call: str, told: Mapping[str, Any]) -> About | None:
    """The resource whose type is the longest beginning of what the call is named after its verb.

    CloudTrail's own list of resources is usually empty for SageMaker; the answer names the ARN of what
    was made, the request the ARN or the name of what there was.
    """
    noun = next((call.removeprefix(verb) for verb in VERBS if call.startswith(verb)), "")
    fields = [*_named(_object(told, "responseElements")), *_named(_object(told, "requestParameters"))]
    fitting = [(root, value) for root, value in fields if root and _fits(noun, root)]
    if not fitting:
        return None
    root, value = max(fitting, key=lambda one: len(one[0]))
    if value.startswith("arn:"):
        return About(noun=root, arn=value, name=value.split(":", 5)[-1].partition("/")[2])
    reader = scope.reader
    home = f"arn:{reader.door.partition(reader.region)}:sagemaker:{reader.region}:{reader.account_id}"
    return About(noun=root, arn=f"{home}:{resource_type(root)}/{value}", name=value)


def _fits(noun: str, root: str) -> bool:
    return noun.startswith(root) or (noun == "Tags" and root == "Resource")


def _object(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _named(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each ARN and name among the fields, with what it is of, spelt as the API does: not as in the event."""
    for name, value in fields.items():
        if isinstance(value, str) and name.endswith(("Arn", "Name")):
            root = name.removesuffix("Arn").removesuffix("Name")
            yield root[:1].upper() + root[1:], value


def _fate(event: Mapping[str, Any], told: Mapping[str, Any], about: About | None) -> Fate | None:
    """Whether the event made or deleted what it is about: not a part of it, and not in vain."""
    call = str(event.get("EventName"))
    operation = DESCRIBED.get(about.noun) if about is not None else None
    if operation is None or about is None or told.get("errorCode"):
        return None
    if call not in {f"Create{about.noun}", f"Delete{about.noun}"}:
        return None
    return Fate(
        operation=operation,
        deleted=call.startswith("Delete"),
        at=utc(event["EventTime"]),
        actor_arn=_object(told, "userIdentity").get("arn"),
    )


def _deleted(scope: Scope, reading: Reading, fates: Mapping[str, Fate]) -> Iterator[Batch]:
    """Look at every live asset whose newest event is its deletion."""
    wanted: dict[str, dict[str, Fate]] = {}
    for asset, fate in fates.items():
        if fate.deleted:
            wanted.setdefault(fate.operation.name, {})[asset] = fate
    for found in wanted.values():
        operation = next(iter(found.values())).operation
        # As it is now, past what this walk has recorded: most deletions were noticed there.
        for asset, last in sorted(scope.known.live(operation.kind).items()):
            told = found.get(asset.lower())
            if told is not None and (yield from _is_gone(scope, reading, operation, asset)):
                yield from _gone(scope, reading, asset, replace(told, at=max(told.at, last.changed_at)))


def _is_gone(
    scope: Scope, reading: Reading, operation: Operation, asset: str
) -> Generator[Batch, None, bool]:
    """Whether it does not exist any more; what cannot be told is coverage, and is looked at again."""
    if asset in scope.vanished(operation.kind):
        return True  # its list came whole and without it
    try:
        scope.reader.describe(operation, scope.identity(operation, asset), reading.tally)
    except CallError as error:
        if error.absent:
            return True
        yield scope.lost(reading, error.outcome, error.what, asset)
    return False


def _gone(scope: Scope, reading: Reading, asset: str, fate: Fate) -> Iterator[Batch]:
    document = scope.known.document(asset)
    if document is None:
        return  # nothing of it is at hand: the next full read names it
    where = (scope.reader.account_id, scope.reader.region)
    gone = deletion(fate.operation.kind, where, asset, document=document, at=scope.run.clock())
    told = replace(
        gone,
        changed_at=fate.at,
        source=Source.TRAIL,
        actor=short_actor(fate.actor_arn) if fate.actor_arn else None,
        actor_arn=fate.actor_arn,
    )
    yield Batch(operation=reading.operation.name, observations=(told,))
