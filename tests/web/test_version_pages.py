"""The Version page's tabs in a browser: wide and narrow, light and dark, by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from monitored_site import watch
from site_world import Site, served

from browser import browser
from sample import ACCOUNT, REGION

VERSION = f"/models/{ACCOUNT}/{REGION}/fraud/1"
# What shows that a tab is there, by its name in the address.
TABS = {
    "summary": "What needs action",
    "data": "Data that reaches e",
    "evaluation": "Metrics before it serves",
    "training": "Provenance",
    "lineage": "What depends on fraud/1",
    "history": "Approval history",
    "documents": "Completeness",
    "findings": "Findings",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    watch(site)
    with served(site) as url:
        yield url


def test_every_tab_fits_a_telephone_asks_twice_at_most_and_says_no_error(chromium: Any, address: str) -> None:
    for tab, card in TABS.items():
        page = chromium.new_page(viewport={"width": 390, "height": 900}, color_scheme="dark")
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message, said=said: said.append(f"{message.type} {message.text}"))
        page.on("pageerror", lambda error, said=said: said.append(f"error {error}"))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{address}{VERSION}?tab={tab}")
        page.get_by_role("region", name=card, exact=True).wait_for()
        assert page.get_by_role("tab", selected=True).count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") == 390, tab
        assert [text for text in said if text.startswith("error")] == [], tab
        mine = [url for url in asked if "/api/v1/versions/" in url or "/api/v1/lineage" in url]
        assert len(mine) <= 2, tab
        page.close()


def test_arrows_lead_from_tab_to_tab_and_back_leads_back(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address + VERSION)
    page.get_by_role("tab", name="Summary").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("region", name="Features of e", exact=True).wait_for()
    assert page.url.endswith("?tab=data")
    page.get_by_role("link", name="use", exact=True).click()
    page.get_by_role("region", name="PSI of use over time").wait_for()
    assert page.url.endswith("?tab=data&feature=use")
    page.get_by_role("button", name="Show data").first.click()
    assert page.get_by_role("rowheader", name="boat").is_visible()
    page.go_back()
    page.get_by_role("region", name="PSI of age over time").wait_for()
    page.close()


def test_arrows_follow_the_lines_of_the_graph_and_the_list_has_all_of_it(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}{VERSION}?tab=lineage")
    start = page.get_by_role("link", name="Model version, fraud/1", exact=False).first
    start.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.querySelector('title').textContent").startswith("Model, m")
    listed = page.get_by_role("region", name="List", exact=True)
    listed.get_by_role("link", name="b/train", exact=True).click()
    page.get_by_role("region", name="What depends on b/train").wait_for()
    page.get_by_role("link", name="Back to this version").click()
    page.get_by_role("region", name="What depends on fraud/1").wait_for()
    page.close()
