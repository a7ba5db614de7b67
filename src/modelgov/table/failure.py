"""What AWS says when a monitor fails, in plain words: a dated table of known messages."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "failure.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One kind of failure: the phrases that tell it, what it means, what to do, and when that was checked."""

    words: tuple[str, ...]
    means: str
    remedy: str
    seen: date


@cache
def known_failures() -> tuple[Failure, ...]:
    """All kinds in their order: the first that is met counts."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["failure"]
    return tuple(Failure(**row | {"words": tuple(row["words"])}) for row in rows)


def explained(message: str | None, failures: Sequence[Failure] | None = None) -> Failure | None:
    """The kind of failure that a message tells of; None where AWS gives none, or one that is not known.

    >>> explained("ClientError: Job inputs had no data").means
    'Nothing was captured in the hours that the monitor looks at.'
    """
    said = (message or "").lower()
    listed = known_failures() if failures is None else failures
    return next((one for one in listed if any(word in said for word in one.words)), None)
