"""The Documents tab: the card that documents a version, and what it does not say.

The score is that of the control `documentation-card-complete`; a test holds the two together.
"""

import contextlib
from dataclasses import dataclass
from typing import Any

import orjson

from modelgov.table.hot import HotTables


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a card: the column that has it, where its content stands, and what it is worth."""

    name: str
    column: str
    path: str
    points: int
    # Words that say nothing; of a risk "None" is no rating, of caveats it is an answer.
    empty: frozenset[str]


_NOTHING = frozenset({"", "-", "tbd", "todo", "n/a", "na", "none", "unknown"})
_NOT_EVEN = _NOTHING - {"none"}

PARTS = (
    Part(
        name="evaluation",
        column="card_evaluation",
        path="evaluation_details[0].name",
        points=20,
        empty=_NOTHING,
    ),
    Part(
        name="purpose",
        column="card_purpose",
        path="intended_uses.purpose_of_model",
        points=15,
        empty=_NOTHING,
    ),
    Part(
        name="intended use", column="card_use", path="intended_uses.intended_uses", points=15, empty=_NOTHING
    ),
    Part(name="owner", column="card_owner", path="model_overview.model_owner", points=10, empty=_NOTHING),
    Part(name="risk rating", column="card_risk", path="intended_uses.risk_rating", points=10, empty=_NOTHING),
    Part(
        name="training",
        column="card_training",
        path="training_details.training_observations",
        points=10,
        empty=_NOTHING,
    ),
    Part(
        name="caveats",
        column="card_caveats",
        path="additional_information.caveats_and_recommendations",
        points=10,
        empty=_NOT_EVEN,
    ),
    Part(
        name="business unit",
        column="card_unit",
        path="business_details.line_of_business",
        points=5,
        empty=_NOTHING,
    ),
    Part(
        name="ethics",
        column="card_ethics",
        path="additional_information.ethical_considerations",
        points=5,
        empty=_NOT_EVEN,
    ),
)


def documents(hot: HotTables, arn: str) -> dict[str, Any]:
    """The tab of a version, without the points that its tier needs: those are the control's."""
    hot.keep("version_card")
    card = hot.page("version_document", arn)[0]
    parts = [_part(part, card[part.column]) for part in PARTS]
    return {
        "source": card["card_source"],
        "card_name": card["card_name"],
        "card_arn": card["card_arn"],
        "card_status": card["card_status"],
        "written_at": card["card_written_at"] if card["card_source"] != "none" else None,
        "score": sum(part["points"] for part in parts if part["filled"]),
        "parts": parts,
        "content": card_content(card["card_json"]),
    }


def _part(part: Part, said: str | None) -> dict[str, Any]:
    filled = (said or "").strip(" ").lower() not in part.empty
    told = {"name": part.name, "path": part.path, "points": part.points}
    return told | {"filled": filled, "said": said or None}


def card_content(text: str | None) -> dict[str, Any] | None:
    """The content of a card, where it is a JSON object."""
    with contextlib.suppress(orjson.JSONDecodeError):
        content = orjson.loads(text or "null")
        return content if isinstance(content, dict) else None
    return None
