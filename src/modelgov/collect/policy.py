"""The least-privilege IAM policy of the collector's role, derived from the rows of what it reads.

policies = documents(statements(collector_actions(), Place(partition="aws", role_name="ModelGovReader")))
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from modelgov.collect.catalog import ACCOUNT_ACTIONS, OPERATIONS
from modelgov.collect.operation import resource_type

LIMIT = 6144  # characters of a managed policy; IAM does not count white space
ENTER = "sts:AssumeRole"
VERSION = "2012-10-17"
# What IAM's authorisation reference calls a service, in a Sid.
TITLES = {
    "sagemaker": "SageMaker",
    "organizations": "Organizations",
    "sts": "Roles",
    "cloudwatch": "CloudWatch",
    "cloudtrail": "CloudTrail",
    "application-autoscaling": "AutoScaling",
    "tag": "Tags",
    "s3": "Buckets",
    "sqs": "Queues",
    "ram": "Shares",
    "pricing": "Prices",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a policy needs to know of where it is used: the partition, and the role of the spokes."""

    partition: str
    role_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Actions of one service that are allowed on the same resources."""

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]


def collector_actions() -> tuple[str, ...]:
    """Every action that the collector may need, fall-backs and the entering of accounts included."""
    read = {action for row in OPERATIONS for action in row.all_actions}
    return tuple(sorted({*read, *ACCOUNT_ACTIONS, ENTER}))


def statements(actions: Iterable[str], place: Place) -> tuple[Statement, ...]:
    """A statement for each service; of SageMaker, a describe is let in to its own type of resource only."""
    groups: dict[str, tuple[set[str], set[str]]] = {}
    for action in actions:
        sid, resource = _sid(action), _resource(action, place)
        taken, resources = groups.setdefault(sid, (set(), set()))
        taken.add(action)
        resources.add(resource)
    return tuple(
        Statement(sid=sid, actions=tuple(sorted(taken)), resources=tuple(sorted(resources)))
        for sid, (taken, resources) in sorted(groups.items())
    )


def _sid(action: str) -> str:
    service, _, call = action.partition(":")
    if action == ENTER:
        return "EnterAccounts"
    title = TITLES.get(service) or service.title().replace("-", "")
    return f"{'Describe' if _narrow(service, call) else 'Read'}{title}"


def _narrow(service: str, call: str) -> bool:
    """A list and a `Search` are of the whole account: only a describe names one resource."""
    return service == "sagemaker" and call.startswith("Describe")


def _resource(action: str, place: Place) -> str:
    """The narrowest resource that the action takes.

    >>> _resource("sagemaker:DescribeModelPackageGroup", Place(partition="aws", role_name="R"))
    'arn:aws:sagemaker:*:*:model-package-group/*'
    """
    service, _, call = action.partition(":")
    if action == ENTER:
        return f"arn:{place.partition}:iam::*:role/{place.role_name}"
    if not _narrow(service, call):
        return "*"
    noun = resource_type(call.removeprefix("Describe"))
    way = "pipeline/*/execution/*" if noun == "pipeline-execution" else f"{noun}/*"
    return f"arn:{place.partition}:sagemaker:*:*:{way}"


def documents(wanted: Iterable[Statement], limit: int = LIMIT) -> tuple[dict[str, Any], ...]:
    """Policy documents that each stay within the limit; a statement that is too long is cut in two."""
    found: list[list[Statement]] = [[]]
    for statement in wanted:
        rest = statement.actions
        while rest:
            taken = _most(found[-1], statement, rest, limit)
            if not taken:
                found.append([])
                continue
            found[-1].append(_part(statement, rest[:taken]))
            rest = rest[taken:]
    return tuple(document(part) for part in found if part)


def _most(held: list[Statement], statement: Statement, rest: tuple[str, ...], limit: int) -> int:
    """How many of the actions still fit beside what the document holds; an empty one takes one at least."""
    taken = len(rest)
    while taken and len(orjson.dumps(document([*held, _part(statement, rest[:taken])]))) > limit:
        taken -= 1
    return taken or int(not held)


def _part(statement: Statement, actions: tuple[str, ...]) -> Statement:
    return Statement(sid=statement.sid, actions=actions, resources=statement.resources)


def document(held: Iterable[Statement]) -> dict[str, Any]:
    """One policy document."""
    return {
        "Version": VERSION,
        "Statement": [
            {
                "Sid": row.sid,
                "Effect": "Allow",
                "Action": list(row.actions),
                "Resource": row.resources[0] if len(row.resources) == 1 else list(row.resources),
            }
            for row in held
        ],
    }


def template(policies: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The documents as managed policies of a CloudFormation template."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "What the collector of modelgov may read.",
        "Resources": {
            f"ModelGovCollector{number}": {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {
                    "Description": "What the collector of modelgov may read.",
                    "PolicyDocument": policy,
                },
            }
            for number, policy in enumerate(policies, start=1)
        },
    }
