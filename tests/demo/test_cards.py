"""Model cards as AWS keeps them, where moto loses the content or the status on an update."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

CONTENT = json.dumps(
    {"model_overview": {"model_id": "g/1"}, "intended_uses": {"risk_rating": "High"}},
)


@pytest.fixture
def card(sagemaker: Any) -> str:
    sagemaker.create_model_card(ModelCardName="c", Content=CONTENT, ModelCardStatus="Draft")
    return "c"


def test_a_new_status_keeps_the_content_and_the_version(sagemaker: Any, card: str):
    sagemaker.update_model_card(ModelCardName=card, ModelCardStatus="Approved")
    seen = sagemaker.describe_model_card(ModelCardName=card)
    assert (seen["Content"], seen["ModelCardStatus"], seen["ModelCardVersion"]) == (CONTENT, "Approved", 1)
    assert seen["CreatedBy"]


def test_new_content_is_a_new_version_and_keeps_the_status(sagemaker: Any, card: str):
    sagemaker.update_model_card(ModelCardName=card, Content="{}")
    listed = sagemaker.list_model_card_versions(ModelCardName=card)["ModelCardVersionSummaryList"]
    assert [(one["ModelCardVersion"], one["ModelCardStatus"]) for one in listed] == [
        (2, "Draft"),
        (1, "Draft"),
    ]
    assert sagemaker.describe_model_card(ModelCardName=card, ModelCardVersion=1)["Content"] == CONTENT
    assert sagemaker.describe_model_card(ModelCardName=card)["Content"] == "{}"


def test_content_and_status_together_are_refused_and_so_is_what_is_no_json(sagemaker: Any, card: str):
    for change in ({"Content": "{}", "ModelCardStatus": "Approved"}, {"Content": "no"}):
        with pytest.raises(ClientError, match="ValidationException"):
            sagemaker.update_model_card(ModelCardName=card, **change)


def test_search_tells_the_risk_and_the_model_of_a_card(sagemaker: Any, card: str):
    wanted = {"Filters": [{"Name": "RiskRating", "Operator": "Equals", "Value": "High"}]}
    [found] = sagemaker.search(Resource="ModelCard", SearchExpression=wanted)["Results"]
    assert (found["ModelCard"]["ModelId"], found["ModelCard"]["ModelCardName"]) == ("g/1", card)


def test_a_deleted_card_is_gone_with_its_versions(sagemaker: Any, card: str):
    sagemaker.update_model_card(ModelCardName=card, Content="{}")
    sagemaker.delete_model_card(ModelCardName=card)
    assert sagemaker.list_model_cards()["ModelCardSummaries"] == []
    with pytest.raises(ClientError, match="does not exist"):
        sagemaker.describe_model_card(ModelCardName=card)


def test_a_card_tells_who_changed_it(sagemaker: Any, card: str, listener: Any):
    sagemaker.update_model_card(ModelCardName=card, ModelCardStatus="Approved")
    [told] = [json.loads(body) for body in listener.bodies()]
    assert told["detail-type"] == "SageMaker Model Card State Change"
    detail = told["detail"]
    assert (detail["ModelCardStatus"], detail["ModelCardVersion"]) == ("Approved", 1)
    assert detail["LastModifiedTime"].endswith("000Z")
    assert "LastModifiedBy" in detail
