"""The rules of the house that a linter does not hold."""

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from modelgov.settings import Settings

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# Where something foreign is called and whatever it raises must become an answer; each says why beside it.
CATCH_ALL = frozenset({"src/modelgov/demo/aws/cloud.py"})
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=named)
def test_no_module_is_longer_than_a_reader_holds(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    long = [
        node.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                found |= {alias.name for alias in node.names}
            case ast.ImportFrom():
                found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=named)
def test_nothing_is_mocked(path: Path) -> None:
    assert not {
        name for name in imported(parsed(path)) if name.startswith(("unittest.mock", "mock", "moto.mock"))
    }


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_nothing_is_patched_by_its_dotted_path(path: Path) -> None:
    patched = [
        call
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "setattr"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert patched == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_what_is_caught_has_a_name(path: Path) -> None:
    broad = [
        handler.lineno
        for handler in ast.walk(parsed(path))
        if isinstance(handler, ast.ExceptHandler) and named(path) not in CATCH_ALL and _is_broad(handler)
    ]
    assert broad == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    """All is caught and not raised again."""
    caught = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException")
    )
    again = any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
    return caught and not again


def test_every_place_that_may_catch_all_is_there() -> None:
    assert {named(path) for path in SOURCES} >= CATCH_ALL


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = parsed(path)
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in SOURCES + TESTS if path.stem in EMPTY_NAMES] == []


def test_every_setting_says_in_one_sentence_what_it_is() -> None:
    for row in fields(Settings):
        meaning = row.metadata["meaning"]
        assert meaning.endswith(".")
        assert meaning[0].isupper() or meaning[0] == "`", row.name
        assert len(meaning) < 120, row.name
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [row.name for row in fields(Settings) if f"`{row.name}`" not in page] == []
