"""What AWS billed, from a CUR 2.0 export, and beside the list prices that it is held against."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from seeing import Seeing

from modelgov.errors import SettingError
from modelgov.record.observation import Kind
from modelgov.table.cost import cost_lines, lines_until
from sample import ACCOUNT, arn, config, endpoint, model, read, seen, serving

ENDPOINT = arn("endpoint", "e")
CSV = Path("data") / "BILLING_PERIOD=2026-11" / "cur-00001.csv.gz"
PARQUET = CSV.with_name("cur-00001.snappy.parquet")


def line(day: int, usd: float, resource: str = ENDPOINT, **more: Any) -> dict[str, Any]:
    return {
        "line_item_usage_account_id": ACCOUNT,
        "line_item_usage_start_date": datetime(2026, 11, day, 5, tzinfo=UTC),
        "line_item_product_code": "AmazonSageMaker",
        "line_item_usage_type": "EU-Host:ml.m5.large",
        "line_item_operation": "RunInstance",
        "line_item_resource_id": resource,
        "line_item_line_item_type": "Usage",
        "line_item_usage_amount": 1.0,
        "line_item_unblended_cost": usd,
        "line_item_currency_code": "USD",
        "pricing_unit": "Hrs",
        "product_region_code": "eu-west-1",
        "product_product_family": "ML Instance",
        "savings_plan_savings_plan_effective_cost": None,
    } | more


def written(path: Path, *lines: Mapping[str, Any]) -> str:
    table = pa.Table.from_pylist([dict(one) for one in lines])
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    else:
        with pa.CompressedOutputStream(str(path), "gzip") as out:
            pyarrow.csv.write_csv(table, out)
    return str(path)


def lines_of(place: object) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = cost_lines(str(place), "us-east-1", {}).to_pylist()
    return sorted(rows, key=lambda row: (row["day"], str(row["resource_arn"])))


@pytest.mark.parametrize("name", [CSV, PARQUET], ids=["csv", "parquet"])
def test_lines_of_sagemaker_are_summed_by_day(tmp_path: Path, name: Path) -> None:
    other = line(3, 9.0, line_item_product_code="AmazonEC2")
    written(tmp_path / name, line(3, 0.1), line(3, 0.2), line(4, 0.4, resource=""), other)
    written(tmp_path / "metadata" / "x.json.gz", {"a": 1})
    first, second = lines_of(tmp_path)
    assert first | {"billed_usd": 0, "usage_amount": 0} == {
        "day": date(2026, 11, 3),
        "account_id": ACCOUNT,
        "region": "eu-west-1",
        "resource_arn": ENDPOINT,
        "usage_type": "EU-Host:ml.m5.large",
        "usage_operation": "RunInstance",
        "product_family": "ML Instance",
        "usage_unit": "Hrs",
        "usage_amount": 0,
        "billed_usd": 0,
    }
    assert (first["billed_usd"], first["usage_amount"]) == (pytest.approx(0.3), 2.0)
    assert (second["day"], second["resource_arn"], second["billed_usd"]) == (date(2026, 11, 4), None, 0.4)


def test_a_savings_plan_is_paid_for_where_it_was_used(tmp_path: Path) -> None:
    effective = "savings_plan_savings_plan_effective_cost"
    covered = {"line_item_line_item_type": "SavingsPlanCoveredUsage", effective: 0.6}
    taken = {"line_item_line_item_type": "SavingsPlanNegation"}
    written(tmp_path / PARQUET, line(3, 1.0, **covered), line(3, -1.0, **taken), line(3, 0.5))
    assert [row["billed_usd"] for row in lines_of(tmp_path)] == [pytest.approx(1.1)]


def test_what_is_not_in_dollars_is_not_known_in_dollars(tmp_path: Path) -> None:
    written(tmp_path / PARQUET, line(3, 1.0), line(4, 7.0, line_item_currency_code="CNY"))
    assert [row["billed_usd"] for row in lines_of(tmp_path)] == [1.0]


def test_only_the_newest_execution_of_a_period_counts(tmp_path: Path) -> None:
    period = PARQUET.parent
    for execution, usd in (("20261104T010000Z-a", 1.0), ("20261105T010000Z-b", 2.0)):
        written(tmp_path / period / execution / "cur-00001.parquet", line(3, usd))
    written(tmp_path / "data" / "BILLING_PERIOD=2026-10" / "20261101T0Z-c" / "x.parquet", line(2, 4.0))
    assert [row["billed_usd"] for row in lines_of(tmp_path)] == [4.0, 2.0]


def test_columns_that_an_export_leaves_out_are_not_known(tmp_path: Path) -> None:
    least = line(3, 1.0)
    for name in [name for name in least if name.startswith(("product_", "pricing", "savings"))]:
        del least[name]
    del least["line_item_resource_id"]
    written(tmp_path / PARQUET, least)
    [row] = lines_of(tmp_path)
    assert (row["billed_usd"], row["region"], row["resource_arn"]) == (1.0, None, None)


def test_without_a_place_nothing_is_known() -> None:
    assert lines_of("") == []


def test_what_cannot_be_read_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.parquet").write_bytes(b"not parquet")
    written(tmp_path / "lacking.parquet", {"line_item_product_code": "AmazonSageMaker"})
    written(tmp_path / "text.parquet", line(3, 0) | {"line_item_unblended_cost": "much"})
    for name in ("none", "empty", "broken.parquet", "lacking.parquet", "text.parquet"):
        with pytest.raises(SettingError) as refused:
            lines_of(tmp_path / name)
        assert refused.value.where == f"cost_files, {tmp_path / name}"
        assert "CUR 2.0" in refused.value.remedy


def billed(seeing: Seeing, folder: Path, *lines: Mapping[str, Any]) -> None:
    seeing.tables.bill(cost_lines(written(folder / PARQUET, *lines), "us-east-1", {}))


def test_cost_usage_names_the_type_of_what_was_billed(seeing: Seeing, tmp_path: Path) -> None:
    billed(seeing, tmp_path, line(3, 1.0), line(3, 2.0, resource="notebook", product_region_code=""))
    rows = seeing.ask("select region, resource_type, billed_usd from cost_usage order by billed_usd")
    assert [tuple(row.values()) for row in rows] == [
        ("eu-west-1", "endpoint", 1.0),
        ("unassigned", None, 2.0),
    ]


def test_an_endpoint_has_its_bill_of_thirty_days_beside_its_list_price(
    seeing: Seeing, tmp_path: Path
) -> None:
    seeing.see(*serving())
    earlier = {"line_item_usage_start_date": datetime(2026, 10, 3, tzinfo=UTC)}
    billed(seeing, tmp_path, line(9, 1.0, arn("endpoint", "E")), line(2, 2.0), line(1, 4.0, **earlier))
    row = seeing.one("select usd_per_month, billed_usd, billed_until from endpoint_cost")
    assert row == {"usd_per_month": 730 * 2 * 0.115, "billed_usd": 3.0, "billed_until": date(2026, 11, 9)}


def test_what_no_bill_is_known_of_is_null_and_never_zero(seeing: Seeing, tmp_path: Path) -> None:
    seeing.see(*serving()[:6], seen(Kind.ENDPOINT, endpoint("e", "c"), 600))
    query = "select billed_usd from endpoint_cost"
    month = "select billed_usd, unbilled_hours, instance_hours from cost_month"
    assert seeing.one(query) == {"billed_usd": None}
    assert seeing.one(month)["billed_usd"] is None
    assert seeing.one(month)["unbilled_hours"] == seeing.one(month)["instance_hours"]
    billed(seeing, tmp_path, line(3, 1.0, arn("endpoint", "other")))
    assert seeing.one(query) == {"billed_usd": None}
    assert seeing.one(month)["billed_usd"] is None


def two_variants(instance: str) -> dict[str, Any]:
    """A variant of version 1 on two small instances, and one of version 2 on one that costs twice as much."""
    first = {"VariantName": "all", "ModelName": "m", "InitialInstanceCount": 2}
    second = {"VariantName": "new", "ModelName": "m2", "InitialInstanceCount": 1}
    variants = [first | {"InstanceType": "ml.m5.large"}, second | {"InstanceType": instance}]
    return config("c", "m") | {"ProductionVariants": variants}


@pytest.mark.parametrize(
    ("instance", "shares", "by_variant"),
    [
        ("ml.m5.xlarge", [3.0, 3.0], [3.0, 3.0]),  # 2 x 0.115 and 1 x 0.23
        ("ml.new.large", [4.0, 2.0], [None, None]),  # no price: the hours share it
    ],
)
def test_a_bill_is_shared_by_what_an_endpoint_serves(
    seeing: Seeing, tmp_path: Path, instance: str, shares: list[float], by_variant: list[float | None]
) -> None:
    runs = endpoint("e", "c")
    runs["ProductionVariants"].append({"VariantName": "new", "CurrentInstanceCount": 1})
    seeing.see(
        *serving()[:5],
        seen(Kind.MODEL, model("m2", ModelPackageName=arn("model-package", "fraud/2"))),
        seen(Kind.ENDPOINT_CONFIG, two_variants(instance)),
        seen(Kind.ENDPOINT, runs),
        coverage=[read(minute=600)],
    )
    billed(seeing, tmp_path, line(1, 6.0))
    month = seeing.ask("select version, billed_usd, unbilled_hours from cost_month order by version")
    assert [(row["version"], row["unbilled_hours"]) for row in month] == [(1, 0), (2, 0)]
    assert [row["billed_usd"] for row in month] == pytest.approx(shares)
    variants = seeing.ask("select billed_usd from endpoint_cost order by variant_name")
    assert [row["billed_usd"] for row in variants] == by_variant


def test_a_newer_bill_takes_the_place_of_the_older_one(seeing: Seeing, tmp_path: Path) -> None:
    seeing.see(*serving())
    hot = seeing.hot()
    for usd in (1.0, 2.0):
        hot.bill(cost_lines(written(tmp_path / PARQUET, line(3, usd)), "us-east-1", {}))
        assert hot.ask("select billed_usd from endpoint_cost").rows == ((usd,),)


def test_of_a_moment_only_the_days_that_had_ended_are_billed() -> None:
    days = [date(2026, 11, day) for day in (1, 2, 3)]
    lines = pa.table({"day": pa.array(days, pa.date32())})
    midnight = datetime(2026, 11, 3, tzinfo=UTC)
    last = midnight - timedelta(microseconds=1)  # which a day alone stands for
    for moment, ended in ((last - timedelta(seconds=1), 1), (last, 2), (midnight, 2)):
        assert lines_until(lines, moment)["day"].to_pylist() == days[:ended]
