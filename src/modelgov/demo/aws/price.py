"""The Price List API for AmazonSageMaker, of which moto knows nothing.

Products are made from the price table that ships: the same instance for every component that AWS prices
apart, dearer outside of us-east-1, and beside them what is not sold by the hour.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import page_of
from modelgov.demo.aws.registry.record import Context, Fields
from modelgov.demo.aws.traffic.hardware import gpus, vcpus

TABLE = Path(__file__).parents[2] / "table" / "price.csv"
ANSWERING = ("us-east-1", "eu-central-1", "ap-south-1")  # where the API has an endpoint
SERVICE = "AmazonSageMaker"
# By region: what a usage type begins with there, and how much dearer it is than us-east-1.
PLACES = {
    "us-east-1": ("USE1-", 1.0),
    "us-west-2": ("USW2-", 1.0),
    "eu-west-1": ("EU-", 1.11),
    "eu-central-1": ("EUC1-", 1.2),
    "ap-southeast-1": ("APS1-", 1.25),
    "ap-south-1": ("APS3-", 1.05),
}
# By component: what a usage type calls it, and the operation.
COMPONENTS = {
    "Hosting": ("Host", "RunInstance"),
    "AsyncInf": ("AsyncInf", "RunInstance"),
    "Training": ("Train", "RunInstance"),
    "Processing": ("Processing", "RunInstance"),
    "Batch Transform": ("Tsform", "RunInstance"),
    "Notebook": ("Notebk", "RunInstance"),
}
_CODES = ("JRTCKXETXF", "6YS6EN2CT7")  # of the term on demand, and of its rate, the same for all of AWS
_MOST_ON_A_PAGE = 100

_Matches = Callable[[str | None, str], bool]
_FILTERS: dict[str, _Matches] = {
    "TERM_MATCH": lambda held, value: held == value,
    "EQUALS": lambda held, value: held == value,
    "CONTAINS": lambda held, value: held is not None and value in held,
    "ANY_OF": lambda held, value: held in value.split(","),
    "NONE_OF": lambda held, value: held not in value.split(","),
}


def get_products(ctx: Context, given: Fields) -> bytes:
    """GetProducts: each product as JSON in a text of its own."""
    if ctx.shelf.region not in ANSWERING:  # AWS has no such host
        raise Refusal("UnknownOperationException", f"There is no Price List API in {ctx.shelf.region}.")
    if given.get("FormatVersion", "aws_v1") != "aws_v1":
        raise Refusal("InvalidParameterException", "Invalid FormatVersion")
    size = given.get("MaxResults", _MOST_ON_A_PAGE)
    if not 1 <= size <= _MOST_ON_A_PAGE:
        message = f"Value '{size}' at 'maxResults' failed to satisfy constraint: between 1 and 100"
        raise Refusal("InvalidParameterException", message)
    found = [product for product in products() if _wanted(product, given)]
    page, token = page_of(found, given.get("NextToken"), size)
    listed = [orjson.dumps(product).decode() for product in page]
    following = {"NextToken": token} if token else {}
    return orjson.dumps({"FormatVersion": "aws_v1", "PriceList": listed} | following)


def _wanted(product: Fields, given: Fields) -> bool:
    if given["ServiceCode"] != product["serviceCode"]:
        return False
    held = product["product"]["attributes"] | {"productFamily": product["product"]["productFamily"]}
    return all(
        _FILTERS[row["Type"]](held.get(row["Field"]), row["Value"]) for row in given.get("Filters", ())
    )


@cache
def products() -> tuple[Fields, ...]:
    """Every product, by region."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return tuple(product for region in PLACES for product in _of(region, rows))


def _of(region: str, rows: list[dict[str, str]]) -> Iterator[Fields]:
    prefix, dearer = PLACES[region]
    for row in rows:
        instance = row["instance_type"]
        usd = round(float(row["usd_per_hour"]) * dearer, 4)
        for component, (usage, operation) in COMPONENTS.items():
            attributes = {
                "instanceName": instance,
                "instanceType": f"{instance}-{component.replace(' ', '')}",
                "component": component,
                "vCpu": str(vcpus(instance)),
                "gpu": str(gpus(instance)) if gpus(instance) else "N/A",
                "usagetype": f"{prefix}{usage}:{instance}",
                "operation": operation,
            }
            yield _product(region, "ML Instance", attributes, ("Hrs", usd, row["price_date"]))
    since = max(row["price_date"] for row in rows)
    for gigabytes in (1, 2, 3, 4, 5, 6):
        memory = f"Mem-{gigabytes}GB"
        attributes = {
            "component": "Serverless Inference",
            "memory": memory,
            "usagetype": f"{prefix}ServerlessInf:{memory}",
            "operation": "Invoke-Endpoint",
        }
        yield _product(
            region, "ML Serverless", attributes, ("Second", round(2e-5 * gigabytes * dearer, 8), since)
        )


def _product(
    region: str, family: str, attributes: dict[str, str], price: tuple[str, float, str]
) -> dict[str, Any]:
    unit, usd, since = price
    usage = attributes["usagetype"]
    sku = hashlib.sha256(usage.encode()).hexdigest()[:16].upper()
    term, rate = f"{sku}.{_CODES[0]}", f"{sku}.{'.'.join(_CODES)}"
    common = {
        "servicecode": SERVICE,
        "servicename": "Amazon SageMaker",
        "regionCode": region,
        "locationType": "AWS Region",
    }
    dimension = {
        "rateCode": rate,
        "unit": unit,
        "beginRange": "0",
        "endRange": "Inf",
        "description": f"${usd} per {unit} for {usage}",
        "appliesTo": [],
        "pricePerUnit": {"USD": f"{usd:.10f}"},
    }
    on_demand = {
        "sku": sku,
        "offerTermCode": _CODES[0],
        "effectiveDate": f"{since}T00:00:00Z",
        "termAttributes": {},
        "priceDimensions": {rate: dimension},
    }
    return {
        "product": {"sku": sku, "productFamily": family, "attributes": common | attributes},
        "serviceCode": SERVICE,
        "terms": {"OnDemand": {term: on_demand}},
        "version": since.replace("-", "") + "000000",
        "publicationDate": f"{since}T00:00:00Z",
    }


OPERATIONS: dict[str, Callable[[Context, Fields], bytes]] = {"GetProducts": get_products}
