"""A record of every kind, as AWS answers it or as modelgov itself says it."""

from collections.abc import Callable

import sample_finding
import sample_lineage
import sample_monitoring
import sample_serving
import sample_training
from modelgov.record.observation import Kind
from sample import Record, account, config, endpoint, event, group, model, version

RECORDS: dict[Kind, Callable[[], Record]] = {
    Kind.ACCOUNT: lambda: account(own={"owner": "lea"}),
    Kind.MODEL_GROUP: lambda: group(tagged={"owner": "lea"}),
    Kind.MODEL_VERSION: lambda: version(CustomerMetadataProperties={"auc": "0.9"}),
    Kind.MODEL: lambda: model("m", ModelDataUrl="s3://b/m"),
    Kind.ENDPOINT_CONFIG: lambda: config("c", "m"),
    Kind.ENDPOINT: lambda: endpoint("e", "c"),
    Kind.FINDING: sample_finding.finding,
    Kind.EVALUATION: sample_finding.evaluation,
    Kind.CONTROL_SCORE: sample_finding.score,
    Kind.TRAINING_JOB: sample_training.training_job,
    Kind.TUNING_JOB: sample_training.tuning_job,
    Kind.PROCESSING_JOB: sample_training.processing_job,
    Kind.TRANSFORM_JOB: sample_training.transform_job,
    Kind.PIPELINE: sample_training.pipeline,
    Kind.PIPELINE_EXECUTION: sample_training.execution,
    Kind.MODEL_CARD: sample_training.card,
    Kind.LINEAGE_ARTIFACT: sample_lineage.artifact,
    Kind.LINEAGE_CONTEXT: sample_lineage.context,
    Kind.LINEAGE_ASSOCIATION: sample_lineage.association,
    Kind.MODEL_GROUP_POLICY: sample_lineage.policy,
    Kind.RESOURCE_SHARE: sample_lineage.share,
    Kind.MONITORING_SCHEDULE: sample_monitoring.schedule,
    Kind.MONITORING_DEFINITION: sample_monitoring.definition,
    Kind.MONITORING_EXECUTION: sample_monitoring.execution,
    Kind.MONITORING_ALERT: sample_monitoring.alert,
    Kind.MONITORING_ALERT_CHANGE: sample_monitoring.alert_change,
    Kind.MONITORING_REPORT: sample_monitoring.report,
    Kind.INFERENCE_COMPONENT: sample_serving.component,
    Kind.SCALING_TARGET: sample_serving.target,
    Kind.SCALING_POLICY: sample_serving.policy,
    Kind.ENDPOINT_METRIC: lambda: sample_serving.metrics([0, 1], Invocations=[3, None]),
    Kind.TRAIL_EVENT: lambda: event("UpdateModelPackage", "arn:v", status="Approved"),
}
