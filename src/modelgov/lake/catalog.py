"""Where the lake's catalog and files are: SQLite and a folder, or Glue and S3; the same code above."""

from collections.abc import Mapping
from pathlib import Path

from pyiceberg.catalog import Catalog
from pyiceberg.catalog.glue import GlueCatalog
from pyiceberg.catalog.sql import SqlCatalog

from modelgov.errors import SettingError

NAME = "modelgov"


def local_catalog(data: Path, warehouse: str) -> Catalog:
    """A catalog in a SQLite file; its files in a folder unless a warehouse is named."""
    folder = data / "lake"
    folder.mkdir(parents=True, exist_ok=True)
    return SqlCatalog(
        NAME,
        uri=f"sqlite:///{data / 'catalog.db'}",
        warehouse=warehouse or f"file://{folder}",
    )


def glue_catalog(region: str, warehouse: str, environment: Mapping[str, str]) -> Catalog:
    """AWS Glue with S3. An endpoint in `AWS_ENDPOINT_URL` is handed on: pyarrow's S3 does not read it."""
    if not warehouse.startswith("s3://"):
        raise SettingError(
            what="The Glue catalog needs a warehouse on S3.",
            where="setting warehouse",
            remedy="Set it to s3://bucket/prefix.",
        )
    properties = {"warehouse": warehouse, "glue.region": region, "s3.region": region}
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    if endpoint:
        properties["s3.endpoint"] = endpoint
    return GlueCatalog(NAME, **properties)
