"""An approval made in AWS is soon on the open page, with who and what before; one finds it by keyboard."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from product import Product, pending

from modelgov.demo.aws.fixed import account_id
from modelgov.demo.emulator import Emulator

ACCOUNT, REGION = account_id(2), "us-east-1"
WHO = "lea.moreau"
LIMIT = 10.0  # seconds; bench/latency.py measures it, where nothing else runs


@pytest.fixture(scope="module")
def url(product: Product) -> Iterator[str]:
    assert product.run("watch", "--set-up").returncode == 0
    assert product.run("collect").returncode == 0
    with product.served() as address:
        yield address


def approve(aws: Emulator, one: dict[str, Any]) -> None:
    approver = aws.client("sagemaker", ACCOUNT, REGION, role="ModelApprover", session_name=WHO)
    approver.update_model_package(
        ModelPackageArn=one["ModelPackageArn"], ModelApprovalStatus="Approved", ApprovalDescription="fine"
    )


@pytest.mark.browser
def test_an_approval_is_on_the_open_page_by_itself_in_little_time(url: str, aws: Emulator, page: Any) -> None:
    one = pending(aws, ACCOUNT, REGION, 1)[0]
    page.goto(url)
    name = f"{one['ModelPackageGroupName']}, version {one['ModelPackageVersion']}"
    row = page.locator(".changes li").filter(has_text=re.compile(rf"Waiting.* → Approved, by {WHO}"))
    page.locator(".changes li").first.wait_for()
    approve(aws, one)
    returned = time.monotonic()
    row.filter(has_text=name).wait_for(timeout=LIMIT * 1000)
    assert time.monotonic() - returned < LIMIT


@pytest.mark.browser
def test_a_waiting_version_is_reached_by_keyboard_and_its_approval_is_seen(
    url: str, aws: Emulator, page: Any
) -> None:
    one = pending(aws, ACCOUNT, REGION, 1)[0]
    name, version = one["ModelPackageGroupName"], one["ModelPackageVersion"]
    page.goto(url)
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    page.keyboard.press("/")
    page.keyboard.type(f"{name} v{version}")
    page.get_by_role("option", name=f"{name}, version {version}").filter(has_text=REGION).wait_for()
    while REGION not in page.get_by_role("option", selected=True).inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=f"{name}, version {version}").wait_for()
    page.get_by_text("Waiting for approval").first.wait_for()
    approve(aws, one)
    page.locator("main").get_by_text("Approved", exact=True).first.wait_for(timeout=LIMIT * 1000)
