"""The time range in a browser: chosen, kept from page to page, refused in the words of the API."""

from collections.abc import Iterator
from typing import Any

import pytest
from site_world import Site, served

from browser import browser
from sample import ACCOUNT, REGION

RANGED = {
    "/": "Overview",
    "/endpoints": "Endpoints and cost",
    f"/endpoints/{ACCOUNT}/{REGION}/e": "e",
    "/monitoring": "Monitoring",
    "/findings": "Findings",
    "/teams": "Teams",
    f"/groups/{ACCOUNT}/{REGION}/fraud": "fraud",
}
REFUSED = "The time range is not valid: to (2026-11-01) is before from (2026-11-02)."


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_range_is_chosen_kept_from_page_to_page_and_left(
    chromium: Any, site: Site, width: int, theme: str
) -> None:
    with served(site) as address:
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.goto(address)
        page.get_by_role("heading", level=1, name="Overview").wait_for()
        assert [path for path in asked if "range=" in path] == []  # the first load asks as it always did
        page.get_by_role("button", name="Time range: Default range").click()
        page.get_by_role("button", name="Last 7 days").click()
        page.wait_for_url(f"{address}/?range=7d")
        page.get_by_role("region", name="Newest changes").get_by_text("last 7 days").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        if width < 900:
            page.get_by_role("button", name="Menu").click()
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Teams").click()
        page.get_by_role("heading", level=1, name="Teams").wait_for()
        assert page.url == f"{address}/teams?range=7d"
        assert "/api/v1/teams?range=7d" in asked
        page.get_by_role("button", name="Time range: Last 7 days").click()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("button", name="Default of each chart").click()
        page.wait_for_url(f"{address}/teams")
        page.close()


@pytest.mark.parametrize("path", RANGED)
def test_a_range_that_is_none_is_refused_on_the_page_in_the_words_of_the_api(
    chromium: Any, site: Site, path: str
) -> None:
    with served(site) as address:
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}{path}?from=2026-11-02&to=2026-11-01")
        page.get_by_text(REFUSED).first.wait_for()
        page.goto(f"{address}{path}?from=2026-11-01&to=2026-11-02")
        page.get_by_role("heading", level=1, name=RANGED[path], exact=True).wait_for()
        assert page.get_by_text("The time range is not valid").count() == 0
        page.close()
