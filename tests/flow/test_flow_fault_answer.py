"""Answers that are odd: pages that repeat or run dry, tokens that expire, records that nobody foresaw."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from flow_world import CONTAINER, World
from lag import Alter, Forward, lagging

from modelgov.flow.collect import Summary
from modelgov.record.coverage import Outcome

Collect = Callable[..., Summary]
MANY = 230
SEARCH = {"service": "sagemaker", "operation": "Search", "request": '*"ModelPackage"*'}
REFUSED = SEARCH | {"code": "AccessDeniedException", "message": "no"}
STALE = {"code": "ValidationException", "message": "Invalid NextToken"}
TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def collect_with(world: World, monkeypatch: pytest.MonkeyPatch) -> Collect:
    def collect(alter: Alter, call: str = "Search", *, full: bool = True) -> Summary:
        with lagging(world.aws.endpoint_url, alter, f"SageMaker.{call}") as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            summary = world.collect(full=full)
            monkeypatch.setenv("AWS_ENDPOINT_URL", world.aws.endpoint_url)
        return summary

    return collect


def versions(world: World) -> list[str]:
    return [entry.asset for entry in world.entries("model_version")]


def test_a_page_that_comes_twice_is_stored_once(world: World, collect_with: Collect) -> None:
    arns = world.furnish(world.accounts[0], versions=MANY)
    pages: dict[str, dict[str, Any]] = {}

    def twice(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        """Each page once more under a token of its own, then the one that follows."""
        token = asked.get("NextToken", "")
        if token.startswith("again:"):
            return pages[token]
        answer = forward(asked)
        if asked["Resource"] == "ModelPackage" and "NextToken" in answer:
            again = f"again:{len(pages)}"
            pages[again] = answer
            return answer | {"NextToken": again}
        return answer

    summary = collect_with(twice)
    assert (summary.complete, len(pages)) == (True, 2)
    assert sorted(versions(world)) == sorted(arns)


def test_a_token_that_comes_again_and_again_ends_and_is_named(world: World, collect_with: Collect) -> None:
    world.furnish(world.accounts[0])
    same = {"ProcessingJobSummaries": [], "NextToken": "same"}
    summary = collect_with(lambda *_: same, "ListProcessingJobs")
    assert {(gap.operation, gap.outcome) for gap in summary.gaps} == {("ListProcessingJobs", Outcome.FAILED)}
    assert all("again and again" in gap.reason for gap in summary.gaps)


def test_where_search_gives_a_token_that_is_none_the_lists_tell_all(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    world.aws.faults([SEARCH | {"answer": {"NextToken": "made up"}}])
    assert world.collect().complete
    assert sorted(versions(world)) == sorted(arns)


def test_an_empty_page_of_a_list_with_a_token_is_followed(world: World, collect_with: Collect) -> None:
    arns = world.furnish(world.accounts[0])
    world.aws.faults([REFUSED])

    def empty_first(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        if asked.pop("NextToken", None) is None:
            return {"ModelPackageSummaryList": [], "NextToken": "later"}
        return forward(asked)

    assert collect_with(empty_first, "ListModelPackages").complete
    assert sorted(versions(world)) == sorted(arns)


def test_a_token_that_expires_starts_the_pages_again(world: World) -> None:
    arns = world.furnish(world.accounts[0], versions=MANY)
    stale = STALE | {"service": "sagemaker", "operation": "Search", "request": "*NextToken*"}
    world.aws.faults([stale | {"after": 1, "times": 1}])
    assert world.collect().complete
    assert sorted(versions(world)) == sorted(arns)


def test_a_token_that_always_expires_is_read_by_list_and_describe(world: World) -> None:
    arns = world.furnish(world.accounts[0], versions=120)
    world.aws.faults([STALE | {"service": "sagemaker", "operation": "Search", "request": "*NextToken*"}])
    assert world.collect().complete
    assert sorted(versions(world)) == sorted(arns)


def test_tokens_that_never_work_anywhere_are_a_gap_and_no_deletion(world: World) -> None:
    world.furnish(world.accounts[0], versions=120)
    world.collect()
    world.aws.faults([STALE | {"service": "sagemaker", "request": "*NextToken*"}])
    summary = world.collect()
    assert {(gap.operation, gap.outcome) for gap in summary.gaps} == {("Search:ModelPackage", Outcome.FAILED)}
    assert not any(entry.deleted for entry in world.entries("model_version"))


@pytest.mark.parametrize("known", [False, True])
def test_what_is_deleted_between_list_and_describe_is_not_invented(
    world: World, collect_with: Collect, *, known: bool
) -> None:
    arns = world.furnish(world.accounts[0])
    if known:
        world.collect()
    sagemaker = world.sagemaker(world.accounts[0])
    world.aws.faults([REFUSED])

    def then_deleted(asked: dict[str, Any], forward: Forward) -> dict[str, Any]:
        answer = forward(asked)
        if any(row["ModelPackageArn"] == arns[2] for row in answer["ModelPackageSummaryList"]):
            sagemaker.delete_model_package(ModelPackageName=arns[2])
        return answer

    assert collect_with(then_deleted, "ListModelPackages").complete
    seen = [entry for entry in world.entries("model_version") if entry.asset == arns[2]]
    # Its own describe says that it is gone: a deletion of what was known, nothing of what never was.
    assert [entry.deleted for entry in seen] == ([False, True] if known else [])
    assert sorted(set(versions(world)) - {arns[2]}) == sorted(arns[:2])


def test_values_and_fields_that_are_new_are_kept_or_passed_over_and_never_refused(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    new = {"service": "sagemaker", "corrupt_arn": arns[1]}
    world.aws.faults(
        [
            new | {"corrupt_field": "ModelApprovalStatus", "corrupt_value": "EscalatedToTheBoard"},
            new | {"corrupt_field": "RiskTier", "corrupt_value": {"Level": [1, {"Deep": None}]}},
            new | {"corrupt_field": "InferenceSpecification.Sparkle", "corrupt_value": True},
        ]
    )
    assert world.collect().complete
    assert world.collect().recorded.changed == 0
    (entry,) = [entry for entry in world.entries("model_version") if entry.asset == arns[1]]
    document = orjson.loads(entry.document)
    assert document["ModelApprovalStatus"] == "EscalatedToTheBoard"
    assert document["InferenceSpecification"]["Sparkle"] is True


def test_an_operation_that_answers_a_new_shape_is_failed_in_coverage(world: World) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults(
        [{"service": "sagemaker", "operation": "ListModelCards", "answer": {"ModelCardSummaries": "none"}}]
    )
    summary = world.collect()
    assert {(gap.operation, gap.outcome) for gap in summary.gaps} == {("ListModelCards", Outcome.FAILED)}


def test_a_card_of_ten_megabytes_is_stored_whole(world: World) -> None:
    world.furnish(world.accounts[0], versions=1)
    content = orjson.dumps({"model_overview": {"model_owner": "lea", "note": "x" * TEN_MEGABYTES}}).decode()
    arn = world.sagemaker(world.accounts[0]).create_model_package(
        ModelPackageGroupName="Card-Fraud",
        InferenceSpecification=CONTAINER,
        ModelCard={"ModelCardContent": content, "ModelCardStatus": "Draft"},
    )["ModelPackageArn"]
    assert world.collect().complete
    (entry,) = [entry for entry in world.entries("model_version") if entry.asset == arn]
    assert orjson.loads(entry.document)["ModelCard"]["ModelCardContent"] == content
    assert world.collect(full=False).recorded.changed == 0
