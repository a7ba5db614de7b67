"""Model cards that stand by themselves: of some groups, half filled as often as not, in several versions."""

import json
import random
from typing import Any

from modelgov.demo.organisation.history import Version
from modelgov.demo.organisation.pipeline import Site
from modelgov.demo.organisation.step import DAY, Actor, Step
from modelgov.demo.organisation.tagging import as_list
from modelgov.demo.organisation.vocabulary import FRAMEWORKS, person

_SHARE = 0.2


def steps(site: Site, versions: tuple[Version, ...], draw: random.Random) -> list[Step]:
    """The card of a group and its later versions; most groups have none."""
    if draw.random() > _SHARE:
        return []
    author = Actor(role="SageMakerStudioUser", session=site.group.owner)
    officer = Actor(role="ModelRiskOfficer", session=person(draw.randrange(18) * 4))
    name = f"{site.group.name}-card"[:63]
    at = max(site.group.created + 3 * DAY, site.cell.end - draw.uniform(30, 500) * DAY)
    filled = draw.randint(1, 3)
    card = {
        "ModelCardName": name,
        "Content": _content(site, versions[-1], filled),
        "ModelCardStatus": "Draft",
        "Tags": as_list(site.tags),
    }
    made: list[tuple[float, Actor, str, dict[str, Any]]] = [(at, author, "create_model_card", card)]
    while draw.random() < 0.5 and filled < len(_SECTIONS):
        filled += draw.randint(1, 2)
        at += draw.uniform(4, 60) * DAY
        content = {"ModelCardName": name, "Content": _content(site, versions[-1], filled)}
        made.append((at, author, "update_model_card", content))
    for status in ("PendingReview", "Approved"):
        if draw.random() < 0.6:
            at += draw.uniform(1, 20) * DAY
            told = {"ModelCardName": name, "ModelCardStatus": status}
            made.append((at, officer, "update_model_card", told))
    return [
        Step(at=at, actor=actor, operation=operation, params=params)
        for at, actor, operation, params in made
        if at < site.cell.end
    ]


def _content(site: Site, version: Version, filled: int) -> str:
    """The first sections of a card in the schema of AWS, as many as somebody found the time to write."""
    case, group = site.group.case, site.group
    sections: dict[str, Any] = {
        "model_overview": {
            "model_id": version.arn,
            "model_name": group.name,
            "model_owner": group.owner,
            "model_description": f"{case.purpose}.",
            "problem_type": case.problem,
            "algorithm_type": FRAMEWORKS[case.framework].algorithm,
        },
        "intended_uses": {
            "purpose_of_model": case.purpose,
            "intended_uses": f"{case.purpose}. Not for any other decision.",
            "risk_rating": case.risk,
        },
        "business_details": {
            "business_problem": case.purpose,
            "business_stakeholders": group.team,
            "line_of_business": site.cell.account.unit,
        },
        "training_details": {
            "training_observations": f"Trained on s3://data-{site.cell.account.id}/{case.name}/."
        },
        "evaluation_details": [{"name": "holdout", "evaluation_observation": "Evaluated out of time."}],
        "additional_information": {
            "ethical_considerations": "Protected attributes are left out; proxies are tested each quarter.",
            "caveats_and_recommendations": "Retrain when the population shifts.",
        },
    }
    return json.dumps({name: sections[name] for name in _SECTIONS[:filled]}, separators=(",", ":"))


_SECTIONS = (
    "model_overview",
    "intended_uses",
    "business_details",
    "training_details",
    "evaluation_details",
    "additional_information",
)
