"""What an account sees of the groups that other accounts share with it."""

import orjson

from modelgov.demo.aws.registry import listing, packages
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.sharing.share import shared_groups

_OWN_GROUPS = listing.listing(listing.GROUPS)


def list_groups(ctx: Context, given: Fields) -> bytes:
    """ListModelPackageGroups: one's own, or with CrossAccountFilterOption those shared with one."""
    if given.get("CrossAccountFilterOption") != "CrossAccount":
        return _OWN_GROUPS(ctx, given)
    row = listing.GROUPS
    shown = [record.fields() for _, record in shared_groups(ctx)]
    page, token = listing.paged(shown, given)
    summaries = [{name: one[name] for name in row.fields if name in one} for one in page]
    return orjson.dumps({row.answer: summaries} | token)


def describe_package(ctx: Context, given: Fields) -> bytes:
    """DescribeModelPackage: a version of a group that is shared is found by its ARN."""
    reference: str = given["ModelPackageName"]
    foreign = reference.startswith("arn:") and not reference.startswith(ctx.shelf.arn(Kind.PACKAGE, ""))
    for shelf, group in shared_groups(ctx) if foreign else ():
        if reference.lower().startswith(shelf.arn(Kind.PACKAGE, f"{group.key}/").lower()):
            return shelf.find(Kind.PACKAGE, reference.lower()).raw
    return packages.describe_package(ctx, given)
