"""A Dash page over the versions: `python app_dash.py VERSIONS.parquet PORT`."""

import sys
from typing import Any

from charts import REGIONS, SQL, figures, opened
from dash import Dash, Input, Output, dcc, html

connection = opened(sys.argv[1])
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.RadioItems(list(REGIONS), "all", id="region", inline=True),
        html.Div(
            [dcc.Graph(id=f"chart{number}") for number in range(len(SQL))],
            style={"display": "grid", "gridTemplateColumns": "1fr 1fr 1fr"},
        ),
    ]
)


@app.callback([Output(f"chart{number}", "figure") for number in range(len(SQL))], Input("region", "value"))
def draw(region: str) -> list[Any]:
    """All charts, whenever the region changes."""
    return [figure for _, figure in figures(connection, region)]


app.run(host="127.0.0.1", port=int(sys.argv[2]), debug=False)
