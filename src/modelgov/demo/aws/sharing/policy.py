"""The resource policy of a model package group, and the share that AWS makes of it."""

from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.sharing.share import follow_policy


def put_policy(ctx: Context, given: Fields) -> bytes:
    """PutModelPackageGroupPolicy: the policy replaces the one that the group had."""
    group = _group(ctx, given)
    statements = _statements(given["ResourcePolicy"])
    ctx.shelf.records[Kind.POLICY].pop(group, None)
    ctx.shelf.add(Kind.POLICY, group, {"CreationTime": ctx.now, "ResourcePolicy": given["ResourcePolicy"]})
    allowed = [one for one in statements if one.get("Effect") == "Allow"]
    principals = [_account(named) for one in allowed for named in _listed(one.get("Principal", {}))]
    every_action = any("*" in _listed(one.get("Action", [])) for one in allowed)
    follow_policy(ctx, group, list(dict.fromkeys(principals)), every_action=every_action)
    return orjson.dumps({"ModelPackageGroupArn": ctx.shelf.arn(Kind.GROUP, group)})


def get_policy(ctx: Context, given: Fields) -> bytes:
    """GetModelPackageGroupPolicy; a group without one is refused, in AWS's words."""
    record = ctx.shelf.records[Kind.POLICY].get(_group(ctx, given))
    if record is None:
        raise _none(ctx, given)
    return orjson.dumps({"ResourcePolicy": record.fields()["ResourcePolicy"]})


def delete_policy(ctx: Context, given: Fields) -> bytes:
    """DeleteModelPackageGroupPolicy, and with it the share that stood for it."""
    group = _group(ctx, given)
    if ctx.shelf.records[Kind.POLICY].pop(group, None) is None:
        raise _none(ctx, given)
    follow_policy(ctx, group, [], every_action=False)
    return b"{}"


def _group(ctx: Context, given: Fields) -> str:
    name = ctx.shelf.name(Kind.GROUP, given["ModelPackageGroupName"])
    if name not in ctx.shelf.records[Kind.GROUP]:
        arn = ctx.shelf.arn(Kind.GROUP, name)
        raise Refusal("ValidationException", f"Cannot find Model Package Group: {arn}.")
    return name


def _none(ctx: Context, given: Fields) -> Refusal:
    arn = ctx.shelf.arn(Kind.GROUP, _group(ctx, given))
    return Refusal("ValidationException", f"Cannot find resource policy for: {arn}.")


def _statements(policy: str) -> list[Fields]:
    try:
        document = orjson.loads(policy)
        statements = document["Statement"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise Refusal("ValidationException", "ResourcePolicy is not a policy document.") from None
    return statements if isinstance(statements, list) else [statements]


def _listed(value: Any) -> list[str]:
    """IAM writes one or several, bare or under AWS."""
    if isinstance(value, dict):
        value = value.get("AWS", [])
    return value if isinstance(value, list) else [value]


def _account(principal: str) -> str:
    """An account's root stands for the account."""
    return principal.split(":")[4] if principal.endswith(":root") else principal
