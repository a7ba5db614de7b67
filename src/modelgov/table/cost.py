"""Cost and usage data: what AWS billed for SageMaker, from the files of a CUR 2.0 export.

Parquet or CSV, on this machine or in S3, with the columns that AWS names; only lines of SageMaker are taken,
summed by day. Where a savings plan paid for use, its share of the plan counts and the line that takes the
list price back does not, so that an endpoint under a plan does not look as if it were free.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset as ds
from pyarrow import fs

from modelgov.errors import SettingError
from modelgov.lake.flatten import connection

PRODUCT = "AmazonSageMaker"
REQUIRED = (
    *("line_item_usage_account_id", "line_item_usage_start_date", "line_item_product_code"),
    *("line_item_usage_type", "line_item_unblended_cost"),
)
OPTIONAL = (
    *("line_item_resource_id", "line_item_operation", "line_item_line_item_type", "line_item_usage_amount"),
    *("line_item_currency_code", "pricing_unit", "product_region_code", "product_product_family"),
    "savings_plan_savings_plan_effective_cost",
)
SCHEMA = pa.schema(
    [
        ("day", pa.date32()),
        ("account_id", pa.string()),
        ("region", pa.string()),
        ("resource_arn", pa.string()),
        ("usage_type", pa.string()),
        ("usage_operation", pa.string()),
        ("product_family", pa.string()),
        ("usage_unit", pa.string()),
        ("usage_amount", pa.float64()),
        ("billed_usd", pa.float64()),
    ]
)
DAILY = """
select
    cast(cast(cast(line_item_usage_start_date as varchar) as timestamptz) as date),
    cast(line_item_usage_account_id as varchar),
    nullif(cast(product_region_code as varchar), ''),
    nullif(cast(line_item_resource_id as varchar), ''),
    cast(line_item_usage_type as varchar),
    nullif(cast(line_item_operation as varchar), ''),
    nullif(cast(product_product_family as varchar), ''),
    nullif(cast(pricing_unit as varchar), ''),
    sum(cast(nullif(cast(line_item_usage_amount as varchar), '') as double)),
    sum(
        case when line_item_line_item_type = 'SavingsPlanCoveredUsage'
            then coalesce(
                cast(nullif(cast(savings_plan_savings_plan_effective_cost as varchar), '') as double),
                cast(nullif(cast(line_item_unblended_cost as varchar), '') as double)
            )
            else cast(nullif(cast(line_item_unblended_cost as varchar), '') as double)
        end
    )
from line
where coalesce(line_item_line_item_type, '') <> 'SavingsPlanNegation'
    and coalesce(nullif(line_item_currency_code, ''), 'USD') = 'USD'
group by all
"""
PERIOD = "BILLING_PERIOD="


def cost_lines(place: str, region: str, environment: Mapping[str, str]) -> pa.Table:
    """What was billed for SageMaker by day, account, resource and usage type; nothing when no place is named.

    Raises SettingError when the place cannot be read or does not hold cost and usage data.
    """
    if not place:
        return SCHEMA.empty_table()
    with _read(place):
        system, path = _opened(place, region, environment)
        files = _newest(_listed(system, path))
        if not files:
            raise FileNotFoundError("there is no Parquet or CSV file")
        return pa.concat_tables([_daily(system, file) for file in files])


def lines_until(lines: pa.Table, at: datetime) -> pa.Table:
    """The lines of the days that had ended at a moment: when AWS wrote a line is not in it."""
    ended = (at + timedelta(microseconds=1)).astimezone(UTC).date()
    return lines.filter(pc.less(lines["day"], pa.scalar(ended)))


@contextmanager
def _read(place: str) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException, duckdb.Error, KeyError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise SettingError(
            what=f"The cost and usage data cannot be read: {said[0]}.",
            where=f"cost_files, {place}",
            remedy="Name the folder or s3:// prefix of a CUR 2.0 export that this process may list and read,"
            " or leave the setting empty.",
        ) from error


def _opened(place: str, region: str, environment: Mapping[str, str]) -> tuple[fs.FileSystem, str]:
    if not place.startswith("s3://"):
        return fs.LocalFileSystem(), place.rstrip("/")
    # pyarrow's S3 does not read the variable itself.
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    return fs.S3FileSystem(region=region, endpoint_override=endpoint), place.removeprefix("s3://").rstrip("/")


def _listed(system: fs.FileSystem, path: str) -> list[str]:
    info = system.get_file_info(path)
    found = [info] if info.is_file else system.get_file_info(fs.FileSelector(path, recursive=True))
    return sorted(file.path for file in found if file.is_file and _format(file.path))


def _format(path: str) -> str:
    name = PurePosixPath(path).name
    if name.endswith(".parquet"):
        return "parquet"
    return "csv" if name.endswith((".csv", ".csv.gz")) else ""


def _newest(files: list[str]) -> list[str]:
    """The files less those of executions that a newer one of the same billing period has replaced.

    >>> _newest(["e/BILLING_PERIOD=2026-11/1-a/x.parquet", "e/BILLING_PERIOD=2026-11/2-b/x.parquet"])
    ['e/BILLING_PERIOD=2026-11/2-b/x.parquet']
    """
    last: dict[str, str] = {}
    for path in files:
        period, execution = _execution(path)
        last[period] = max(last.get(period, ""), execution)
    return [path for path in files if last[_execution(path)[0]] == _execution(path)[1]]


def _execution(path: str) -> tuple[str, str]:
    """The billing period that a file is of, and the execution: none where each overwrites the last."""
    before, found, after = path.partition(PERIOD)
    if not found:
        return path, ""
    period, _, rest = after.partition("/")
    return f"{before}{period}", rest.rpartition("/")[0]


def _daily(system: fs.FileSystem, path: str) -> pa.Table:
    lines = _lines(system, path)
    engine = connection()
    try:
        engine.register("line", lines)
        summed: pa.Table = engine.sql(DAILY).to_arrow_table()
        return summed.rename_columns(SCHEMA.names).cast(SCHEMA)
    finally:
        engine.close()


def _lines(system: fs.FileSystem, path: str) -> pa.Table:
    """The lines of SageMaker in one file, with every column that we use."""
    dataset = ds.dataset(path, filesystem=system, format=_format(path))
    names = [name for name in (*REQUIRED, *OPTIONAL) if name in dataset.schema.names]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise OSError(f"{path} has no column {', '.join(missing)}")
    if _format(path) == "csv":  # a type that is guessed from the first lines fails at others
        texts = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        dataset = ds.dataset(path, filesystem=system, format=ds.CsvFileFormat(convert_options=texts))
    ours = ds.field("line_item_product_code").cast(pa.string()) == PRODUCT
    lines = dataset.to_table(columns=names, filter=ours)
    for name in OPTIONAL:
        if name not in names:
            lines = lines.append_column(name, pa.nulls(len(lines), pa.string()))
    return lines
