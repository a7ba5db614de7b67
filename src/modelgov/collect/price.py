"""AWS's Price List, asked for SageMaker's instances: with the process's own credentials, for all accounts.

It answers in three regions only, each for the prices of all. Which component (`Hosting`, `AsyncInf`,
`Training`…) an instance is priced for stands in a product's attributes.
"""

from collections.abc import Iterable, Iterator

from modelgov.collect.aws import Tally
from modelgov.collect.operation import Listing
from modelgov.collect.reader import Reader

PRODUCTS = Listing(
    call="GetProducts",
    arguments=(("ServiceCode", "AmazonSageMaker"), ("FormatVersion", "aws_v1")),
    items="PriceList",
    actions=("pricing:GetProducts",),
)
NEAREST = {"eu": "eu-central-1", "ap": "ap-south-1"}


def answering(region: str) -> str:
    """The region nearest to one where the Price List API answers.

    >>> answering("eu-west-1"), answering("sa-east-1")
    ('eu-central-1', 'us-east-1')
    """
    return NEAREST.get(region.partition("-")[0], "us-east-1")


def read_products(reader: Reader, regions: Iterable[str]) -> Iterator[str]:
    """Every product that is an instance of SageMaker in these regions, as JSON in a text each."""
    for region in regions:
        wanted = {"regionCode": region, "productFamily": "ML Instance"}
        filters = [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in wanted.items()]
        given = dict(PRODUCTS.arguments) | {"Filters": filters}
        for page in reader.listed(PRODUCTS, given, Tally(), service="pricing"):
            yield from map(str, page)
