"""Who sees to a finding: the newest word counts, and all are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from modelgov.errors import StateError
from modelgov.state.store import State

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
FINDING = "registry-owner/arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn"
OTHER = "registry-owner/team:risk"


def test_the_newest_assignment_counts_and_the_others_are_history(state: State) -> None:
    state.assignments.assign(FINDING, "lea", due_on=date(2026, 12, 1), by="max", now=NOW)
    later = state.assignments.assign(FINDING, " eve ", due_on=None, by="max", now=NOW + timedelta(days=1))
    other = state.assignments.assign(OTHER, "lea", due_on=None, by="eve", now=NOW)
    assert state.assignments.current() == {FINDING: later, OTHER: other}
    assert [(was.assignee, was.due_on) for was in state.assignments.history(FINDING)] == [
        ("eve", None),
        ("lea", date(2026, 12, 1)),
    ]


def test_what_is_taken_back_is_nobodys_and_stays_in_the_history(state: State) -> None:
    state.assignments.assign(FINDING, "lea", due_on=None, by="max", now=NOW)
    state.assignments.assign(FINDING, None, due_on=None, by="max", now=NOW)
    assert state.assignments.current() == {}
    assert [was.assignee for was in state.assignments.history(FINDING)] == [None, "lea"]


@pytest.mark.parametrize(
    ("finding_id", "assignee", "due_on", "by"),
    [
        ("", "lea", None, "max"),
        ("registry-owner", "lea", None, "max"),
        ("/arn", "lea", None, "max"),
        (FINDING, " ", None, "max"),
        (FINDING, "l" * 201, None, "max"),
        (FINDING, "lea", None, ""),
        (FINDING, "lea", date(2026, 11, 26), "max"),
        (FINDING, None, date(2026, 11, 28), "max"),
    ],
)
def test_what_cannot_be_is_refused(
    state: State, finding_id: str, assignee: str | None, due_on: date | None, by: str
) -> None:
    with pytest.raises(StateError):
        state.assignments.assign(finding_id, assignee, due_on=due_on, by=by, now=NOW)
    assert state.assignments.history(finding_id) == ()


def test_comments_stand_in_the_order_in_which_they_were_said(state: State) -> None:
    said = [state.assignments.comment(FINDING, text, by="lea", now=NOW) for text in ("one", " two\n")]
    state.assignments.comment(OTHER, "three", by="lea", now=NOW)
    assert list(state.assignments.comments(FINDING)) == said
    assert [comment.text for comment in said] == ["one", "two"]


@pytest.mark.parametrize("text", ["", " \n", "x" * 4_001])
def test_a_comment_says_something_and_not_too_much(state: State, text: str) -> None:
    with pytest.raises(StateError):
        state.assignments.comment(FINDING, text, by="lea", now=NOW)
    assert state.assignments.comments(FINDING) == ()
