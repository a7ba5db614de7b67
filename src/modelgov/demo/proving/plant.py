"""A plant: one thing about a sound model that is changed for one control, and all that must come of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from modelgov.demo.proving.spec import Hosting, Monitor, Spec


class Mix(Enum):
    """With which plants of another kind a plant can share a model."""

    NONE = "it has one of its own"
    LOAD = "it is about what an endpoint runs on and how it is called"
    WATCH = "it is about monitors and what they find"


Change = Callable[[Spec, random.Random], Spec]
Fails = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A violation of `control` by the asset `what` of a model, which also violates `besides`.

    `tier` is asked for where the violation needs it; `serves` tells whether the model must serve. A plant of
    load and one of watching can share a model, for neither sees what the other changes.
    """

    control: str
    what: str
    change: Change
    serves: bool = False
    tier: int | None = None
    besides: Fails = ()
    mix: Mix = Mix.NONE

    @property
    def fails(self) -> Fails:
        """Every control that must fail, with the asset."""
        return ((self.control, self.what), *self.besides)


def hosted(spec: Spec, **changes: Any) -> Spec:
    """The model on an endpoint that is changed so."""
    return replace(spec, hosting=replace(_hosting(spec), **changes))


def called(spec: Spec, **traffic: Any) -> Spec:
    """The model with other callers or another load."""
    return hosted(spec, traffic=_hosting(spec).traffic | traffic)


def watched(spec: Spec, kind: str, **changes: Any) -> Spec:
    """The model with a monitor that is changed so, or added."""
    monitors = _hosting(spec).monitors
    found = next((one for one in monitors if one.kind == kind), Monitor(kind=kind))
    others = tuple(one for one in monitors if one.kind != kind)
    return hosted(spec, monitors=(*others, replace(found, **changes)))


def unwatched(spec: Spec, *kinds: str) -> Spec:
    """The model without these monitors."""
    return hosted(spec, monitors=tuple(one for one in _hosting(spec).monitors if one.kind not in kinds))


def tagged(spec: Spec, **tags: str | None) -> Spec:
    """The model with these tags of its group set, or taken away; an underscore stands for a hyphen."""
    changed = spec.tags | {key.replace("_", "-"): value for key, value in tags.items()}
    return replace(spec, tags={key: value for key, value in changed.items() if value is not None})


def carded(spec: Spec, section: str, **said: str | None) -> Spec:
    """The model with something else in a section of its card, or without it."""
    card = dict(spec.card or {})
    changed = card.get(section, {}) | said
    card[section] = {key: value for key, value in changed.items() if value is not None}
    return replace(spec, card=card)


def decided(spec: Spec, **changes: Any) -> Spec:
    """The model decided on in another way."""
    if spec.decision is None:
        raise ValueError(f"Nobody decides on {spec.name}.")
    return replace(spec, decision=replace(spec.decision, **changes))


def _hosting(spec: Spec) -> Hosting:
    if spec.hosting is None:
        raise ValueError(f"{spec.name} does not serve.")
    return spec.hosting
