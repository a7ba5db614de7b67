"""AWS's list prices into a table that the price_file setting takes."""

from pathlib import Path

import pytest
from flow_world import World

from modelgov.errors import CloudError, MachineError
from modelgov.flow.price import keep, listed, offered
from modelgov.table.price import list_prices

REGIONS = ("eu-west-1", "us-east-1")
GET = {"service": "pricing", "operation": "GetProducts"}


@pytest.mark.parametrize("hub", ["us-east-1", "eu-west-1", "ap-southeast-1", "sa-east-1"])
def test_every_component_of_every_region_asked_for_is_listed_page_by_page(world: World, hub: str) -> None:
    world.aws.reset_counts()
    found = listed(world.door(), REGIONS, hub)
    assert {price.region for price in found} == set(REGIONS)
    assert {"Hosting", "AsyncInf", "Training", "Processing"} <= {price.component for price in found}
    calls = [key for key in world.aws.counts()["calls"] if "|GetProducts|" in key]
    assert len(calls) == 1
    assert sum(world.aws.counts()["calls"][key] for key in calls) == 2 * -(-len(found) // 2 // 100)


def test_the_table_that_is_kept_prices_a_region_with_its_own_prices(world: World, tmp_path: Path) -> None:
    keep(listed(world.door(), REGIONS, "us-east-1"), tmp_path / "prices.csv")
    found = {price.key: price for price in list_prices(str(tmp_path / "prices.csv"))}
    hosting = {region: found[region, "ml.m5.xlarge", "Hosting"].usd_hour for region in REGIONS}
    assert hosting == {"us-east-1": 0.23, "eu-west-1": 0.2553}
    assert [path.name for path in tmp_path.glob("*prices*")] == ["prices.csv"]


def test_a_throttled_page_is_asked_for_again(world: World) -> None:
    whole = listed(world.door(), REGIONS, "us-east-1")
    world.aws.faults([GET | {"code": "ThrottlingException", "after": 1, "times": 1}])
    assert listed(world.door(), REGIONS, "us-east-1") == whole


def test_refused_prices_say_what_to_do(world: World) -> None:
    world.aws.faults([GET | {"code": "AccessDeniedException", "message": "not authorized"}])
    with pytest.raises(CloudError) as refused:
        listed(world.door(), REGIONS, "us-east-1")
    assert "not authorized" in refused.value.what
    assert "pricing:GetProducts" in refused.value.remedy


@pytest.mark.parametrize("text", [None, "not json", "{}", '{"products": {"a": {}}, "terms": {}}'])
def test_an_offer_that_is_none_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "index.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(MachineError):
        offered(str(path), REGIONS)
