"""The Lineage tab: the graph around an asset with names and states, and what depends on it."""

from collections.abc import Mapping
from typing import Any

from modelgov.table.hot import HotTables
from modelgov.table.lineage import Graph, Node, lineage

MOST_NODES = 1_000  # a list may be longer than what can be drawn


def lineage_of(hot: HotTables, asset: str) -> dict[str, Any]:
    """The lineage of an asset over all accounts, to its ends."""
    hot.keep("lineage_edge")
    graph = lineage(hot.ask, asset, most=MOST_NODES)
    accounts = dict(hot.ask("select account_id, account_name from account").rows)
    known = {row["asset"]: row for row in _known(hot, graph)}
    nodes = [_node(node, known.get(node.asset, {}), accounts) for node in graph.nodes]
    return {
        "start": graph.start,
        "nodes": nodes,
        "edges": [
            {name: getattr(edge, name) for name in ("source", "destination", "how", "confirmed")}
            for edge in graph.edges
        ],
        "depends": _depends(nodes),
        "cut": graph.cut,
        "gaps": [
            {name: getattr(gap, name) for name in ("account_id", "region", "operation", "outcome", "reason")}
            | {"account_name": accounts.get(gap.account_id, gap.account_id)}
            for gap in graph.gaps
        ],
    }


def _known(hot: HotTables, graph: Graph) -> list[dict[str, Any]]:
    assets = "\n".join(node.asset for node in graph.nodes)
    return hot.page("lineage_asset", assets, assets)


def _node(node: Node, known: Mapping[str, Any], accounts: Mapping[str, str]) -> dict[str, Any]:
    account = node.account_id
    return {
        "asset": node.asset,
        "kind": node.kind,
        "name": name_of(node.asset),
        "distance": node.distance,
        "account_id": account,
        "account_name": accounts.get(account, account) if account else None,
        "region": _region(node.asset),
        **{name: known.get(name) for name in ("model_group", "version", "status", "production")},
    }


def _region(asset: str) -> str | None:
    return asset.split(":", 5)[3] or None if asset.startswith("arn:") else None


def name_of(asset: str) -> str:
    """How people call an asset.

    >>> name_of("arn:aws:sagemaker:eu-west-1:210000000002:model-package/fraud/4")
    'fraud/4'
    >>> name_of("s3://models/fraud/7/output/model.tar.gz"), name_of("s3://data/loans")
    ('…/7/output/model.tar.gz', 'data/loans')
    >>> name_of("763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1")
    'xgboost:1.7-1'
    """
    if asset.startswith("arn:"):
        return asset.split(":", 5)[-1].split("/", 1)[-1]
    if asset.startswith("s3://"):
        parts = asset.removeprefix("s3://").split("/")
        return "/".join(parts) if len(parts) <= 3 else "…/" + "/".join(parts[-3:])
    return asset.rsplit("/", 1)[-1]


def _depends(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """What comes of the asset, by what would notice if it were wrong."""
    below = [node for node in nodes if node["distance"] > 0]
    endpoints = [node for node in below if node["kind"] == "endpoint"]
    return {
        "endpoints": len(endpoints),
        "endpoints_in_service": sum(1 for node in endpoints if node["production"]),
        "versions": sum(1 for node in below if node["kind"] == "model_version"),
        "assets": len(below),
        "accounts": sorted({node["account_name"] for node in below if node["account_name"]}),
    }
