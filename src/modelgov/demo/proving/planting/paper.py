"""Plants of what is written of a model: its group's tags and description, its card, its reports."""

import random
from dataclasses import replace

from modelgov.demo.proving.plant import Plant, carded, tagged
from modelgov.demo.proving.spec import Spec

# Keys that are understood and are not the agreed ones; of others nobody knows what they mean.
_MISSPELT = {
    "owner": ("Owner", "model_owner"),
    "team": ("Team", "squad"),
    "business-unit": ("BusinessUnit", "business_unit", "bu"),
    "environment": ("Env", "Environment", "stage"),
    "intended-use": ("IntendedUse", "use_case"),
}
_EMPTY = ("evaluation_details", "training_details", "additional_information", "business_details")


def _undescribed(spec: Spec, draw: random.Random) -> Spec:
    return replace(spec, description=draw.choice((None, "TBD: to be described later", "A model", spec.name)))


def _contradicting(spec: Spec, draw: random.Random) -> Spec:
    if draw.random() < 0.5:
        return tagged(spec, environment="development")
    return carded(tagged(spec, business_unit="Markets"), "business_details", line_of_business="Markets")


def _purposeless(spec: Spec, draw: random.Random) -> Spec:
    words = draw.choice(("tbd", "scoring", "TODO: say what it is for"))
    return carded(tagged(spec, intended_use=words), "intended_uses", intended_uses=words)


def _nobodys(spec: Spec, draw: random.Random) -> Spec:
    owner = draw.choice(("Data Science Team", "unknown", "admin@example.com", "TBD"))
    return carded(tagged(spec, owner=owner), "model_overview", model_creator=owner, model_owner=owner)


def _misspelt(spec: Spec, draw: random.Random) -> Spec:
    key = draw.choice(sorted(_MISSPELT))
    other = draw.choice(_MISSPELT[key])
    return replace(spec, tags={other if one == key else one: value for one, value in spec.tags.items()})


def _own_tag_missing(spec: Spec, draw: random.Random) -> Spec:
    key = draw.choice(("team", "business-unit", "environment"))
    return replace(spec, tags={one: value for one, value in spec.tags.items() if one != key})


def _another(spec: Spec, draw: random.Random) -> Spec:
    fact = draw.choice((("owner", "somebody.else@example.com"), ("environment", "sandbox")))
    return replace(spec, properties=dict((fact,)))


def _half_a_card(spec: Spec, draw: random.Random) -> Spec:
    # What is left has 55 of 100 points or fewer; a risk rating stays, for that is another control's.
    taken = {*_EMPTY[:3], *draw.sample(_EMPTY, 1)}
    return replace(spec, card={key: value for key, value in (spec.card or {}).items() if key not in taken})


PLANTS = (
    Plant(control="registry-description", what="group", change=_undescribed),
    Plant(control="registry-facts-consistent", what="group", change=_contradicting),
    Plant(control="registry-intended-use", what="version", change=_purposeless),
    Plant(control="registry-owner-resolvable", what="group", change=_nobodys),
    Plant(control="registry-tag-spelling", what="group", change=_misspelt),
    Plant(
        control="registry-tags-present",
        what="group",
        change=lambda spec, _: tagged(spec, intended_use=None),
    ),
    Plant(control="registry-tags-present", what="group", tier=1, serves=True, change=_own_tag_missing),
    Plant(control="registry-version-facts-consistent", what="version", change=_another),
    Plant(
        control="documentation-card-approved",
        what="version",
        change=lambda spec, draw: replace(spec, card_status=draw.choice(("Draft", "PendingReview"))),
    ),
    Plant(control="documentation-card-complete", what="version", tier=2, change=_half_a_card),
    Plant(
        control="documentation-card-complete",
        what="version",
        change=lambda spec, _: replace(spec, card=None),
        besides=(("documentation-risk-rating", "version"),),
    ),
    Plant(
        control="documentation-card-current",
        what="version",
        change=lambda spec, draw: replace(
            spec,
            card_apart=spec.registered + draw.uniform(40, 90),
            created=spec.registered + 95,
        ),
    ),
    Plant(
        control="documentation-evaluation-report",
        what="version",
        change=lambda spec, _: replace(spec, reports=("bias",)),
    ),
    Plant(
        control="documentation-evaluation-report",
        what="version",
        tier=1,
        serves=True,
        change=lambda spec, _: replace(spec, reports=("evaluation",)),
    ),
    Plant(
        control="documentation-risk-rating",
        what="version",
        tier=2,
        change=lambda spec, draw: carded(spec, "intended_uses", risk_rating=draw.choice((None, "Unknown"))),
    ),
)
