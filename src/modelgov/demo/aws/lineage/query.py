"""QueryLineage: the graph from one start, up to ten associations away, in one direction or both."""

from dataclasses import dataclass, field

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.lineage.association import End, end_of, lineage_of
from modelgov.demo.aws.lineage.entity import ENTITIES, find
from modelgov.demo.aws.registry.listing import paged
from modelgov.demo.aws.registry.record import Context, Fields, Kind

_DEEPEST = 10
_LARGEST_PAGE = 50
_EDGE = ("SourceArn", "DestinationArn", "AssociationType")
_FORWARD, _BACKWARD = ("Source", "Destination"), ("Destination", "Source")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """What was walked so far: the ends that were reached, and the edges that led to them."""

    ends: dict[str, End] = field(default_factory=dict)
    edges: dict[tuple[str, str], Fields] = field(default_factory=dict)


def query_lineage(ctx: Context, given: Fields) -> bytes:
    """QueryLineage: vertices a page, with the edges between what was walked."""
    starts: list[str] = given.get("StartArns", [])
    if len(starts) != 1:
        raise Refusal("ValidationException", "QueryLineage takes one start ARN.")
    depth = min(given.get("MaxDepth", _DEEPEST), _DEEPEST)
    start = end_of(ctx.registry, starts[0])
    associations = [record.fields() for record in list(ctx.shelf.records[Kind.ASSOCIATION].values())]
    walked = _Graph()
    direction = given.get("Direction", "Both")
    if direction in {"Both", "Descendants"}:
        _walk(start.arn, associations, _FORWARD, depth, walked)
    if direction in {"Both", "Ascendants"}:
        _walk(start.arn, associations, _BACKWARD, depth, walked)
    filters = given.get("Filters", {})
    ends = [end for end in walked.ends.values() if _wanted(ctx, end, filters)]
    page, token = paged(ends, given | {"MaxResults": min(given.get("MaxResults", 50), _LARGEST_PAGE)})
    shown = {"Vertices": [{"Arn": one.arn, "Type": one.type, "LineageType": one.lineage} for one in page]}
    told = list(walked.edges.values()) if given.get("IncludeEdges", True) else []
    return orjson.dumps(shown | {"Edges": told} | token)


def _walk(start: str, associations: list[Fields], way: tuple[str, str], depth: int, walked: _Graph) -> None:
    """Breadth first from the start, along the associations or against them."""
    near, far = way
    leading: dict[str, list[Fields]] = {}
    for one in associations:
        leading.setdefault(one[f"{near}Arn"], []).append(one)
    seen, front = {start}, [start]
    for _ in range(depth):
        found: list[str] = []
        for one in (one for arn in front for one in leading.get(arn, ())):
            edge = {name: one[name] for name in _EDGE if name in one}
            walked.edges[one["SourceArn"], one["DestinationArn"]] = edge
            arn = one[f"{far}Arn"]
            if arn not in seen:
                seen.add(arn)
                found.append(arn)
                walked.ends[arn] = End(
                    arn=arn, name=one[f"{far}Name"], type=one[f"{far}Type"], lineage=lineage_of(arn)
                )
        front = found


def _wanted(ctx: Context, end: End, filters: Fields) -> bool:
    if "Types" in filters and end.type not in filters["Types"]:
        return False
    if "LineageTypes" in filters and end.lineage not in filters["LineageTypes"]:
        return False
    rest = {name: value for name, value in filters.items() if name not in {"Types", "LineageTypes"}}
    return not rest or _described_as(ctx, end, rest)


_TIMES = (
    ("CreatedAfter", "CreationTime", 1),
    ("CreatedBefore", "CreationTime", -1),
    ("ModifiedAfter", "LastModifiedTime", 1),
    ("ModifiedBefore", "LastModifiedTime", -1),
)


def _described_as(ctx: Context, end: End, filters: Fields) -> bool:
    """Times and properties, which a trial component does not tell here."""
    row = next((row for row in ENTITIES if row.word == end.lineage), None)
    if row is None:
        return False
    region, account = end.arn.split(":")[3:5]
    fields = find(row, ctx.registry.shelf(account, region), end.arn).fields()
    in_time = all((fields[at] - filters[name]) * sign >= 0 for name, at, sign in _TIMES if name in filters)
    properties = fields.get("Properties", {})
    return in_time and all(properties.get(k) == v for k, v in filters.get("Properties", {}).items())
