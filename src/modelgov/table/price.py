"""List prices of instances: a dated table that ships, and a newer one where a file of it is given.

The file is a table like the one that ships, as `modelgov prices fetch` writes it, or AWS's bulk offer file
for AmazonSageMaker (`index.json` of a region or of all), or a list of the products that the Price List API
answers. Prices are US dollars an hour, on demand; what AWS sells by another unit is left out: storage, data,
serverless memory.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from modelgov.errors import SettingError

PRICE_REGION = "us-east-1"  # where a region has no price of its own, this one's stands in, and says so
FILE = Path(__file__).parent / "price.csv"
COLUMNS = ("region", "instance_type", "component", "usd_per_hour", "price_date")
REMEDY = (
    "Give the path of a table that `modelgov prices fetch` wrote or of AWS's offer file for AmazonSageMaker,"
    " or leave the setting empty."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What an instance of a type costs for an hour, by region and what it is used for, and since when."""

    region: str
    instance_type: str
    component: str
    usd_hour: float
    price_date: date

    @property
    def key(self) -> tuple[str, str, str]:
        """What has one price at a time."""
        return self.region, self.instance_type, self.component


def list_prices(price_file: str = "") -> tuple[Price, ...]:
    """The prices that ship, overruled by those of the file.

    Raises SettingError when the file cannot be read as a price list.
    """
    given = _given(price_file) if price_file else ()
    found = {price.key: price for price in (*from_table(FILE.read_text(encoding="utf-8")), *given)}
    return tuple(found[key] for key in sorted(found))


def _given(price_file: str) -> tuple[Price, ...]:
    try:
        body = Path(price_file).read_bytes()
        is_json = body.lstrip()[:1] in (b"{", b"[")
        prices = from_offer(orjson.loads(body)) if is_json else from_table(body.decode("utf-8-sig"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise SettingError(
            what=f"The price list cannot be read: {type(error).__name__}: {error}.",
            where=f"price_file, {price_file}",
            remedy=REMEDY,
        ) from error
    if not any(price.component == "Hosting" for price in prices):
        raise SettingError(
            what="The price list has no price of hosting by the hour.",
            where=f"price_file, {price_file}",
            remedy=REMEDY,
        )
    return prices


def from_table(text: str) -> tuple[Price, ...]:
    """The prices of a table with a line for each."""
    return tuple(
        Price(
            region=row["region"],
            instance_type=row["instance_type"],
            component=row["component"],
            usd_hour=float(row["usd_per_hour"]),
            price_date=date.fromisoformat(row["price_date"]),
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def to_table(prices: Iterable[Price]) -> str:
    """The table that `from_table` reads."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for price in sorted(prices, key=lambda price: price.key):
        writer.writerow((*price.key, price.usd_hour, price.price_date.isoformat()))
    return text.getvalue()


def from_offer(offer: Any) -> tuple[Price, ...]:
    """Prices by the hour in an offer file, or in products as GetProducts answers them.

    Where several products are the same instance for the same use, the plainest usage type counts: `Host:…`
    before what adds to it, as reserved capacity does.
    """
    found: dict[tuple[str, str, str], tuple[int, str, Price]] = {}
    for attributes, terms in _products(offer):
        price = _priced(attributes, terms)
        if price is not None:
            usage = attributes.get("usagetype", "")
            one = (len(usage), usage, price)
            found[price.key] = min(found.get(price.key, one), one, key=lambda ranked: ranked[:2])
    return tuple(price for _, _, price in found.values())


def _products(offer: Any) -> Iterator[tuple[Mapping[str, str], Iterable[Mapping[str, Any]]]]:
    """Each product's attributes, and its terms on demand."""
    if isinstance(offer, list):
        for listed in offer:
            one = orjson.loads(listed) if isinstance(listed, str) else listed
            yield one["product"]["attributes"], one.get("terms", {}).get("OnDemand", {}).values()
        return
    on_demand: Mapping[str, Mapping[str, Any]] = offer["terms"]["OnDemand"]
    for sku, product in offer["products"].items():
        yield product["attributes"], on_demand.get(sku, {}).values()


def _priced(attributes: Mapping[str, str], terms: Iterable[Mapping[str, Any]]) -> Price | None:
    """The price of one product, if it is an instance by the hour; several terms are one after the other.

    What costs nothing is no price on demand: its capacity was paid for otherwise.
    """
    instance = attributes.get("instanceName") or attributes.get("instanceType", "").partition("-")[0]
    region, component = attributes.get("regionCode"), attributes.get("component")
    if not (instance.startswith("ml.") and region and component):
        return None
    rows = [
        (_day(term["effectiveDate"]), float(dimension["pricePerUnit"]["USD"]))
        for term in terms
        for dimension in term["priceDimensions"].values()
        if dimension.get("unit") in ("Hrs", "Hours") and "USD" in dimension.get("pricePerUnit", {})
    ]
    since, usd = max(rows, default=(date.min, 0.0))
    if not usd > 0:
        return None
    return Price(region=region, instance_type=instance, component=component, usd_hour=usd, price_date=since)


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
