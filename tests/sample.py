"""Small records as AWS answers them, and the observations and coverage that they become.

Times are minutes after `START`: `at(5)` is five minutes later, and so is `minute=5`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from modelgov.record.codec import decode
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS

ACCOUNT, OTHER_ACCOUNT = "111111111111", "222222222222"
REGION, OTHER_REGION = "eu-west-1", "us-east-1"
START = datetime(2026, 11, 1, tzinfo=UTC)
IMAGE = "1.dkr.ecr.eu-west-1.amazonaws.com/m:1"

Record = dict[str, Any]


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def arn(what: str, name: str, account: str = ACCOUNT, region: str = REGION) -> str:
    return f"arn:aws:sagemaker:{region}:{account}:{what}/{name}"


def tags(found: Mapping[str, str]) -> list[Record]:
    return [{"Key": key, "Value": value} for key, value in found.items()]


def account(
    number: str = ACCOUNT,
    name: str = "payments",
    *,
    own: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
) -> Record:
    above = [{"Origin": "unit tag", **tag} for tag in tags(units or {})]
    return {
        "Id": number,
        "Arn": f"arn:aws:organizations::{number}:account/o-1/{number}",
        "Name": name,
        "Email": f"{name}@example.com",
        "Status": "ACTIVE",
        "JoinedTimestamp": START.timestamp(),
        "UnitPath": "Bank/Retail",
        "AllTags": [{"Origin": "account tag", **tag} for tag in tags(own or {})] + above,
    }


def group(
    name: str = "fraud",
    *,
    tagged: Mapping[str, str] | None = None,
    where: tuple[str, str] = (ACCOUNT, REGION),
) -> Record:
    return {
        "ModelPackageGroupName": name,
        "ModelPackageGroupArn": arn("model-package-group", name, *where),
        "CreationTime": START.timestamp(),
        "ModelPackageGroupStatus": "Completed",
        "Tags": tags(tagged or {}),
    }


def version(
    number: int = 1,
    *,
    of: str = "fraud",
    status: str = "PendingManualApproval",
    modified: float = 0,
    where: tuple[str, str] = (ACCOUNT, REGION),
    **more: Any,
) -> Record:
    """A version that was registered at minute `number` and changed `modified` minutes later."""
    return {
        "ModelPackageGroupName": of,
        "ModelPackageVersion": number,
        "ModelPackageArn": arn("model-package", f"{of}/{number}", *where),
        "ModelPackageStatus": "Completed",
        "ModelApprovalStatus": status,
        "CreationTime": at(number).timestamp(),
        "LastModifiedTime": at(number + modified).timestamp(),
        "InferenceSpecification": {"Containers": [{"Image": IMAGE, "ModelDataUrl": f"s3://b/{of}/{number}"}]},
        **more,
    }


def by(person: str) -> Record:
    """A field that says who changed it last."""
    who = f"arn:aws:sts::{ACCOUNT}:assumed-role/ModelApprover/{person}"
    return {"IamIdentity": {"Arn": who}}


def event(
    call: str, about: str, person: str = "lea", minute: float = 0, *, error: str = "", status: str = ""
) -> Record:
    """CloudTrail's event of a call about an asset."""
    who = by(person)
    return {
        "EventId": f"{call}-{about}-{person}-{minute}-{status}",
        "EventTime": at(minute).timestamp(),
        "EventName": call,
        "EventSource": "sagemaker.amazonaws.com",
        "CreatedBy": who,
        "UserIdentity": {"type": "AssumedRole", "arn": who["IamIdentity"]["Arn"]},
        "SourceIPAddress": "203.0.113.7",
        "UserAgent": "Boto3/1.43",
        "ErrorCode": error or None,
        "ResourceArn": about,
        "ApprovalStatus": status or None,
        "RequestParameters": {"modelApprovalStatus": status} if status else {},
    }


def called(
    call: str, about: str, person: str = "lea", minute: float = 0, *, error: str = "", status: str = ""
) -> Observation:
    """The same, seen a quarter of an hour later."""
    return decode(
        Kind.TRAIL_EVENT,
        orjson.dumps(event(call, about, person, minute, error=error, status=status)),
        account_id=ACCOUNT,
        region=REGION,
        observed_at=at(minute + 15),
        source=Source.API,
    )


def model(name: str, **container: str) -> Record:
    return {
        "ModelName": name,
        "ModelArn": arn("model", name),
        "CreationTime": START.timestamp(),
        "PrimaryContainer": {"Image": IMAGE, **container},
    }


def config(name: str, models: str, instance: str = "ml.m5.large") -> Record:
    variant = {"VariantName": "all", "ModelName": models, "InitialInstanceCount": 2}
    return {
        "EndpointConfigName": name,
        "EndpointConfigArn": arn("endpoint-config", name),
        "CreationTime": START.timestamp(),
        "ProductionVariants": [variant | {"InstanceType": instance}],
    }


def endpoint(name: str, runs: str, status: str = "InService", *, modified: float = 0) -> Record:
    return {
        "EndpointName": name,
        "EndpointArn": arn("endpoint", name),
        "EndpointConfigName": runs,
        "EndpointStatus": status,
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(modified).timestamp(),
        "ProductionVariants": [{"VariantName": "all", "CurrentInstanceCount": 2}],
    }


def seen(
    kind: Kind, record: Record, minute: float = 60, *, source: Source = Source.API, deleted: bool = False
) -> Observation:
    """The record as an observation made at a minute, in the account and region that its ARN names."""
    parts = record[FORMS[kind].arn].split(":")
    found = decode(
        kind,
        orjson.dumps(record),
        account_id=parts[4],
        region=parts[3] or "global",
        observed_at=at(minute),
        source=source,
    )
    return replace(found, deleted=True, changed_at=at(minute)) if deleted else found


def read(
    outcome: Outcome = Outcome.READ,
    *,
    run: str = "run-1",
    asset: str = "",
    minute: float = 60,
    operation: str = "Search:ModelPackage",
    where: tuple[str, str] = (ACCOUNT, REGION),
) -> Coverage:
    return Coverage(
        run=run,
        account_id=where[0],
        region=where[1],
        operation=operation,
        outcome=outcome,
        asset=asset,
        reason="" if outcome.complete else "It was refused.",
        started_at=at(minute),
        observed_at=at(minute),
    )


def serving() -> list[Observation]:
    """A group with two versions, the first of which an endpoint runs by its package."""
    return [
        seen(Kind.ACCOUNT, account(own={"business-unit": "Retail"})),
        seen(Kind.MODEL_GROUP, group(tagged={"owner": "lea", "team": "cards"})),
        seen(Kind.MODEL_VERSION, version(1, status="Approved", CustomerMetadataProperties={"auc": "0.9"})),
        seen(Kind.MODEL_VERSION, version(2)),
        seen(Kind.MODEL, model("m", ModelPackageName=arn("model-package", "fraud/1"))),
        seen(Kind.ENDPOINT_CONFIG, config("c", "m")),
        seen(Kind.ENDPOINT, endpoint("e", "c")),
    ]
