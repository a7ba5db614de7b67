"""Associations: which entity contributed to, produced, or is derived from which."""

from dataclasses import dataclass

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.lineage.entity import ENTITIES
from modelgov.demo.aws.registry.listing import paged
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Registry

_TYPES = ("ContributedTo", "AssociatedWith", "DerivedFrom", "Produced", "SameAs")
_TRIAL_COMPONENTS = {
    "-aws-training-job": "SageMakerTrainingJob",
    "-aws-processing-job": "SageMakerProcessingJob",
    "-aws-transform-job": "SageMakerTransformJob",
}
_TRIAL_COMPONENT = "experiment-trial-component"
_LINEAGE = {row.kind.value: row.word for row in ENTITIES} | {_TRIAL_COMPONENT: "TrialComponent"}
_SORTED_BY = ("SourceArn", "DestinationArn", "SourceType", "DestinationType")


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of an association: its name, what sort it is, and its kind of lineage entity."""

    arn: str
    name: str
    type: str
    lineage: str


def lineage_of(arn: str) -> str:
    """The kind of lineage entity that an ARN names."""
    return _LINEAGE[arn.split(":", 5)[5].partition("/")[0]]


def end_of(registry: Registry, arn: str) -> End:
    """What an ARN means, in whichever account it lies; a job stands as its trial component."""
    region, account, resource = arn.split(":", 5)[3:] if arn.count(":") >= 5 else ("", "", "")
    kind, _, name = resource.partition("/")
    if kind == _TRIAL_COMPONENT:
        made = next((made for suffix, made in _TRIAL_COMPONENTS.items() if name.endswith(suffix)), "Custom")
        return End(arn=arn, name=name, type=made, lineage=_LINEAGE[kind])
    for row in ENTITIES:
        if row.kind.value == kind:
            record = registry.shelf(account, region).records[row.kind].get(name)
            if record is not None:
                fields = record.fields()
                return End(arn=arn, name=fields.get(row.named, ""), type=fields[row.type], lineage=row.word)
    raise Refusal("ResourceNotFound", f"Lineage entity '{arn}' does not exist.")


def associate(ctx: Context, source_arn: str, destination_arn: str, kind: str | None) -> None:
    """Keep an association; the same two ends may be associated once."""
    source, destination = end_of(ctx.registry, source_arn), end_of(ctx.registry, destination_arn)
    fields: Fields = {
        "SourceArn": source.arn,
        "DestinationArn": destination.arn,
        "SourceType": source.type,
        "DestinationType": destination.type,
        "SourceName": source.name,
        "DestinationName": destination.name,
        "CreationTime": ctx.now,
        "CreatedBy": ctx.user,
    }
    if kind is not None:
        fields["AssociationType"] = kind
    ctx.shelf.add(Kind.ASSOCIATION, _key(source_arn, destination_arn), fields)


def _key(source: str, destination: str) -> str:
    return f"{source}|{destination}"


def add_association(ctx: Context, given: Fields) -> bytes:
    """AddAssociation."""
    kind = given.get("AssociationType")
    if kind is not None and kind not in _TYPES:
        raise Refusal("ValidationException", f"Value '{kind}' at 'associationType' is none of {_TYPES}.")
    associate(ctx, given["SourceArn"], given["DestinationArn"], kind)
    return orjson.dumps({name: given[name] for name in ("SourceArn", "DestinationArn")})


def delete_association(ctx: Context, given: Fields) -> bytes:
    """DeleteAssociation."""
    key = _key(given["SourceArn"], given["DestinationArn"])
    if key not in ctx.shelf.records[Kind.ASSOCIATION]:
        message = f"No association from '{given['SourceArn']}' to '{given['DestinationArn']}'."
        raise Refusal("ResourceNotFound", message)
    ctx.shelf.remove(Kind.ASSOCIATION, key)
    return orjson.dumps({name: given[name] for name in ("SourceArn", "DestinationArn")})


def list_associations(ctx: Context, given: Fields) -> bytes:
    """ListAssociations: every filter, newest first unless told otherwise."""
    after, before = given.get("CreatedAfter"), given.get("CreatedBefore")
    equals = [
        (name, given[name])
        for name in ("SourceArn", "DestinationArn", "SourceType", "DestinationType", "AssociationType")
        if name in given
    ]
    rows = [
        record.fields()
        for record in list(ctx.shelf.records[Kind.ASSOCIATION].values())
        if (after is None or record.created >= after) and (before is None or record.created <= before)
    ]
    rows = [row for row in rows if all(row.get(name) == value for name, value in equals)]
    order = given.get("SortBy")
    rows.sort(
        key=lambda row: row[order] if order in _SORTED_BY else row["CreationTime"],
        reverse=given.get("SortOrder", "Descending") == "Descending",
    )
    page, token = paged(rows, given)
    return orjson.dumps({"AssociationSummaries": page} | token)
