"""The three kinds of lineage entity: one row each, one set of operations over all rows."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import paged
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record, Shelf

Operation = Callable[[Context, Fields], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What one kind of entity is called, and which fields its operations take and list."""

    kind: Kind
    word: str
    listed: tuple[str, ...]
    updated: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def named(self) -> str:
        """The field that names one."""
        return f"{self.word}Name"

    @property
    def arn(self) -> str:
        """The field that identifies one."""
        return f"{self.word}Arn"

    @property
    def type(self) -> str:
        """The field that says what sort of artifact, context or action it is."""
        return f"{self.word}Type"


ARTIFACT = Entity(
    kind=Kind.ARTIFACT,
    word="Artifact",
    listed=("ArtifactArn", "ArtifactName", "Source", "ArtifactType", "CreationTime", "LastModifiedTime"),
    updated=("ArtifactName",),
    given=("ArtifactName", "Source", "ArtifactType", "Properties", "MetadataProperties"),
)
CONTEXT = Entity(
    kind=Kind.CONTEXT,
    word="Context",
    listed=("ContextArn", "ContextName", "Source", "ContextType", "CreationTime", "LastModifiedTime"),
    updated=("Description",),
    given=("ContextName", "Source", "ContextType", "Description", "Properties"),
)
ACTION = Entity(
    kind=Kind.ACTION,
    word="Action",
    listed=("ActionArn", "ActionName", "Source", "ActionType", "Status", "CreationTime", "LastModifiedTime"),
    updated=("Description", "Status"),
    given=(
        "ActionName",
        "Source",
        "ActionType",
        "Description",
        "Status",
        "Properties",
        "MetadataProperties",
    ),
)
ENTITIES = (ARTIFACT, CONTEXT, ACTION)


def key_of(row: Entity, shelf: Shelf, given: Fields) -> str:
    """The name under which an entity is kept: an artifact is known by where it lies, the others by name."""
    if row.kind is not Kind.ARTIFACT:
        return str(given[row.named])
    source = given["Source"]
    ids = sorted(f"{one['SourceIdType']}={one['Value']}" for one in source.get("SourceTypes", []))
    return artifact_key(shelf.account, shelf.region, source["SourceUri"], *ids)


def artifact_key(account: str, region: str, uri: str, *ids: str) -> str:
    """The last part of an artifact's ARN: the same for the same source in an account and region."""
    return hashlib.md5("|".join((account, region, uri, *ids)).encode(), usedforsecurity=False).hexdigest()


def keep(ctx: Context, row: Entity, given: Fields) -> Fields:
    """Make an entity; an artifact that is there already is given back, for a source has one artifact."""
    key = key_of(row, ctx.shelf, given)
    held = ctx.shelf.records[row.kind].get(key)
    if held is not None and row.kind is Kind.ARTIFACT:
        return held.fields()
    fields = {name: given[name] for name in row.given if name in given} | {
        row.arn: ctx.shelf.arn(row.kind, key),
        "CreationTime": ctx.now,
        "CreatedBy": ctx.user,
        "LastModifiedTime": ctx.now,
        "LastModifiedBy": ctx.user,
        "Tags": given.get("Tags", []),
    }
    ctx.shelf.add(row.kind, key, fields)
    return fields


def find(row: Entity, shelf: Shelf, reference: str) -> Record:
    """The entity that a name or an ARN means; lineage knows a 404 of its own."""
    home = shelf.arn(row.kind, "")
    found = shelf.records[row.kind].get(reference.removeprefix(home))
    if found is None:
        whole = reference if reference.startswith("arn:") else home + reference
        raise Refusal("ResourceNotFound", f"{row.word} '{whole}' does not exist.")
    return found


def _reference(row: Entity, given: Fields, shelf: Shelf) -> str:
    named: str | None = given.get(row.arn) or given.get(row.named)
    if named is not None:
        return named
    if "Source" in given:
        return key_of(row, shelf, given)
    raise Refusal("ValidationException", f"Either {row.arn} or Source must be given.")


def create(row: Entity) -> Operation:
    """Create… of this kind."""

    def answer(ctx: Context, given: Fields) -> bytes:
        return orjson.dumps({row.arn: keep(ctx, row, given)[row.arn]})

    return answer


def describe(row: Entity) -> Operation:
    """Describe… of this kind."""

    def answer(ctx: Context, given: Fields) -> bytes:
        fields = find(row, ctx.shelf, _reference(row, given, ctx.shelf)).fields()
        del fields["Tags"]
        return orjson.dumps(fields)

    return answer


def update(row: Entity) -> Operation:
    """Update… of this kind: properties are merged, the rest is replaced where it is named."""
    reference = row.arn if row.kind is Kind.ARTIFACT else row.named

    def answer(ctx: Context, given: Fields) -> bytes:
        record = find(row, ctx.shelf, given[reference])
        fields = record.fields()
        fields |= {name: given[name] for name in row.updated if name in given}
        gone = set(given.get("PropertiesToRemove", ()))
        properties = fields.get("Properties", {}) | given.get("Properties", {})
        fields["Properties"] = {name: value for name, value in properties.items() if name not in gone}
        record.write(fields | {"LastModifiedTime": ctx.now, "LastModifiedBy": ctx.user})
        return orjson.dumps({row.arn: fields[row.arn]})

    return answer


def delete(row: Entity) -> Operation:
    """Delete… of this kind; what is still associated stays."""

    def answer(ctx: Context, given: Fields) -> bytes:
        record = find(row, ctx.shelf, _reference(row, given, ctx.shelf))
        arn = record.fields()[row.arn]
        if any(arn in key.split("|") for key in ctx.shelf.records[Kind.ASSOCIATION]):
            raise Refusal("ValidationException", f"{row.word} '{arn}' still has associations.")
        ctx.shelf.remove(row.kind, record.key)
        return orjson.dumps({row.arn: arn})

    return answer


def listed(row: Entity) -> Operation:
    """List… of this kind."""
    answered = f"{row.word}Summaries"

    def answer(ctx: Context, given: Fields) -> bytes:
        every = [record for record in list(ctx.shelf.records[row.kind].values()) if _in_time(record, given)]
        fields = [(record, record.fields()) for record in every]
        wanted = [pair for pair in fields if _wanted(row, pair[1], given)]
        wanted.sort(
            key=lambda pair: pair[1][row.named] if given.get("SortBy") == "Name" else pair[0].created,
            reverse=given.get("SortOrder", "Descending") == "Descending",
        )
        page, token = paged(wanted, given)
        shown = [{name: one[name] for name in row.listed if name in one} for _, one in page]
        return orjson.dumps({answered: shown} | token)

    return answer


def _in_time(record: Record, given: Fields) -> bool:
    after, before = given.get("CreatedAfter"), given.get("CreatedBefore")
    return (after is None or record.created >= after) and (before is None or record.created <= before)


def _wanted(row: Entity, fields: Fields, given: Fields) -> bool:
    if given.get(row.type, fields[row.type]) != fields[row.type]:
        return False
    uri = fields["Source"]["SourceUri"]
    return bool(given.get("SourceUri", uri) == uri)
