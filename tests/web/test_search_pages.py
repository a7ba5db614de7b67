"""The search in a browser: by keyboard alone, with typos, wide and narrow."""

from collections.abc import Iterator
from typing import Any

import pytest
from site_world import Site, served

from browser import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_typo_leads_to_a_version_by_keyboard_alone(
    chromium: Any, address: str, width: int, theme: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(address)
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").wait_for()
    page.keyboard.type("farud v2")
    page.get_by_role("option", name="fraud, version 2").wait_for()
    assert page.get_by_role("option", selected=True).inner_text().startswith("fraud, version 2")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="fraud, version 2").wait_for()
    assert page.get_by_role("dialog").count() == 0
    page.close()


def test_arrows_move_over_all_kinds_and_escape_gives_the_focus_back(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/coverage")
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("fraud")
    page.get_by_role("group", name="Model groups").wait_for()
    count = page.get_by_role("option").count()
    page.keyboard.press("ArrowUp")
    assert page.get_by_role("option").nth(count - 1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option").first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    assert button.evaluate("one => one === document.activeElement")
    page.close()


def test_a_page_is_found_by_a_typo_and_a_list_can_be_narrowed(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("fidnings")
    page.get_by_role("option", name="Findings", exact=True).click()
    page.get_by_role("heading", level=1, name="Findings").wait_for()
    page.get_by_role("searchbox", name="Search findings").fill("zzzz")
    page.wait_for_url(f"{address}/findings?q=zzzz")
    page.get_by_text("Your filters hide every row").wait_for()
    page.close()
