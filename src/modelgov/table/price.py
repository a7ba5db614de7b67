"""List prices of hosting instances: a dated table that ships, in US dollars an hour."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PRICE_DATE = date(2026, 11, 1)
PRICE_REGION = "us-east-1"  # prices of other regions are not known yet: this one's stand in, and say so
FILE = Path(__file__).parent / "price.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one instance of a type costs for an hour of hosting, US dollars, on demand."""

    instance_type: str
    usd_per_hour: float


def list_prices(file: Path = FILE) -> tuple[Price, ...]:
    """The prices that ship."""
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Price(instance_type=row["instance_type"], usd_per_hour=float(row["usd_per_hour"]))
            for row in csv.DictReader(lines)
        )
