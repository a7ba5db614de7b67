"""Model package groups and the versions in them."""

import hashlib
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record, Shelf, epoch_ms

_DETAIL_TYPE = "SageMaker Model Package State Change"
_STATUSES = ("Approved", "Rejected", "PendingManualApproval")
_KEPT_AS_GIVEN = (
    "ModelPackageDescription",
    "ModelPackageRegistrationType",
    "ValidationSpecification",
    "SourceAlgorithmSpecification",
    "MetadataProperties",
    "ModelMetrics",
    "Domain",
    "Task",
    "SamplePayloadUrl",
    "CustomerMetadataProperties",
    "DriftCheckBaselines",
    "AdditionalInferenceSpecifications",
    "SkipModelValidation",
    "SourceUri",
    "SecurityConfig",
    "ModelCard",
    "ModelLifeCycle",
)
_REPLACED_BY_UPDATE = (
    "ModelApprovalStatus",
    "ModelPackageRegistrationType",
    "ApprovalDescription",
    "InferenceSpecification",
    "SourceUri",
    "ModelLifeCycle",
)
_IN_EVENTS = (
    "ModelPackageName",
    "ModelPackageGroupName",
    "ModelPackageVersion",
    "ModelPackageArn",
    "ModelPackageDescription",
    "ModelPackageStatus",
    "ModelPackageStatusDetails",
    "CertifyForMarketplace",
    "ModelApprovalStatus",
    "ApprovalDescription",
    "ModelLifeCycle",
    "InferenceSpecification",
    "MetadataProperties",
    "ModelMetrics",
)


def create_group(ctx: Context, given: Fields) -> bytes:
    """CreateModelPackageGroup."""
    name = given["ModelPackageGroupName"]
    arn = ctx.shelf.arn(Kind.GROUP, name)
    fields = {
        "ModelPackageGroupName": name,
        "ModelPackageGroupArn": arn,
        "ModelPackageGroupDescription": given.get("ModelPackageGroupDescription"),
        "CreationTime": ctx.now,
        "CreatedBy": ctx.user,
        "ModelPackageGroupStatus": "Completed",
        "Tags": given.get("Tags", []),
    }
    ctx.shelf.add(Kind.GROUP, name, {name: value for name, value in fields.items() if value is not None})
    ctx.shelf.versions[name] = []
    return orjson.dumps({"ModelPackageGroupArn": arn})


def describe_group(ctx: Context, given: Fields) -> bytes:
    """DescribeModelPackageGroup, by name or by ARN."""
    return ctx.shelf.find(Kind.GROUP, ctx.shelf.name(Kind.GROUP, given["ModelPackageGroupName"])).raw


def delete_group(ctx: Context, given: Fields) -> bytes:
    """DeleteModelPackageGroup: AWS refuses while versions are in it."""
    name = ctx.shelf.name(Kind.GROUP, given["ModelPackageGroupName"])
    ctx.shelf.find(Kind.GROUP, name)
    if ctx.shelf.versions.get(name):
        raise Refusal("ConflictException", f"Model package group {name} still contains model packages.")
    ctx.shelf.remove(Kind.GROUP, name)
    ctx.shelf.versions.pop(name, None)
    return b"{}"


def create_package(ctx: Context, given: Fields) -> bytes:
    """CreateModelPackage: a version of a group, or an unversioned package by its own name."""
    if earlier := _earlier_answer(ctx.shelf, given):
        return earlier
    status = given.get("ModelApprovalStatus")
    _check_status(status)
    identity = (
        _versioned(ctx.shelf, given) if given.get("ModelPackageGroupName") else _named(ctx.shelf, given)
    )
    fields: Fields = identity | {name: given[name] for name in _KEPT_AS_GIVEN if name in given}
    if "InferenceSpecification" in given:
        fields["InferenceSpecification"] = _with_digests(given["InferenceSpecification"])
    if "ModelPackageGroupName" in fields:
        # AWS: the default of a version is PendingManualApproval; an unversioned package has no status.
        fields["ModelApprovalStatus"] = status or "PendingManualApproval"
    fields |= {
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "CreatedBy": ctx.user,
        "CertifyForMarketplace": given.get("CertifyForMarketplace", False),
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {"ValidationStatuses": [], "ImageScanStatuses": []},
    }
    arn = fields["ModelPackageArn"]
    record = ctx.shelf.add(Kind.PACKAGE, arn, fields)
    if group := fields.get("ModelPackageGroupName"):
        ctx.shelf.last_version[group] = fields["ModelPackageVersion"]
        ctx.shelf.versions[group].append(record)
    ctx.emit(_DETAIL_TYPE, arn, lambda: _event(fields, ()))
    return _answer(ctx.shelf, given, arn)


def describe_package(ctx: Context, given: Fields) -> bytes:
    """DescribeModelPackage, by ARN or by the name of an unversioned package."""
    return _package(ctx.shelf, given["ModelPackageName"]).raw


def batch_describe_packages(ctx: Context, given: Fields) -> bytes:
    """BatchDescribeModelPackage: nine fields a package, and an error for each that is missing."""
    wanted = (
        "ModelPackageGroupName",
        "ModelPackageVersion",
        "ModelPackageArn",
        "ModelPackageDescription",
        "CreationTime",
        "InferenceSpecification",
        "ModelPackageStatus",
        "ModelApprovalStatus",
        "ModelPackageRegistrationType",
    )
    found: Fields = {}
    missing: Fields = {}
    for arn in given["ModelPackageArnList"]:
        try:
            fields = _package(ctx.shelf, arn).fields()
        except Refusal as refusal:
            missing[arn] = {"ErrorCode": refusal.code, "ErrorResponse": refusal.message}
        else:
            found[arn] = {name: fields[name] for name in wanted if name in fields}
    return orjson.dumps({"ModelPackageSummaries": found, "BatchDescribeModelPackageErrorMap": missing})


def update_package(ctx: Context, given: Fields) -> bytes:
    """UpdateModelPackage changes what is named and leaves the rest (moto sets the rest to null)."""
    record = _package(ctx.shelf, given["ModelPackageArn"])
    _check_status(given.get("ModelApprovalStatus"))
    fields = record.fields()
    changed = [name for name in _REPLACED_BY_UPDATE if name in given]
    fields |= {name: given[name] for name in changed}
    if "InferenceSpecification" in given:
        fields["InferenceSpecification"] = _with_digests(given["InferenceSpecification"])
    if "ModelCard" in given:
        fields["ModelCard"] = fields.get("ModelCard", {}) | given["ModelCard"]
        changed.append("ModelCard")
    if _update_properties(fields, given):
        changed.append("CustomerMetadataProperties")
    if extra := given.get("AdditionalInferenceSpecificationsToAdd"):
        kept = fields.get("AdditionalInferenceSpecifications", [])
        fields["AdditionalInferenceSpecifications"] = [*kept, *extra]
        changed.append("AdditionalInferenceSpecifications")
    fields |= {"LastModifiedTime": ctx.now, "LastModifiedBy": ctx.user}
    record.write(fields)
    arn = fields["ModelPackageArn"]
    ctx.emit(_DETAIL_TYPE, arn, lambda: _event(fields, changed))
    return orjson.dumps({"ModelPackageArn": arn})


def delete_package(ctx: Context, given: Fields) -> bytes:
    """DeleteModelPackage; the number of a deleted version is not given again."""
    record = _package(ctx.shelf, given["ModelPackageName"])
    fields = ctx.shelf.remove(Kind.PACKAGE, record.key)
    if group := fields.get("ModelPackageGroupName"):
        ctx.shelf.versions[group].remove(record)
    return b"{}"


def _package(shelf: Shelf, reference: str) -> Record:
    if not reference.startswith("arn:"):
        reference = shelf.arn(Kind.PACKAGE, reference)
    # AWS writes the group's name in lower case in a version's ARN and finds either spelling.
    return shelf.find(Kind.PACKAGE, reference.lower())


def _versioned(shelf: Shelf, given: Fields) -> Fields:
    if given.get("Tags"):
        message = "Tags cannot be used with a versioned model package: use the tags of its group."
        raise Refusal("ValidationException", message)
    group = shelf.name(Kind.GROUP, given["ModelPackageGroupName"])
    shelf.find(Kind.GROUP, group)
    version = shelf.last_version.get(group, 0) + 1
    return {
        "ModelPackageGroupName": group,
        "ModelPackageVersion": version,
        "ModelPackageArn": shelf.arn(Kind.PACKAGE, f"{group.lower()}/{version}"),
    }


def _named(shelf: Shelf, given: Fields) -> Fields:
    name = given.get("ModelPackageName")
    if not name:
        message = "Either ModelPackageName or ModelPackageGroupName must be given."
        raise Refusal("ValidationException", message)
    arn = shelf.arn(Kind.PACKAGE, name.lower())
    return {"ModelPackageName": name, "ModelPackageArn": arn, "Tags": given.get("Tags", [])}


def _check_status(status: str | None) -> None:
    if status is not None and status not in _STATUSES:
        message = (
            f"1 validation error detected: Value '{status}' at 'modelApprovalStatus' failed to satisfy "
            f"constraint: Member must satisfy enum value set: [{', '.join(_STATUSES)}]"
        )
        raise Refusal("ValidationException", message)


def _earlier_answer(shelf: Shelf, given: Fields) -> bytes | None:
    """A ClientToken makes the call idempotent; the same token for another request is refused."""
    token = given.get("ClientToken")
    earlier = shelf.tokens.get(token) if token else None
    if earlier is None:
        return None
    arn, digest = earlier
    if digest != _request_digest(given):
        raise Refusal("ValidationException", f"ClientToken {token} was used with other parameters.")
    return orjson.dumps({"ModelPackageArn": arn})


def _answer(shelf: Shelf, given: Fields, arn: str) -> bytes:
    if token := given.get("ClientToken"):
        shelf.tokens[token] = (arn, _request_digest(given))
    return orjson.dumps({"ModelPackageArn": arn})


def _request_digest(given: Fields) -> bytes:
    return hashlib.sha256(orjson.dumps(given, option=orjson.OPT_SORT_KEYS)).digest()


def _with_digests(specification: Fields) -> Fields:
    """AWS resolves each image to its digest when a version is registered."""
    containers = [
        {"ImageDigest": image_digest(one["Image"])} | one if "Image" in one else one
        for one in specification.get("Containers", [])
    ]
    return specification | {"Containers": containers}


def image_digest(image: str) -> str:
    """The digest that an image names, else the one that stands for its name and tag."""
    _, named, digest = image.partition("@")
    if named:
        return digest
    return "sha256:" + hashlib.sha256(image.encode()).hexdigest()


def _update_properties(fields: Fields, given: Fields) -> bool:
    added: dict[str, Any] = given.get("CustomerMetadataProperties", {})
    removed = set(given.get("CustomerMetadataPropertiesToRemove", ()))
    if not added and not removed:
        return False
    merged = fields.get("CustomerMetadataProperties", {}) | added
    fields["CustomerMetadataProperties"] = {k: v for k, v in merged.items() if k not in removed}
    return True


def _event(fields: Fields, changed: tuple[str, ...] | list[str]) -> Fields:
    detail = {name: fields[name] for name in _IN_EVENTS if name in fields}
    detail["CreationTime"] = epoch_ms(fields["CreationTime"])
    detail["LastModifiedTime"] = epoch_ms(fields["LastModifiedTime"])
    if changed:
        # AWS writes this one name with a small first letter.
        detail["UpdatedModelPackageFields"] = ["sourceUri" if n == "SourceUri" else n for n in changed]
    return detail
