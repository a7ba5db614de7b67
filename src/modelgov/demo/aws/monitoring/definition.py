"""Job definitions: what a monitor of each of the four types analyses, against what, and where it writes."""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import Listing, listing
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Shelf

Operation = Callable[[Context, Fields], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorType:
    """One of the four types: its name in the API, which begins the names of its fields, and its kind."""

    name: str
    kind: Kind
    jobs: str

    def field(self, name: str) -> str:
        """A field of its job definitions."""
        return f"{self.name}{name}"


TYPES = (
    MonitorType(name="DataQuality", kind=Kind.DATA_QUALITY, jobs="model-monitoring"),
    MonitorType(name="ModelQuality", kind=Kind.MODEL_QUALITY, jobs="model-quality-monitoring"),
    MonitorType(name="ModelBias", kind=Kind.MODEL_BIAS, jobs="model-bias-monitoring"),
    MonitorType(
        name="ModelExplainability", kind=Kind.MODEL_EXPLAINABILITY, jobs="model-explainability-monitoring"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one execution does, read from a job definition of any form."""

    type: str
    jobs: str
    role: str
    output: str
    endpoint: str | None
    captured: str | None
    constraints: str | None
    statistics: str | None
    problem: str | None
    image: str
    resources: Fields


def monitor_type(name: str) -> MonitorType:
    """The type of this name."""
    found = next((one for one in TYPES if one.name == name), None)
    if found is None:
        raise Refusal("ValidationException", f"Value '{name}' at 'monitoringType' is not a monitoring type.")
    return found


def create(kind: MonitorType) -> Operation:
    """Create<Type>JobDefinition."""

    def answer(ctx: Context, given: Fields) -> bytes:
        name = given["JobDefinitionName"]
        if name in ctx.shelf.records[kind.kind]:
            message = f"Job Definition {ctx.shelf.arn(kind.kind, name)} already exists."
            raise Refusal("ResourceInUse", message)
        arn = ctx.shelf.arn(kind.kind, name)
        ctx.shelf.add(kind.kind, name, given | {"JobDefinitionArn": arn, "CreationTime": ctx.now})
        return orjson.dumps({"JobDefinitionArn": arn})

    return answer


def describe(kind: MonitorType) -> Operation:
    """Describe<Type>JobDefinition."""

    def answer(ctx: Context, given: Fields) -> bytes:
        return orjson.dumps(_found(ctx.shelf, kind, given["JobDefinitionName"]))

    return answer


def delete(kind: MonitorType) -> Operation:
    """Delete<Type>JobDefinition."""

    def answer(ctx: Context, given: Fields) -> bytes:
        _found(ctx.shelf, kind, given["JobDefinitionName"])
        ctx.shelf.remove(kind.kind, given["JobDefinitionName"])
        return b"{}"

    return answer


def listed(kind: MonitorType) -> Operation:
    """List<Type>JobDefinitions."""
    return listing(
        Listing(
            kind=kind.kind,
            answer="JobDefinitionSummaries",
            name="MonitoringJobDefinitionName",
            fields=(
                "MonitoringJobDefinitionName",
                "MonitoringJobDefinitionArn",
                "CreationTime",
                "EndpointName",
            ),
            shown=lambda fields: {
                "MonitoringJobDefinitionName": fields["JobDefinitionName"],
                "MonitoringJobDefinitionArn": fields["JobDefinitionArn"],
                "CreationTime": fields["CreationTime"],
                "EndpointName": _input(kind, fields).get("EndpointInput", {}).get("EndpointName", ""),
            },
            equals=(("EndpointName", "EndpointName"),),
        )
    )


def _found(shelf: Shelf, kind: MonitorType, name: str) -> Fields:
    record = shelf.records[kind.kind].get(name)
    if record is None:
        raise Refusal("ResourceNotFound", f"Could not find job definition {shelf.arn(kind.kind, name)}.")
    return record.fields()


def _input(kind: MonitorType, fields: Fields) -> Fields:
    given: Fields = fields[kind.field("JobInput")]
    return given


def work_of(shelf: Shelf, config: Fields, type_name: str) -> Work:
    """What a schedule of this configuration does; its definition stands in it or is named by it."""
    kind = monitor_type(type_name)
    if "MonitoringJobDefinition" in config:
        return _inline(kind, config["MonitoringJobDefinition"])
    fields = _found(shelf, kind, config["MonitoringJobDefinitionName"])
    application = fields[kind.field("AppSpecification")]
    return Work(
        type=kind.name,
        jobs=kind.jobs,
        role=fields["RoleArn"],
        output=_output(fields[kind.field("JobOutputConfig")]),
        endpoint=_input(kind, fields).get("EndpointInput", {}).get("EndpointName"),
        captured=_input(kind, fields).get("BatchTransformInput", {}).get("DataCapturedDestinationS3Uri"),
        constraints=_resource(fields.get(kind.field("BaselineConfig")), "ConstraintsResource"),
        statistics=_resource(fields.get(kind.field("BaselineConfig")), "StatisticsResource"),
        problem=application.get("ProblemType"),
        image=application["ImageUri"],
        resources=fields["JobResources"],
    )


def _inline(kind: MonitorType, fields: Fields) -> Work:
    given = fields["MonitoringInputs"][0]
    return Work(
        type=kind.name,
        jobs=kind.jobs,
        role=fields["RoleArn"],
        output=_output(fields["MonitoringOutputConfig"]),
        endpoint=given.get("EndpointInput", {}).get("EndpointName"),
        captured=given.get("BatchTransformInput", {}).get("DataCapturedDestinationS3Uri"),
        constraints=_resource(fields.get("BaselineConfig"), "ConstraintsResource"),
        statistics=_resource(fields.get("BaselineConfig"), "StatisticsResource"),
        problem=fields.get("Environment", {}).get("problem_type"),
        image=fields["MonitoringAppSpecification"]["ImageUri"],
        resources=fields["MonitoringResources"],
    )


def _output(config: Fields) -> str:
    uri: str = config["MonitoringOutputs"][0]["S3Output"]["S3Uri"]
    return uri.rstrip("/")


def _resource(baseline: Fields | None, name: str) -> str | None:
    uri: str | None = (baseline or {}).get(name, {}).get("S3Uri")
    return uri
