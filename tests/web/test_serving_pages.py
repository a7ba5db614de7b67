"""The pages of serving in a browser: wide and narrow, light and dark."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from site_world import Site, served

from browser import browser
from modelgov.record.observation import Kind
from sample import ACCOUNT, REGION, read, seen
from sample_monitoring import T0, execution, report, reported, schedule
from sample_serving import metrics

ENDPOINT = f"/endpoints/{ACCOUNT}/{REGION}/e"
PAGES = {
    "/endpoints": "Endpoints and cost",
    ENDPOINT: "e",
    "/monitoring": "Monitoring",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    hours = list(range(24 * 5))
    site.journal.record(
        [
            seen(
                Kind.ENDPOINT_METRIC,
                metrics(
                    hours,
                    span=(0, 24 * 6),
                    Invocations=[hour % 24 for hour in hours],
                    Cpu=[50.0] * len(hours),
                ),
            ),
            seen(Kind.MONITORING_SCHEDULE, schedule()),
            seen(Kind.MONITORING_EXECUTION, execution()),
            reported(report()),
            seen(Kind.MONITORING_SCHEDULE, schedule("fails", EndpointName="shadow")),
            seen(
                Kind.MONITORING_EXECUTION,
                execution("fails", "Failed", T0, EndpointName="shadow", FailureReason="w" * 600),
            ),
        ],
        [read(operation="ListMonitoringSchedules")],
    )
    site.hot.follow()
    with served(site) as url:
        yield url


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_no_page_is_wider_than_its_window_or_says_an_error(
    chromium: Any, address: str, width: int, theme: str
) -> None:
    for path, head in PAGES.items():
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(f"{message.type} {message.text}"))
        page.on("pageerror", lambda error, said=said: said.append(f"error {error}"))
        page.goto(address + path)
        page.get_by_role("heading", level=1, name=head, exact=True).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        assert [text for text in said if text.startswith("error")] == [], path
        page.close()


def test_a_reader_comes_from_the_list_to_an_endpoint_and_reads_its_chart_by_keyboard(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/endpoints")
    page.get_by_role("complementary", name="Filters").get_by_role(
        "checkbox", name=re.compile("^Registered")
    ).check()
    page.wait_for_url(f"{address}/endpoints?registered=yes")
    page.get_by_role("table", name="Endpoints").get_by_role("link", name="e", exact=True).click()
    page.get_by_role("heading", level=1, name="e", exact=True).wait_for()
    page.get_by_role("button", name="Time range: Default range").click()
    page.get_by_role("button", name="Last 7 days").click()
    page.wait_for_url(f"{address}{ENDPOINT}?range=7d")
    page.get_by_role("region", name="Over time").get_by_text("last 7 days, until").wait_for()
    requests = page.get_by_role("region", name="Requests of e, all")
    requests.get_by_role("slider").focus()
    page.keyboard.press("End")
    assert "not known" in requests.get_by_role("slider").get_attribute("aria-valuetext")
    page.get_by_role("region", name="What it serves", exact=True).get_by_role("link", name="fraud v1").click()
    page.get_by_role("heading", level=1, name="fraud, version 1").wait_for()
    page.close()


def test_a_number_of_the_coverage_leads_to_its_endpoints(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/monitoring")
    page.get_by_role("link", name="1, Data quality: Only failing").click()
    page.get_by_role("region", name="Production endpoints", exact=True).get_by_text("1 endpoint").wait_for()
    page.get_by_role("link", name="Remove Data quality: Only failing").click()
    page.get_by_role("region", name="Production endpoints", exact=True).get_by_text("2 endpoints").wait_for()
    page.close()


def test_the_map_leads_to_the_models_of_a_place_and_a_team_to_its_page(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/accounts")
    page.get_by_role("link", name="4 versions").click()
    page.wait_for_url(f"{address}/models?account_id={ACCOUNT}&region={REGION}")
    page.get_by_text("4 versions", exact=True).wait_for()
    page.goto(f"{address}/teams")
    page.get_by_role("region", name="Validations, approvals and cost", exact=True).get_by_role(
        "link", name="cards", exact=True
    ).click()
    page.get_by_role("heading", level=1, name="cards", exact=True).wait_for()
    page.close()
