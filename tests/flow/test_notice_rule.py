"""The file of rules: what it wants told, and what it says of a mistake."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from told import STEP, rules_in

from modelgov.errors import SettingError
from modelgov.flow.delivery import Service, Webhook
from modelgov.flow.notice_rule import read_rules
from modelgov.record.finding import Change, Severity, Transition

PAGE = Path(__file__).parents[2] / "docs" / "notices.md"
HEAD = '[[rule]]\nname = "desk"\nto = "env:DESK"\nseverity = "medium"\n'
MISTAKES = [
    ('to = "json://h"\nseverity = "low"', "name"),
    ('name = "a"\nseverity = "low"', "to"),
    ('name = "a"\nto = "json://h"', "severity"),
    ('name = "a"\nto = "json://h"\nseverity = "bad"', "bad"),
    ('name = "a"\nto = "json://h"\nseverity = "low"\nteams = ["x"]', "teams"),
    ('name = "a"\nto = "json://h"\nseverity = "low"\nteam = []', "`team` is empty"),
    ('name = "a"\nto = "json://h"\nseverity = "low"\nteam = "x"', "array"),
    ('name = "a"\nto = "json://h"\nseverity = "low"\non = ["closed"]', "closed"),
    ('name = "a"\nto = "json://h"\nseverity = "low"\non = []', "`on` is empty"),
    ('name = "a/b"\nto = "json://h"\nseverity = "low"', "no name of a rule"),
    ('name = "desk"\nto = "json://h"\nseverity = "low"', "another rule named 'desk'"),
    ('name = "a"\nto = "hunter2://h"\nseverity = "low"', "Apprise"),
    ('name = "a"\nto = {url = "ftp://hunter2"}\nseverity = "low"', "secret"),
    ('name = "a"\nto = {url = "ftp://hunter2", secret = "env:S"}\nseverity = "low"', "https://"),
    ('name = "a"\nto = {url = "http://[hunter2", secret = "env:S"}\nseverity = "low"', "https://"),
    ('name = "a"\nto = {url = "https://h", secret = "hunter2"}\nseverity = "low"', "env:NAME"),
]


def wants(tmp_path: Path, step: Transition, more: str = "") -> bool:
    return rules_in(tmp_path, HEAD + more).rows[0].wants(step)


@pytest.mark.parametrize(
    ("severity", "told"),
    [(Severity.LOW, False), (Severity.MEDIUM, True), (Severity.HIGH, True), (Severity.CRITICAL, True)],
)
def test_a_rule_tells_from_its_severity_up(tmp_path: Path, severity: Severity, told: bool) -> None:
    assert wants(tmp_path, replace(STEP, severity=severity)) is told


@pytest.mark.parametrize("change", Change)
def test_a_rule_tells_what_opened_and_reopened_unless_it_says_otherwise(
    tmp_path: Path, change: Change
) -> None:
    step = replace(STEP, change=change)
    assert wants(tmp_path, step) is (change in (Change.OPENED, Change.REOPENED))
    assert wants(tmp_path, step, f'on = ["{change}"]\n')


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('control = ["registry-owner-resolvable", "x-y"]', True),
        ('control = ["x-y"]', False),
        ('group = ["registry"]', True),
        ('group = ["drift"]', False),
        ('business_unit = ["retail"]', True),
        ('business_unit = ["Markets"]', False),
        ('team = ["CHURN"]', True),
        ('team = ["fraud"]', False),
        ('team = ["churn"]\ngroup = ["drift"]', False),
    ],
)
def test_a_list_leaves_out_what_is_not_in_it(tmp_path: Path, more: str, told: bool) -> None:
    assert wants(tmp_path, STEP, more) is told


def test_a_rule_goes_to_a_service_or_to_a_webhook(tmp_path: Path) -> None:
    hook = 'to = { url = "https://desk.example.com/in", secret = "env:DESK" }'
    rules = rules_in(tmp_path, HEAD + f'[[rule]]\nname = "b"\n{hook}\nseverity = "low"\n')
    assert [rule.to for rule in rules.rows] == [
        Service(rule="desk", url="env:DESK"),
        Webhook(rule="b", url="https://desk.example.com/in", secret="env:DESK"),
    ]
    assert "example" not in repr(rules)


@pytest.mark.parametrize(("row", "word"), MISTAKES)
def test_a_mistake_is_named_with_its_file_rule_and_line(tmp_path: Path, row: str, word: str) -> None:
    with pytest.raises(SettingError) as raised:
        rules_in(tmp_path, f"# rules\n{HEAD}\n[[rule]] # the second\n{row}\n")
    assert word in raised.value.what
    assert raised.value.where == f"{tmp_path / 'notices.toml'}, rule 2, line 7"
    assert "docs/notices.md" in raised.value.remedy
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "rule = 1", "[rule]\nname = 'a'", HEAD + "[other]\n"])
def test_a_file_without_rules_or_with_something_else_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingError, match=r"a file of \[\[rule\]\] belongs here"):
        rules_in(tmp_path, text)


def test_what_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="line 3"):
        rules_in(tmp_path, '[[rule]]\nname = "a"\nto = \n')


def test_a_file_that_is_not_there_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as raised:
        read_rules(tmp_path / "none.toml", {})
    assert "notice_file" in raised.value.where


def test_the_rules_in_the_documentation_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert [rule.name for rule in rules_in(tmp_path, example).rows] == ["risk", "retail owners", "desk"]


def test_every_field_that_a_webhook_tells_stands_in_the_documentation() -> None:
    assert [name for name in Transition.__slots__ if f"`{name}`" not in PAGE.read_text()] == []
