"""What CloudTrail shows of a call: names in camelCase, who called, and which resource it was about."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape
from moto.core.utils import get_service_model

from modelgov.demo.aws.identity import Caller
from modelgov.demo.aws.registry.record import Fields, Shelf
from modelgov.demo.aws.trail.kept import Kept

SOURCE = "sagemaker.amazonaws.com"
_HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
_VERBS = ("Create", "Update", "Delete", "Start", "Stop", "Put", "Register", "Deregister", "Retry", "Import")
_REQUESTS = uuid.UUID("6f1d2c3b-0000-4000-8000-000000000001")  # request ids are named in this space


@cache
def _service() -> ServiceModel:
    return get_service_model("sagemaker")


def _model(operation: str) -> OperationModel:
    return _service().operation_model(operation)


def summary(kept: Kept, shelf: Shelf) -> Fields:
    """One event as LookupEvents answers it."""
    record = _record(kept, shelf)
    resource = _resource(kept)
    return {
        "EventId": record["eventID"],
        "EventName": kept.operation,
        "ReadOnly": "false",
        "AccessKeyId": kept.access_key,
        "EventTime": int(kept.at),
        "EventSource": SOURCE,
        "Username": username(kept.caller),
        "Resources": [resource] if resource else [],
        "CloudTrailEvent": orjson.dumps(record).decode(),
    }


def username(caller: Caller) -> str:
    """The user's name, or the session's of an assumed role."""
    return caller.arn.rpartition("/")[2]


def _record(kept: Kept, shelf: Shelf) -> Fields:
    told = orjson.loads(kept.answer or b"{}")
    id_ = uuid.UUID(bytes=kept.id)
    record: Fields = {
        "eventVersion": "1.11",
        "userIdentity": _identity(kept),
        "eventTime": datetime.fromtimestamp(kept.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": SOURCE,
        "eventName": kept.operation,
        "awsRegion": shelf.region,
        "sourceIPAddress": kept.origin.address,
        "userAgent": kept.origin.agent,
        "requestParameters": _shown(_model(kept.operation).input_shape, orjson.loads(kept.request or b"{}")),
        "responseElements": None,
        "requestID": str(uuid.uuid5(_REQUESTS, str(id_))),
        "eventID": str(id_),
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": shelf.account,
        "eventCategory": "Management",
    }
    if kept.refused:
        record |= {"errorCode": told.get("__type"), "errorMessage": told.get("message")}
    elif told:
        record["responseElements"] = _shown(_model(kept.operation).output_shape, told)
    return record


def _identity(kept: Kept) -> Fields:
    caller = kept.caller
    shared = {
        "principalId": caller.principal_id,
        "arn": caller.arn,
        "accountId": caller.account,
        "accessKeyId": kept.access_key,
    }
    role = caller.arn.partition(":assumed-role/")[2].partition("/")[0]
    if not role:
        return {"type": "IAMUser"} | shared | {"userName": username(caller)}
    issuer = {
        "type": "Role",
        "principalId": caller.principal_id.partition(":")[0],
        "arn": f"arn:aws:iam::{caller.account}:role/{role}",
        "accountId": caller.account,
        "userName": role,
    }
    context = {"sessionIssuer": issuer, "attributes": {"mfaAuthenticated": "false"}}
    return {"type": "AssumedRole"} | shared | {"sessionContext": context}


def _shown(shape: Shape | None, value: Any) -> Any:
    """A value as CloudTrail spells it: members in camelCase, what is sensitive hidden, keys of maps kept."""
    if shape is None:
        return None
    if shape.metadata.get("sensitive"):
        return _HIDDEN
    match shape:
        case StructureShape() if isinstance(value, dict):
            return {
                _camel(name): _shown(shape.members.get(name), inner)
                for name, inner in value.items()
                if name in shape.members
            }
        case ListShape() if isinstance(value, list):
            return [_shown(shape.member, inner) for inner in value]
        case MapShape() if isinstance(value, dict):
            return {name: _shown(shape.value, inner) for name, inner in value.items()}
        case _:
            return value


def _camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def _resource(kept: Kept) -> Fields | None:
    """The resource whose type is the longest beginning of what the operation is called after its verb."""
    verb = next((verb for verb in _VERBS if kept.operation.startswith(verb)), None)
    if verb is None:
        return None
    noun = kept.operation.removeprefix(verb)
    answer = {} if kept.refused else orjson.loads(kept.answer or b"{}")
    named = [*_named(answer), *_named(orjson.loads(kept.request or b"{}"))]
    fitting = [(root, value) for root, value in named if noun.startswith(root)]
    if not fitting:
        return None
    root, value = max(fitting, key=lambda one: len(one[0]))
    return {"ResourceType": f"AWS::SageMaker::{root}", "ResourceName": value}


def _named(fields: Fields) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, str) and name.endswith(("Arn", "Name")):
            yield name.removesuffix("Arn").removesuffix("Name"), value
