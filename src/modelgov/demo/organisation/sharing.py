"""Which groups other accounts may use: by the group's policy, by a share, and who serves what was shared.

The governance account keeps a registry for all: its first groups are shared with every account, and in most
places an endpoint or two run a version of it.
"""

import json
import random
from typing import Any

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.organisation.deployment import Deployment, Serves
from modelgov.demo.organisation.estate import Size, accounts
from modelgov.demo.organisation.history import Group, GroupHistory, Version
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step

_WITH_POLICY, _WITH_SHARE = 0.2, 0.1
_REGISTERED_FOR_ALL = 3
_CROSSING = 2
_READS = [
    "sagemaker:DescribeModelPackage",
    "sagemaker:DescribeModelPackageGroup",
    "sagemaker:ListModelPackages",
]
_PARTNER = "390000000017"  # an account outside the organisation, which policies name and RAM would not
_KINDS = (("account", 0.55), ("accounts", 0.15), ("role", 0.12), ("partner", 0.1), ("anybody", 0.08))


def steps(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> list[Step]:
    """Policies of some groups and shares of some, in every cell."""
    del serving
    others = [one.id for one in accounts(Size.SMALL) if one.id != cell.account.id]
    told: list[Step] = []
    for history in groups:
        group = history.group
        at = group.created + (cell.end - group.created) * draw.uniform(0.05, 0.6)
        if draw.random() < _WITH_POLICY:
            told.append(_policy(group, at, _principals(others, draw), draw))
        if draw.random() < _WITH_SHARE and cell.account.id != GOVERNANCE:
            told.append(_share(cell, group, at, draw.sample(others, draw.choice((1, 1, 2)))))
    return told


def _principals(others: list[str], draw: random.Random) -> Any:
    kind = draw.choices([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])[0]
    roots = [f"arn:aws:iam::{one}:root" for one in others]
    match kind:
        case "account":
            return {"AWS": draw.choice(roots)}
        case "accounts":
            return {"AWS": roots}
        case "role":
            return {"AWS": f"arn:aws:iam::{draw.choice(others)}:role/MLPipeline"}
        case "partner":
            return {"AWS": f"arn:aws:iam::{_PARTNER}:root"}
        case _:
            return "*"


def _policy(group: Group, at: float, principal: Any, draw: random.Random) -> Step:
    statement = {
        "Sid": "Use",
        "Effect": "Allow",
        "Principal": principal,
        "Action": "sagemaker:*" if draw.random() < 0.06 else _READS,
        "Resource": "*",
    }
    return Step(
        at=at,
        actor=Actor(role="MLEngineer", session=group.owner),
        operation="put_model_package_group_policy",
        params={
            "ModelPackageGroupName": group.name,
            "ResourcePolicy": json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        },
    )


def _share(cell: Cell, group: Group, at: float, principals: list[str]) -> Step:
    return Step(
        at=at,
        actor=Actor(role="MLEngineer", session=group.owner),
        operation="create_resource_share",
        service="ram",
        params={
            "name": f"{group.name}-share",
            "resourceArns": [cell.arn(f"model-package-group/{group.name}")],
            "principals": principals,
            "allowExternalPrincipals": False,
        },
    )


def for_all(groups: tuple[GroupHistory, ...]) -> tuple[GroupHistory, ...]:
    """The groups of the registry that everybody gets: the first with an approved version."""
    good = [one for one in groups if any(version.status == "Approved" for version in one.versions)]
    return tuple(sorted(good, key=lambda one: one.group.created)[:_REGISTERED_FOR_ALL])


def registry_steps(cell: Cell, shared: tuple[GroupHistory, ...], size: Size) -> list[Step]:
    """The registry shares its groups with every other account of the organisation."""
    everybody = [one.id for one in accounts(size) if one.id != cell.account.id]
    return [_share(cell, one.group, one.group.created + DAY / 24, everybody) for one in shared]


def crossing_steps(
    cell: Cell, serving: tuple[Deployment, ...], shared: tuple[GroupHistory, ...], draw: random.Random
) -> list[Step]:
    """A few endpoints of the cell are given an approved version of the registry."""
    versions = [version for one in shared for version in one.versions if version.status == "Approved"]
    once_made = [
        one
        for one in serving
        if one.serves is Serves.APPROVED
        and [step.operation for step in one.steps]
        == ["create_model", "create_endpoint_config", "create_endpoint"]
    ]
    if not versions or not once_made:
        return []
    chosen = draw.sample(once_made, min(_CROSSING, len(once_made)))
    return [step for one in chosen for step in _moved(cell, one, draw.choice(versions))]


def _moved(cell: Cell, deployment: Deployment, version: Version) -> list[Step]:
    model, config, endpoint = deployment.steps
    name = endpoint.params["EndpointName"]
    begun = max(endpoint.at, version.decided)
    at = begun + min(0.5 * DAY, (cell.end - begun) / 2)
    params = model.params | {
        "ModelName": f"{name}-registry"[:63],
        "PrimaryContainer": {"ModelPackageName": version.arn},
    }
    [variant] = config.params["ProductionVariants"]
    following = config.params | {
        "EndpointConfigName": f"{name}-registry"[:63],
        "ProductionVariants": [variant | {"ModelName": params["ModelName"]}],
    }
    change = {"EndpointName": name, "EndpointConfigName": following["EndpointConfigName"]}
    return [
        Step(at=at, actor=endpoint.actor, operation="create_model", params=params),
        Step(at=at + 20, actor=endpoint.actor, operation="create_endpoint_config", params=following),
        Step(at=at + 40, actor=endpoint.actor, operation="update_endpoint", params=change),
    ]
