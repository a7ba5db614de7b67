"""Policies of model groups, one call each, and shares of them, by the page."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from modelgov.collect.operation import Listing
from modelgov.collect.principal import grants, principal
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import DESCRIBED_AT_ONCE, Batch, Reading, Scope
from modelgov.record.codec import digest
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind

POLICY = "GetModelPackageGroupPolicy"
GROUPS = "sagemaker:ModelPackageGroup"
OWN, RECEIVED = "SELF", "OTHER-ACCOUNTS"
NO_SHARE = "UnknownResourceException"
AT_ONCE = 100  # shares that one call asks for


def _of_ram(call: str, items: str) -> Listing:
    return Listing(
        call=call,
        arguments=(),
        items=items,
        actions=(f"ram:{call}",),
        size="maxResults",
        token="nextToken",  # noqa: S106
        most=500,
    )


SHARES = _of_ram("GetResourceShares", "resourceShares")
RESOURCES = _of_ram("ListResources", "resources")
PRINCIPALS = _of_ram("ListPrincipals", "principals")


def read_policies(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Ask groups that are new, changed or were never asked, and in a full run all.

    There is no bulk read of policies. A group without one is recorded so: it was asked, and not again.
    """
    try:
        yield from _asked(scope, reading)
    except CallError as error:
        reading.failure = error
    # Policies of groups that nobody saw are not seen either.
    reading.failure = reading.failure or scope.failed(Kind.MODEL_GROUP)


def _asked(scope: Scope, reading: Reading) -> Iterator[Batch]:
    records: list[bytes] = []
    for group in _to_ask(scope):
        asset = f"{group['ModelPackageGroupArn']}/policy"
        try:
            records.append(_policy(scope, reading, group, asset))
        except CallError as error:
            if error.outcome is not Outcome.FAILED or not error.answered:
                yield scope.batch(reading, records)
                raise
            yield scope.lost(reading, error.outcome, error.what, asset)
        if len(records) >= DESCRIBED_AT_ONCE:
            yield scope.batch(reading, records)
            records = []
    yield scope.batch(reading, records)
    if scope.run.full and scope.failed(Kind.MODEL_GROUP) is None:
        yield from _of_gone_groups(scope, reading)


def _to_ask(scope: Scope) -> Iterator[dict[str, Any]]:
    before, policies = scope.live(Kind.MODEL_GROUP), scope.live(Kind.MODEL_GROUP_POLICY)
    for asset, document in sorted(scope.seen(Kind.MODEL_GROUP).items()):
        last = before.get(asset)
        changed = last is None or last.digest != digest(document)
        if scope.run.full or changed or f"{asset}/policy" not in policies:
            group: dict[str, Any] = orjson.loads(document)
            yield group


def _policy(scope: Scope, reading: Reading, group: dict[str, Any], asset: str) -> bytes:
    kept = ("ModelPackageGroupArn", "ModelPackageGroupName", "CreationTime")
    record = {name: group.get(name) for name in kept} | {"PolicyId": asset}
    try:
        given = {"ModelPackageGroupName": group["ModelPackageGroupName"]}
        answer = orjson.loads(scope.reader.call(POLICY, given, reading.tally))
    except CallError as error:
        if not error.absent:
            raise
        return orjson.dumps(record)
    policy = str(answer.get("ResourcePolicy", ""))
    return orjson.dumps(record | {"ResourcePolicy": policy, "Grants": grants(policy)})


def _of_gone_groups(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """What was known of groups that are not there any more: asked by the group's name."""
    seen = scope.seen(Kind.MODEL_GROUP)
    for asset in sorted(scope.live(Kind.MODEL_GROUP_POLICY)):
        arn = asset.removesuffix("/policy")
        if arn in seen or asset in reading.taken:
            continue
        try:
            given = {"ModelPackageGroupName": arn.rpartition("/")[2]}
            scope.reader.call("DescribeModelPackageGroup", given, reading.tally)
        except CallError as error:
            if not error.absent:
                raise
            yield from scope.gone(reading, asset)


def read_shares(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Own and received shares of model groups: two calls where there are none.

    A share is asked for with its groups and, where it is one's own, with whom it is for; of a received
    one AWS says that to its owner alone.
    """
    reading.full = True
    try:
        for owner in (OWN, RECEIVED):
            yield from _shares(scope, reading, owner)
        yield from _ended(scope, reading)
    except CallError as error:
        reading.failure = error


def _shares(scope: Scope, reading: Reading, owner: str) -> Iterator[Batch]:
    groups = _by_share(_ram(scope, reading, RESOURCES, resourceOwner=owner, resourceType=GROUPS))
    arns = sorted(groups)
    for start in range(0, len(arns), AT_ONCE):
        some = arns[start : start + AT_ONCE]
        given = {"resourceOwner": owner, "resourceShareArns": some}
        people = _by_share(_ram(scope, reading, PRINCIPALS, **given)) if owner == OWN else {}
        records = []
        for share in _ram(scope, reading, SHARES, **given):
            arn = str(share.get("resourceShareArn"))
            received = [{"id": scope.reader.account_id}]
            record = share | {
                "seenBy": scope.reader.account_id,
                "resourceOwner": owner,
                "resources": sorted(
                    ({"arn": one.get("arn"), "status": one.get("status")} for one in groups.get(arn, [])),
                    key=lambda one: str(one["arn"]),
                ),
                "principals": _principals(people.get(arn, []) if owner == OWN else received),
            }
            records.append(orjson.dumps(record))
        yield scope.batch(reading, records)


def _principals(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for row in sorted(rows, key=lambda row: str(row.get("id"))):
        one = principal(str(row.get("id")))
        found.append(
            {
                "id": one.written,
                "kind": one.reach.value,
                "accountId": one.account_id,
                "organizationId": one.organisation_id,
                "external": row.get("external"),
            }
        )
    return found


def _by_share(rows: Iterator[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(str(row.get("resourceShareArn")), []).append(row)
    return found


def _ended(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Known shares that did not come: gone when AWS lists no group in them."""
    for asset in sorted(scope.live(Kind.RESOURCE_SHARE)):
        if asset in reading.taken or asset in reading.spoilt:
            continue
        arn = asset.rpartition("/")[0]
        owner = OWN if arn.split(":")[4] == scope.reader.account_id else RECEIVED
        given = {"resourceOwner": owner, "resourceShareArns": [arn], "resourceType": GROUPS}
        try:
            left = list(_ram(scope, reading, RESOURCES, **given))
        except CallError as error:
            if error.code != NO_SHARE:
                raise
            left = []
        if not left:
            yield from scope.gone(reading, asset)


def _ram(scope: Scope, reading: Reading, row: Listing, **given: Any) -> Iterator[dict[str, Any]]:
    for page in scope.reader.listed(row, given, reading.tally, service="ram"):
        yield from page
