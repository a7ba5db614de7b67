"""Search is an index: what it leaves out is looked for, and never taken for deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from flow_world import World
from lag import Alter, Forward, lagging

from modelgov.flow.collect import Summary
from modelgov.record.coverage import Outcome

Collect = Callable[[Alter], Summary]


@pytest.fixture
def collect_with(world: World, monkeypatch: pytest.MonkeyPatch) -> Collect:
    def collect(alter: Alter) -> Summary:
        with lagging(world.aws.endpoint_url, alter) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            summary = world.collect()
            monkeypatch.setenv("AWS_ENDPOINT_URL", world.aws.endpoint_url)
        return summary

    return collect


def without(arn: str, *, counted: bool) -> Alter:
    """Leaves out one version; `counted` says whether TotalHits still knows of it."""

    def alter(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        answer = forward(asked)
        kept = [row for row in answer["Results"] if row.get("ModelPackage", {}).get("ModelPackageArn") != arn]
        left_out = len(answer["Results"]) - len(kept)
        answer["TotalHits"]["Value"] -= 0 if counted else left_out
        return answer | {"Results": kept}

    return alter


def test_what_search_counts_and_does_not_answer_is_listed_and_described(
    world: World, collect_with: Collect
) -> None:
    arns = world.furnish(world.accounts[0])
    summary = collect_with(without(arns[1], counted=True))
    assert summary.complete
    assert {entry.asset for entry in world.entries("model_version")} == set(arns)


def test_what_search_forgets_is_described_and_not_deleted(world: World, collect_with: Collect) -> None:
    arns = world.furnish(world.accounts[0])
    world.collect()
    summary = collect_with(without(arns[1], counted=False))
    assert summary.complete
    assert summary.recorded.changed == 0
    assert not any(entry.deleted for entry in world.entries("model_version"))


def test_a_count_that_nothing_explains_is_a_gap(world: World, collect_with: Collect) -> None:
    world.furnish(world.accounts[0])

    def more(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        answer = forward(asked)
        answer["TotalHits"]["Value"] += 2 if asked["Resource"] == "ModelPackage" and answer["Results"] else 0
        return answer

    summary = collect_with(more)
    assert [(gap.operation, gap.outcome, gap.reason) for gap in summary.gaps] == [
        ("Search:ModelPackage", Outcome.FAILED, "It came short by 2 of 5 records.")
    ]


def test_an_empty_page_with_a_token_is_followed(world: World, collect_with: Collect) -> None:
    arns = world.furnish(world.accounts[0])

    def empty_first(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        if asked.pop("NextToken", None) is None:
            return {"Results": [], "NextToken": "later"}
        return forward(asked)

    assert collect_with(empty_first).complete
    assert {entry.asset for entry in world.entries("model_version")} == set(arns)


def test_an_answer_that_is_no_page_is_read_by_list_and_describe(world: World, collect_with: Collect) -> None:
    arns = world.furnish(world.accounts[0])
    summary = collect_with(lambda *_: {"Results": "none"})
    assert summary.gaps == ()
    assert {entry.asset for entry in world.entries("model_version")} == set(arns)


def test_a_result_without_a_record_is_malformed_and_costs_only_itself(
    world: World, collect_with: Collect
) -> None:
    arns = world.furnish(world.accounts[0])

    def odd(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        answer = forward(asked)
        if asked["Resource"] == "ModelPackage" and answer["Results"]:
            answer["Results"][0] = {"Surprise": 1}
        return answer

    summary = collect_with(odd)
    assert {gap.outcome for gap in summary.gaps} == {Outcome.MALFORMED}
    assert {entry.asset for entry in world.entries("model_version")} == set(arns[1:])
