"""Frameworks: those that ship refer to what is there, a wrong one is refused where it is wrong."""

from datetime import date
from pathlib import Path

import pytest

from modelgov.control.clause import ClauseStatus, ControlCount, standings, status_of
from modelgov.control.frameworks import framework_named, lint_frameworks, load_frameworks, read_framework
from modelgov.control.gate import gate_named, load_gates
from modelgov.control.library import Library
from modelgov.errors import ControlError, NotFoundError

WHOLE = """
title = "Our policy"
issuer = "Model risk"
version = "3"
date = 2026-01-31
in_force_from = 2026-02-01
force = "Binding inside."
sources = ["https://example.com/policy"]
checked = 2026-11-27
read = "source"

[[clause]]
ref = "1"
title = "Owners"
text = "Every model has an owner."
controls = ["registry-owner-resolvable"]

[[clause]]
ref = "2"
title = "Culture"
text = "People speak up."
manual = "Nobody can read that from metadata."
"""


def written(folder: Path, text: str, name: str = "own-policy") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_ships_names_only_controls_that_are_there(library: Library) -> None:
    frameworks = load_frameworks()
    assert len(frameworks) >= 8
    assert lint_frameworks(frameworks, library) == []


def test_sr_11_7_is_kept_as_rescinded_and_e_23_is_not_yet_in_force() -> None:
    frameworks = load_frameworks()
    today = date(2026, 11, 27)
    states = {name: framework_named(frameworks, name).state(today) for name in ("sr-11-7", "osfi-e-23")}
    assert states == {"sr-11-7": "rescinded 2026-04-17", "osfi-e-23": "from 2027-05-01"}
    assert framework_named(frameworks, "osfi-e-23").state(date(2027, 5, 1)) == "since 2027-05-01"


def test_every_framework_that_was_read_second_hand_says_what_is_not_settled_or_is_no_rule() -> None:
    silent = [row.id for row in load_frameworks() if row.read != "source" and not row.unsettled]
    assert silent == ["model-card"]


@pytest.mark.parametrize(
    ("before", "after", "what", "where"),
    [
        ('issuer = "Model risk"\n', "", "issuer is missing", "own-policy.toml"),
        ('read = "source"', 'read = "hearsay"', "read is one of", "own-policy.toml"),
        ("checked = 2026-11-27", 'checked = "2026-11-27"', "checked is a date", "own-policy.toml"),
        ('controls = ["registry-owner-resolvable"]\n', "", "has controls, or says in manual", "clause 1"),
        ('manual = "Nobody', 'manuel = "Nobody', "There is no field manuel", "clause 2"),
        ('ref = "2"', 'ref = "1"', "same ref", "clause 1"),
        ('text = "People speak up."', 'text = "People speak up"', "full stop", "clause 2"),
        ('controls = ["registry-owner-resolvable"]', "controls = []", "not empty", "clause 1"),
        ("[[clause]]", "[[clause", "cannot be read", "own-policy.toml"),
    ],
)
def test_a_wrong_framework_is_refused_where_it_is_wrong(
    tmp_path: Path, before: str, after: str, what: str, where: str
) -> None:
    with pytest.raises(ControlError) as refused:
        read_framework(written(tmp_path, WHOLE.replace(before, after)))
    assert what in refused.value.what
    assert where in refused.value.where


def test_a_framework_of_ones_own_stands_beside_those_that_ship(tmp_path: Path, library: Library) -> None:
    (tmp_path / "framework").mkdir()
    written(tmp_path / "framework", WHOLE.replace("registry-owner-resolvable", "registry-nothing"))
    frameworks = load_frameworks(str(tmp_path))
    assert [error.what for error in lint_frameworks(frameworks, library)] == [
        "The clause 1 refers to registry-nothing, which is no control."
    ]
    written(tmp_path / "framework", WHOLE, "sr-11-7")
    with pytest.raises(ControlError, match="already among those that ship"):
        load_frameworks(str(tmp_path))


def test_a_framework_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(NotFoundError) as refused:
        framework_named(load_frameworks(), "gdpr")
    assert "sr-11-7" in refused.value.remedy


def counted(evaluated: bool = True, **counts: int) -> ControlCount:
    return ControlCount(control_id="c", title="", severity="low", evaluated=evaluated, **counts)


@pytest.mark.parametrize(
    ("controls", "status"),
    [
        ([], ClauseStatus.MANUAL),
        ([counted(passed=9), counted(failed=1, unknown=5)], ClauseStatus.FAIL),
        ([counted(passed=9), counted(passed=1, unknown=1)], ClauseStatus.UNKNOWN),
        ([counted(passed=9), counted(evaluated=False)], ClauseStatus.UNKNOWN),
        ([counted(passed=9), counted()], ClauseStatus.PASS),
        ([counted(passed=9, exempt=1)], ClauseStatus.PASS),
        ([counted(exempt=1), counted()], ClauseStatus.EXEMPT),
        ([counted(), counted()], ClauseStatus.UNKNOWN),
    ],
)
def test_a_clause_passes_only_where_something_passed_and_nothing_speaks_against_it(
    controls: list[ControlCount], status: ClauseStatus
) -> None:
    assert status_of(controls) is status


def test_where_nothing_was_evaluated_no_clause_with_controls_is_anything_but_unknown(
    library: Library,
) -> None:
    found = standings(load_frameworks(), library, lambda _: [])
    statuses = {clause.status for row in found for clause in row.clauses if clause.controls}
    assert statuses == {ClauseStatus.UNKNOWN}
    assert {row.evaluated_at for row in found} == {None}


def test_a_control_that_is_switched_off_leaves_its_clauses_unknown(library: Library) -> None:
    fewer = Library(tuple(row for row in library.controls if row.id != "registry-owner-resolvable"))
    (found,) = standings([framework_named(load_frameworks(), "iso-42001")], fewer, lambda _: [])
    roles = next(row for row in found.clauses if row.clause.ref == "A.3.2")
    assert (roles.status, roles.controls[0].title) == (ClauseStatus.UNKNOWN, "Switched off here")


def test_gates_name_only_controls_that_are_there(library: Library) -> None:
    gates = load_gates(library)
    named = {name for gate in gates.values() for name in gate.controls}
    assert named <= library.by_id.keys()
    with pytest.raises(NotFoundError, match="There is no gate prod"):
        gate_named(gates, "prod")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[production]\ntitle = "x"\n', "A gate has approval_status, controls, title"),
        ('[a]\ntitle = "x"\napproval_status = []\ncontrols = ["drift-psi"]', "approval_status is a list"),
        (
            '[a]\ntitle = "x"\napproval_status = ["Approved"]\ncontrols = ["cost-endpoint-idle"]',
            "judges everything or nothing",
        ),
        ("[a", "cannot be read"),
    ],
)
def test_a_gate_that_cannot_judge_one_version_is_refused(
    tmp_path: Path, library: Library, text: str, what: str
) -> None:
    (tmp_path / "gate.toml").write_text(text)
    with pytest.raises(ControlError) as refused:
        load_gates(library, str(tmp_path))
    assert what in refused.value.what
