"""Endpoints: created, changed, scaled and deleted, each step with its event."""

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Shelf, epoch_ms, tag_map
from modelgov.demo.aws.serving import lifetime
from modelgov.demo.aws.serving.config import deployed, model_names, variants
from modelgov.demo.aws.serving.lifetime import Lifetimes
from modelgov.demo.aws.serving.transition import Change, begin, changing, forget

_EVENT = "SageMaker Endpoint State Change"
_RETAINED = {
    "DesiredInstanceCount": ("DesiredInstanceCount", "CurrentInstanceCount"),
    "DesiredWeight": ("DesiredWeight", "CurrentWeight"),
}


def create_endpoint(ctx: Context, given: Fields) -> bytes:
    """CreateEndpoint: Creating, then InService or Failed."""
    name = given["EndpointName"]
    config = ctx.shelf.find(Kind.CONFIG, given["EndpointConfigName"]).fields()
    becomes = deployed(ctx, config)
    arn = ctx.shelf.arn(Kind.ENDPOINT, name)
    fields = {
        "EndpointName": name,
        "EndpointArn": arn,
        "EndpointConfigName": config["EndpointConfigName"],
        "Tags": given.get("Tags", []),
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "EndpointStatus": "Creating",
        "PendingDeploymentSummary": _pending(ctx, becomes, config),
    }
    ctx.shelf.add(Kind.ENDPOINT, name, fields)
    _emit(ctx, fields)
    begin(ctx, Kind.ENDPOINT, name, becomes, finish)
    return orjson.dumps({"EndpointArn": arn})


def describe_endpoint(ctx: Context, given: Fields) -> bytes:
    """DescribeEndpoint."""
    return ctx.shelf.find(Kind.ENDPOINT, given["EndpointName"]).raw


def update_endpoint(ctx: Context, given: Fields) -> bytes:
    """UpdateEndpoint: another configuration behind the same name; the old one serves until it is there."""
    record = ctx.shelf.find(Kind.ENDPOINT, given["EndpointName"])
    config = ctx.shelf.find(Kind.CONFIG, given["EndpointConfigName"]).fields()
    fields = record.fields()
    _check_steady(ctx, fields)
    becomes = deployed(ctx, config)
    if given.get("RetainAllVariantProperties"):
        _retain(fields, becomes, given.get("ExcludeRetainedVariantProperties", []))
    if deployment := given.get("DeploymentConfig"):
        becomes["LastDeploymentConfig"] = deployment
    fields |= {
        "EndpointStatus": "Updating",
        "LastModifiedTime": ctx.now,
        "PendingDeploymentSummary": _pending(ctx, becomes, config),
    }
    record.write(fields)
    _emit(ctx, fields)
    begin(ctx, Kind.ENDPOINT, fields["EndpointName"], becomes, finish)
    return orjson.dumps({"EndpointArn": fields["EndpointArn"]})


def update_weights(ctx: Context, given: Fields) -> bytes:
    """UpdateEndpointWeightsAndCapacities: a weight alone keeps the instance counts (moto loses them)."""
    record = ctx.shelf.find(Kind.ENDPOINT, given["EndpointName"])
    fields = record.fields()
    _check_steady(ctx, fields)
    wanted = {one["VariantName"]: one for one in given["DesiredWeightsAndCapacities"]}
    unknown = set(wanted) - {variant["VariantName"] for variant in fields["ProductionVariants"]}
    if unknown:
        raise Refusal("ValidationException", f'The variant name(s) "{sorted(unknown)}" is/are not present.')
    becomes = record.fields()["ProductionVariants"]
    for planned, shown in zip(becomes, fields["ProductionVariants"], strict=True):
        change = wanted.get(planned["VariantName"], {})
        for name in {"DesiredWeight", "DesiredInstanceCount"} & set(change):
            shown[name] = planned[name] = planned[name.replace("Desired", "Current")] = change[name]
    fields |= {"EndpointStatus": "Updating", "LastModifiedTime": ctx.now}
    record.write(fields)
    _emit(ctx, fields)
    begin(ctx, Kind.ENDPOINT, fields["EndpointName"], {"ProductionVariants": becomes}, finish)
    return orjson.dumps({"EndpointArn": fields["EndpointArn"]})


def delete_endpoint(ctx: Context, given: Fields) -> bytes:
    """DeleteEndpoint: the configuration and the models stay; its components must have gone before."""
    name = given["EndpointName"]
    ctx.shelf.find(Kind.ENDPOINT, name)
    if any(one.fields()["EndpointName"] == name for one in ctx.shelf.records[Kind.COMPONENT].values()):
        message = f'Cannot delete endpoint "{ctx.shelf.arn(Kind.ENDPOINT, name)}" with inference components.'
        raise Refusal("ValidationException", message)
    forget(ctx, Kind.ENDPOINT, name)
    lives = ctx.shelf.of(Lifetimes)
    for key in lives.variants_running(name):
        lives.stop(key, ctx.now)
    _note_serving(ctx.shelf, name, ())
    gone = {"EndpointStatus": "Deleting", "LastModifiedTime": ctx.now}
    _emit(ctx, ctx.shelf.remove(Kind.ENDPOINT, name) | gone)
    return b"{}"


def finish(ctx: Context, name: str, change: Change) -> None:
    """Bring a change to its end: InService, or Failed when the endpoint never ran, or back to what it was."""
    record = ctx.shelf.find(Kind.ENDPOINT, name)
    fields = record.fields()
    fields.pop("PendingDeploymentSummary", None)
    fields.pop("FailureReason", None)
    fields |= {"EndpointStatus": "InService", "LastModifiedTime": ctx.now}
    if change.reason is None:
        if "EndpointConfigName" in change.becomes:
            for left_out in ("ShadowProductionVariants", "DataCaptureConfig", "AsyncInferenceConfig"):
                fields.pop(left_out, None)
        fields |= change.becomes
        _note_running(ctx, fields)
    else:
        fields["FailureReason"] = change.reason
        if "ProductionVariants" in fields:
            _emit(ctx, fields | {"EndpointStatus": "RollingBack"})
        else:
            fields["EndpointStatus"] = "Failed"
    record.write(fields)
    _emit(ctx, fields)


def _check_steady(ctx: Context, fields: Fields) -> None:
    """AWS takes no second change before the first is done."""
    if changing(ctx, Kind.ENDPOINT, fields["EndpointName"]):
        message = f'Cannot update in-progress endpoint "{fields["EndpointArn"]}".'
        raise Refusal("ValidationException", message)
    if fields["EndpointStatus"] == "Failed":
        raise Refusal("ValidationException", f'Cannot update failed endpoint "{fields["EndpointArn"]}".')


def _pending(ctx: Context, becomes: Fields, config: Fields) -> Fields:
    instances = {one["VariantName"]: one.get("InstanceType") for one in variants(config)}
    pending: Fields = {"EndpointConfigName": config["EndpointConfigName"], "StartTime": ctx.now}
    for name in ("ProductionVariants", "ShadowProductionVariants"):
        rows = [_pending_variant(one, instances[one["VariantName"]]) for one in becomes.get(name, [])]
        pending |= {name: rows} if rows else {}
    return pending


def _pending_variant(shown: Fields, instance: str | None) -> Fields:
    kept = {name: value for name, value in shown.items() if name != "CapacityReservationConfig"}
    return kept | ({"InstanceType": instance} if instance else {})


def _retain(fields: Fields, becomes: Fields, excluded: list[Fields]) -> None:
    """Keep what the running variants have, but for what the caller excludes."""
    left_out = {one["VariantPropertyType"] for one in excluded}
    running = {one["VariantName"]: one for one in fields.get("ProductionVariants", [])}
    for variant in becomes["ProductionVariants"]:
        old = running.get(variant["VariantName"], {})
        for kind, names in _RETAINED.items():
            variant.update({name: old[name] for name in names if kind not in left_out and name in old})
    if "DataCaptureConfig" not in left_out and "DataCaptureConfig" in fields:
        becomes["DataCaptureConfig"] = fields["DataCaptureConfig"]


def _note_running(ctx: Context, fields: Fields) -> None:
    """Remember which models serve, and since when each variant runs as it does."""
    name, lives = fields["EndpointName"], ctx.shelf.of(Lifetimes)
    held = ctx.shelf.records[Kind.CONFIG].get(fields["EndpointConfigName"])
    if held is None:
        return  # somebody deleted the configuration; what runs goes on as it did
    config = held.fields()
    _note_serving(ctx.shelf, name, model_names(config))
    shown = {one["VariantName"]: one for one in variants(fields)}
    for key in lives.variants_running(name):
        if key[1] not in shown:
            lives.stop(key, ctx.now)
    asynchronous = "AsyncInferenceConfig" in config
    for planned in variants(config):
        seen = shown[planned["VariantName"]]
        life = lifetime.of_variant(ctx.now, planned, seen, asynchronous=asynchronous)
        lives.go_on((name, planned["VariantName"]), life)


def _note_serving(shelf: Shelf, endpoint: str, models: tuple[str, ...]) -> None:
    for endpoints in shelf.served_by.values():
        endpoints.discard(endpoint)
    for model in models:
        shelf.served_by.setdefault(model, set()).add(endpoint)


def _emit(ctx: Context, fields: Fields) -> None:
    ctx.emit(_EVENT, fields["EndpointArn"], lambda: _detail(fields))


def _detail(fields: Fields) -> Fields:
    """Events spell the status IN_SERVICE where the API says InService, and tell two fields of a variant."""
    status = "".join(f"_{letter}" if letter.isupper() else letter for letter in fields["EndpointStatus"])
    shown = fields.get("ProductionVariants") or fields.get("PendingDeploymentSummary", {}).get(
        "ProductionVariants", []
    )
    told = [
        {name: variant[name] for name in ("DesiredWeight", "DesiredInstanceCount") if name in variant}
        for variant in shown
    ]
    detail = {
        "EndpointName": fields["EndpointName"],
        "EndpointArn": fields["EndpointArn"],
        "EndpointConfigName": fields["EndpointConfigName"],
        "ProductionVariants": told,
        "EndpointStatus": status.lstrip("_").upper(),
        "CreationTime": epoch_ms(fields["CreationTime"]),
        "LastModifiedTime": epoch_ms(fields["LastModifiedTime"]),
        "Tags": tag_map(fields),
    }
    reason = {"FailureReason": fields["FailureReason"]} if "FailureReason" in fields else {}
    return detail | reason
