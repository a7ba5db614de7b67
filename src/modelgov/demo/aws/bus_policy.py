"""Whether a bus takes events of another account: by its resource policy, which moto stores and ignores."""

from typing import Any

from moto.events.models import EventBus
from moto.organizations.models import organizations_backends

_ACTIONS = frozenset({"events:PutEvents", "events:*", "*"})


def admits(bus: EventBus, sender: str) -> bool:
    """The bus's own account always; another one when a statement of the policy lets it."""
    statements = [statement.describe() for statement in bus._statements.values()]
    return bus.account_id == sender or any(_allows(statement, sender) for statement in statements)


def _allows(statement: dict[str, Any], sender: str) -> bool:
    principal = statement["Principal"]
    named = principal.get("AWS", "") if isinstance(principal, dict) else principal
    # moto writes everybody as a root that no account has, where AWS keeps the star.
    who = {sender, f"arn:aws:iam::{sender}:root", "*", "arn:aws:iam::*:root"}
    return (
        statement["Effect"] == "Allow"
        and bool(_ACTIONS & set(_listed(statement["Action"])))
        and bool(who & set(_listed(named)))
        and _holds(statement.get("Condition", {}), sender)
    )


def _holds(condition: dict[str, Any], sender: str) -> bool:
    """AWS knows many conditions; a bus is given one, the organisation. Any other is taken as not met."""
    known = {"StringEquals": {"aws:PrincipalOrgID"}}
    for operator, pairs in condition.items():
        if not set(pairs) <= known.get(operator, set()):
            return False
        if _organisation(sender) not in _listed(pairs["aws:PrincipalOrgID"]):
            return False
    return True


def _organisation(account: str) -> str:
    for partitions in list(organizations_backends.values()):
        for home in list(partitions.values()):
            if home.org is not None and any(member.id == account for member in home.accounts):
                return str(home.org.id)
    return ""


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
