"""Inference components: models placed on the instances of an endpoint whose variant names none."""

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record
from modelgov.demo.aws.serving.lifetime import Lifetime, Lifetimes
from modelgov.demo.aws.serving.model import deployed_image, deployed_images
from modelgov.demo.aws.serving.transition import Change, begin, changing, forget


def create_component(ctx: Context, given: Fields) -> bytes:
    """CreateInferenceComponent; an adapter takes its variant from the component that it builds on."""
    name, shelf = given["InferenceComponentName"], ctx.shelf
    endpoint = shelf.find(Kind.ENDPOINT, given["EndpointName"]).fields()
    if endpoint["EndpointStatus"] != "InService":
        message = f'Endpoint "{endpoint["EndpointArn"]}" is not InService.'
        raise Refusal("ValidationException", message)
    arn = shelf.arn(Kind.COMPONENT, name)
    copies = given.get("RuntimeConfig", {}).get("CopyCount", 1)
    fields = {
        "InferenceComponentName": name,
        "InferenceComponentArn": arn,
        "EndpointName": given["EndpointName"],
        "EndpointArn": endpoint["EndpointArn"],
        "VariantName": _variant(ctx, given, endpoint),
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "InferenceComponentStatus": "Creating",
        "RuntimeConfig": {"DesiredCopyCount": copies, "CurrentCopyCount": 0},
        "Tags": given.get("Tags", []),
    } | _specifications(ctx, given)
    shelf.add(Kind.COMPONENT, name, fields)
    begin(ctx, Kind.COMPONENT, name, {}, finish)
    return orjson.dumps({"InferenceComponentArn": arn})


def describe_component(ctx: Context, given: Fields) -> bytes:
    """DescribeInferenceComponent."""
    return _find(ctx, given).raw


def update_component(ctx: Context, given: Fields) -> bytes:
    """UpdateInferenceComponent: another model or other needs, more or fewer copies."""
    changes = _specifications(ctx, given)
    if deployment := given.get("DeploymentConfig"):
        changes["LastDeploymentConfig"] = deployment
    return _update(ctx, given, changes, given.get("RuntimeConfig", {}).get("CopyCount"))


def update_component_runtime(ctx: Context, given: Fields) -> bytes:
    """UpdateInferenceComponentRuntimeConfig: more or fewer copies, none at all included."""
    return _update(ctx, given, {}, given["DesiredRuntimeConfig"]["CopyCount"])


def delete_component(ctx: Context, given: Fields) -> bytes:
    """DeleteInferenceComponent."""
    name = _find(ctx, given).key
    ctx.shelf.remove(Kind.COMPONENT, name)
    forget(ctx, Kind.COMPONENT, name)
    ctx.shelf.of(Lifetimes).stop(("", name), ctx.now)
    return b"{}"


def finish(ctx: Context, name: str, change: Change) -> None:
    """Bring a change to its end: the copies run, or the component failed."""
    record = ctx.shelf.find(Kind.COMPONENT, name)
    fields = record.fields() | change.becomes | {"LastModifiedTime": ctx.now}
    fields.pop("FailureReason", None)
    if change.reason is not None:
        fields |= {"InferenceComponentStatus": "Failed", "FailureReason": change.reason}
    else:
        copies = fields["RuntimeConfig"]["DesiredCopyCount"]
        fields["RuntimeConfig"]["CurrentCopyCount"] = copies
        fields["InferenceComponentStatus"] = "InService"
        instance = _instance(ctx, fields)
        life = Lifetime(begin=ctx.now, end=None, instance=instance, count=copies, component=True)
        ctx.shelf.of(Lifetimes).go_on(("", name), life)
    record.write(fields)


def _update(ctx: Context, given: Fields, changes: Fields, copies: int | None) -> bytes:
    record = _find(ctx, given)
    if changing(ctx, Kind.COMPONENT, record.key):
        message = f'Cannot update in-progress inference component "{record.key}".'
        raise Refusal("ValidationException", message)
    fields = record.fields() | {"InferenceComponentStatus": "Updating", "LastModifiedTime": ctx.now}
    if copies is not None:
        fields["RuntimeConfig"]["DesiredCopyCount"] = copies
    record.write(fields)
    begin(ctx, Kind.COMPONENT, record.key, changes, finish)
    return orjson.dumps({"InferenceComponentArn": fields["InferenceComponentArn"]})


def _find(ctx: Context, given: Fields) -> Record:
    """The component, named by its name or its ARN."""
    return ctx.shelf.find(Kind.COMPONENT, ctx.shelf.name(Kind.COMPONENT, given["InferenceComponentName"]))


def _variant(ctx: Context, given: Fields, endpoint: Fields) -> str:
    several: list[Fields] = given.get("Specifications", [])
    specification: Fields = given.get("Specification") or next(iter(several), {})
    base = specification.get("BaseInferenceComponentName")
    name = given.get("VariantName")
    if base and not name:
        name = ctx.shelf.find(Kind.COMPONENT, base).fields()["VariantName"]
    shown = {one["VariantName"]: one for one in endpoint["ProductionVariants"]}
    if name not in shown:
        raise Refusal("ValidationException", f'Variant "{name}" does not exist in endpoint.')
    if "DeployedImages" in shown[name]:
        message = f'Variant "{name}" has a model and can host no inference component.'
        raise Refusal("ValidationException", message)
    return str(name)


def _specifications(ctx: Context, given: Fields) -> Fields:
    shown: Fields = {}
    if specification := given.get("Specification"):
        shown["Specification"] = _specification(ctx, specification)
    if several := given.get("Specifications"):
        shown["Specifications"] = [_specification(ctx, one) for one in several]
    return shown


def _specification(ctx: Context, given: Fields) -> Fields:
    """A specification as AWS shows it: the image with its digest, of the container or of the model."""
    shown = dict(given)
    if name := given.get("ModelName"):
        ctx.shelf.find(Kind.MODEL, name)
        for image in deployed_images(ctx, name)[:1]:
            shown["Container"] = {"DeployedImage": image}
    if container := given.get("Container"):
        shown["Container"] = {name: value for name, value in container.items() if name != "Image"}
        if image_name := container.get("Image"):
            shown["Container"]["DeployedImage"] = deployed_image(ctx, image_name)
    return shown


def _instance(ctx: Context, fields: Fields) -> str:
    """The instance type of the variant that hosts the component."""
    past = ctx.shelf.of(Lifetimes).get((fields["EndpointName"], fields["VariantName"]))
    return past[-1].instance if past else ""
