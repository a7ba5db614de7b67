"""Files of the lists of versions and groups: Parquet beside CSV, and of chosen rows alone."""

import csv
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from site_world import Site

from sample import ACCOUNT, REGION, arn

QUERIES = ("", "sort=model_group", "q=fraud&sort=-changed_at", "team=nobody", "business_unit=Retail")


def parquet(site: Site, path: str) -> pa.Table:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["content-disposition"].endswith('.parquet"')
    return pq.read_table(io.BytesIO(answer.content))


def sheet(site: Site, path: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(site.client.get(path).text)))


@pytest.mark.parametrize("name", ["versions", "groups"])
@pytest.mark.parametrize("query", QUERIES)
def test_parquet_has_the_rows_the_order_and_the_columns_of_the_csv(site: Site, name: str, query: str) -> None:
    table = parquet(site, f"/api/v1/{name}.parquet?{query}")
    rows = sheet(site, f"/api/v1/{name}.csv?{query}")
    assert table.num_rows == len(rows)
    assert [[one["model_group"], one["changed_at"].isoformat()] for one in table.to_pylist()] == [
        [one["model_group"], one["changed_at"]] for one in rows
    ]
    if rows:
        assert table.column_names == list(rows[0])


def test_parquet_keeps_the_types_of_the_tables(site: Site) -> None:
    schema = parquet(site, "/api/v1/versions.parquet").schema
    assert schema.field("version").type == pa.int64()
    assert schema.field("production").type == pa.bool_()
    assert pa.types.is_timestamp(schema.field("registered_at").type)


def test_a_file_of_chosen_rows_has_those_alone(site: Site) -> None:
    chosen = arn("model-package", "fraud/2")
    rows = sheet(site, f"/api/v1/versions.csv?asset={chosen}")
    assert [row["model_version_arn"] for row in rows] == [chosen]
    group = arn("model-package-group", "risky")
    assert [row["model_group"] for row in sheet(site, f"/api/v1/groups.csv?asset={group}")] == ["risky"]


def test_the_list_is_narrowed_by_what_versions_are_and_says_how_many(site: Site) -> None:
    page = site.client.get("/api/v1/versions?maturity=prototype&maturity=unknown").json()
    assert {(row["model_group"], row["version"]) for row in page["rows"]} == {("fraud", 3), ("risky", 1)}
    counted = {row["value"]: row["rows"] for row in page["facets"]["maturity"]}
    assert counted == {"production": 1, "validated": 1, "prototype": 1, "unknown": 1}
    assert ACCOUNT in page["rows"][0]["model_version_arn"]
    assert REGION in page["rows"][0]["model_version_arn"]
