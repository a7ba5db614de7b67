"""Which card documents a version: its own, one that names it, one that names its group, or none."""

from typing import Any

import orjson
from seeing import Seeing

from modelgov.record.observation import Kind, Observation
from sample import arn, at, seen, version
from sample_training import card

VERSION = arn("model-package", "fraud/1")
OWN = {
    "model_overview": {"model_creator": "tom"},
    "training_details": {"training_observations": "Two years"},
    "evaluation_details": [{"name": "holdout"}],
    "additional_information": {"ethical_considerations": "None", "caveats_and_recommendations": "Drifts"},
}


def with_card(**content: Any) -> Observation:
    told = {"ModelCardStatus": "Draft", "ModelCardContent": orjson.dumps(content).decode()}
    return seen(Kind.MODEL_VERSION, version(1, ModelCard=told))


def alone(name: str, overview: dict[str, str], number: int = 1, **more: Any) -> Observation:
    content = orjson.dumps({"model_overview": overview} | more).decode()
    return seen(Kind.MODEL_CARD, card(name, number, "Approved") | {"Content": content})


def test_a_versions_own_card_comes_first_and_came_with_it(seeing: Seeing) -> None:
    seeing.see(with_card(**OWN), alone("other", {"model_id": VERSION}))
    row = seeing.one("select * from version_card")
    assert (row["card_source"], row["card_name"], row["card_status"]) == ("version", None, "Draft")
    assert row["card_written_at"] == at(1)
    assert [row[f"card_{name}"] for name in ("owner", "training", "evaluation", "ethics", "caveats")] == [
        *("tom", "Two years", "holdout", "None", "Drifts")
    ]


def test_a_card_that_names_the_version_comes_before_one_of_its_group(seeing: Seeing) -> None:
    use = {"intended_uses": "Cards only", "risk_rating": "High"}
    seeing.see(
        seen(Kind.MODEL_VERSION, version(1)),
        alone("of-group", {"model_name": "fraud"}),
        alone("of-version", {"model_id": VERSION, "model_owner": "lea"}, intended_uses=use),
    )
    row = seeing.one("select * from version_card")
    assert (row["card_source"], row["card_name"], row["card_owner"]) == (
        *("card of the version", "of-version", "lea"),
    )
    assert (row["card_use"], row["card_risk"], row["card_status"]) == ("Cards only", "High", "Approved")


def test_a_card_of_the_group_documents_each_of_its_versions(seeing: Seeing) -> None:
    seeing.see(
        seen(Kind.MODEL_VERSION, version(1)),
        seen(Kind.MODEL_VERSION, version(2)),
        seen(Kind.MODEL_VERSION, version(1, of="other")),
        alone("of-group", {"model_name": "fraud"}),
    )
    rows = seeing.ask("select card_source from version_card order by model_group, version")
    assert [row["card_source"] for row in rows] == ["card of the group", "card of the group", "none"]
