"""Lineage of one asset: what it came from and what came of it, over all accounts, nearest first.

graph = lineage(tables.ask, "arn:aws:sagemaker:eu-west-1:210000000002:endpoint/fraud")

The walk goes up from the asset and down from it, never down again from what it found above: what else
was made from the same data is not the asset's lineage.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from modelgov.table.engine import Answer
from modelgov.table.view import duckdb_statement

DEEPEST = 10
MOST_NODES = 300

Ask = Callable[[str, Sequence[Any]], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One asset of the graph; `distance` is below zero upstream, above zero downstream."""

    asset: str
    kind: str
    distance: int

    @property
    def account_id(self) -> str | None:
        """The account in the ARN; None of what has none, like data in S3."""
        parts = self.asset.split(":", 5)
        return parts[4] or None if parts[0] == "arn" and len(parts) == 6 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One step, with how it is known and who said so."""

    source: str
    destination: str
    how: str
    account_id: str
    region: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A read that lineage relies on and that did not come to its end: there may be more than is shown."""

    account_id: str
    region: str
    operation: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The lineage of `start`; `cut` when there was more than the graph may hold or the depth reaches."""

    start: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cut: bool
    gaps: tuple[Gap, ...]


@dataclass(slots=True, kw_only=True)
class _Walk:
    """How far it has come: a front on each side, and what is behind it."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)
    fronts: dict[int, set[str]]
    most: int
    cut: bool = False


def lineage(ask: Ask, asset: str, *, depth: int = DEEPEST, most: int = MOST_NODES) -> Graph:
    """The graph around an asset, by its ARN or, of data, its URI; `most` bounds its nodes.

    An ARN of lineage's own, an artifact's or a context's, means what it stands for.
    """
    start = spelt(_meant(ask, asset))
    walk = _Walk(
        nodes={start: Node(asset=start, kind="unknown", distance=0)},
        fronts={-1: {start}, 1: {start}},
        most=most,
    )
    for distance in range(1, depth + 1):
        if not any(walk.fronts.values()):
            break
        _step(ask, walk, distance)
    walk.cut = walk.cut or (any(walk.fronts.values()) and _more(ask, walk))
    kept = [edge for edge in walk.edges.values() if {edge.source, edge.destination} <= walk.nodes.keys()]
    gaps = tuple(Gap(**row) for row in ask(duckdb_statement("page/lineage_gap"), ()).records())
    return Graph(
        start=start,
        nodes=tuple(sorted(walk.nodes.values(), key=lambda node: (node.distance, node.asset))),
        edges=tuple(sorted(kept, key=lambda edge: (edge.source, edge.destination))),
        cut=walk.cut,
        gaps=gaps,
    )


def spelt(asset: str) -> str:
    """An asset as the tables spell it.

    >>> spelt("s3://data/loans/")
    's3://data/loans'
    """
    if asset.startswith("arn:") and ":model-package/" in asset:
        return asset.lower()
    return asset.removesuffix("/") if asset.startswith("s3://") else asset


def _meant(ask: Ask, asset: str) -> str:
    rows = ask(duckdb_statement("page/lineage_meant"), (asset, asset)).rows
    return str(rows[0][0]) if rows and rows[0][0] else asset


def _step(ask: Ask, walk: _Walk, distance: int) -> None:
    """One association further, on both sides."""
    reached: dict[int, set[str]] = {-1: set(), 1: set()}
    for row in _around(ask, walk):
        for side, near, far in ((1, "source", "destination"), (-1, "destination", "source")):
            if row[f"{near}_asset"] not in walk.fronts[side]:
                continue
            _name(walk, row, near)
            found = row[f"{far}_asset"]
            if found not in walk.nodes:
                if len(walk.nodes) >= walk.most:
                    walk.cut = True
                    continue
                walk.nodes[found] = Node(asset=found, kind=row[f"{far}_kind"], distance=side * distance)
                reached[side].add(found)
            walk.edges[row["source_asset"], row["destination_asset"]] = _edge(row)
    walk.fronts = reached


def _around(ask: Ask, walk: _Walk) -> list[dict[str, Any]]:
    down, up = ("\n".join(sorted(walk.fronts[side])) for side in (1, -1))
    return ask(duckdb_statement("page/lineage"), (down, up)).records()


def _more(ask: Ask, walk: _Walk) -> bool:
    """Whether a step beyond the depth would find anything new."""
    return any(
        row[f"{far}_asset"] not in walk.nodes
        for row in _around(ask, walk)
        for side, near, far in ((1, "source", "destination"), (-1, "destination", "source"))
        if row[f"{near}_asset"] in walk.fronts[side]
    )


def _name(walk: _Walk, row: dict[str, Any], end: str) -> None:
    """The start's kind is known by the first step from it."""
    asset = row[f"{end}_asset"]
    if walk.nodes[asset].kind == "unknown":
        walk.nodes[asset] = Node(asset=asset, kind=row[f"{end}_kind"], distance=0)


def _edge(row: dict[str, Any]) -> Edge:
    return Edge(
        source=row["source_asset"],
        destination=row["destination_asset"],
        how=row["how"],
        account_id=row["account_id"],
        region=row["region"],
        confirmed=row["confirmed"],
    )
