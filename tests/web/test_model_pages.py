"""The screens of models, of a group and of a comparison in a browser: wide, narrow, dark, by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from site_world import Site, served

from browser import browser
from sample import ACCOUNT, REGION

GROUP = f"/groups/{ACCOUNT}/{REGION}/fraud"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as url:
        yield url


def opened(chromium: Any, address: str, path: str) -> Any:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address + path)
    page.get_by_role("heading", level=1).wait_for()
    return page


def test_rows_of_the_list_are_selected_and_compared_by_keys_alone(chromium: Any, address: str) -> None:
    page = opened(chromium, address, "/models")
    page.get_by_text("4 versions", exact=True).wait_for()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.get_by_text("2 versions selected").wait_for()
    page.keyboard.press("c")
    page.get_by_role("heading", level=1, name="Compare versions").wait_for()
    page.get_by_role("region", name="Evaluation metrics", exact=True).wait_for()
    assert page.url.count("v=") == 2
    page.close()


def test_a_version_is_found_and_added_and_the_address_holds_what_is_compared(
    chromium: Any, address: str
) -> None:
    page = opened(chromium, address, "/compare")
    for words, found in (("fraud/1", "fraud, version 1"), ("risky", "risky, version 1")):
        page.get_by_role("combobox", name="Add a version").fill(words)
        page.get_by_role("option", name=found).wait_for()
        page.keyboard.press("Enter")
    page.get_by_role("region", name="Approval, owner and use", exact=True).wait_for()
    page.get_by_role("checkbox", name="Show what is the same too").check()
    page.wait_for_url("**&all=yes")
    page.reload()
    page.get_by_role("button", name="Take out risky, version 1").click()
    page.get_by_text("fraud, version 1, and what else?").wait_for()
    page.close()


def test_a_reader_comes_from_the_list_of_groups_to_a_group_and_its_versions(
    chromium: Any, address: str
) -> None:
    page = opened(chromium, address, "/models?view=groups")
    page.get_by_role("table").get_by_role("link", name="fraud", exact=True).click()
    page.wait_for_url(address + GROUP)
    page.get_by_role("slider", name="over time").focus()
    page.keyboard.press("Home")
    assert "v1" in page.get_by_role("slider", name="over time").get_attribute("aria-valuetext")
    page.get_by_role("region", name="Versions", exact=True).get_by_role("link", name="v2", exact=True).click()
    page.get_by_role("heading", level=1, name="fraud, version 2").wait_for()
    page.close()


def test_a_view_is_saved_under_a_name_and_opens_again(chromium: Any, address: str) -> None:
    page = opened(chromium, address, "/models")
    page.get_by_role("complementary", name="Filters").get_by_role("checkbox", name="Prototype").check()
    page.wait_for_url("**maturity=prototype")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("textbox", name="Name of this view").fill("mine")
    page.keyboard.press("Enter")
    page.goto(f"{address}/models")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("link", name="mine", exact=True).click()
    page.get_by_text("1 version", exact=True).wait_for()
    page.close()


def test_files_have_what_the_screen_has(chromium: Any, address: str) -> None:
    page = opened(chromium, address, "/models")
    for name, ending in (("CSV", ".csv"), ("Parquet", ".parquet")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(ending)
    page.close()
