"""`modelgov prices fetch`, from AWS's offer file: on this machine, and over HTTP."""

import json
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from modelgov.cli.main import main
from modelgov.table.price import from_table


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    products, terms = {}, {}
    for sku, region, usd in (
        ("A", "us-east-1", "0.23"),
        ("B", "eu-west-1", "0.257"),
        ("C", "eu-west-2", "1"),
    ):
        attributes = {"component": "Hosting", "regionCode": region, "instanceName": "ml.m5.xlarge"}
        dimension = {"unit": "Hrs", "pricePerUnit": {"USD": usd}}
        products[sku] = {"sku": sku, "attributes": attributes}
        terms[sku] = {
            f"{sku}.T": {"effectiveDate": "2026-10-01T00:00:00Z", "priceDimensions": {"R": dimension}}
        }
    path = tmp_path / "index.json"
    path.write_text(json.dumps({"products": products, "terms": {"OnDemand": terms}}))
    return path


@pytest.fixture
def url(offer: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(offer.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/index.json"
        server.shutdown()
        thread.join()


def fetch(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["modelgov", "prices", "fetch", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_regions_asked_for_and_us_east_1_are_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch(monkeypatch, tmp_path, "--region", "eu-west-1", "--offer", url) == 0
    prices = from_table((tmp_path / "prices.csv").read_text())
    assert [(price.region, price.usd_hour) for price in prices] == [("eu-west-1", 0.257), ("us-east-1", 0.23)]
    assert f'price_file = "{tmp_path / "prices.csv"}"' in capsys.readouterr().err


def test_a_region_without_prices_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, offer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch(monkeypatch, tmp_path, "--region", "mars-1", "--offer", str(offer)) == 3
    assert "There is no price of mars-1." in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, offer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch(monkeypatch, tmp_path, "--offer", str(offer), "--output", "none/prices.csv") == 1
    assert "--output" in capsys.readouterr().err
