"""Whom a policy or a share lets in: AWS's many spellings of a principal, made one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

_ORGANISATION = "aws:principalorgid"
_ACCOUNTS = frozenset(("aws:principalaccount", "aws:sourceaccount"))


class Reach(StrEnum):
    """What a principal stands for."""

    ACCOUNT = "account"
    ORGANISATION = "organisation"
    UNIT = "unit"
    IDENTITY = "identity"
    SERVICE = "service"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """One principal: what it stands for, and in which account or organisation."""

    written: str
    reach: Reach
    account_id: str | None = None
    organisation_id: str | None = None


def principal(written: str) -> Principal:
    """Read a principal as a policy or a share writes it.

    >>> principal("arn:aws:iam::210000000002:root").account_id
    '210000000002'
    >>> str(principal("arn:aws:organizations::210000000001:ou/o-abc/ou-1").reach)
    'unit'
    """
    if written == "*":
        return Principal(written=written, reach=Reach.ANYBODY)
    if _is_account(written):
        return Principal(written=written, reach=Reach.ACCOUNT, account_id=written)
    parts = written.split(":", 5)
    if parts[0] != "arn" or len(parts) != 6:
        service = written.endswith((".amazonaws.com", ".amazonaws.com.cn"))
        return Principal(written=written, reach=Reach.SERVICE if service else Reach.IDENTITY)
    account, resource = parts[4], parts[5]
    if parts[2] == "organizations":
        reach = Reach.UNIT if resource.startswith("ou/") else Reach.ORGANISATION
        return Principal(written=written, reach=reach, organisation_id=resource.split("/")[1])
    reach = Reach.ACCOUNT if resource == "root" else Reach.IDENTITY
    return Principal(written=written, reach=reach, account_id=account or None)


def grants(policy: str) -> list[dict[str, Any]]:
    """The statements of a policy, one for each principal; none where it is no policy document."""
    try:
        statements = _listed(orjson.loads(policy)["Statement"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return []
    return [
        {
            "Effect": str(statement.get("Effect", "")),
            "Principal": one.written,
            "Kind": one.reach.value,
            "AccountId": one.account_id,
            "OrganizationId": one.organisation_id,
            "Actions": ",".join(str(action) for action in _listed(statement.get("Action", []))),
            "Conditioned": bool(statement.get("Condition")) or "NotPrincipal" in statement,
        }
        for statement in statements
        if isinstance(statement, dict)
        for one in _principals(statement)
    ]


def _principals(statement: Mapping[str, Any]) -> Iterator[Principal]:
    """Whom a statement is about; anybody under a condition may be an organisation or some accounts."""
    named = statement.get("Principal", "*")  # with NotPrincipal: anybody, but for some
    written = (
        [one for value in named.values() for one in _listed(value)] if isinstance(named, dict) else [named]
    )
    for one in written:
        found = principal(str(one))
        narrowed = list(_narrowed(statement)) if found.reach is Reach.ANYBODY else []
        yield from narrowed or [found]


def _narrowed(statement: Mapping[str, Any]) -> Iterator[Principal]:
    condition = statement.get("Condition")
    for test, keys in condition.items() if isinstance(condition, dict) else ():
        if "Not" in test or not test.startswith(("StringEquals", "StringLike")) or not isinstance(keys, dict):
            continue
        for key, value in keys.items():
            for one in (str(item) for item in _listed(value)):
                if key.lower() == _ORGANISATION:
                    yield Principal(written="*", reach=Reach.ORGANISATION, organisation_id=one)
                elif key.lower() in _ACCOUNTS and _is_account(one):
                    yield Principal(written="*", reach=Reach.ACCOUNT, account_id=one)


def _is_account(text: str) -> bool:
    return len(text) == 12 and text.isdigit()


def _listed(value: Any) -> list[Any]:
    """IAM writes one or several."""
    return value if isinstance(value, list) else [value]
