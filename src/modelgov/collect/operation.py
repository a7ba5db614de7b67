"""What a read of AWS is made of: the rows themselves stand in `collect.area`, one module an area.

Names in coverage and in the headers of controls are the names of these rows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from modelgov.record.observation import Kind

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z]|$)|[A-Z][a-z]+|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """How one asset is read back by itself.

    `argument` takes what `identity`, a field of the record, holds. With `tagged`, the `Tags` that
    `Search` gives and a describe does not are added: for many from one call, else by `ListTags`.
    """

    call: str
    argument: str
    identity: str
    tagged: bool
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What a list is asked of: each item of another list, whose `identity` goes into `argument`."""

    listing: "Listing"
    argument: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How assets are listed, page by page; `size` and `token` are what the API calls these two.

    With `within`, there is no list of all: it is asked for each item of another one.
    """

    call: str
    arguments: tuple[tuple[str, Any], ...]
    items: str
    actions: tuple[str, ...]
    size: str = "MaxResults"
    token: str = "NextToken"  # noqa: S105
    most: int = 100
    within: Within | None = None

    @property
    def all_actions(self) -> tuple[str, ...]:
        """Every IAM action that it needs."""
        return (*self.actions, *(self.within.listing.all_actions if self.within is not None else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What completes a record: one more listing, asked with a field of the record, kept in `field`.

    `argument` takes what `identity`, a field of the record, holds.
    """

    field: str
    listing: Listing
    argument: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One read of one kind in one account and region.

    With `search`, it is `Search` over that resource: `record` is the way to the record inside an item
    of the answer, and `listings` with `describe` are the way out when `Search` cannot be relied on.
    With `read`, a function of its own reads it, hanging on what others saw (`walk.Scope`).
    Else its `listings` are read, and each asset that is new or changed is described; without
    `describe` the item of the list is the record.

    `watermark` is the property that an incremental search filters by, `since` the argument of a list
    that does so; None when every read is full. With `bounded`, the first read reaches back only as
    far as the `job_days` setting, and what is older is never called missing. With `kept`, later reads
    of the same scope can look at what this one saw. `final` is a field with the one value after which
    an asset never changes but in what its list shows: it need not be described again.
    """

    name: str
    kind: Kind
    key: str
    service: str = "sagemaker"
    search: str | None = None
    record: tuple[str, ...] = ()
    watermark: str | None = None
    since: str | None = None
    bounded: bool = False
    kept: bool = False
    final: tuple[str, str] | None = None
    describe: Describe | None = None
    listings: tuple[Listing, ...] = ()
    attached: tuple[Attached, ...] = ()
    read: Callable[..., Any] | None = None
    actions: tuple[str, ...] = ()

    @property
    def all_actions(self) -> tuple[str, ...]:
        """Every IAM action that it may need, fall-backs included."""
        listings = (*self.listings, *(row.listing for row in self.attached))
        described = self.describe.actions if self.describe is not None else ()
        listed = (action for row in listings for action in row.all_actions)
        return tuple(dict.fromkeys((*self.actions, *described, *listed)))


SEARCH = ("sagemaker:Search",)


def described(call: str, identity: str, *, argument: str | None = None, tagged: bool = True) -> Describe:
    """A describe of SageMaker."""
    tags = ("sagemaker:ListTags", "tag:GetResources") if tagged else ()
    actions = (f"sagemaker:{call}", *tags)
    return Describe(
        call=call, argument=argument or identity, identity=identity, tagged=tagged, actions=actions
    )


def listing(call: str, items: str, **arguments: Any) -> Listing:
    """A list of SageMaker."""
    return Listing(call=call, arguments=tuple(arguments.items()), items=items, actions=(f"sagemaker:{call}",))


def resource_type(noun: str) -> str:
    """What an ARN of SageMaker calls what the API names so.

    >>> resource_type("ModelPackageGroup")
    'model-package-group'
    """
    return "-".join(_WORD.findall(noun)).lower()
