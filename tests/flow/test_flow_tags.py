"""Tags of many assets at once, and what is asked where the index of tags cannot be relied on."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from flow_world import World, now

from modelgov.collect.tag import SAMPLE

GET = {"service": "tagging", "operation": "GetResources"}
CARDS = 7


def later() -> datetime:
    """When the index must hold what the tests make."""
    return now() + timedelta(hours=2)


def furnish(world: World, *, untagged: int = 0) -> None:
    """Cards with a tag each, and some without."""
    sagemaker = world.sagemaker(world.accounts[0])
    for number in range(CARDS):
        tags = [] if number < untagged else [{"Key": "owner", "Value": f"Lea {number}"}]
        sagemaker.create_model_card(
            ModelCardName=f"Card-{number}", Content="{}", ModelCardStatus="Draft", Tags=tags
        )


def told(world: World) -> dict[str, list[Any]]:
    documents = [orjson.loads(entry.document) for entry in world.entries("model_card")]
    return {one["ModelCardName"]: one.get("Tags", []) for one in documents}


def expected(untagged: int = 0) -> dict[str, list[Any]]:
    return {
        f"Card-{number}": [] if number < untagged else [{"Key": "owner", "Value": f"Lea {number}"}]
        for number in range(CARDS)
    }


def collected(world: World, clock: Callable[[], datetime] = later) -> Counter[str]:
    """What a collection called that is about tags."""
    world.aws.reset_counts()
    assert world.collect(clock=clock).complete
    calls = Counter[str]()
    for key, number in world.aws.counts()["calls"].items():
        calls[key.split("|")[1]] += number
    return Counter({name: calls[name] for name in ("GetResources", "ListTags") if calls[name]})


def test_one_call_tells_the_tags_of_many(world: World) -> None:
    furnish(world, untagged=2)
    assert collected(world) == {"GetResources": 1}
    assert told(world) == expected(untagged=2)


def test_what_is_too_young_to_be_in_the_index_is_asked_by_itself(world: World) -> None:
    furnish(world, untagged=2)
    assert collected(world, clock=now) == {"GetResources": 1, "ListTags": 2}
    assert told(world) == expected(untagged=2)


def test_an_index_that_shows_nothing_of_a_type_is_not_believed(world: World) -> None:
    furnish(world)
    world.aws.faults([GET | {"answer": {"ResourceTagMappingList": []}}])
    assert collected(world) == {"GetResources": 1, "ListTags": CARDS}
    assert told(world) == expected()


def test_an_index_that_shows_nothing_of_a_type_is_believed_once_list_tags_has_agreed(world: World) -> None:
    furnish(world, untagged=CARDS)
    assert collected(world) == {"GetResources": 1, "ListTags": SAMPLE}
    assert told(world) == expected(untagged=CARDS)


@pytest.mark.parametrize("code", ["AccessDeniedException", "InvalidParameterException"])
def test_where_the_index_is_refused_list_tags_answers_and_nothing_is_missing(world: World, code: str) -> None:
    furnish(world, untagged=1)
    world.aws.faults([GET | {"code": code}])
    assert collected(world) == {"GetResources": 1, "ListTags": CARDS}
    assert told(world) == expected(untagged=1)


def test_a_fall_back_to_list_and_describe_asks_for_many_too(world: World) -> None:
    world.furnish(world.accounts[0])
    sagemaker = world.sagemaker(world.accounts[0])
    sagemaker.create_endpoint(
        EndpointName="Other",
        EndpointConfigName="Fraud-Config",
        Tags=[{"Key": "team", "Value": "risk"}],
    )
    world.aws.faults(
        [
            {
                "operation": "Search",
                "request": '*"Endpoint"*',
                "code": "AccessDeniedException",
                "message": "not authorized",
            }
        ]
    )
    assert collected(world) == {"GetResources": 1}
    tags = {
        one["EndpointName"]: one["Tags"]
        for one in (orjson.loads(entry.document) for entry in world.entries("endpoint"))
    }
    assert tags == {
        "Fraud-Endpoint": [{"Key": "team", "Value": "fraud"}],
        "Other": [{"Key": "team", "Value": "risk"}],
    }
