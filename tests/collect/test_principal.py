"""Whom policies let in, in all the ways in which IAM lets one write it."""

import json
from typing import Any

import pytest

from modelgov.collect.principal import Reach, grants, principal


@pytest.mark.parametrize(
    ("written", "reach", "account", "organisation"),
    [
        ("*", Reach.ANYBODY, None, None),
        ("210000000002", Reach.ACCOUNT, "210000000002", None),
        ("arn:aws:iam::210000000002:root", Reach.ACCOUNT, "210000000002", None),
        ("arn:aws:iam::210000000002:role/team/r", Reach.IDENTITY, "210000000002", None),
        ("AIDAEXAMPLE", Reach.IDENTITY, None, None),
        ("arn:aws:organizations::210000000001:organization/o-abc", Reach.ORGANISATION, None, "o-abc"),
        ("arn:aws:organizations::210000000001:ou/o-abc/ou-1", Reach.UNIT, None, "o-abc"),
        ("sagemaker.amazonaws.com", Reach.SERVICE, None, None),
    ],
)
def test_a_principal_stands_for_an_account_an_organisation_or_more(
    written: str, reach: Reach, account: str | None, organisation: str | None
) -> None:
    found = principal(written)
    assert (found.reach, found.account_id, found.organisation_id) == (reach, account, organisation)


def told(**statement: Any) -> list[tuple[str, str | None, str | None]]:
    policy = json.dumps({"Statement": [{"Effect": "Allow", "Action": "a:b", "Resource": "*"} | statement]})
    return [(row["Kind"], row["AccountId"], row["OrganizationId"]) for row in grants(policy)]


def test_a_list_of_principals_is_a_grant_each() -> None:
    assert told(Principal={"AWS": ["210000000002", "arn:aws:iam::210000000003:root"]}) == [
        ("account", "210000000002", None),
        ("account", "210000000003", None),
    ]


def test_anybody_of_an_organisation_is_the_organisation() -> None:
    condition = {"StringEquals": {"aws:PrincipalOrgID": ["o-abc"]}}
    assert told(Principal="*", Condition=condition) == [("organisation", None, "o-abc")]
    assert told(Principal={"AWS": "*"}, Condition={"StringEquals": {"AWS:principalorgid": "o-abc"}}) == [
        ("organisation", None, "o-abc")
    ]


def test_anybody_outside_an_organisation_is_anybody() -> None:
    condition = {"StringNotEquals": {"aws:PrincipalOrgID": "o-abc"}}
    assert told(Principal="*", Condition=condition) == [("anybody", None, None)]


def test_anybody_but_some_is_anybody_under_a_condition() -> None:
    [row] = grants(
        '{"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "1"}, "Action": ["a:b", "a:c"]}}'
    )
    assert (row["Kind"], row["Conditioned"], row["Actions"]) == ("anybody", True, "a:b,a:c")


@pytest.mark.parametrize("policy", ["", "{", "[]", "7", '{"Version": "x"}', '{"Statement": [7]}'])
def test_what_is_no_policy_grants_nothing(policy: str) -> None:
    assert grants(policy) == []
