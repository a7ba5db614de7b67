"""Tags by ARN, for everything that the registry keeps, and those of all of it for resource groups."""

from collections.abc import Iterator

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import page_of
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record

_MOST_ON_A_PAGE = 100


def kind_of(arn: str) -> Kind | None:
    """The registry's kind that an ARN names; None when moto keeps it."""
    resource = arn.partition(":sagemaker:")[2].split(":", 2)[-1].partition("/")[0]
    return next((kind for kind in Kind if kind.value == resource), None)


def of_sagemaker(given: Fields) -> bool:
    """Whether GetResources asks for what the registry keeps; the tags of the rest are moto's."""
    types, arns = given.get("ResourceTypeFilters", ()), given.get("ResourceARNList", ())
    return all(name.partition(":")[0] == "sagemaker" for name in types) and all(
        kind_of(arn) is not None for arn in arns
    )


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


def get_resources(ctx: Context, given: Fields) -> bytes:
    """GetResources: what is tagged, by ARN or page by page; what does not exist is left out."""
    paging = {"PaginationToken", "ResourcesPerPage", "ResourceTypeFilters", "TagFilters"} & set(given)
    if "ResourceARNList" in given:
        if paging:
            message = f"ResourceARNList cannot be combined with {', '.join(sorted(paging))}."
            raise Refusal("InvalidParameterException", message)
        found, following = list(_named(ctx, given["ResourceARNList"])), None
    else:
        size = given.get("ResourcesPerPage", _MOST_ON_A_PAGE)
        if not 1 <= size <= _MOST_ON_A_PAGE:
            raise Refusal("InvalidParameterException", "ResourcesPerPage must be from 1 to 100.")
        kinds, filters = given.get("ResourceTypeFilters", ()), given.get("TagFilters", ())
        every = [row for row in _tagged(ctx, kinds) if _filtered(row, filters)]
        found, following = page_of(every, given.get("PaginationToken") or None, size)
    return orjson.dumps({"PaginationToken": following or "", "ResourceTagMappingList": found})


def _named(ctx: Context, arns: list[str]) -> Iterator[Fields]:
    for arn in arns:
        try:
            tags = _record(ctx, arn).fields().get("Tags")
        except Refusal:
            continue
        if tags:
            yield {"ResourceARN": arn, "Tags": tags}


def _tagged(ctx: Context, types: list[str]) -> Iterator[Fields]:
    for kind in Kind:
        if kind is Kind.MODEL_CARD_VERSION or (types and not {"sagemaker", _type(kind)} & set(types)):
            continue
        for record in ctx.shelf.records[kind].values():
            if tags := record.fields().get("Tags"):
                arn = record.key if kind is Kind.PACKAGE else ctx.shelf.arn(kind, record.key)
                yield {"ResourceARN": arn, "Tags": tags}


def _type(kind: Kind) -> str:
    return f"sagemaker:{kind.value}"


def _filtered(row: Fields, filters: list[Fields]) -> bool:
    held = {tag["Key"]: tag["Value"] for tag in row["Tags"]}
    return all(
        one["Key"] in held and (not one.get("Values") or held[one["Key"]] in one["Values"]) for one in filters
    )


def _record(ctx: Context, arn: str) -> Record:
    kind = kind_of(arn)
    if kind is None:
        raise Refusal("ValidationException", f"{arn} names nothing that SageMaker keeps.")
    key = arn.lower() if kind is Kind.PACKAGE else ctx.shelf.name(kind, arn)
    return ctx.shelf.find(kind, key)
