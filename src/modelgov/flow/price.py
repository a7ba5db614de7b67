"""Prices: AWS's list prices of today into a dated table, which the `price_file` setting then names."""

import os
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

import orjson

from modelgov.collect.aws import Door
from modelgov.collect.price import answering, read_products
from modelgov.collect.reader import enter
from modelgov.collect.refusal import CallError
from modelgov.errors import CloudError, MachineError, ModelgovError
from modelgov.table.price import Price, from_offer, to_table

WAIT_SECONDS = 60.0  # for the next bytes of an offer file


def listed(door: Door, regions: Iterable[str], hub_region: str) -> tuple[Price, ...]:
    """What the Price List API answers for these regions; raises CloudError when it does not."""
    try:
        reader = enter(door, door.home(), answering(hub_region))
        products = list(read_products(reader, regions))
    except CallError as error:
        raise CloudError(
            what=f"The prices cannot be listed. {error.what}",
            where=error.where,
            remedy="Let these credentials call pricing:GetProducts, or name AWS's offer file with --offer.",
        ) from error
    return _prices(products, "the Price List API")


def offered(place: str, regions: Iterable[str]) -> tuple[Price, ...]:
    """What AWS's offer file has of these regions, from a URL or a path."""
    wanted = frozenset(regions)
    try:
        if place.startswith(("https://", "http://")):
            with urllib.request.urlopen(place, timeout=WAIT_SECONDS) as reply:  # noqa: S310 - http(s) only
                body = reply.read()
        else:
            body = Path(place).read_bytes()
        offer = orjson.loads(body)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise _unusable(place, error) from error
    return tuple(price for price in _prices(offer, place) if price.region in wanted)


def _prices(offer: object, place: str) -> tuple[Price, ...]:
    try:
        return from_offer(offer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(place, error) from error


def _unusable(place: str, error: Exception) -> ModelgovError:
    return MachineError(
        what=f"The offer cannot be read: {type(error).__name__}: {error}.",
        where=place,
        remedy="Give AWS's offer file for AmazonSageMaker (index.json), by its URL or its path.",
    )


def keep(prices: Iterable[Price], target: Path) -> None:
    """Write the table, whole or not at all."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_text(to_table(prices), encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        raise MachineError(
            what=f"The prices cannot be written: {error.strerror}.",
            where=str(target),
            remedy="Name another file with --output.",
        ) from error
