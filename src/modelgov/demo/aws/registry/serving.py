"""Models, endpoint configurations and endpoints."""

from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.packages import image_digest
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Shelf, epoch_ms, tag_map

_MODEL_EVENT = "SageMaker Model State Change"
_CONFIG_EVENT = "SageMaker Endpoint Config State Change"
_ENDPOINT_EVENT = "SageMaker Endpoint State Change"


def create_model(ctx: Context, given: Fields) -> bytes:
    """CreateModel; a package that it names must exist (one of another account is not looked up)."""
    name = given["ModelName"]
    for container in [given.get("PrimaryContainer"), *given.get("Containers", [])]:
        _check_package(ctx.shelf, container or {})
    arn = ctx.shelf.arn(Kind.MODEL, name)
    fields = given | {
        "ModelArn": arn,
        "CreationTime": ctx.now,
        "EnableNetworkIsolation": given.get("EnableNetworkIsolation", False),
    }
    ctx.shelf.add(Kind.MODEL, name, fields)
    ctx.emit(_MODEL_EVENT, arn, lambda: _detail(fields))
    return orjson.dumps({"ModelArn": arn})


def describe_model(ctx: Context, given: Fields) -> bytes:
    """DescribeModel."""
    return ctx.shelf.find(Kind.MODEL, given["ModelName"]).raw


def delete_model(ctx: Context, given: Fields) -> bytes:
    """DeleteModel: the event is the same as at creation."""
    fields = ctx.shelf.remove(Kind.MODEL, given["ModelName"])
    ctx.emit(_MODEL_EVENT, fields["ModelArn"], lambda: _detail(fields))
    return b"{}"


def create_config(ctx: Context, given: Fields) -> bytes:
    """CreateEndpointConfig: any instance type, for moto's list of them is years old."""
    name = given["EndpointConfigName"]
    for variant in _variants(given):
        if "ModelName" in variant:
            ctx.shelf.find(Kind.MODEL, variant["ModelName"])
    arn = ctx.shelf.arn(Kind.CONFIG, name)
    fields = given | {"EndpointConfigArn": arn, "CreationTime": ctx.now}
    ctx.shelf.add(Kind.CONFIG, name, fields)
    ctx.emit(_CONFIG_EVENT, arn, lambda: _detail(fields))
    return orjson.dumps({"EndpointConfigArn": arn})


def describe_config(ctx: Context, given: Fields) -> bytes:
    """DescribeEndpointConfig."""
    return ctx.shelf.find(Kind.CONFIG, given["EndpointConfigName"]).raw


def delete_config(ctx: Context, given: Fields) -> bytes:
    """DeleteEndpointConfig; AWS does not stop anyone from deleting the config of a live endpoint."""
    fields = ctx.shelf.remove(Kind.CONFIG, given["EndpointConfigName"])
    ctx.emit(_CONFIG_EVENT, fields["EndpointConfigArn"], lambda: _detail(fields))
    return b"{}"


def create_endpoint(ctx: Context, given: Fields) -> bytes:
    """CreateEndpoint: Creating, then InService at once, each with its event."""
    name = given["EndpointName"]
    config = ctx.shelf.find(Kind.CONFIG, given["EndpointConfigName"]).fields()
    arn = ctx.shelf.arn(Kind.ENDPOINT, name)
    fields = {
        "EndpointName": name,
        "EndpointArn": arn,
        "Tags": given.get("Tags", []),
        "CreationTime": ctx.now,
        "EndpointStatus": "Creating",
    } | _deployed(ctx, config)
    record = ctx.shelf.add(Kind.ENDPOINT, name, fields)
    _emit_endpoint(ctx, fields)
    fields["EndpointStatus"] = "InService"
    record.write(fields)
    _note_serving(ctx.shelf, name, (), _model_names(config))
    _emit_endpoint(ctx, fields)
    return orjson.dumps({"EndpointArn": arn})


def describe_endpoint(ctx: Context, given: Fields) -> bytes:
    """DescribeEndpoint."""
    return ctx.shelf.find(Kind.ENDPOINT, given["EndpointName"]).raw


def update_endpoint(ctx: Context, given: Fields) -> bytes:
    """UpdateEndpoint: another configuration behind the same name."""
    record = ctx.shelf.find(Kind.ENDPOINT, given["EndpointName"])
    config = ctx.shelf.find(Kind.CONFIG, given["EndpointConfigName"]).fields()
    fields = record.fields()
    before = _served_models(ctx.shelf, fields["EndpointName"])
    fields |= _deployed(ctx, config) | {"EndpointStatus": "Updating"}
    _emit_endpoint(ctx, fields)
    fields["EndpointStatus"] = "InService"
    record.write(fields)
    _note_serving(ctx.shelf, fields["EndpointName"], before, _model_names(config))
    _emit_endpoint(ctx, fields)
    return orjson.dumps({"EndpointArn": fields["EndpointArn"]})


def update_weights(ctx: Context, given: Fields) -> bytes:
    """UpdateEndpointWeightsAndCapacities: a weight alone keeps the instance counts (moto loses them)."""
    record = ctx.shelf.find(Kind.ENDPOINT, given["EndpointName"])
    fields = record.fields()
    wanted = {one["VariantName"]: one for one in given["DesiredWeightsAndCapacities"]}
    unknown = set(wanted) - {variant["VariantName"] for variant in fields["ProductionVariants"]}
    if unknown:
        raise Refusal("ValidationException", f'The variant name(s) "{sorted(unknown)}" is/are not present.')
    for variant in fields["ProductionVariants"]:
        change = wanted.get(variant["VariantName"], {})
        for name in {"DesiredWeight", "DesiredInstanceCount"} & set(change):
            variant[name] = variant[name.replace("Desired", "Current")] = change[name]
    fields["LastModifiedTime"] = ctx.now
    record.write(fields)
    _emit_endpoint(ctx, fields)
    return orjson.dumps({"EndpointArn": fields["EndpointArn"]})


def delete_endpoint(ctx: Context, given: Fields) -> bytes:
    """DeleteEndpoint: the configuration and the models stay."""
    name = given["EndpointName"]
    before = _served_models(ctx.shelf, name)
    fields = ctx.shelf.remove(Kind.ENDPOINT, name) | {
        "EndpointStatus": "Deleting",
        "LastModifiedTime": ctx.now,
    }
    _note_serving(ctx.shelf, name, before, ())
    _emit_endpoint(ctx, fields)
    return b"{}"


def _check_package(shelf: Shelf, container: Fields) -> None:
    arn: str = container.get("ModelPackageName", "")
    if arn.startswith(shelf.arn(Kind.PACKAGE, "")):
        shelf.find(Kind.PACKAGE, arn.lower())


def _variants(config: Fields) -> list[Fields]:
    return [*config["ProductionVariants"], *config.get("ShadowProductionVariants", [])]


def _model_names(config: Fields) -> tuple[str, ...]:
    return tuple(variant["ModelName"] for variant in _variants(config) if "ModelName" in variant)


def _served_models(shelf: Shelf, endpoint: str) -> tuple[str, ...]:
    return tuple(model for model, endpoints in shelf.served_by.items() if endpoint in endpoints)


def _note_serving(shelf: Shelf, endpoint: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    for model in before:
        shelf.served_by[model].discard(endpoint)
    for model in after:
        shelf.served_by.setdefault(model, set()).add(endpoint)


def _deployed(ctx: Context, config: Fields) -> Fields:
    kept = {name: config[name] for name in ("DataCaptureConfig", "AsyncInferenceConfig") if name in config}
    shadows = [_variant(ctx, one) for one in config.get("ShadowProductionVariants", [])]
    return (
        kept
        | {
            "EndpointConfigName": config["EndpointConfigName"],
            "ProductionVariants": [_variant(ctx, one) for one in config["ProductionVariants"]],
            "LastModifiedTime": ctx.now,
        }
        | ({"ShadowProductionVariants": shadows} if shadows else {})
    )


def _variant(ctx: Context, planned: Fields) -> Fields:
    weight = planned.get("InitialVariantWeight", 1.0)
    seen: dict[str, Any] = {
        "VariantName": planned["VariantName"],
        "DeployedImages": _images(ctx, planned.get("ModelName")),
        "CurrentWeight": weight,
        "DesiredWeight": weight,
    }
    if "ServerlessConfig" in planned:
        return seen | {
            "CurrentServerlessConfig": planned["ServerlessConfig"],
            "DesiredServerlessConfig": planned["ServerlessConfig"],
        }
    count = planned.get("InitialInstanceCount", 1)
    return seen | {"CurrentInstanceCount": count, "DesiredInstanceCount": count}


def _images(ctx: Context, model_name: str | None) -> list[Fields]:
    model = ctx.shelf.records[Kind.MODEL].get(model_name or "")
    if model is None:
        return []
    fields = model.fields()
    containers = [fields.get("PrimaryContainer", {}), *fields.get("Containers", [])]
    return [
        {
            "SpecifiedImage": image,
            "ResolvedImage": f"{image.rpartition(':')[0]}@{image_digest(image)}",
            "ResolutionTime": ctx.now,
        }
        for one in containers
        for image in _images_of(ctx.shelf, one)
    ]


def _images_of(shelf: Shelf, container: Fields) -> list[str]:
    """The image that a container names, or those of the package that it names."""
    if "Image" in container:
        return [container["Image"]]
    package = shelf.records[Kind.PACKAGE].get(container.get("ModelPackageName", "").lower())
    specification = package.fields().get("InferenceSpecification", {}) if package else {}
    return [one["Image"] for one in specification.get("Containers", []) if "Image" in one]


def _detail(fields: Fields) -> Fields:
    return fields | {"CreationTime": epoch_ms(fields["CreationTime"]), "Tags": tag_map(fields)}


def _emit_endpoint(ctx: Context, fields: Fields) -> None:
    ctx.emit(_ENDPOINT_EVENT, fields["EndpointArn"], lambda: _endpoint_detail(fields))


def _endpoint_detail(fields: Fields) -> Fields:
    """Events spell the status IN_SERVICE where the API says InService, and tell two fields of a variant."""
    status = "".join(f"_{letter}" if letter.isupper() else letter for letter in fields["EndpointStatus"])
    variants = [
        {name: variant[name] for name in ("DesiredWeight", "DesiredInstanceCount") if name in variant}
        for variant in fields["ProductionVariants"]
    ]
    return {
        "EndpointName": fields["EndpointName"],
        "EndpointArn": fields["EndpointArn"],
        "EndpointConfigName": fields["EndpointConfigName"],
        "ProductionVariants": variants,
        "EndpointStatus": status.lstrip("_").upper(),
        "CreationTime": epoch_ms(fields["CreationTime"]),
        "LastModifiedTime": epoch_ms(fields["LastModifiedTime"]),
        "Tags": tag_map(fields),
    }
