"""The documentation says what the program is: generated pages are compared, named things exist."""

import re
from pathlib import Path

import pytest

from modelgov.cli.main import COMMANDS
from modelgov.cli.pages import settings_page, tables_page
from modelgov.settings import Settings
from modelgov.table.statement import read_only
from modelgov.table.view import PUBLIC

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_settings_page_is_what_the_program_says():
    assert (ROOT / "docs" / "settings.md").read_text() == settings_page()


def test_the_tables_page_is_what_the_program_says():
    assert (ROOT / "docs" / "tables.md").read_text() == tables_page()


def test_every_command_stands_in_the_readme():
    text = (ROOT / "README.md").read_text()
    assert {name for name in COMMANDS if f"`modelgov {name}" not in text} == set()


def test_every_public_view_has_a_section():
    text = (ROOT / "docs" / "tables.md").read_text()
    assert {name for name in PUBLIC if f"## {name}\n" not in text} == set()


def test_no_setting_is_without_a_sentence():
    assert all(Settings.__dataclass_fields__[name].metadata["meaning"] for name in Settings.__slots__)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_repository_lead_somewhere(page: Path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_tutorials_statements_are_valid():
    text = (ROOT / "docs" / "tutorial.md").read_text()
    statements = re.findall(r"^select .*$", text, re.MULTILINE)
    assert len(statements) == 2
    for statement in statements:
        assert read_only(statement).lower().startswith("select")
