"""What SageMaker tracks without being asked: each deployment, with its models, images and packages.

AWS tracks every registration too; here a package is tracked once something is deployed from it.
"""

from modelgov.demo.aws.lineage.association import associate
from modelgov.demo.aws.lineage.entity import ACTION, ARTIFACT, CONTEXT, keep, key_of
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record

_DEPLOYS = frozenset({"CreateEndpoint", "UpdateEndpoint"})
_NAME = 120


def note(ctx: Context, operation: str, given: Fields) -> None:
    """Track what this call, which succeeded, did."""
    if operation in _DEPLOYS:
        _deployment(ctx, given["EndpointName"], given["EndpointConfigName"])


def _deployment(ctx: Context, endpoint: str, config_name: str) -> None:
    shelf = ctx.shelf
    arn = shelf.arn(Kind.ENDPOINT, endpoint)
    source = {"SourceUri": arn, "SourceType": "ARN"}
    context = _context(ctx, f"{endpoint}-aws-endpoint", "Endpoint", source)
    deployed = {
        "ActionName": f"{endpoint}-{int(ctx.now)}-aws-endpoint"[-_NAME:],
        "ActionType": "ModelDeployment",
        "Source": source,
        "Status": "Completed",
        "Properties": {"EndpointConfigName": config_name},
    }
    if key_of(ACTION, shelf, deployed) in shelf.records[Kind.ACTION]:
        return  # the same endpoint twice in a second is one deployment
    action = keep(ctx, ACTION, deployed)["ActionArn"]
    _associate(ctx, action, context, "AssociatedWith")
    config = shelf.find(Kind.CONFIG, config_name).fields()
    for variant in [*config["ProductionVariants"], *config.get("ShadowProductionVariants", [])]:
        model = shelf.records[Kind.MODEL].get(variant.get("ModelName", ""))
        for artifact in _of_model(ctx, model) if model else ():
            _associate(ctx, artifact, action, "ContributedTo")


def _of_model(ctx: Context, model: Record) -> list[str]:
    """The artifacts of a model's containers: its package, or its image and its data."""
    fields = model.fields()
    containers = [fields.get("PrimaryContainer", {}), *fields.get("Containers", [])]
    artifacts: list[str] = []
    for container in containers:
        if package := container.get("ModelPackageName"):
            artifacts.append(_package(ctx, package))
            continue
        if image := container.get("Image"):
            artifacts.append(_artifact(ctx, image, "Image"))
        if data := container.get("ModelDataUrl"):
            artifacts.append(_artifact(ctx, data, "Model"))
    return artifacts


def _package(ctx: Context, arn: str) -> str:
    """The artifact of a package, with what its containers hold and, for a version, its group."""
    tracked = _artifact(ctx, arn, "Model")
    record = ctx.shelf.records[Kind.PACKAGE].get(arn.lower())
    if record is None:
        return tracked  # another account's package: its own account tracks the rest
    package = record.fields()
    for container in package.get("InferenceSpecification", {}).get("Containers", []):
        if image := container.get("Image"):
            _associate(ctx, _artifact(ctx, image, "Image"), tracked, "ContributedTo")
        if data := container.get("ModelDataUrl"):
            _associate(ctx, _artifact(ctx, data, "Model"), tracked, "ContributedTo")
    if group := package.get("ModelPackageGroupName"):
        source = {"SourceUri": ctx.shelf.arn(Kind.GROUP, group), "SourceType": "ARN"}
        context = _context(ctx, f"{group}-aws-model-group", "ModelGroup", source)
        _associate(ctx, tracked, context, "AssociatedWith")
    return tracked


def _artifact(ctx: Context, uri: str, kind: str) -> str:
    given = {"Source": {"SourceUri": uri, "SourceTypes": []}, "ArtifactType": kind}
    return str(keep(ctx, ARTIFACT, given)["ArtifactArn"])


def _context(ctx: Context, name: str, kind: str, source: Fields) -> str:
    given: Fields = {"ContextName": name[:_NAME], "ContextType": kind, "Source": source}
    held = ctx.shelf.records[Kind.CONTEXT].get(given["ContextName"])
    return str((held.fields() if held else keep(ctx, CONTEXT, given))["ContextArn"])


def _associate(ctx: Context, source: str, destination: str, kind: str) -> None:
    if f"{source}|{destination}" not in ctx.shelf.records[Kind.ASSOCIATION]:
        associate(ctx, source, destination, kind)
