"""By keyboard alone from the Overview to a version that waits; its approval in AWS is seen there."""

from typing import Any

import pytest
from product import Product, pending

from modelgov.demo.aws.fixed import account_id
from modelgov.demo.emulator import Emulator

ACCOUNT, REGION = account_id(2), "us-east-1"
LIMIT_MS = 10_000


@pytest.mark.browser
def test_a_waiting_version_is_reached_by_keyboard_and_its_approval_is_seen(
    product: Product, aws: Emulator, page: Any
) -> None:
    assert product.run("watch", "--set-up").returncode == 0
    assert product.run("collect").returncode == 0
    one = pending(aws, ACCOUNT, REGION, 1)[0]
    name, version = one["ModelPackageGroupName"], one["ModelPackageVersion"]
    with product.served() as url:
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
        approver = aws.client("sagemaker", ACCOUNT, REGION, role="ModelApprover", session_name="lea.moreau")
        approver.update_model_package(
            ModelPackageArn=one["ModelPackageArn"], ModelApprovalStatus="Approved", ApprovalDescription="fine"
        )
        page.locator("main").get_by_text("Approved", exact=True).first.wait_for(timeout=LIMIT_MS)
