"""`modelgov prices`."""

import sys
from pathlib import Path

import click

from modelgov import wire
from modelgov.cli.main import INCOMPLETE
from modelgov.errors import NotFoundError
from modelgov.flow.price import keep, listed, offered
from modelgov.table.price import PRICE_REGION


@click.group()
def command() -> None:
    """Fetch AWS's list prices into a dated table."""


@command.command()
@click.option(
    "--region",
    "regions",
    multiple=True,
    help="A region whose prices to fetch; may be given again. Those of the settings, if unsaid.",
)
@click.option("--offer", default="", help="URL or path of AWS's offer file, instead of the Price List API.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default="prices.csv", show_default=True
)
def fetch(regions: tuple[str, ...], offer: str, output: Path) -> None:
    """Write what an hour of every instance of SageMaker costs, for the `price_file` setting to name.

    The prices of us-east-1 come too: they stand in where a region has none. Exit code 3 when a region
    has no price at all.
    """
    chosen = wire.settings()
    wanted = sorted({*(regions or chosen.regions), PRICE_REGION})
    found = offered(offer, wanted) if offer else listed(wire.door(chosen), wanted, chosen.hub_region)
    without = sorted({*wanted} - {price.region for price in found})
    if not any(price.component == "Hosting" for price in found):
        raise NotFoundError(
            what="No price of hosting was found.",
            where=f"{offer or 'the Price List API'}, {', '.join(wanted)}",
            remedy="Check the names of the regions.",
        )
    keep(found, output)
    since = max(price.price_date for price in found)
    click.echo(f"{len(found):,} prices, the newest of {since}, in {output}.", err=True)
    click.echo(f'Use them with price_file = "{output.absolute()}" in modelgov.toml.', err=True)
    for region in without:
        click.echo(f"There is no price of {region}.", err=True)
    sys.exit(INCOMPLETE if without else 0)
