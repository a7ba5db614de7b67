"""EventBridge's envelope -> a notice: an asset changed, then, and these of its fields were told.

Events spell things differently from the API (times, tags, statuses); here they are put into the
spelling of `Search`. Nothing is believed about order or number: events come twice, late, or never.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import orjson

from modelgov.errors import RecordError
from modelgov.record.codec import DECODERS
from modelgov.record.observation import Kind
from modelgov.record.shape import FORMS

SOURCE = "aws.sagemaker"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds and milliseconds since 1970 cannot be mistaken: this many milliseconds was in March 1973,
# this many seconds will be in the year 5138.
MILLISECONDS_FROM = 100_000_000_000

DETAIL_TYPES: dict[str, Kind] = {
    "SageMaker Model Package State Change": Kind.MODEL_VERSION,
    "SageMaker Endpoint State Change": Kind.ENDPOINT,
    "SageMaker Endpoint Deployment State Change": Kind.ENDPOINT,
    "SageMaker Endpoint Config State Change": Kind.ENDPOINT_CONFIG,
    "SageMaker Model State Change": Kind.MODEL,
    "SageMaker Training Job State Change": Kind.TRAINING_JOB,
    "SageMaker HyperParameter Tuning Job State Change": Kind.TUNING_JOB,
    "SageMaker Processing Job State Change": Kind.PROCESSING_JOB,
    "SageMaker Transform Job State Change": Kind.TRANSFORM_JOB,
    "SageMaker Model Building Pipeline Execution Status Change": Kind.PIPELINE_EXECUTION,
    "SageMaker Model Building Pipeline Execution Step Status Change": Kind.PIPELINE_EXECUTION,
    "SageMaker Model Card State Change": Kind.MODEL_CARD,
}
# These tell no time of change of their own, or too little of the asset: they only say that it changed.
HINTS = frozenset((Kind.TRANSFORM_JOB, Kind.PIPELINE_EXECUTION, Kind.MODEL_CARD))
# Events of executions are spelt in camelCase, and under other names.
RENAMED = {"pipelineExecutionArn": "PipelineExecutionArn", "pipelineArn": "PipelineArn"}
TIMES = frozenset(
    (
        *("CreationTime", "LastModifiedTime", "TrainingStartTime", "TrainingEndTime"),
        *("ProcessingStartTime", "ProcessingEndTime", "TransformStartTime", "TransformEndTime"),
        "HyperParameterTuningEndTime",
    )
)
STATUSES = frozenset(("EndpointStatus", "ModelPackageStatus"))
LEAVING = frozenset(("Deleting", "Deleted"))
APPROVALS = frozenset(("Approved", "Rejected", "PendingManualApproval"))
CLOCK_SKEW = timedelta(minutes=5)  # so far may AWS's clock be ahead of ours
GRAIN = timedelta(seconds=1)  # the coarsest that AWS tells times
NUMBER = re.compile(r"-?\d+(\.\d+)?")
ARN = re.compile(r"arn:[a-z0-9-]+:sagemaker:([a-z0-9-]+):(\d{12}):[a-z-]+/.+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one event says. `changed_at` is the asset's own time of change, `told_at` the envelope's.

    `fields` are those of the record that the event carries, spelt as the API spells them. `deleted`
    says that the event speaks of a deletion; most deletions come without that word. A `hint` is no
    state: it only says that the asset is to be read again.
    """

    kind: Kind
    account_id: str
    region: str
    asset: str
    changed_at: datetime
    told_at: datetime
    event_id: str
    detail_type: str
    deleted: bool
    fields: Mapping[str, Any]
    hint: bool = False


class Envelope(msgspec.Struct, rename={"detail_type": "detail-type"}):
    """The envelope of every event; `account` may be missing, the ARN names it too."""

    source: str
    detail_type: str
    detail: dict[str, Any]
    id: str = ""
    time: str | int | float | None = None
    resources: list[str] = []


ENVELOPE = msgspec.json.Decoder(Envelope)


def parse(body: str | bytes, now: datetime) -> Notice | None:
    """A message's body -> a notice; None for an event that is about nothing that is observed.

    Raises RecordError for what is no envelope, names no asset, has a field not of its type, or
    tells what cannot be: an approval that there is not, a change to come, or one before its asset.
    """
    try:
        envelope = ENVELOPE.decode(body)
        kind = DETAIL_TYPES.get(envelope.detail_type)
        if envelope.source != SOURCE or kind is None:
            return None
        return _possible(_notice(envelope, kind), now)
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError, RecursionError) as error:
        raise RecordError(
            what=f"A message is not an event of SageMaker as it should be: {error}.",
            where="the queue of events",
            remedy="Look at the message in the dead-letter queue.",
        ) from error


def _notice(envelope: Envelope, kind: Kind) -> Notice:
    form = FORMS[kind]
    detail = {RENAMED.get(name, name): value for name, value in envelope.detail.items()}
    asset = str(detail.get(form.arn) or next(iter(envelope.resources), ""))
    match = ARN.fullmatch(asset)
    if match is None:
        raise ValueError(f"it names no asset but {asset!r}")
    fields = project(kind, detail) | {form.arn: asset}
    if form.number is not None:
        asset = f"{asset}/{fields[form.number]}"
    DECODERS[kind].decode(orjson.dumps(fields))
    told_at = moment(envelope.time) if envelope.time is not None else None
    changed = fields.get(form.modified or form.created) or fields.get(form.created)
    if kind in HINTS:
        changed = None
    changed_at = _instant(changed) if changed else told_at
    if changed_at is None:
        raise ValueError("it has no time")
    return Notice(
        kind=kind,
        account_id=match.group(2),
        region=match.group(1),
        asset=asset,
        changed_at=changed_at,
        told_at=told_at or changed_at,
        event_id=envelope.id,
        detail_type=envelope.detail_type,
        deleted=any(fields.get(name) in LEAVING for name in STATUSES),
        fields=fields,
        hint=kind in HINTS,
    )


def _possible(notice: Notice, now: datetime) -> Notice:
    for at in (notice.changed_at, notice.told_at):
        if at > now + CLOCK_SKEW:
            raise ValueError(f"its time, {at.isoformat()}, is yet to come")
    form = FORMS[notice.kind]
    if form.created in notice.fields:
        born(notice.changed_at, notice.fields[form.created])
    status = notice.fields.get("ModelApprovalStatus")
    if status is not None and status not in APPROVALS:
        raise ValueError(f"ModelApprovalStatus is {status!r}, which is none of {sorted(APPROVALS)}")
    return notice


def born(changed_at: datetime, created: float) -> None:
    """Raises ValueError for a change before the creation, which is told as the API tells it."""
    created_at = _instant(created)
    if changed_at < created_at - GRAIN:
        raise ValueError(
            f"its time, {changed_at.isoformat()}, is before its asset's creation, {created_at.isoformat()}"
        )


def project(kind: Kind, detail: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an event's detail that the record of `Search` has too, in its spelling."""
    told = {name: detail[name] for name in FORMS[kind].fields if detail.get(name) is not None}
    for name in TIMES & told.keys():
        told[name] = seconds(moment(told[name]))
    for name in STATUSES & told.keys():
        told[name] = camel(str(told[name]))
    if isinstance(told.get("Tags"), dict):
        told["Tags"] = [{"Key": key, "Value": value} for key, value in sorted(told["Tags"].items())]
    if not told.get("Tags"):
        told.pop("Tags", None)  # an event without tags does not say that there are none
    return told


def camel(status: str) -> str:
    """UPPER_SNAKE as events write it -> CamelCase as the API does; other spellings stay.

    >>> camel("UPDATE_ROLLBACK_FAILED"), camel("InService")
    ('UpdateRollbackFailed', 'InService')
    """
    return "".join(part.capitalize() for part in status.split("_")) if status.isupper() else status


def moment(value: str | float) -> datetime:
    """A time in any of the forms that events have: ISO 8601, or a number since 1970, text or not."""
    if isinstance(value, bool):
        raise TypeError(f"{value} is no time")
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        parsed = datetime.fromisoformat(value)
        return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    number = value if isinstance(value, int) else float(value)
    micros = number * 1000 if abs(number) >= MILLISECONDS_FROM else number * 1_000_000
    return EPOCH + timedelta(microseconds=round(micros))


def seconds(at: datetime) -> float:
    """Seconds since 1970 as the API writes them."""
    return (at - EPOCH) / timedelta(seconds=1)


def _instant(since: float) -> datetime:
    """The inverse of `seconds`."""
    return EPOCH + timedelta(microseconds=round(since * 1_000_000))
