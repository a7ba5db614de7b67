"""Pipelines: what they are; `execution` runs them."""

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.training.definition import read_definition

_CHANGED_BY_UPDATE = ("PipelineDisplayName", "PipelineDescription", "RoleArn", "ParallelismConfiguration")


class Definitions(dict[str, str]):
    """The definitions of an account and region's pipelines; Search and lists leave them out."""


def create_pipeline(ctx: Context, given: Fields) -> bytes:
    """CreatePipeline."""
    name = given["PipelineName"]
    if "PipelineDefinition" not in given:
        raise Refusal("ValidationException", "PipelineDefinition must be given.")
    read_definition(given["PipelineDefinition"])
    arn = ctx.shelf.arn(Kind.PIPELINE, name)
    left_out = ("PipelineDefinition", "ClientRequestToken")
    fields = {key: value for key, value in given.items() if key not in left_out} | {
        "PipelineArn": arn,
        "PipelineDisplayName": given.get("PipelineDisplayName", name),
        "PipelineStatus": "Active",
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "CreatedBy": ctx.user,
        "LastModifiedBy": ctx.user,
        "Tags": given.get("Tags", []),
    }
    ctx.shelf.add(Kind.PIPELINE, name, fields)
    ctx.shelf.of(Definitions)[name] = given["PipelineDefinition"]
    return orjson.dumps({"PipelineArn": arn})


def update_pipeline(ctx: Context, given: Fields) -> bytes:
    """UpdatePipeline changes what is named and leaves the rest."""
    record = ctx.shelf.find(Kind.PIPELINE, given["PipelineName"])
    if "PipelineDefinition" in given:
        read_definition(given["PipelineDefinition"])
        ctx.shelf.of(Definitions)[record.key] = given["PipelineDefinition"]
    fields = record.fields() | {name: given[name] for name in _CHANGED_BY_UPDATE if name in given}
    record.write(fields | {"LastModifiedTime": ctx.now, "LastModifiedBy": ctx.user})
    return orjson.dumps({"PipelineArn": fields["PipelineArn"]})


def describe_pipeline(ctx: Context, given: Fields) -> bytes:
    """DescribePipeline, by name or by ARN."""
    name = ctx.shelf.name(Kind.PIPELINE, given["PipelineName"])
    fields = ctx.shelf.find(Kind.PIPELINE, name).fields()
    return orjson.dumps(fields | {"PipelineDefinition": ctx.shelf.of(Definitions)[name]})


def delete_pipeline(ctx: Context, given: Fields) -> bytes:
    """DeletePipeline; its executions stay."""
    fields = ctx.shelf.remove(Kind.PIPELINE, given["PipelineName"])
    ctx.shelf.of(Definitions).pop(given["PipelineName"], None)
    return orjson.dumps({"PipelineArn": fields["PipelineArn"]})
