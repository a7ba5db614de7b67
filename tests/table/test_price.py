"""Price lists: the one that ships, tables like it, and AWS's own in its two forms."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.errors import SettingError
from modelgov.table.price import PRICE_REGION, Price, from_offer, from_table, list_prices, to_table

SKU = "8YBHKDUQ6VXXW3SF"


def attributes(instance: str = "ml.m5.xlarge", component: str = "Hosting", **more: str) -> dict[str, str]:
    return {
        "servicecode": "AmazonSageMaker",
        "component": component,
        "regionCode": "eu-west-1",
        "instanceName": instance,
        "instanceType": f"{instance}-Hosting",
        "usagetype": f"EU-Host:{instance}",
    } | more


def term(usd: str, unit: str = "Hrs", since: str = "2026-10-01T00:00:00Z") -> dict[str, Any]:
    price = {"unit": unit, "pricePerUnit": {"USD": usd}, "description": "per hour"}
    return {"effectiveDate": since, "priceDimensions": {f"{SKU}.JRTCKXETXF.6YS6EN2CT7": price}}


def offer(*rows: tuple[dict[str, str], dict[str, Any]]) -> dict[str, Any]:
    """The bulk offer file."""
    products = {f"{SKU}{place}": {"sku": SKU, "attributes": row[0]} for place, row in enumerate(rows)}
    terms = {f"{SKU}{place}": {f"{SKU}.T": row[1]} for place, row in enumerate(rows)}
    return {"offerCode": "AmazonSageMaker", "products": products, "terms": {"OnDemand": terms}}


def products(*rows: tuple[dict[str, str], dict[str, Any]]) -> list[str]:
    """What GetProducts answers as its PriceList: a text of JSON for each product."""
    return [
        json.dumps({"product": {"attributes": row[0]}, "terms": {"OnDemand": {f"{SKU}.T": row[1]}}})
        for row in rows
    ]


def written(folder: Path, content: Any) -> str:
    path = folder / "index.json"
    path.write_text(json.dumps(content))
    return str(path)


ROWS = (
    (attributes(), term("0.2570000000")),
    (attributes("ml.g5.xlarge"), term("1.58")),
    (attributes(component="AsyncInf"), term("0.2570000000")),
    (attributes(instance="", instanceType="", component="Serverless Inference"), term("0.00002", "GB-s")),
    (attributes("ml.c5.large"), term("0.05", "GB-Mo")),
)


@pytest.mark.parametrize("form", [offer, products])
def test_hourly_prices_of_both_forms_are_taken_by_region_instance_and_component(
    tmp_path: Path, form: Any
) -> None:
    found = [row for row in list_prices(written(tmp_path, form(*ROWS))) if row.region == "eu-west-1"]
    since = date(2026, 10, 1)
    assert found == [
        Price(region="eu-west-1", instance_type=name, component=part, usd_hour=usd, price_date=since)
        for name, part, usd in (
            ("ml.g5.xlarge", "Hosting", 1.58),
            ("ml.m5.xlarge", "AsyncInf", 0.257),
            ("ml.m5.xlarge", "Hosting", 0.257),
        )
    ]


def test_the_file_overrules_what_ships_and_leaves_the_rest(tmp_path: Path) -> None:
    shipped = {row.instance_type: row for row in list_prices()}
    own = (attributes(regionCode=PRICE_REGION), term("0.3"))
    found = {row.instance_type: row for row in list_prices(written(tmp_path, offer(own)))}
    assert found["ml.m5.xlarge"].usd_hour == 0.3
    assert found.keys() == shipped.keys()
    assert found["ml.m5.large"] == shipped["ml.m5.large"]
    assert {(row.region, row.component) for row in shipped.values()} == {(PRICE_REGION, "Hosting")}


def test_reserved_capacity_is_no_price_on_demand(tmp_path: Path) -> None:
    rows = (
        (attributes(usagetype="EU-Host:ml.m5.xlarge"), term("0.257")),
        (attributes(usagetype="EU-Host-Plan:ml.m5.xlarge"), term("0.1")),
        (attributes(usagetype="EU-Reserved:ml.m5.xlarge"), term("0")),
    )
    for form in (rows, rows[::-1]):
        assert [price.usd_hour for price in from_offer(offer(*form))] == [0.257]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
PRICES = st.builds(
    Price,
    region=TEXTS,
    instance_type=TEXTS,
    component=TEXTS,
    usd_hour=st.floats(min_value=0.001, max_value=500),
    price_date=st.dates(),
)


@given(st.lists(PRICES, unique_by=lambda price: price.key))
def test_a_table_that_is_written_is_read_again(prices: list[Price]) -> None:
    assert from_table(to_table(prices)) == tuple(sorted(prices, key=lambda price: price.key))


def test_a_table_is_used_as_an_offer_file_is(tmp_path: Path) -> None:
    price = Price(
        region="eu-west-1",
        instance_type="ml.m5.xlarge",
        component="Hosting",
        usd_hour=0.257,
        price_date=date(2026, 10, 1),
    )
    path = tmp_path / "prices.csv"
    path.write_text(to_table([price]))
    assert [row for row in list_prices(str(path)) if row.region == "eu-west-1"] == [price]


@pytest.mark.parametrize("text", ["", "region,price\n", "region\neu-west-1\n", "not a table"])
def test_a_text_that_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(text)
    with pytest.raises(SettingError):
        list_prices(str(path))


@pytest.mark.parametrize(
    "content", [{}, {"products": {}, "terms": {"OnDemand": {}}}, [], {"products": []}, [{"product": 1}]]
)
def test_what_is_no_price_list_is_refused(tmp_path: Path, content: Any) -> None:
    with pytest.raises(SettingError):
        list_prices(written(tmp_path, content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError):
        list_prices(str(tmp_path / "none.json"))
