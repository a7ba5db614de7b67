"""The built pages in a browser, over records that no reasonable person would register."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from site_world import Site, served

from browser import browser
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from sample import ACCOUNT, REGION, by, group, read, seen, version
from sample_training import execution, training_job

WORD = "w" * 10_000
FORGED = "lea\u202egro.elpmaxe@mik"
CARD = {
    "model_overview": {"model_owner": FORGED, "model_description": "Long. " * 4_000},
    "intended_uses": {"purpose_of_model": WORD, "notes": {f"note {n}": "text " * 20 for n in range(60)}},
}
ODD_JOB = training_job(
    WORD[:60],
    "Failed",
    FailureReason=WORD,
    HyperParameters={WORD[:90]: WORD, FORGED: FORGED},
    InputDataConfig=[{"ChannelName": WORD, "DataSource": {"S3DataSource": {"S3Uri": f"s3://{WORD}"}}}],
    ModelArtifacts={"S3ModelArtifacts": "s3://b/odd/1"},
)
ODD_STEP = {"StepStatus": "Failed", "FailureReason": WORD, "StartTime": 1, "EndTime": 2}
ODD_RUN = execution("odd") | {
    "PipelineExecutionDisplayName": WORD,
    "Steps": [ODD_STEP | {"StepName": WORD, "Metadata": {"TrainingJob": {"Arn": ODD_JOB["TrainingJobArn"]}}}],
}
VERSION = f"/models/{ACCOUNT}/{REGION}/odd/1"
GROUP = f"/groups/{ACCOUNT}/{REGION}/odd"
COMPARE = f"/compare?v={ACCOUNT}/{REGION}/odd/1&v={ACCOUNT}/{REGION}/fraud/1&all=yes"
PAGES = {
    VERSION: "odd, version 1",
    GROUP: "odd",
    COMPARE: "Compare versions",
    **{
        f"{VERSION}?tab={tab}": "odd, version 1"
        for tab in ("data", "evaluation", "training", "lineage", "history", "documents", "findings")
    },
    "/models?columns=owner,team,intended_use,description": "Models",
    f"/models?q={'a' * 500}&owner={'b' * 500}&sort=nothing": "Models",
    "/": "Overview",
    "/coverage": "Coverage",
    "/frameworks": "Frameworks",
    "/frameworks/eu-ai-act": "EU Artificial Intelligence Act",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """The built front end over a record full of long words and hidden characters."""
    odd = version(
        1,
        of="odd",
        status="Approved",
        modified=3,
        ModelPackageDescription=WORD,
        ApprovalDescription=WORD,
        LastModifiedBy=by(WORD),
        SourceUri=f"https://example.com/{WORD}",
        CustomerMetadataProperties={WORD[:90]: WORD, "param.x": WORD, f"note{FORGED}": FORGED},
        ModelCard={"ModelCardStatus": "Draft", "ModelCardContent": orjson.dumps(CARD).decode()},
    )
    site.journal.record(
        [
            seen(Kind.MODEL_GROUP, group("odd", tagged=dict.fromkeys(("bu", "team", "env"), WORD))),
            seen(Kind.MODEL_VERSION, odd),
            seen(Kind.TRAINING_JOB, ODD_JOB),
            seen(Kind.PIPELINE_EXECUTION, ODD_RUN),
        ],
        [
            read(run="odd"),
            replace(read(Outcome.FAILED, run="odd", where=(ACCOUNT, "us-west-2")), reason=WORD),
        ],
    )
    site.hot.follow()
    with served(site) as url:
        yield url


def opened(chromium: Any, address: str, path: str, width: int) -> Any:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(address + path)
    page.get_by_role("heading", level=1, name=PAGES[path]).wait_for()
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_no_record_widens_or_stretches_a_page(chromium: Any, address: str, width: int) -> None:
    for path in PAGES:
        page = opened(chromium, address, path, width)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert page.evaluate("document.documentElement.scrollHeight") < 900 * (6 if width > 900 else 10), path
        page.close()


def test_every_page_of_numbers_says_that_they_are_incomplete(chromium: Any, address: str) -> None:
    for path in (VERSION, "/models?columns=owner,team,intended_use,description", "/", "/coverage"):
        page = opened(chromium, address, path, 1440)
        banner = page.locator(".banner")
        banner.wait_for()
        assert "could not be read in full" in banner.inner_text(), path
        page.close()


def test_a_long_model_card_opens_when_it_is_asked_for(chromium: Any, address: str) -> None:
    page = opened(chromium, address, VERSION, 1440)
    page.get_by_role("tab", name="Documents").click()
    card = page.get_by_role("region", name="Model card")
    before = card.bounding_box()["height"]
    card.get_by_role("button", name="Show all").first.click()
    assert card.bounding_box()["height"] > before * 2
    page.close()


def test_a_character_that_reorders_text_is_shown_as_what_it_is(chromium: Any, address: str) -> None:
    page = opened(chromium, address, VERSION, 1440)
    text = page.locator("main").inner_text()
    assert "lea\u27e8U+202E\u27e9gro.elpmaxe@mik" in text
    assert "\u202e" not in text
    page.close()


def test_an_address_that_asks_for_too_much_is_cut_to_what_can_be_answered(
    chromium: Any, address: str
) -> None:
    page = opened(chromium, address, f"/models?q={'a' * 500}&owner={'b' * 500}&sort=nothing", 1440)
    page.get_by_text("Your filters hide every row").wait_for()
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_text("5 versions").wait_for()
    page.close()


def test_a_list_that_fails_keeps_its_tools(chromium: Any, own_site: Site) -> None:
    own_site.hot.ask("drop table hot.model_version")
    with served(own_site) as address:
        page = chromium.new_page()
        page.goto(f"{address}/models?q=odd")
        page.get_by_role("button", name="Retry").wait_for()
        assert page.get_by_role("tab", name="Groups").is_visible()
        page.get_by_role("button", name="Clear filters").click()
        page.wait_for_url(f"{address}/models")
        page.close()
