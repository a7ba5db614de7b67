"""Where the lake's catalog and files are: SQLite and a folder, or Glue and S3; the same code above."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pyiceberg.catalog import Catalog
from pyiceberg.catalog.glue import GlueCatalog
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import NoSuchIcebergTableError, NoSuchTableError
from sqlalchemy.exc import SQLAlchemyError

from modelgov.errors import SettingError, StoreError

NAME = "modelgov"
REFUSALS = (
    *(BotoCoreError, ClientError, SQLAlchemyError, OSError),
    *(NoSuchTableError, NoSuchIcebergTableError),
)


@contextmanager
def reaching(what: str) -> Iterator[None]:
    """Says in our words what a catalog, or the place of its files, refuses."""
    try:
        yield
    except REFUSALS as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise StoreError(
            what=f"The lake cannot be reached: {said[0]}.",
            where=what,
            remedy="Check the settings data, warehouse and catalog, and whether the place lets you in.",
        ) from error


def local_catalog(data: Path, warehouse: str) -> Catalog:
    """A catalog in a SQLite file; its files in a folder unless a warehouse is named."""
    folder = data / "lake"
    file = data / "catalog.db"
    with reaching(str(file)):
        folder.mkdir(parents=True, exist_ok=True)
        return SqlCatalog(NAME, uri=f"sqlite:///{file}", warehouse=warehouse or f"file://{folder}")


def glue_catalog(region: str, warehouse: str, environment: Mapping[str, str]) -> Catalog:
    """AWS Glue with S3. An endpoint in `AWS_ENDPOINT_URL` is handed on: pyarrow's S3 does not read it."""
    if not warehouse.startswith("s3://"):
        raise SettingError(
            what="The Glue catalog needs a warehouse on S3.",
            where="setting warehouse",
            remedy="Set it to s3://bucket/prefix.",
        )
    properties: dict[str, Any] = {"warehouse": warehouse, "glue.region": region, "s3.region": region}
    properties["glue.max-retries"] = 4  # ten, its own default, keep a wrong address waiting for 20 s
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    if endpoint:
        properties["s3.endpoint"] = endpoint
    with reaching(f"Glue in {region}"):
        return GlueCatalog(NAME, **properties)
