"""What the HTTP API answers for the lineage of an asset, as `web.shape` says."""

from modelgov.web.shape import Shape


class LineageNode(Shape):
    """One asset; `distance` is below zero upstream. `status` is an approval or an endpoint's, else null."""

    asset: str
    kind: str
    name: str
    distance: int
    account_id: str | None
    account_name: str | None
    region: str | None
    model_group: str | None
    version: int | None
    status: str | None
    production: bool | None


class LineageEdge(Shape):
    """One step; `how` says what tells it, `confirmed` whether more than one source does."""

    source: str
    destination: str
    how: str
    confirmed: bool


class Depends(Shape):
    """What comes of the asset: counts of assets downstream, and the accounts that these are in."""

    endpoints: int
    endpoints_in_service: int
    versions: int
    assets: int
    accounts: list[str]


class LineageGap(Shape):
    """A read that lineage relies on and that did not come to its end."""

    account_id: str
    account_name: str
    region: str
    operation: str
    outcome: str
    reason: str


class LineageGraph(Shape):
    """The lineage of `start`, up and down to its ends; `cut` when there is more than what is told."""

    start: str
    nodes: list[LineageNode]
    edges: list[LineageEdge]
    depends: Depends
    cut: bool
    gaps: list[LineageGap]
