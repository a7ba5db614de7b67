"""Model cards that stand by themselves: every version is kept, and only its status can change.

moto loses the content when the status is updated, and the status when the content is.
"""

from datetime import UTC, datetime
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import paged
from modelgov.demo.aws.registry.record import Context, Fields, Kind

_EVENT = "SageMaker Model Card State Change"
_STATUSES = ("Draft", "PendingReview", "Approved", "Archived")


def create_card(ctx: Context, given: Fields) -> bytes:
    """CreateModelCard: version 1."""
    _check(given)
    name = given["ModelCardName"]
    fields = given | {
        "ModelCardArn": ctx.shelf.arn(Kind.MODEL_CARD, name),
        "ModelCardVersion": 1,
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "CreatedBy": ctx.user,
        "LastModifiedBy": ctx.user,
        "Tags": given.get("Tags", []),
    }
    ctx.shelf.add(Kind.MODEL_CARD, name, fields | _searched(fields["Content"]))
    ctx.shelf.add(Kind.MODEL_CARD_VERSION, f"{name}/1", fields)
    _tell(ctx, fields)
    return orjson.dumps({"ModelCardArn": fields["ModelCardArn"]})


def update_card(ctx: Context, given: Fields) -> bytes:
    """UpdateModelCard: new content is a new version, a new status is the same version's."""
    if "Content" in given and "ModelCardStatus" in given:
        message = "You cannot update both model card content and model card status in a single call."
        raise Refusal("ValidationException", message)
    _check(given)
    record = ctx.shelf.find(Kind.MODEL_CARD, ctx.shelf.name(Kind.MODEL_CARD, given["ModelCardName"]))
    fields = record.fields()
    if fields["ModelCardStatus"] == "Archived":
        raise Refusal("ConflictException", f"Model card {record.key} is archived.")
    changed = {name: given[name] for name in ("Content", "ModelCardStatus") if name in given}
    fields |= changed | {"LastModifiedTime": ctx.now, "LastModifiedBy": ctx.user}
    fields |= _searched(fields["Content"])
    if "Content" in given:
        fields["ModelCardVersion"] += 1
    number = fields["ModelCardVersion"]
    record.write(fields)
    key = f"{record.key}/{number}"
    if "Content" in given:
        version = fields | {"CreationTime": ctx.now}
        ctx.shelf.add(Kind.MODEL_CARD_VERSION, key, version)
    else:
        kept = ctx.shelf.find(Kind.MODEL_CARD_VERSION, key)
        version = fields | {"CreationTime": kept.created}
        kept.write(version)
    _tell(ctx, version)
    return orjson.dumps({"ModelCardArn": fields["ModelCardArn"]})


def describe_card(ctx: Context, given: Fields) -> bytes:
    """DescribeModelCard: the version that is named, else the newest."""
    record = ctx.shelf.find(Kind.MODEL_CARD, ctx.shelf.name(Kind.MODEL_CARD, given["ModelCardName"]))
    number = given.get("ModelCardVersion") or record.fields()["ModelCardVersion"]
    return ctx.shelf.find(Kind.MODEL_CARD_VERSION, f"{record.key}/{number}").raw


def list_versions(ctx: Context, given: Fields) -> bytes:
    """ListModelCardVersions."""
    name = ctx.shelf.name(Kind.MODEL_CARD, given["ModelCardName"])
    newest = ctx.shelf.find(Kind.MODEL_CARD, name).fields()["ModelCardVersion"]
    wanted = ("ModelCardName", "ModelCardArn", "ModelCardStatus", "ModelCardVersion")
    every = []
    for number in range(newest, 0, -1):
        fields = ctx.shelf.find(Kind.MODEL_CARD_VERSION, f"{name}/{number}").fields()
        if given.get("ModelCardStatus") in (None, fields["ModelCardStatus"]):
            every.append({key: fields[key] for key in (*wanted, "CreationTime", "LastModifiedTime")})
    if given.get("SortOrder") == "Ascending":
        every.reverse()
    page, token = paged(every, given)
    return orjson.dumps({"ModelCardVersionSummaryList": page} | token)


def delete_card(ctx: Context, given: Fields) -> bytes:
    """DeleteModelCard, with every version."""
    name = ctx.shelf.name(Kind.MODEL_CARD, given["ModelCardName"])
    fields = ctx.shelf.remove(Kind.MODEL_CARD, name)
    for number in range(1, fields["ModelCardVersion"] + 1):
        ctx.shelf.remove(Kind.MODEL_CARD_VERSION, f"{name}/{number}")
    _tell(ctx, fields)
    return b"{}"


def _check(given: Fields) -> None:
    if (status := given.get("ModelCardStatus")) not in (None, *_STATUSES):
        message = f"Value '{status}' at 'modelCardStatus' failed to satisfy constraint: {list(_STATUSES)}"
        raise Refusal("ValidationException", message)
    if "Content" in given:
        try:
            content = orjson.loads(given["Content"])
        except orjson.JSONDecodeError as unreadable:
            message = f"Model card content is not valid JSON: {unreadable}"
            raise Refusal("ValidationException", message) from unreadable
        if not isinstance(content, dict):
            raise Refusal("ValidationException", "Model card content is not an object.")


def _searched(content: str) -> Fields:
    """What Search shows of a card beside its content."""
    read: dict[str, Any] = orjson.loads(content)
    overview, uses = read.get("model_overview", {}), read.get("intended_uses", {})
    shown = {
        "ModelId": overview.get("model_id"),
        "RiskRating": uses.get("risk_rating"),
        "ModelPackageGroupName": read.get("model_package_details", {}).get("model_package_group_name"),
    }
    return {name: value for name, value in shown.items() if value is not None}


def _tell(ctx: Context, fields: Fields) -> None:
    """Its event names who did it, and its times are ISO with nanoseconds."""
    kept = ("ModelCardName", "ModelCardVersion", "ModelCardStatus", "ModelId", "SecurityConfig")
    people = ("DomainId", "UserProfileArn", "UserProfileName")

    def detail() -> Fields:
        shown = {name: fields[name] for name in kept if name in fields}
        for name in ("CreatedBy", "LastModifiedBy"):
            shown[name] = {key: fields[name][key] for key in people if key in fields[name]}
        for name in ("CreationTime", "LastModifiedTime"):
            shown[name] = _iso(fields[name])
        return shown | {"AccountId": ctx.shelf.account}

    ctx.emit(_EVENT, fields["ModelCardArn"], detail)


def _iso(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%f}000Z"
