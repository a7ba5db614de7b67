"""An approval made in AWS is on the open page in under two seconds, with who and what before."""

import re
import time
from typing import Any

import pytest
from product import Product, pending

from modelgov.demo.aws.fixed import account_id
from modelgov.demo.emulator import Emulator

ACCOUNT, REGION = account_id(2), "us-east-1"
WHO = "lea.moreau"
LIMIT = 10.0  # seconds; bench/latency.py measures it, where nothing else runs


@pytest.mark.browser
def test_an_approval_is_on_the_open_page_by_itself_in_little_time(
    product: Product, aws: Emulator, page: Any
) -> None:
    assert product.run("watch", "--set-up").returncode == 0
    assert product.run("collect").returncode == 0
    one = pending(aws, ACCOUNT, REGION, 1)[0]
    with product.served() as url:
        page.goto(url)
        name = f"{one['ModelPackageGroupName']}, version {one['ModelPackageVersion']}"
        approver = aws.client("sagemaker", ACCOUNT, REGION, role="ModelApprover", session_name=WHO)
        row = page.locator(".changes li").filter(has_text=re.compile(rf"Waiting.* → Approved, by {WHO}"))
        page.locator(".changes li").first.wait_for()
        approver.update_model_package(
            ModelPackageArn=one["ModelPackageArn"], ModelApprovalStatus="Approved", ApprovalDescription="fine"
        )
        returned = time.monotonic()
        row.filter(has_text=name).wait_for(timeout=LIMIT * 1000)
        assert time.monotonic() - returned < LIMIT
