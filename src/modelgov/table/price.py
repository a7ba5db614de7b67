"""List prices of hosting: a dated table that ships, and AWS's own price list where a file of it is given.

The file is AWS's bulk offer file for AmazonSageMaker (`index.json` of a region or of all), or a list of the
products that the Price List API answers. Prices are US dollars an hour, on demand.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from modelgov.errors import SettingError

PRICE_DATE = date(2026, 11, 1)
PRICE_REGION = "us-east-1"  # where a region has no price of its own, this one's stands in, and says so
FILE = Path(__file__).parent / "price.csv"
HOSTING = "Hosting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What an instance of a type costs for an hour, by region and what it is used for, and since when."""

    region: str
    instance_type: str
    component: str
    usd_hour: float
    price_date: date


def list_prices(price_file: str = "") -> tuple[Price, ...]:
    """The prices that ship, overruled by those of the file.

    Raises SettingError when the file cannot be read as a price list.
    """
    found = {(price.region, price.instance_type, price.component): price for price in _shipped()}
    if price_file:
        given = {(price.region, price.instance_type, price.component): price for price in _given(price_file)}
        found |= given
    return tuple(found[key] for key in sorted(found))


def _shipped() -> Iterator[Price]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Price(
                region=PRICE_REGION,
                instance_type=row["instance_type"],
                component=HOSTING,
                usd_hour=float(row["usd_per_hour"]),
                price_date=PRICE_DATE,
            )


def _given(price_file: str) -> tuple[Price, ...]:
    try:
        prices = tuple(from_offer(orjson.loads(Path(price_file).read_bytes())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingError(
            what=f"The price list cannot be read: {type(error).__name__}: {error}.",
            where=f"price_file, {price_file}",
            remedy="Give the path of AWS's offer file for AmazonSageMaker, or leave the setting empty.",
        ) from error
    if not prices:
        raise SettingError(
            what="The price list has no price of hosting by the hour.",
            where=f"price_file, {price_file}",
            remedy="Give the path of AWS's offer file for AmazonSageMaker, or leave the setting empty.",
        )
    return prices


def from_offer(offer: Any) -> Iterator[Price]:
    """Prices by the hour in an offer file, or in products as GetProducts answers them."""
    if isinstance(offer, list):
        for listed in offer:
            one = orjson.loads(listed) if isinstance(listed, str) else listed
            terms = one.get("terms", {}).get("OnDemand", {})
            yield from _priced(one["product"]["attributes"], terms.values())
        return
    on_demand: Mapping[str, Mapping[str, Any]] = offer["terms"]["OnDemand"]
    for sku, product in offer["products"].items():
        yield from _priced(product["attributes"], on_demand.get(sku, {}).values())


def _priced(attributes: Mapping[str, str], terms: Iterable[Mapping[str, Any]]) -> Iterator[Price]:
    """The price of one product, if it is an instance by the hour; several terms are one after the other."""
    instance = attributes.get("instanceName") or attributes.get("instanceType", "").partition("-")[0]
    region, component = attributes.get("regionCode"), attributes.get("component")
    if not (instance.startswith("ml.") and region and component):
        return
    rows = [
        (_day(term["effectiveDate"]), float(dimension["pricePerUnit"]["USD"]))
        for term in terms
        for dimension in term["priceDimensions"].values()
        if dimension.get("unit") in ("Hrs", "Hours") and "USD" in dimension.get("pricePerUnit", {})
    ]
    if rows:
        since, usd = max(rows)
        yield Price(
            region=region, instance_type=instance, component=component, usd_hour=usd, price_date=since
        )


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
