"""Tags by ARN, for everything that the registry keeps."""

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record


def kind_of(arn: str) -> Kind | None:
    """The registry's kind that an ARN names; None when moto keeps it."""
    resource = arn.partition(":sagemaker:")[2].split(":", 2)[-1].partition("/")[0]
    return next((kind for kind in Kind if kind.value == resource), None)


def add_tags(ctx: Context, given: Fields) -> bytes:
    """AddTags: a key that is there gets the new value (moto keeps both)."""
    record = _record(ctx, given["ResourceArn"])
    fields = record.fields()
    tags = {tag["Key"]: tag["Value"] for tag in [*fields.get("Tags", []), *given["Tags"]]}
    fields["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    record.write(fields)
    return orjson.dumps({"Tags": fields["Tags"]})


def list_tags(ctx: Context, given: Fields) -> bytes:
    """ListTags; a version has none of its own."""
    return orjson.dumps({"Tags": _record(ctx, given["ResourceArn"]).fields().get("Tags", [])})


def delete_tags(ctx: Context, given: Fields) -> bytes:
    """DeleteTags."""
    record = _record(ctx, given["ResourceArn"])
    fields = record.fields()
    gone = set(given["TagKeys"])
    fields["Tags"] = [tag for tag in fields.get("Tags", []) if tag["Key"] not in gone]
    record.write(fields)
    return b"{}"


def _record(ctx: Context, arn: str) -> Record:
    kind = kind_of(arn)
    if kind is None:
        raise Refusal("ValidationException", f"{arn} names nothing that SageMaker keeps.")
    key = arn.lower() if kind is Kind.PACKAGE else ctx.shelf.name(kind, arn)
    return ctx.shelf.find(kind, key)
