"""The bill of the demo organisation: an export as AWS delivers it, which the product reads as such."""

import csv
import gzip
import io

import pytest

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.bill import BUCKET, PREFIX
from modelgov.table.cost import cost_lines

Line = dict[str, str]


@pytest.fixture(scope="module")
def lines(organisation: Emulator) -> list[Line]:
    s3 = organisation.client("s3", GOVERNANCE)
    keys = [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET, Prefix=PREFIX)["Contents"]]
    texts = [gzip.decompress(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()).decode() for key in keys]
    return [line for text in texts for line in csv.DictReader(io.StringIO(text))]


def test_endpoints_on_instances_are_billed_until_the_day_before_the_anchor(lines: list[Line]):
    days = {line["line_item_usage_start_date"][:10] for line in lines}
    assert (min(days), max(days), len(days)) == ("2026-09-20", "2026-11-19", 61)
    assert {line["line_item_resource_id"].split(":")[5].partition("/")[0] for line in lines} == {"endpoint"}
    kinds = {line["line_item_line_item_type"] for line in lines}
    assert kinds == {"Usage", "SavingsPlanCoveredUsage", "SavingsPlanNegation"}


def test_the_product_reads_it_from_s3(
    organisation: Emulator, lines: list[Line], monkeypatch: pytest.MonkeyPatch
):
    environment = organisation.environment(GOVERNANCE)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    read = cost_lines(f"s3://{BUCKET}/{PREFIX}", "us-east-1", environment)
    costs = [
        float(line["savings_plan_savings_plan_effective_cost"] or line["line_item_unblended_cost"])
        for line in lines
        if line["line_item_line_item_type"] != "SavingsPlanNegation"
    ]
    assert sum(read.column("billed_usd").to_pylist()) == pytest.approx(sum(costs))
    assert set(read.column("resource_arn").to_pylist()) == {line["line_item_resource_id"] for line in lines}
