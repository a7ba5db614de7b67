"""Plants of how a version was approved, and of how long ago."""

import random
from dataclasses import replace

from modelgov.demo.aws.registry.packages import image_digest
from modelgov.demo.organisation.step import Actor
from modelgov.demo.proving.plant import Plant, decided, hosted, unwatched
from modelgov.demo.proving.spec import Spec


def _late(spec: Spec, draw: random.Random) -> Spec:
    return decided(spec, days=(spec.hosting.days if spec.hosting else 0.0) - draw.uniform(1, 9))


def _itself(spec: Spec, _: random.Random) -> Spec:
    return decided(spec, by=Actor(role="ModelApprover", session=spec.engineer))


def _by_program(spec: Spec, draw: random.Random) -> Spec:
    roles = (("MLPipeline", f"{spec.name}-release"), ("ModelApprover", "GitHubActions"))
    role, session = draw.choice(roles)
    return decided(spec, by=Actor(role=role, session=session))


def _speechless(spec: Spec, draw: random.Random) -> Spec:
    return decided(spec, reason=draw.choice(("", "ok", "approved", "LGTM")))


def _another_image(spec: Spec, _: random.Random) -> Spec:
    image = f"{spec.image.partition('@')[0]}-patched"
    container = {"Image": f"{image}@{image_digest(image)}", "ModelDataUrl": spec.model_data}
    return hosted(spec, container=container)


def _left_waiting(spec: Spec, draw: random.Random) -> Spec:
    days = draw.uniform(34, 60)
    return replace(spec, decision=None, registered=days, trained=days + 1, created=days + 2)


def _old(spec: Spec, registered: float, approved: float) -> Spec:
    aged = replace(spec, registered=registered, trained=registered + 1, created=registered + 4)
    return decided(aged, days=approved)


PLANTS = (
    Plant(control="approval-before-serving", what="version", serves=True, change=_late),
    Plant(control="approval-four-eyes", what="version", change=_itself),
    Plant(control="approval-human", what="version", change=_by_program),
    Plant(
        control="approval-pending-first",
        what="version",
        change=lambda spec, _: replace(spec, approved_at_once=True, decision=None),
        besides=(("approval-reason", "version"), ("approval-four-eyes", "version")),
    ),
    Plant(control="approval-reason", what="version", change=_speechless),
    Plant(
        control="approval-reason",
        what="version",
        tier=1,
        serves=True,
        change=lambda spec, _: decided(spec, reason="Checked, all is fine"),
    ),
    Plant(control="approval-served-as-approved", what="endpoint", serves=True, change=_another_image),
    Plant(control="approval-unchanged", what="version", change=lambda spec, _: replace(spec, altered=True)),
    Plant(control="approval-waiting", what="version", change=_left_waiting),
    Plant(
        control="freshness-retraining-overdue",
        what="version",
        serves=True,
        tier=2,
        change=lambda spec, draw: _old(spec, draw.uniform(560, 700), 42),
    ),
    Plant(
        control="freshness-training-data-old",
        what="version",
        serves=True,
        tier=2,
        change=lambda spec, draw: _old(spec, draw.uniform(750, 900), 42),
        besides=(("freshness-retraining-overdue", "version"),),
    ),
    Plant(
        control="freshness-review-overdue",
        what="version",
        serves=True,
        tier=2,
        change=lambda spec, draw: _old(spec, draw.uniform(600, 700), 560),
        besides=(("freshness-retraining-overdue", "version"),),
    ),
    Plant(
        control="deployment-no-prototype",
        what="group",
        change=lambda spec, draw: replace(
            decided(spec, status="Rejected", reason="Validation data overlaps training data"),
            created=draw.uniform(110, 400),
        ),
    ),
    Plant(
        control="deployment-claim-serves",
        what="version",
        change=lambda spec, _: decided(spec, stage="Production"),
    ),
    Plant(
        control="deployment-serves-claim",
        what="version",
        serves=True,
        change=lambda spec, draw: decided(spec, stage=draw.choice(("Development", "QA", "Staging"))),
    ),
    Plant(
        control="deployment-no-retired",
        what="endpoint",
        serves=True,
        change=lambda spec, draw: decided(spec, stage=draw.choice(("Archived", "Retired"))),
    ),
    Plant(
        control="deployment-no-rejected",
        what="endpoint",
        serves=True,
        change=lambda spec, _: decided(spec, status="Rejected", reason="Below the benchmark"),
    ),
    Plant(
        control="deployment-no-pending",
        what="endpoint",
        serves=True,
        change=lambda spec, _: hosted(
            replace(spec, decision=None, registered=11, trained=12, created=14, stage="Production"), days=10
        ),
    ),
    Plant(
        control="deployment-endpoint-failed",
        what="endpoint",
        serves=True,
        change=lambda spec, _: unwatched(
            hosted(decided(spec, stage="QA"), fails=True), "DataQuality", "ModelQuality", "ModelBias"
        ),
    ),
)
