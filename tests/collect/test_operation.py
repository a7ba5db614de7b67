"""Every row of the operations, held against botocore's own models of the services."""

import botocore.session
import pytest
from botocore import xform_name

from modelgov.collect.catalog import ACCOUNT_ACTIONS, OPERATIONS
from modelgov.collect.operation import Describe, Listing, Operation
from modelgov.record.observation import JUDGED, Kind
from modelgov.record.shape import FORMS

SESSION = botocore.session.get_session()
MODEL = SESSION.get_service_model("sagemaker")
# What IAM calls a service where it is not what botocore calls it.
IAM_NAMES = {"resourcegroupstaggingapi": "tag"}
READS = ("Search", "Describe", "List", "Get", "Lookup")
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


def listings(operation: Operation) -> list[tuple[Listing, str]]:
    attached = [(row.listing, "") for row in operation.attached]
    return [*((row, operation.key) for row in operation.listings), *attached]


@each_operation
def test_search_and_its_way_to_the_record_are_in_the_model(operation: Operation) -> None:
    if operation.search is None:
        assert operation.record == ()
        assert operation.watermark is None
        return
    assert operation.search in MODEL.shape_for("ResourceType").enum
    shape = MODEL.shape_for("SearchRecord")
    for step in operation.record:
        shape = shape.members[step]
    added = {row.field for row in operation.attached}
    assert {operation.key, *FORMS[operation.kind].fields} - added <= set(shape.members)
    assert operation.watermark is None or operation.watermark in shape.members


@each_operation
def test_the_describe_takes_its_argument_and_answers_the_key_and_the_identity(operation: Operation) -> None:
    row = operation.describe
    if not isinstance(row, Describe):
        return
    described = SESSION.get_service_model(operation.service).operation_model(row.call)
    assert row.argument in described.input_shape.members
    assert {operation.key, row.identity} <= set(described.output_shape.members)


@each_operation
def test_what_a_describe_does_not_answer_is_the_tags_and_what_is_attached(operation: Operation) -> None:
    if operation.describe is None:
        return
    model = SESSION.get_service_model(operation.service)
    answered = set(model.operation_model(operation.describe.call).output_shape.members)
    missing = set(FORMS[operation.kind].fields) - answered - {row.field for row in operation.attached}
    assert missing <= {"Tags"}
    assert operation.describe.tagged or operation.kind is Kind.MODEL_VERSION or not missing


@each_operation
def test_a_listing_answers_the_key_and_the_identity_and_pages(operation: Operation) -> None:
    model = SESSION.get_service_model(operation.service)
    for row, key in listings(operation):
        listed = model.operation_model(row.call)
        wanted = {row.token, *dict(row.arguments), *((row.size,) if row.size else ())}
        assert wanted <= set(listed.input_shape.members)
        assert row.token in listed.output_shape.members
        summary = listed.output_shape.members[row.items].member
        if key and hasattr(summary, "members"):
            identity = operation.describe.identity if operation.describe is not None else key
            assert {key, identity} <= set(summary.members)
        for name, value in row.arguments:
            enum = getattr(listed.input_shape.members[name], "enum", None)
            assert not enum or value in enum


@each_operation
def test_a_list_that_reads_what_changed_takes_the_time_since(operation: Operation) -> None:
    if operation.since is None:
        return
    model = SESSION.get_service_model(operation.service)
    for row in operation.listings:
        assert operation.since in model.operation_model(row.call).input_shape.members


@each_operation
def test_what_is_attached_is_asked_with_a_field_of_the_record(operation: Operation) -> None:
    model = SESSION.get_service_model(operation.service)
    for row in operation.attached:
        assert row.argument in model.operation_model(row.listing.call).input_shape.members
        assert row.field in FORMS[operation.kind].fields


@each_operation
def test_every_action_is_a_call_that_reads(operation: Operation) -> None:
    known = {IAM_NAMES.get(name, name): name for name in SESSION.get_available_services()}
    assert operation.all_actions
    for action in operation.all_actions:
        prefix, _, call = action.partition(":")
        calls = {xform_name(name) for name in SESSION.get_service_model(known[prefix]).operation_names}
        assert xform_name(call) in calls
        assert call.startswith(READS)


def test_every_kind_but_the_account_has_one_row_and_every_name_is_unique() -> None:
    assert sorted(row.kind for row in OPERATIONS) == sorted(set(Kind) - {Kind.ACCOUNT, *JUDGED})
    assert len({row.name for row in OPERATIONS}) == len(OPERATIONS)


def test_the_account_actions_are_calls_of_their_services() -> None:
    for action in ACCOUNT_ACTIONS:
        service, _, call = action.partition(":")
        assert call in SESSION.get_service_model(service).operation_names
