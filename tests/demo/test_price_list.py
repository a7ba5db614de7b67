"""The Price List API as AWS answers it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator


@pytest.fixture
def pricing(aws: Emulator, account: str):
    return aws.client("pricing", account, "us-east-1")


def filters(**wanted: str) -> list[dict[str, str]]:
    return [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in wanted.items()]


def products(pricing: Any, size: int = 100, **wanted: str) -> list[dict[str, Any]]:
    pages = pricing.get_paginator("get_products").paginate(
        ServiceCode="AmazonSageMaker",
        FormatVersion="aws_v1",
        Filters=filters(**wanted),
        PaginationConfig={"PageSize": size},
    )
    return [json.loads(product) for page in pages for product in page["PriceList"]]


def test_a_product_has_its_instance_its_component_and_its_price(pricing: Any):
    usage = "EU-Host:ml.m5.xlarge"
    [found] = products(pricing, regionCode="eu-west-1", component="Hosting", instanceName="ml.m5.xlarge")
    assert found["product"]["productFamily"] == "ML Instance"
    assert found["product"]["attributes"]["usagetype"] == usage
    [term] = found["terms"]["OnDemand"].values()
    [dimension] = term["priceDimensions"].values()
    assert (dimension["unit"], float(dimension["pricePerUnit"]["USD"])) == ("Hrs", 0.2553)


def test_the_pages_together_are_all_products(pricing: Any):
    whole = products(pricing, regionCode="eu-west-1")
    by_seven = products(pricing, size=7, regionCode="eu-west-1")
    assert by_seven == whole
    assert len({product["product"]["sku"] for product in whole}) == len(whole) > 100


def test_serverless_is_sold_by_the_second(pricing: Any):
    found = products(pricing, regionCode="eu-west-1", component="Serverless Inference")
    assert {product["product"]["productFamily"] for product in found} == {"ML Serverless"}


def test_another_service_has_no_products_here(pricing: Any):
    assert pricing.get_products(ServiceCode="AmazonEC2")["PriceList"] == []


@pytest.mark.parametrize("given", [{"FormatVersion": "aws_v2"}, {"MaxResults": 101}])
def test_what_the_api_does_not_take_is_refused(pricing: Any, given: dict[str, Any]):
    with pytest.raises(ClientError) as refused:
        pricing.get_products(ServiceCode="AmazonSageMaker", **given)
    assert refused.value.response["Error"]["Code"] == "InvalidParameterException"


def test_it_answers_in_three_regions_only(aws: Emulator, account: str):
    with pytest.raises(ClientError):
        aws.client("pricing", account, "eu-west-1").get_products(ServiceCode="AmazonSageMaker")
