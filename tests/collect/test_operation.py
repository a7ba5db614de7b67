"""Every row of the operations, held against botocore's own model of SageMaker."""

import botocore.session
import pytest

from modelgov.collect.operation import ACCOUNT_ACTIONS, OPERATIONS, Operation
from modelgov.record.observation import Kind
from modelgov.record.shape import FORMS

MODEL = botocore.session.get_session().get_service_model("sagemaker")
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


@each_operation
def test_search_and_its_way_to_the_record_are_in_the_model(operation: Operation) -> None:
    if operation.search is None:
        assert (operation.record, operation.listings) == ((), ())
        return
    assert operation.search in MODEL.shape_for("ResourceType").enum
    shape = MODEL.shape_for("SearchRecord")
    for step in operation.record:
        shape = shape.members[step]
    assert {operation.key, *FORMS[operation.kind].fields} <= set(shape.members)
    assert operation.watermark is None or operation.watermark in shape.members


@each_operation
def test_the_describe_takes_its_argument_and_answers_the_key_and_the_identity(operation: Operation) -> None:
    row = operation.describe
    described = MODEL.operation_model(row.call)
    assert row.argument in described.input_shape.members
    assert {operation.key, row.identity} <= set(described.output_shape.members)


@each_operation
def test_what_a_describe_does_not_answer_is_the_tags(operation: Operation) -> None:
    answered = set(MODEL.operation_model(operation.describe.call).output_shape.members)
    missing = set(FORMS[operation.kind].fields) - answered
    assert missing <= {"Tags"}
    assert operation.describe.tagged or operation.kind is Kind.MODEL_VERSION or not missing


@each_operation
def test_a_listing_answers_the_key_and_the_identity_and_pages(operation: Operation) -> None:
    for row in operation.listings:
        listed = MODEL.operation_model(row.call)
        assert {"MaxResults", "NextToken", *dict(row.arguments)} <= set(listed.input_shape.members)
        summary = listed.output_shape.members[row.items].member
        assert {operation.key, operation.describe.identity} <= set(summary.members)
        for name, value in row.arguments:
            assert value in listed.input_shape.members[name].enum


@each_operation
def test_every_action_is_a_call_that_reads(operation: Operation) -> None:
    listed = [action for row in operation.listings for action in row.actions]
    for action in (*operation.actions, *operation.describe.actions, *listed):
        service, _, call = action.partition(":")
        assert service == "sagemaker"
        assert MODEL.operation_model(call).name.startswith(("Search", "Describe", "List"))


def test_every_kind_but_the_account_has_one_row_and_every_name_is_unique() -> None:
    assert sorted(row.kind for row in OPERATIONS) == sorted(set(Kind) - {Kind.ACCOUNT})
    assert len({row.name for row in OPERATIONS}) == len(OPERATIONS)


def test_the_account_actions_are_calls_of_organizations() -> None:
    organizations = botocore.session.get_session().get_service_model("organizations")
    for action in ACCOUNT_ACTIONS:
        assert organizations.operation_model(action.removeprefix("organizations:"))
