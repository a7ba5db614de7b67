"""Where an endpoint is: what its account says comes first, and a word that is not known is no answer."""

import pytest
from seeing import Seeing

from modelgov.record.observation import Kind
from sample import account, arn, config, endpoint, group, model, seen, version

PLACE = "select environment, environment_source, in_production from endpoint_environment"


def serve(seeing: Seeing, **tagged: str) -> None:
    seeing.see(
        seen(Kind.MODEL_GROUP, group(tagged=tagged)),
        seen(Kind.MODEL_VERSION, version(1)),
        seen(Kind.MODEL, model("m", ModelPackageName=arn("model-package", "fraud/1"))),
        seen(Kind.ENDPOINT_CONFIG, config("c", "m")),
        seen(Kind.ENDPOINT, endpoint("e", "c")),
    )


@pytest.mark.parametrize(
    ("own", "units", "expected"),
    [
        ({"Env": "Prod"}, {"environment": "dev"}, ("Prod", "account tag", True)),
        ({}, {"environment": "sandbox"}, ("sandbox", "unit tag", False)),
        ({"environment": "blue"}, {}, ("blue", "account tag", None)),
        ({"environment": " "}, {}, ("development", "group tag", False)),
    ],
)
def test_the_account_says_where_an_endpoint_is_before_its_version_does(
    seeing: Seeing, own: dict[str, str], units: dict[str, str], expected: tuple[str, str, bool | None]
) -> None:
    serve(seeing, environment="development")
    seeing.see(seen(Kind.ACCOUNT, account(own=own, units=units)))
    assert tuple(seeing.one(PLACE).values()) == expected


def test_where_nothing_says_it_nothing_is_known(seeing: Seeing) -> None:
    serve(seeing)
    assert tuple(seeing.one(PLACE).values()) == ("unassigned", "none", None)


def test_a_fact_has_the_key_that_the_settings_name_first(seeing: Seeing) -> None:
    serve(seeing, BU="Cards")
    row = seeing.one("select fact, spelt, canonical from group_fact")
    assert row == {"fact": "business_unit", "spelt": "BU", "canonical": "business-unit"}
