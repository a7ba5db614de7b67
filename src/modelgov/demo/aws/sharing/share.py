"""Resource Access Manager: model package groups shared with other accounts of the organisation.

A share that somebody creates is STANDARD: the accounts that it names see it and find its groups. A share
that comes from a group's own policy is CREATED_FROM_POLICY: only its owner sees it until it is promoted.
"""

import hashlib
import uuid
from collections.abc import Iterator

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import page_of
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record, Registry, Shelf
from modelgov.demo.aws.sharing.organisation import covers, together

RESOURCE_TYPE = "sagemaker:ModelPackageGroup"
_STANDARD, _FROM_POLICY = "STANDARD", "CREATED_FROM_POLICY"
_LARGEST_PAGE = 500
_ACTIONS = (
    "sagemaker:DescribeModelPackage",
    "sagemaker:DescribeModelPackageGroup",
    "sagemaker:ListModelPackages",
)


def create_share(ctx: Context, given: Fields) -> bytes:
    """CreateResourceShare, of groups that exist with principals of the same organisation."""
    resources, principals = given.get("resourceArns", []), given.get("principals", [])
    for arn in resources:
        _check_group(ctx.shelf, arn)
    for principal in principals:
        if not together(ctx.shelf.account, principal):
            message = (
                "The resource you are attempting to share can only be shared within your AWS Organization. "
                f"Principal {principal} is not in it."
            )
            raise Refusal("OperationNotPermittedException", message)
    fields = _new(ctx, given["name"], resources, principals, _STANDARD)
    fields["share"] |= {
        "allowExternalPrincipals": given.get("allowExternalPrincipals", True),
        "tags": given.get("tags", []),
    }
    ctx.shelf.add(Kind.SHARE, fields["share"]["resourceShareArn"], fields)
    return orjson.dumps({"resourceShare": fields["share"], "clientToken": given.get("clientToken", "")})


def _check_group(shelf: Shelf, arn: str) -> None:
    if f":{Kind.GROUP.value}/" not in arn:
        raise Refusal("MalformedArnException", "You cannot share the selected resource type.")
    if shelf.records[Kind.GROUP].get(arn.removeprefix(shelf.arn(Kind.GROUP, ""))) is None:
        raise Refusal("UnknownResourceException", f"Resource {arn} could not be found.")


def _new(ctx: Context, name: str, resources: list[str], principals: list[str], features: str) -> Fields:
    seed = f"{ctx.shelf.account}/{ctx.shelf.region}/{name}/{ctx.now}"
    number = uuid.UUID(hashlib.md5(seed.encode(), usedforsecurity=False).hexdigest())
    return {
        "CreationTime": ctx.now,
        "resources": resources,
        "principals": principals,
        "share": {
            "resourceShareArn": f"arn:aws:ram:{ctx.shelf.region}:{ctx.shelf.account}:resource-share/{number}",
            "name": name,
            "owningAccountId": ctx.shelf.account,
            "allowExternalPrincipals": False,
            "status": "ACTIVE",
            "tags": [],
            "creationTime": ctx.now,
            "lastUpdatedTime": ctx.now,
            "featureSet": features,
        },
    }


def delete_share(ctx: Context, given: Fields) -> bytes:
    """DeleteResourceShare: it is still told for a while, as DELETED."""
    _end(_own(ctx, given["resourceShareArn"]), ctx.now)
    return b'{"returnValue":true}'


def _end(record: Record, now: float) -> None:
    fields = record.fields()
    fields["share"] |= {"status": "DELETED", "lastUpdatedTime": now}
    record.write(fields | {"resources": [], "principals": []})


def _own(ctx: Context, arn: str) -> Record:
    found = ctx.shelf.records[Kind.SHARE].get(arn)
    if found is None:
        raise Refusal("UnknownResourceException", f"ResourceShare {arn} could not be found.")
    return found


def promote_share(ctx: Context, given: Fields) -> bytes:
    """PromoteResourceShareCreatedFromPolicy; a policy for a role or for every action cannot be promoted."""
    record = _own(ctx, given["resourceShareArn"])
    fields = record.fields()
    if fields["share"]["featureSet"] != _FROM_POLICY:
        message = f"ResourceShare {given['resourceShareArn']} is not created from a policy."
        raise Refusal("InvalidParameterException", message)
    if any(":role/" in one or ":user/" in one for one in fields["principals"]) or fields["every_action"]:
        message = "The resource share has a principal or an action that cannot be promoted."
        raise Refusal("OperationNotPermittedException", message)
    fields["share"] |= {"featureSet": _STANDARD, "lastUpdatedTime": ctx.now}
    record.write(fields)
    return b'{"returnValue":true}'


def follow_policy(ctx: Context, group: str, principals: list[str], *, every_action: bool) -> None:
    """The share that stands for a group's policy, as the policy now is."""
    arn = ctx.shelf.arn(Kind.GROUP, group)
    for record in list(ctx.shelf.records[Kind.SHARE].values()):
        fields = record.fields()
        if fields.get("from_policy") and arn in fields["resources"]:
            ctx.shelf.remove(Kind.SHARE, record.key)
    foreign = [one for one in principals if not covers(one, ctx.shelf.account)]
    if foreign:
        fields = _new(ctx, f"{RESOURCE_TYPE}-{group}", [arn], foreign, _FROM_POLICY)
        fields |= {"from_policy": True, "every_action": every_action}
        ctx.shelf.add(Kind.SHARE, fields["share"]["resourceShareArn"], fields)


def get_shares(ctx: Context, given: Fields) -> bytes:
    """GetResourceShares, one's own or those of others."""
    shares = [
        one["share"]
        for one in _seen(ctx, given)
        if given.get("name", one["share"]["name"]) == one["share"]["name"]
        and given.get("resourceShareStatus", one["share"]["status"]) == one["share"]["status"]
    ]
    return _page("resourceShares", shares, given)


def list_resources(ctx: Context, given: Fields) -> bytes:
    """ListResources."""
    if given.get("resourceType", RESOURCE_TYPE).lower() != RESOURCE_TYPE.lower():
        return _page("resources", [], given)
    rows = [
        {
            "arn": arn,
            "type": RESOURCE_TYPE,
            "resourceShareArn": one["share"]["resourceShareArn"],
            "status": "AVAILABLE",
            "creationTime": one["share"]["creationTime"],
            "lastUpdatedTime": one["share"]["lastUpdatedTime"],
            "resourceRegionScope": "REGIONAL",
        }
        for one in _seen(ctx, given)
        for arn in one["resources"]
        if arn in given.get("resourceArns", [arn])
        and ("principal" not in given or given["principal"] in one["principals"])
    ]
    return _page("resources", rows, given)


def list_principals(ctx: Context, given: Fields) -> bytes:
    """ListPrincipals: with whom one shares, or who shares with one."""
    own = given["resourceOwner"] == "SELF"
    rows = [
        {
            "id": principal,
            "resourceShareArn": one["share"]["resourceShareArn"],
            "creationTime": one["share"]["creationTime"],
            "lastUpdatedTime": one["share"]["lastUpdatedTime"],
            "external": False,
        }
        for one in _seen(ctx, given)
        for principal in (one["principals"] if own else [one["share"]["owningAccountId"]])
        if principal in given.get("principals", [principal])
        and ("resourceArn" not in given or given["resourceArn"] in one["resources"])
    ]
    return _page("principals", rows, given)


def get_associations(ctx: Context, given: Fields) -> bytes:
    """GetResourceShareAssociations, of one's own shares."""
    kind = given["associationType"]
    held = {"PRINCIPAL": "principals", "RESOURCE": "resources"}.get(kind)
    wanted = given.get("principal") or given.get("resourceArn")
    rows = [
        {
            "resourceShareArn": one["share"]["resourceShareArn"],
            "resourceShareName": one["share"]["name"],
            "associatedEntity": entity,
            "associationType": kind,
            "status": "ASSOCIATED",
            "creationTime": one["share"]["creationTime"],
            "lastUpdatedTime": one["share"]["lastUpdatedTime"],
            "external": False,
        }
        for one in _seen(ctx, given | {"resourceOwner": "SELF"})
        for entity in (one[held] if held else ())
        if wanted in {None, entity} and given.get("associationStatus", "ASSOCIATED") == "ASSOCIATED"
    ]
    return _page("resourceShareAssociations", rows, given)


def get_policies(ctx: Context, given: Fields) -> bytes:
    """GetResourcePolicies: what the shares of one's own groups allow."""
    policies = [
        orjson.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"AWS": one["principals"]},
                        "Action": list(_ACTIONS),
                        "Resource": arn,
                    }
                ],
            }
        ).decode()
        for one in _seen(ctx, {"resourceOwner": "SELF"})
        for arn in one["resources"]
        if arn in given["resourceArns"]
        and ("principal" not in given or given["principal"] in one["principals"])
    ]
    return _page("policies", policies, given)


def _seen(ctx: Context, given: Fields) -> list[Fields]:
    """The shares that the caller may see, oldest first."""
    match given.get("resourceOwner"):
        case "SELF":
            records = list(ctx.shelf.records[Kind.SHARE].values())
            shares = [record.fields() for record in records]
        case "OTHER-ACCOUNTS":
            shares = list(_of_others(ctx.registry, ctx.shelf))
        case other:
            message = f"{other} is not a valid resource owner. Specify either SELF or OTHER-ACCOUNTS."
            raise Refusal("InvalidParameterException", message)
    named = given.get("resourceShareArns")
    found = [one for one in shares if named is None or one["share"]["resourceShareArn"] in named]
    return sorted(found, key=lambda one: (one["CreationTime"], one["share"]["resourceShareArn"]))


def _of_others(registry: Registry, shelf: Shelf) -> Iterator[Fields]:
    for other in list(registry.shelves.values()):
        if other.region == shelf.region and other.account != shelf.account:
            for record in list(other.records[Kind.SHARE].values()):
                fields = record.fields()
                standard = fields["share"]["featureSet"] == _STANDARD
                if standard and any(covers(one, shelf.account) for one in fields["principals"]):
                    yield fields


def shared_groups(ctx: Context) -> list[tuple[Shelf, Record]]:
    """The groups of other accounts that the caller's account finds, with the shelves on which they lie."""
    found: dict[str, tuple[Shelf, Record]] = {}
    for one in _of_others(ctx.registry, ctx.shelf):
        shelf = ctx.registry.shelf(one["share"]["owningAccountId"], ctx.shelf.region)
        for arn in one["resources"]:
            group = shelf.records[Kind.GROUP].get(arn.removeprefix(shelf.arn(Kind.GROUP, "")))
            if group is not None:
                found[arn] = (shelf, group)
    return list(found.values())


def _page(name: str, rows: list[Fields] | list[str], given: Fields) -> bytes:
    size = given.get("maxResults", _LARGEST_PAGE)
    if not 1 <= size <= _LARGEST_PAGE:
        message = f"maxResults is from 1 to {_LARGEST_PAGE}."
        raise Refusal("InvalidParameterException", message)
    page, token = page_of(list(rows), given.get("nextToken"), size)
    return orjson.dumps({name: page} | ({"nextToken": token} if token else {}))
