"""Cost and usage data in S3."""

from datetime import date

import pytest
from flow_world import World

from modelgov.errors import SettingError
from modelgov.table.cost import cost_lines

LINES = """\
line_item_usage_account_id,line_item_usage_start_date,line_item_product_code,line_item_usage_type,\
line_item_unblended_cost,line_item_resource_id,product_region_code
310000000001,2026-11-03T05:00:00.000Z,AmazonSageMaker,EU-Host:ml.m5.large,0.115,arn:e,eu-west-1
310000000001,2026-11-03T06:00:00.000Z,AmazonSageMaker,EU-Host:ml.m5.large,0.115,arn:e,eu-west-1
310000000001,2026-11-03T06:00:00.000Z,AmazonEC2,EU-BoxUsage:m5.large,0.1,i-1,eu-west-1
"""


def test_an_export_in_s3_is_read(world: World) -> None:
    bucket = f"costs-{world.accounts[0]}"
    s3 = world.aws.client("s3", world.accounts[0])
    s3.create_bucket(Bucket=bucket)
    key = "exports/cur/data/BILLING_PERIOD=2026-11/cur-00001.csv"
    s3.put_object(Bucket=bucket, Key=key, Body=LINES.encode())
    environment = {"AWS_ENDPOINT_URL": world.aws.endpoint_url}
    [row] = cost_lines(f"s3://{bucket}/exports/cur/", "us-east-1", environment).to_pylist()
    assert (row["day"], row["resource_arn"]) == (date(2026, 11, 3), "arn:e")
    assert row["billed_usd"] == pytest.approx(0.23)
    assert row["usage_amount"] is None


def test_a_bucket_that_is_not_there_says_what_to_do(world: World) -> None:
    with pytest.raises(SettingError) as refused:
        cost_lines("s3://nobody-has-this/x", "us-east-1", {"AWS_ENDPOINT_URL": world.aws.endpoint_url})
    assert refused.value.where == "cost_files, s3://nobody-has-this/x"
