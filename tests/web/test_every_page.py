"""What holds for every page, light and dark, wide and narrow: accessible to axe, within the content policy,
without an error in the console, and no wider than its window.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_page import PAGES
from site_world import Site, served

from browser import browser

AXE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = ((1440, "light"), (390, "dark"))  # every width and every theme; what differs by both is nothing
LISTEN = """
window.refusedByPolicy = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refusedByPolicy.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
REPEATED = "section.api-operation"  # there are dozens of them, made of the same few elements
RULES = """async (repeated) => {
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `there are two of #${id}`);
  const made = (one) =>
    [one.parentElement.tagName, one.tagName, one.className, ...one.getAttributeNames()].join();
  const seen = new Set();
  const exclude = [...document.querySelectorAll(repeated)].filter((part) => {
    const before = seen.size;
    for (const one of [part, ...part.querySelectorAll("*")]) seen.add(made(one));
    return seen.size === before;  // nothing is in it that was in none before
  });
  const found = await axe.run({ include: [document], exclude }, { resultTypes: ["violations"] });
  const broken = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`);
  return [...twice, ...found.violations.flatMap(broken)];
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture(scope="module")
def views(chromium: Any) -> dict[str, Any]:
    """A context for each view: what a page loads once, the next one has."""
    return {
        f"{width} {theme}": chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
        )
        for width, theme in VIEWS
    }


def opened(context: Any, url: str, head: str) -> tuple[Any, list[str]]:
    """A page at rest, and what it has said that it should not."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(LISTEN)
    page.goto(url)
    page.get_by_role("heading", level=1, name=head).wait_for()
    page.wait_for_load_state("load")
    return page, said


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_within_the_policy_silent_and_fits(
    views: dict[str, Any], address: str, path: str
) -> None:
    axe = AXE.read_text(encoding="utf-8")
    for where, context in views.items():
        page, said = opened(context, address + path, PAGES[path])
        looks = "`${document.documentElement.scrollWidth} ${document.documentElement.dataset.theme}`"
        assert page.evaluate(looks) == where
        # axe comes by the debugger's way, which the policy does not bind: what is refused before is ours
        assert (page.evaluate("window.refusedByPolicy"), said) == ([], []), where
        page.evaluate(axe)
        assert page.evaluate(RULES, REPEATED) == [], where
        page.close()


@pytest.mark.parametrize(
    "opener", ["Search", "Scope: Whole organisation", "Moment: Now", "About: Waiting for approval"]
)
def test_what_opens_over_a_page_is_accessible_too(views: dict[str, Any], address: str, opener: str) -> None:
    page, said = opened(views["1440 light"], address, "Overview")
    page.get_by_role("button", name=opener, exact=True).click()
    page.get_by_role("dialog").first.wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RULES, REPEATED) == []
    assert said == []
    page.close()
