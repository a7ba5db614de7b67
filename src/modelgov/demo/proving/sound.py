"""Models that nothing is wrong with: approved ones that serve, and approved ones that do not."""

import random
from dataclasses import dataclass, replace

from modelgov.demo.aws.monitoring.dataset import Outcome, Problem
from modelgov.demo.aws.registry.packages import image_digest
from modelgov.demo.organisation.feature import features
from modelgov.demo.organisation.step import Actor, Cell
from modelgov.demo.organisation.vocabulary import SEGMENTS, person
from modelgov.demo.proving.spec import Decision, Fields, Hosting, Monitor, Spec

# What models are for, by tier: the rules of the tiers know the first by their words.
_PURPOSES: dict[int, tuple[tuple[str, Problem], ...]] = {
    1: (
        ("Estimate the probability of default of a loan application", Problem.BINARY),
        ("Stop fraudulent card payments in real time", Problem.BINARY),
        ("Send a claim to straight-through processing or to an adjuster", Problem.BINARY),
        ("Propose a credit limit for a new card", Problem.BINARY),
    ),
    2: (
        ("Forecast demand per store and product", Problem.REGRESSION),
        ("Route customer chats to the right desk", Problem.MULTICLASS),
        ("Predict which orders will be returned", Problem.BINARY),
        ("Find customers who are likely to leave", Problem.BINARY),
    ),
}
_APPROVERS = ("ModelApprover", "ModelRiskOfficer")
_OFFICERS = 48  # people from this number on approve, and own and register nothing
_WORDS = (
    "scoring",
    "ranker",
    "forecast",
    "triage",
    "outlook",
    "guard",
    "limits",
    "routing",
    "demand",
    "match",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a model is put, and its number in the ground."""

    cell: Cell
    number: int


def registered(place: Place, tier: int, draw: random.Random) -> Spec:
    """A model in the registry, approved by another than its maker, that does not serve."""
    account = place.cell.account
    name = f"{draw.choice(SEGMENTS)}-{draw.choice(_WORDS)}-{place.number:03d}"
    owner = person(place.number % _OFFICERS)
    purpose, problem = draw.choice(_PURPOSES[tier])
    registry = f"{account.id}.dkr.ecr.{place.cell.region}.amazonaws.com/{name}"
    numbers, words = features(account.unit)
    days = draw.uniform(44.0, 56.0)
    return Spec(
        cell=place.cell,
        name=name,
        tags={
            "owner": owner,
            "team": account.team,
            "business-unit": account.unit,
            "environment": account.environment,
            "intended-use": purpose,
        },
        description=f"{purpose}, one of the models of {account.unit}.",
        engineer=person((place.number * 5 + 1) % _OFFICERS),
        image=f"{registry}@{image_digest(registry)}",
        data=f"s3://data-{account.id}/{name}",
        card=_card(owner, account.unit, purpose, "High" if tier == 1 else draw.choice(("Low", "Medium"))),
        features=(*draw.sample(numbers, 3), *draw.sample(words, 2)),
        outcome=Outcome(problem=problem, skill=2.6, positive=0.35),
        registered=days,
        created=days + 4,
        trained=days + 0.5,
        decision=Decision(days=days - draw.uniform(0.5, 4.0), by=approver(draw), stage="QA"),
    )


def serving(place: Place, tier: int, draw: random.Random) -> Spec:
    """The same, in production, watched by every monitor that its tier asks for."""
    spec = registered(place, tier, draw)
    if spec.decision is None:
        raise AssertionError(spec.name)
    kinds = ["DataQuality", "ModelQuality"] + ["ModelBias"] * (tier == 1)
    return replace(
        spec,
        decision=replace(spec.decision, stage="Production"),
        hosting=Hosting(days=draw.uniform(33.0, 38.0), monitors=tuple(Monitor(kind=kind) for kind in kinds)),
    )


def approver(draw: random.Random) -> Actor:
    """A person who approves."""
    return Actor(role=draw.choice(_APPROVERS), session=person(_OFFICERS + draw.randrange(20)))


def _card(owner: str, unit: str, purpose: str, risk: str) -> Fields:
    return {
        "model_overview": {"model_creator": owner, "model_owner": owner},
        "intended_uses": {
            "purpose_of_model": purpose,
            "intended_uses": purpose,
            "risk_rating": risk,
            "explanations_for_risk_rating": "Rated by model risk.",
        },
        "business_details": {"business_problem": purpose, "line_of_business": unit},
        "training_details": {"training_observations": "Trained on the last two years."},
        "evaluation_details": [{"name": "holdout", "evaluation_observation": "Evaluated out of time."}],
        "additional_information": {
            "ethical_considerations": "Protected attributes are left out; proxies are tested each quarter.",
            "caveats_and_recommendations": "Retrain when the population shifts.",
        },
    }
