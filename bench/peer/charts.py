"""The charts that both peers show over the versions: SQL, and a figure whose title carries the filter."""

from collections.abc import Iterator
from typing import Any

import duckdb
import plotly.express as px

REGIONS = ("all", "us-east-1", "eu-west-1")
SQL = {
    "status": "select approval_status as x, count(*) as y from versions {where} group by 1 order by 1",
    "registered": "select date_trunc('month', registered_at) as x, count(*) as y from versions {where}"
    " group by 1 order by 1",
    "production": "select account_name as x, avg(production::int) as y from versions {where}"
    " group by 1 order by 1",
    "maturity": "select maturity as x, count(*) as y from versions {where} group by 1 order by 1",
    "unit": "select business_unit as x, count(*) as y from versions {where} group by 1 order by 1",
    "owners": "select owner as x, count(*) as y from versions {where} group by 1 order by 2 desc limit 20",
}


def opened(path: str) -> duckdb.DuckDBPyConnection:
    """The versions in memory."""
    connection = duckdb.connect()
    connection.execute("create table versions as select * from read_parquet(?)", [path])
    return connection


def figures(connection: duckdb.DuckDBPyConnection, region: str) -> Iterator[tuple[int, Any]]:
    """Every chart for one region, or for all."""
    where = "" if region == "all" else f"where region = '{region}'"
    for number, (name, statement) in enumerate(SQL.items()):
        rows = connection.cursor().execute(statement.format(where=where)).df()
        draw = px.line if name == "registered" else px.bar
        figure = draw(rows, x="x", y="y", title=f"{name} [{region}]", height=300)
        yield number, figure.update_layout(margin={"l": 20, "r": 20, "t": 40, "b": 20})
