"""AWS, the query and the page tell the same numbers, per account, region and status."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from product import Product, accounts, endpoints_in_aws, get, versions_in_aws

from modelgov.demo.aws.fixed import REGIONS
from modelgov.demo.emulator import Emulator


@pytest.fixture(scope="module")
def url(collected: Product) -> Iterator[str]:
    with collected.served("--no-watch") as address:
        yield address


def test_the_query_counts_every_version_that_aws_lists(collected: Product, organisation: Emulator) -> None:
    rows = collected.query(
        "select account_id, region, approval_status, count(*) as counted from model_version"
        " group by account_id, region, approval_status"
    )
    told = {(row["account_id"], row["region"], row["approval_status"]): row["counted"] for row in rows}
    assert told == versions_in_aws(organisation)


def test_the_query_counts_every_endpoint_that_aws_lists(collected: Product, organisation: Emulator) -> None:
    rows = collected.query(
        "select account_id, region, endpoint_status, count(distinct endpoint_arn) as counted from endpoint"
        " group by account_id, region, endpoint_status"
    )
    told = {(row["account_id"], row["region"], row["endpoint_status"]): row["counted"] for row in rows}
    assert told == endpoints_in_aws(organisation)


def test_the_api_counts_every_version_that_aws_lists(url: str, organisation: Emulator) -> None:
    told: Counter[tuple[str, str, str]] = Counter()
    for account in accounts(organisation):
        for region in REGIONS:
            asked = urlencode({"account_id": account, "region": region})
            for value in get(f"{url}/api/v1/versions?{asked}")["facets"]["approval_status"]:
                told[account, region, value["value"]] += value["rows"]
    assert told == versions_in_aws(organisation)


@pytest.mark.browser
def test_the_page_shows_the_numbers_of_aws(url: str, organisation: Emulator, page: Any) -> None:
    by_status: Counter[str] = Counter()
    for (_, _, status), count in versions_in_aws(organisation).items():
        by_status[status] += count
    page.goto(f"{url}/models")
    for word, status in (("Approved", "Approved"), ("Waiting for approval", "PendingManualApproval")):
        box = (
            page.get_by_role("group", name="Approval", exact=True).get_by_text(word, exact=True).locator("..")
        )
        assert box.inner_text().split()[-1] == f"{by_status[status]:,}"
    assert page.locator(".models-count").inner_text() == f"{by_status.total():,} versions"
    page.goto(url)
    waiting = page.get_by_role("region", name="Waiting for approval").locator(".kpi-value")
    assert waiting.inner_text() == f"{by_status['PendingManualApproval']:,}"
    serving = page.get_by_role("region", name="Endpoints in service").locator(".kpi-value")
    in_service = sum(n for (*_, status), n in endpoints_in_aws(organisation).items() if status == "InService")
    assert serving.inner_text() == f"{in_service:,}"
