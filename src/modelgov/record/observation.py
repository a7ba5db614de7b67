"""An observation: this source saw this asset in this state, then."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is observed; the lake has one table, or one and its parts, for each."""

    ACCOUNT = "account"
    MODEL_GROUP = "model_group"
    MODEL_VERSION = "model_version"
    MODEL_CARD = "model_card"
    TRAINING_JOB = "training_job"
    TUNING_JOB = "tuning_job"
    PROCESSING_JOB = "processing_job"
    TRANSFORM_JOB = "transform_job"
    PIPELINE = "pipeline"
    PIPELINE_EXECUTION = "pipeline_execution"
    MODEL = "model"
    ENDPOINT_CONFIG = "endpoint_config"
    ENDPOINT = "endpoint"
    LINEAGE_ARTIFACT = "lineage_artifact"
    LINEAGE_CONTEXT = "lineage_context"
    LINEAGE_ASSOCIATION = "lineage_association"
    MODEL_GROUP_POLICY = "model_group_policy"
    RESOURCE_SHARE = "resource_share"
    MONITORING_SCHEDULE = "monitoring_schedule"
    MONITORING_DEFINITION = "monitoring_definition"
    MONITORING_EXECUTION = "monitoring_execution"
    MONITORING_ALERT_CHANGE = "monitoring_alert_change"
    MONITORING_ALERT = "monitoring_alert"
    MONITORING_REPORT = "monitoring_report"
    INFERENCE_COMPONENT = "inference_component"
    SCALING_TARGET = "scaling_target"
    SCALING_POLICY = "scaling_policy"
    ENDPOINT_METRIC = "endpoint_metric"
    TRAIL_EVENT = "trail_event"
    FINDING = "finding"
    EVALUATION = "evaluation"
    CONTROL_SCORE = "control_score"


# What modelgov itself says: controls judged, nothing was read.
JUDGED = (Kind.FINDING, Kind.EVALUATION, Kind.CONTROL_SCORE)


class Source(StrEnum):
    """Who said so: an API answer, an EventBridge event, a CloudTrail record, or a control."""

    API = "api"
    EVENT = "event"
    TRAIL = "trail"
    CONTROL = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One state of one asset, append-only and bitemporal.

    `changed_at` is when AWS says that it changed, `observed_at` when we saw it; both UTC.
    `asset` is the ARN, the identity of the asset. `document` is the canonical JSON of the record in
    the shape that the API's `Search` (or describe) answers, `digest` its SHA-256 in hex.
    `actor` is the person or role in short, `actor_arn` as AWS names it; null when nobody said.
    A deletion is an observation too: `deleted` with the last known document.
    """

    kind: Kind
    account_id: str
    region: str
    asset: str
    changed_at: datetime
    observed_at: datetime
    source: Source
    actor: str | None
    actor_arn: str | None
    deleted: bool
    digest: str
    document: bytes
