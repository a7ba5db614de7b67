"""Models, and the images that stand in their containers."""

import orjson

from modelgov.demo.aws.registry.packages import image_digest
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Shelf, epoch_ms, tag_map

_EVENT = "SageMaker Model State Change"


def create_model(ctx: Context, given: Fields) -> bytes:
    """CreateModel; a package that it names must exist (one of another account is not looked up)."""
    name = given["ModelName"]
    for container in _containers(given):
        _check_package(ctx.shelf, container)
    arn = ctx.shelf.arn(Kind.MODEL, name)
    fields = given | {
        "ModelArn": arn,
        "CreationTime": ctx.now,
        "EnableNetworkIsolation": given.get("EnableNetworkIsolation", False),
    }
    ctx.shelf.add(Kind.MODEL, name, fields)
    ctx.emit(_EVENT, arn, lambda: detail(fields))
    return orjson.dumps({"ModelArn": arn})


def describe_model(ctx: Context, given: Fields) -> bytes:
    """DescribeModel."""
    return ctx.shelf.find(Kind.MODEL, given["ModelName"]).raw


def delete_model(ctx: Context, given: Fields) -> bytes:
    """DeleteModel: the event is the same as at creation."""
    fields = ctx.shelf.remove(Kind.MODEL, given["ModelName"])
    ctx.emit(_EVENT, fields["ModelArn"], lambda: detail(fields))
    return b"{}"


def deployed_images(ctx: Context, model_name: str | None) -> list[Fields]:
    """The images of a model as a variant shows them, each resolved to its digest."""
    model = ctx.shelf.records[Kind.MODEL].get(model_name or "")
    if model is None:
        return []
    return [
        deployed_image(ctx, image)
        for one in _containers(model.fields())
        for image in _images_of(ctx.shelf, one)
    ]


def deployed_image(ctx: Context, image: str) -> Fields:
    """One image, resolved now."""
    name = image.partition("@")[0] if "@" in image else image.rpartition(":")[0]
    return {
        "SpecifiedImage": image,
        "ResolvedImage": f"{name}@{image_digest(image)}",
        "ResolutionTime": ctx.now,
    }


def detail(fields: Fields) -> Fields:
    """A record as its event tells it."""
    return fields | {"CreationTime": epoch_ms(fields["CreationTime"]), "Tags": tag_map(fields)}


def _containers(fields: Fields) -> list[Fields]:
    return [fields.get("PrimaryContainer", {}), *fields.get("Containers", [])]


def _check_package(shelf: Shelf, container: Fields) -> None:
    arn: str = container.get("ModelPackageName", "")
    if arn.startswith(shelf.arn(Kind.PACKAGE, "")):
        shelf.find(Kind.PACKAGE, arn.lower())


def _images_of(shelf: Shelf, container: Fields) -> list[str]:
    """The image that a container names, or those of the package that it names."""
    if "Image" in container:
        return [container["Image"]]
    package = shelf.records[Kind.PACKAGE].get(container.get("ModelPackageName", "").lower())
    specification = package.fields().get("InferenceSpecification", {}) if package else {}
    return [one["Image"] for one in specification.get("Containers", []) if "Image" in one]
