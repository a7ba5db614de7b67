"""How a group, an endpoint or a version is tagged: mostly well, sometimes not."""

import json
import random
from typing import Any

from modelgov.demo.organisation.vocabulary import MISSPELT, OTHER_KEYS

Tags = dict[str, str]

_WELL = 0.68
_SOME_MISSING = 0.80
_OTHER_KEYS = 0.89


def worn(tags: Tags, draw: random.Random) -> Tags:
    """The tags as somebody really wrote them: right, incomplete, under other keys, or misspelt."""
    luck = draw.random()
    if luck < _WELL:
        return tags
    if luck < _SOME_MISSING:
        kept = draw.sample(sorted(tags), draw.randint(0, len(tags) - 2))
        return {key: tags[key] for key in tags if key in kept}
    if luck < _OTHER_KEYS:
        return {draw.choice(OTHER_KEYS[key]) if draw.random() < 0.7 else key: tags[key] for key in tags}
    return {key: draw.choice(MISSPELT[value]) if value in MISSPELT else value for key, value in tags.items()}


def as_list(tags: Tags) -> list[dict[str, str]]:
    """Tags as AWS takes them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def card(facts: dict[str, Any], draw: random.Random) -> dict[str, str] | None:
    """A model card: full, half filled, or none."""
    luck = draw.random()
    if luck > 0.72:
        return None
    content: dict[str, Any] = {
        "model_overview": {"model_creator": facts["creator"], "model_artifact": [facts["artifact"]]},
        "intended_uses": {"purpose_of_model": facts["purpose"]},
    }
    if luck < 0.44:
        content["intended_uses"] |= {
            "intended_uses": f"{facts['purpose']}. Not for any other decision.",
            "risk_rating": facts["risk"],
            "explanations_for_risk_rating": f"Tier set by model risk: {facts['risk'].lower()} impact.",
        }
        content["business_details"] = {
            "business_problem": facts["purpose"],
            "business_stakeholders": facts["team"],
            "line_of_business": facts["unit"],
        }
        content["training_details"] = {"training_observations": f"Trained on {facts['data']}."}
        content["evaluation_details"] = [
            {
                "name": "holdout",
                "metric_groups": [
                    {
                        "name": "quality",
                        "metric_data": [
                            {"name": name, "type": "number", "value": float(value)}
                            for name, value in facts["metrics"].items()
                        ],
                    }
                ],
            }
        ]
        content["additional_information"] = {
            "ethical_considerations": "Protected attributes are left out; proxies are tested each quarter.",
            "caveats_and_recommendations": "Retrain when the population shifts.",
        }
    return {"ModelCardContent": _compact(content), "ModelCardStatus": draw.choice(("Draft", "Approved"))}


def _compact(content: dict[str, Any]) -> str:
    return json.dumps(content, separators=(",", ":"))
