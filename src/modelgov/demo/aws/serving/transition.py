"""Changes that take their time: what an endpoint or a component will be once its change is done."""

from collections.abc import Callable
from dataclasses import dataclass

from modelgov.demo.aws.registry.record import Context, Fields, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change on its way: when it is due, what the record becomes, or why it fails."""

    due: float
    becomes: Fields
    reason: str | None


class Changes(dict[tuple[Kind, str], Change]):
    """The changes on their way in one account and region."""


Finish = Callable[[Context, str, Change], None]


def begin(ctx: Context, kind: Kind, name: str, becomes: Fields, finish: Finish) -> None:
    """Let the record become this, at once or at the pace that the control plane set."""
    pace = ctx.registry.pace
    change = Change(due=ctx.now + pace.seconds, becomes=becomes, reason=pace.reason(name))
    if pace.seconds <= 0:
        finish(ctx, name, change)
        return
    ctx.shelf.of(Changes)[kind, name] = change
    ctx.wake(pace.seconds)


def changing(ctx: Context, kind: Kind, name: str) -> bool:
    """Whether a change of this resource is on its way."""
    return (kind, name) in ctx.shelf.of(Changes)


def forget(ctx: Context, kind: Kind, name: str) -> None:
    """Drop the change of a resource that is gone."""
    ctx.shelf.of(Changes).pop((kind, name), None)
