"""What makes models: AWS's own lists and the tables tell the same counts, by account, region and state."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from product import Product, accounts, listed

from modelgov.demo.aws.fixed import REGIONS
from modelgov.demo.emulator import Emulator
from modelgov.settings import Settings

Counted = Counter[tuple[str, str, str]]

# The table, its status, and the list of AWS: operation, key, status there.
KINDS = (
    ("training_job", "job_status", "list_training_jobs", "TrainingJobSummaries", "TrainingJobStatus"),
    (
        "tuning_job",
        "job_status",
        "list_hyper_parameter_tuning_jobs",
        "HyperParameterTuningJobSummaries",
        "HyperParameterTuningJobStatus",
    ),
    (
        "processing_job",
        "job_status",
        "list_processing_jobs",
        "ProcessingJobSummaries",
        "ProcessingJobStatus",
    ),
    ("transform_job", "job_status", "list_transform_jobs", "TransformJobSummaries", "TransformJobStatus"),
    ("model_card", "card_status", "list_model_cards", "ModelCardSummaries", "ModelCardStatus"),
)


def counted(product: Product, table: str, status: str) -> Counted:
    rows = product.rows(
        f"select account_id, region, {status}, count(*) from {table} group by account_id, region, {status}"
    )
    return Counter({(account, region, state): number for account, region, state, number in rows})


def clients(organisation: Emulator) -> list[tuple[str, str, Any]]:
    return [
        (account, region, organisation.client("sagemaker", account, region))
        for account in accounts(organisation)
        for region in REGIONS
    ]


@pytest.mark.parametrize(
    ("table", "status", "operation", "key", "told"), KINDS, ids=lambda given: given if "_" in given else ""
)
def test_every_job_and_card_that_aws_lists_is_in_its_table(
    collected: Product, organisation: Emulator, table: str, status: str, operation: str, key: str, told: str
) -> None:
    since = datetime.now(UTC) - timedelta(days=Settings().job_days)
    seen: Counted = Counter()
    for account, region, client in clients(organisation):
        for one in listed(client, operation, key):
            if table == "model_card" or one.get("LastModifiedTime", one["CreationTime"]) > since:
                seen[account, region, one[told]] += 1
    assert seen
    assert counted(collected, table, status) == seen


def test_every_pipeline_execution_and_step_that_aws_lists_is_in_its_table(
    collected: Product, organisation: Emulator
) -> None:
    pipelines: Counted = Counter()
    executions: Counted = Counter()
    steps: Counted = Counter()
    for account, region, client in clients(organisation):
        for pipeline in listed(client, "list_pipelines", "PipelineSummaries"):
            pipelines[account, region, "Active"] += 1
            name = pipeline["PipelineName"]
            for one in listed(
                client, "list_pipeline_executions", "PipelineExecutionSummaries", PipelineName=name
            ):
                executions[account, region, one["PipelineExecutionStatus"]] += 1
                arn = one["PipelineExecutionArn"]
                for step in listed(
                    client,
                    "list_pipeline_execution_steps",
                    "PipelineExecutionSteps",
                    PipelineExecutionArn=arn,
                ):
                    steps[account, region, step["StepStatus"]] += 1
    assert min(len(pipelines), len(executions), len(steps)) > 0
    assert counted(collected, "pipeline", "pipeline_status") == pipelines
    assert counted(collected, "pipeline_execution", "execution_status") == executions
    assert counted(collected, "pipeline_step", "step_status") == steps


def test_versions_of_the_last_year_are_joined_to_the_job_that_trained_them(collected: Product) -> None:
    [(recent, joined)] = collected.rows(
        "select count(*), count(t.training_job_arn) from model_version as v"
        " left join version_training as t on t.model_version_arn = v.model_version_arn"
        " where v.registered_at > current_timestamp - interval '390' day"
    )
    assert recent == joined > 0
    [(compared, same)] = collected.rows(
        "select count(*),"
        " count(*) filter (where abs(cast(p.property_value as double) - m.metric_value) < 1e-4)"
        " from version_training as t"
        " inner join model_version_now as v on v.asset = t.model_version_arn"
        " inner join training_metric_observation as m on m.asset = t.training_job_arn"
        " inner join model_version_property_observation as p"
        " on p.asset = v.asset and p.position = v.position"
        " and m.metric_name = concat('validation:', p.property_key)"
    )
    assert compared == same > recent


def test_failed_validations_say_why_and_are_counted_by_team_and_month(collected: Product) -> None:
    rows = collected.rows("select failure_reason, team from validation where validation_result = 'failed'")
    assert rows
    assert all(reason and team for reason, team in rows)
    [(failures, validations)] = collected.rows(
        "select sum(failures), sum(validations) from validation_failure_rate"
    )
    assert failures == len(rows) < validations
