"""A refused account, a throttling region, a malformed record: named everywhere, and the rest is there."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from product import Product, endpoints_in_aws, get, versions_in_aws

from modelgov.demo.aws.fixed import GOVERNANCE, account_id
from modelgov.demo.emulator import Emulator

REFUSED = account_id(3)
THROTTLED = "eu-west-1"


@pytest.fixture(scope="module")
def malformed(aws: Emulator) -> str:
    found = aws.client("sagemaker", GOVERNANCE, "us-east-1").search(Resource="ModelPackage", MaxResults=1)
    return str(found["Results"][0]["ModelPackage"]["ModelPackageArn"])


@pytest.fixture(scope="module")
def run(product: Product, aws: Emulator, malformed: str) -> subprocess.CompletedProcess[str]:
    aws.faults(
        [
            {"operation": "AssumeRole", "request": f"*{REFUSED}*", "code": "AccessDenied", "status": 403},
            {"service": "sagemaker", "region": THROTTLED, "rate": 0.3, "code": "ThrottlingException"},
            {
                "service": "sagemaker",
                "corrupt_arn": malformed,
                "corrupt_field": "ModelPackageVersion",
                "corrupt_value": "seven",
            },
        ]
    )
    # Ten tries: that all of them strike the same call is one chance in 170,000.
    done = replace(product, more={"MODELGOV_ATTEMPTS": "10"}).run("collect")
    aws.faults([])
    return done


@pytest.fixture(scope="module")
def url(run: subprocess.CompletedProcess[str], product: Product) -> Iterator[str]:
    del run
    with product.served("--no-watch") as address:
        yield address


def named(rows: list[dict[str, Any]], asset: str, malformed: str) -> None:
    """All three, and nothing else."""
    assert {row["account_id"] for row in rows if row["outcome"] == "denied"} == {REFUSED}
    assert {row["region"] for row in rows if row["throttled"] > 0} == {THROTTLED}
    assert [row[asset] for row in rows if row["outcome"] == "malformed"] == [malformed]
    assert {row["outcome"] for row in rows} <= {"denied", "malformed", "read", "empty"}


def test_the_exit_code_says_that_part_was_not_seen(run: subprocess.CompletedProcess[str]) -> None:
    assert run.returncode == 3, run.stderr
    assert "Traceback" not in run.stderr


def test_the_query_names_all_three(
    run: subprocess.CompletedProcess[str], product: Product, malformed: str
) -> None:
    rows = product.query(
        "select account_id, region, outcome, throttled, named_asset from coverage where gap or throttled > 0"
    )
    named(rows, "named_asset", malformed)


def test_the_status_names_all_three(url: str, malformed: str) -> None:
    status = get(f"{url}/api/v1/status")
    assert not status["complete"]
    named(status["gaps"], "asset", malformed)


@pytest.mark.browser
def test_the_coverage_page_names_all_three(url: str, malformed: str, product: Product, page: Any) -> None:
    name = product.rows(f"select account_name from account where account_id = '{REFUSED}'")[0][0]
    page.goto(f"{url}/coverage")
    reads = page.get_by_role("region", name="Reads, table")
    reads.get_by_text(malformed).wait_for()
    text = reads.inner_text()
    assert name in text
    assert "AccessDenied" in text
    throttled = reads.get_by_role("row").filter(has_text=THROTTLED).filter(has_text="throttled")
    assert throttled.count() > 0


def test_everything_else_was_collected(
    run: subprocess.CompletedProcess[str], product: Product, aws: Emulator, malformed: str
) -> None:
    seen: Counter[tuple[str, str, str]] = Counter(
        product.rows("select account_id, region, approval_status from model_version")
    )
    there = Counter({place: n for place, n in versions_in_aws(aws).items() if place[0] != REFUSED})
    described = aws.client("sagemaker", GOVERNANCE, "us-east-1").describe_model_package(
        ModelPackageName=malformed
    )
    there[GOVERNANCE, "us-east-1", described["ModelApprovalStatus"]] -= 1
    assert seen == +there
    endpoints: Counter[tuple[str, str, str]] = Counter(
        product.rows("select distinct account_id, region, endpoint_status, endpoint_arn from endpoint")
    )
    listed = {place: n for place, n in endpoints_in_aws(aws).items() if place[0] != REFUSED}
    assert Counter(place[:3] for place in endpoints) == listed
