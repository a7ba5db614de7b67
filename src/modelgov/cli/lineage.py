"""`modelgov lineage`."""

import json
import sys
from dataclasses import asdict
from enum import StrEnum

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from modelgov import wire
from modelgov.cli.main import INCOMPLETE
from modelgov.errors import NotFoundError
from modelgov.table.lineage import DEEPEST, MOST_NODES, Graph, lineage


class Format(StrEnum):
    """How the graph is printed."""

    TABLE = "table"
    JSON = "json"


@click.command()
@click.argument("asset")
@click.option(
    "--depth", type=click.IntRange(1, 50), default=DEEPEST, show_default=True, help="Steps each way."
)
@click.option(
    "--format", "form", type=click.Choice([f.value for f in Format]), default="table", show_default=True
)
def command(asset: str, depth: int, form: str) -> None:
    """Show what an asset came from and what came of it, over all accounts.

    ASSET is the ARN of an endpoint, model, version, job, artifact or context, or the URI of data.
    Exits with 3 when part of what lineage relies on could not be read.
    """
    graph = lineage(wire.attached_tables(wire.settings()).ask, asset, depth=depth)
    if not graph.edges:
        raise NotFoundError(
            what=f"No lineage is known of {asset}.",
            where="lineage_edge",
            remedy="Check how it is spelt; `modelgov query` on lineage_edge shows what is known.",
        )
    match Format(form):
        case Format.TABLE:
            _table(graph)
        case Format.JSON:
            click.echo(json.dumps(_document(graph), ensure_ascii=False))
    for gap in graph.gaps:
        click.echo(
            f"Not seen: {gap.operation} in {gap.account_id} {gap.region} ({gap.outcome}): {gap.reason}",
            err=True,
        )
    if graph.gaps:
        sys.exit(INCOMPLETE)


def _table(graph: Graph) -> None:
    shown = Table(box=None, pad_edge=False)
    for name in ("distance", "kind", "account_id", "asset"):
        shown.add_column(Text(name), overflow="fold")
    for node in graph.nodes:
        shown.add_row(str(node.distance), node.kind, node.account_id or "", Text(node.asset))
    Console(soft_wrap=not sys.stdout.isatty()).print(shown)
    click.echo(f"{len(graph.nodes)} assets, {len(graph.edges)} steps", err=True)
    if graph.cut:
        click.echo(f"There is more: at most {MOST_NODES} assets are shown, to the depth asked for.", err=True)


def _document(graph: Graph) -> dict[str, object]:
    nodes = [asdict(node) | {"account_id": node.account_id} for node in graph.nodes]
    return asdict(graph) | {"nodes": nodes}
