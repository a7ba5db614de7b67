"""What AWS billed for the organisation's endpoints: a CUR 2.0 export of the last two months, in S3.

AWS delivers one for the whole organisation into a bucket of the governance account. Production's small
instances are under a savings plan; the rest is paid for on demand.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.aws.price import COMPONENTS, PLACES, products
from modelgov.demo.aws.registry.record import Kind, Record, Registry, Shelf
from modelgov.demo.organisation.estate import accounts
from modelgov.demo.organisation.plan import Plan

BUCKET = f"billing-{GOVERNANCE}"
PREFIX = "exports/sagemaker-costs"
DAYS = 61
PLAN_SHARE = 0.72  # of the list price, where a savings plan pays
COLUMNS = (
    *("line_item_usage_account_id", "line_item_usage_start_date", "line_item_product_code"),
    *("line_item_usage_type", "line_item_operation", "line_item_resource_id", "line_item_line_item_type"),
    *("line_item_usage_amount", "line_item_unblended_cost", "line_item_currency_code", "pricing_unit"),
    *("product_region_code", "product_product_family", "savings_plan_savings_plan_effective_cost"),
)
Line = dict[str, Any]


def export(registry: Registry, plan: Plan) -> dict[str, bytes]:
    """The files of the export by key, one for each billing period."""
    prices = _prices()
    covered = {account.id for account in accounts(plan.size) if account.environment == "production"}
    periods: dict[str, list[Line]] = {}
    for shelf in registry.shelves.values():
        for record in shelf.records[Kind.ENDPOINT].values():
            for line in _lines(shelf, record, plan.end, prices, planned=shelf.account in covered):
                periods.setdefault(line["line_item_usage_start_date"][:7], []).append(line)
    return {
        f"{PREFIX}/data/BILLING_PERIOD={period}/sagemaker-costs-00001.csv.gz": _packed(lines)
        for period, lines in sorted(periods.items())
    }


def _prices() -> dict[str, float]:
    """The list price by usage type."""
    found = {}
    for product in products():
        [term] = product["terms"]["OnDemand"].values()
        [dimension] = term["priceDimensions"].values()
        found[product["product"]["attributes"]["usagetype"]] = float(dimension["pricePerUnit"]["USD"])
    return found


def _lines(
    shelf: Shelf, record: Record, end: float, prices: dict[str, float], *, planned: bool
) -> Iterator[Line]:
    """Each day of an endpoint, and each instance type in it; what AWS has no price of here is left out."""
    fields = record.fields()
    config = shelf.records[Kind.CONFIG].get(fields["EndpointConfigName"])
    if config is None:
        return
    held = config.fields()
    component = "AsyncInf" if "AsyncInferenceConfig" in held else "Hosting"
    usage, operation = COMPONENTS[component]
    for variant in (*held.get("ProductionVariants", ()), *held.get("ShadowProductionVariants", ())):
        named = f"{PLACES[shelf.region][0]}{usage}:{variant.get('InstanceType')}"
        if named not in prices:
            continue
        for day, hours in _days(record.created, end):
            amount = hours * variant.get("InitialInstanceCount", 1)
            cost = round(amount * prices[named], 10)
            common = {
                "line_item_usage_account_id": shelf.account,
                "line_item_usage_start_date": f"{day.isoformat()}T00:00:00.000Z",
                "line_item_product_code": "AmazonSageMaker",
                "line_item_usage_type": named,
                "line_item_operation": operation,
                "line_item_resource_id": fields["EndpointArn"],
                "line_item_currency_code": "USD",
                "pricing_unit": "Hrs",
                "product_region_code": shelf.region,
                "product_product_family": "ML Instance",
                "line_item_usage_amount": amount,
                "line_item_unblended_cost": cost,
            }
            yield from _paid(common, cost, planned=planned and ".m5." in named)


def _paid(common: Line, cost: float, *, planned: bool) -> Iterator[Line]:
    if not planned:
        yield common | {"line_item_line_item_type": "Usage"}
        return
    effective = {"savings_plan_savings_plan_effective_cost": round(cost * PLAN_SHARE, 10)}
    yield common | {"line_item_line_item_type": "SavingsPlanCoveredUsage"} | effective
    taken = {"line_item_line_item_type": "SavingsPlanNegation", "line_item_unblended_cost": -cost}
    yield common | taken | {"line_item_usage_amount": None}


def _days(created: float, end: float) -> Iterator[tuple[date, float]]:
    """The last days of the history with the hours in which the endpoint was there."""
    last = datetime.fromtimestamp(end, UTC)
    for back in range(DAYS, 0, -1):
        begin = last - timedelta(days=back)
        hours = (begin + timedelta(days=1)).timestamp() - max(created, begin.timestamp())
        if hours > 0:
            yield begin.date(), round(hours / 3600, 6)


def _packed(lines: list[Line]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return gzip.compress(text.getvalue().encode(), mtime=0)
