"""The past in a browser: chosen beside the scope, carried by every link, and never mixed with the present."""

from collections.abc import Iterator
from typing import Any

import pytest
from site_world import Site, served

from browser import browser
from modelgov.record.observation import Kind
from sample import seen, version

LATER = 60 * 24 * 5  # minutes: the sixth of November


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """The built front end over a site to which a version came later."""
    site.journal.record([seen(Kind.MODEL_VERSION, version(1, of="later"), minute=LATER)])
    site.hot.catch_up()
    with served(site) as url:
        yield url


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_moment_is_chosen_carried_along_and_left(
    chromium: Any, address: str, width: int, theme: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/models?q=later")
    page.get_by_role("table").get_by_text("later", exact=True).first.wait_for()
    page.get_by_role("button", name="Moment: Now").click()
    page.get_by_label("Day", exact=True).fill("2026-11-03")
    asked.clear()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url(f"{address}/models?q=later&as_of=2026-11-03")
    page.get_by_text("As it was at the end of 3 Nov 2026 UTC.").wait_for()
    page.get_by_text("Your filters hide every row").wait_for()
    if width < 900:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Coverage").click()
    page.get_by_role("heading", level=1, name="Coverage").wait_for()
    assert page.url == f"{address}/coverage?as_of=2026-11-03"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    api = [path for path in asked if path.startswith("/api/v1/")]
    assert [path for path in api if "as_of=2026-11-03" not in path] == []  # nor is there a stream
    page.get_by_role("link", name="Back to now").click()
    page.wait_for_url(f"{address}/coverage")
    page.get_by_text("Live", exact=False).first.wait_for()
    assert page.get_by_text("As it was").count() == 0
    page.close()


def test_a_moment_before_the_first_observation_says_since_when_there_is_something(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/?as_of=2026-10-01")
    page.get_by_text("Nothing had been collected at 1 Oct 2026 23:59:59 UTC.").wait_for()
    page.get_by_text("The first was seen at 1 Nov 2026").wait_for()
    page.close()
