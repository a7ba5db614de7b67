"""The screens of findings in a browser: wide and narrow, light and dark, by keyboard, live."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from site_world import GROUP, Site, served

from browser import browser
from modelgov.record.observation import Kind
from modelgov.web.stream import encode
from sample import at, seen
from sample_finding import finding

TITLE = "Every model group has a description"
REASON = "It has no description."
FINDING = f"/findings/registry-description/{quote(GROUP, safe='')}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture
def own_address(own_site: Site) -> Iterator[str]:
    with served(own_site) as url:
        yield url


def test_a_reader_comes_from_the_overview_to_a_finding_and_back_to_the_list(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("region", name="Failures to decide on").get_by_role("link", name=REASON).click()
    page.get_by_role("heading", level=1, name=REASON).wait_for()
    assert page.get_by_role("region", name="Evidence").get_by_text("1 Nov 2026 00:00 UTC").is_visible()
    page.get_by_role("button", name="Show the SQL").click()
    assert page.get_by_label("SQL of registry-description").is_visible()
    page.get_by_role("link", name="registry-description").click()
    page.get_by_role("region", name=TITLE).wait_for()
    page.get_by_text("1 finding", exact=True).wait_for()
    page.close()


def test_keys_lead_through_the_list(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.get_by_text("2 findings", exact=True).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=REASON).wait_for()
    page.close()


def test_a_filter_is_in_the_address_and_the_resolved_have_a_list_of_their_own(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/findings")
    page.get_by_role("complementary", name="Filters").get_by_role("checkbox", name="Failed").check()
    page.wait_for_url(f"{address}/findings?status=fail")
    page.get_by_text("1 finding", exact=True).wait_for()
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("tab", name="Resolved").click()
    page.get_by_role("table").get_by_text("gone-control").wait_for()
    page.close()


def test_a_page_is_printed_dark_on_white_whatever_the_screen(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1050, "height": 720}, color_scheme="dark")
    page.goto(address + FINDING)
    page.get_by_role("heading", level=1, name=REASON).wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.emulate_media(media="print", color_scheme="dark")
    inks = page.locator("h1, .card h2, .card td").evaluate_all(
        "(found) => [...new Set(found.map((one) => getComputedStyle(one).color))]"
    )
    assert inks == ["rgb(20, 24, 29)"]
    assert not page.get_by_role("textbox", name="Assign to").is_visible()
    page.close()


def test_a_finding_is_assigned_and_commented_on_by_keyboard(chromium: Any, own_address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(own_address + FINDING)
    page.get_by_role("textbox", name="Assign to").focus()
    page.keyboard.type("rita")
    page.keyboard.press("Enter")
    page.get_by_text("Saved.", exact=True).wait_for()
    assert page.get_by_text("rita, set by lea").is_visible()
    page.get_by_label("Another day to be done by (UTC)").fill("2020-01-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").get_by_text("cannot be due on 2020-01-01").wait_for()
    said = "<img src=x onerror=alert(1)>"
    page.get_by_role("textbox", name="Comment").focus()
    page.keyboard.type(said)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Comments").get_by_role("listitem").get_by_text(said).wait_for()
    assert page.locator("main img").count() == 0
    page.goto(f"{own_address}/findings?assignee=rita&columns=control_id,assignee")
    page.get_by_text("1 finding", exact=True).wait_for()
    assert page.get_by_role("cell", name="rita").is_visible()
    page.close()


def test_a_finding_that_turns_is_on_the_screen_without_a_reload(
    chromium: Any, own_address: str, own_site: Site
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(own_address + FINDING)
    page.get_by_text("1 change", exact=True).wait_for()
    page.get_by_text("Live", exact=False).first.wait_for()
    turned = finding(
        FindingId=f"registry-description/{GROUP}",
        JudgedAsset=GROUP,
        Status="pass",
        Change="resolved",
        Reason="It passes now.",
        EvaluatedAt=at(60).timestamp(),
    )
    own_site.journal.record([seen(Kind.FINDING, turned)])
    touched = own_site.hot.follow()
    assert touched is not None
    page.wait_for_function("document.querySelector('.live-dot').dataset.state === 'live'")
    own_site.hub.publish(encode(touched))
    page.get_by_text("2 changes", exact=True).wait_for()
    assert page.get_by_text("Passed").first.is_visible()
    page.close()
