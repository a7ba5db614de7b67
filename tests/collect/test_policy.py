"""The collector's policy: every action exists, nothing is missing, nothing is larger than IAM takes."""

from fnmatch import fnmatchcase

import botocore.session
import orjson
import pytest

from modelgov.collect.catalog import ACCOUNT_ACTIONS, OPERATIONS
from modelgov.collect.policy import (
    LIMIT,
    Place,
    Statement,
    collector_actions,
    documents,
    statements,
    template,
)

SESSION = botocore.session.get_session()
PLACE = Place(partition="aws", role_name="ModelGovReader")
# What IAM calls a service where it is not what botocore calls it.
MODELS = {"tag": "resourcegroupstaggingapi"}
# What IAM calls an action where it is not what the API calls the operation.
CALLS = {"ListBucket": "ListObjectsV2"}
ARNS = {
    "DescribeModelPackage": "model-package/card-fraud/7",
    "DescribeModelPackageGroup": "model-package-group/card-fraud",
    "DescribeModel": "model/card-fraud-7",
    "DescribeEndpoint": "endpoint/card-fraud",
    "DescribeEndpointConfig": "endpoint-config/card-fraud-3",
    "DescribeTrainingJob": "training-job/card-fraud-7",
    "DescribeHyperParameterTuningJob": "hyper-parameter-tuning-job/card-fraud",
    "DescribeProcessingJob": "processing-job/card-fraud-check",
    "DescribeTransformJob": "transform-job/card-fraud-batch",
    "DescribePipeline": "pipeline/card-fraud",
    "DescribePipelineExecution": "pipeline/card-fraud/execution/abc123",
    "DescribeModelCard": "model-card/card-fraud",
}


def allowed(policies: tuple[dict, ...]) -> list[str]:
    return [action for policy in policies for row in policy["Statement"] for action in row["Action"]]


def test_the_policy_allows_what_the_rows_need_and_nothing_else() -> None:
    wanted = {action for row in OPERATIONS for action in row.all_actions} | {*ACCOUNT_ACTIONS}
    given = allowed(documents(statements(collector_actions(), PLACE)))
    assert sorted(given) == sorted(wanted | {"sts:AssumeRole"})


@pytest.mark.parametrize("action", collector_actions())
def test_every_action_is_an_operation_of_its_service(action: str) -> None:
    prefix, _, call = action.partition(":")
    service = MODELS.get(prefix, prefix)
    assert CALLS.get(call, call) in SESSION.get_service_model(service).operation_names


@pytest.mark.parametrize(("call", "way"), ARNS.items())
def test_a_describe_is_let_in_to_its_own_type_of_resource(call: str, way: str) -> None:
    (statement,) = statements([f"sagemaker:{call}"], PLACE)
    (pattern,) = statement.resources
    assert fnmatchcase(f"arn:aws:sagemaker:eu-west-1:210000000003:{way}", pattern)
    assert not fnmatchcase("arn:aws:sagemaker:eu-west-1:210000000003:domain/d-1", pattern)


def test_accounts_are_entered_by_the_readers_role_only() -> None:
    rows = {row.sid: row for row in statements(collector_actions(), PLACE)}
    assert rows["EnterAccounts"].resources == ("arn:aws:iam::*:role/ModelGovReader",)


@pytest.mark.parametrize("limit", [LIMIT, 500, 300])
def test_what_is_longer_than_iam_takes_comes_in_several_documents(limit: int) -> None:
    wanted = [
        *statements(collector_actions(), PLACE),
        Statement(sid="Many", actions=tuple(f"a:Get{n:04}" for n in range(900)), resources=("*",)),
    ]
    policies = documents(wanted, limit=limit)
    assert sorted(allowed(policies)) == sorted(action for row in wanted for action in row.actions)
    for policy in policies:
        few = sum(len(row["Action"]) for row in policy["Statement"]) == 1  # cannot be cut any further
        assert len(orjson.dumps(policy)) <= limit or few


def test_the_template_holds_a_managed_policy_for_each_document() -> None:
    policies = documents(statements(collector_actions(), PLACE), limit=500)
    resources = template(policies)["Resources"]
    assert len(resources) == len(policies) > 1
    assert tuple(row["Properties"]["PolicyDocument"] for row in resources.values()) == policies
