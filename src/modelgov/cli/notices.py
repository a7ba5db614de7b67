"""`modelgov notices`."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.cli.main import INCOMPLETE
from modelgov.errors import ModelgovError, SettingError, StateError
from modelgov.flow.notice_rule import Rules, read_rules
from modelgov.flow.notify import Telling, keep_sending, sample, send, try_out
from modelgov.settings import Settings
from modelgov.state.notice import NoticeState
from modelgov.table.engine import Answer
from modelgov.table.hot import HotTables

COLUMNS = (
    *("id", "state", "rule", "change", "severity", "finding_id", "tries"),
    *("next_try_at", "last_error", "created_at", "sent_at"),
)


@click.group()
def command() -> None:
    """List and send notices of findings, and try the rules by which they go."""


@command.command(name="list")
@click.option("--state", "state", type=click.Choice([state.value for state in NoticeState]))
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="How many at most.")
@FORMAT
def list_(state: str | None, limit: int, form: str) -> None:
    """List notices, the newest first."""
    wanted = NoticeState(state) if state else None
    rows = tuple(
        (
            *(notice.id, notice.state, notice.rule, notice.about.change, notice.about.severity),
            *(notice.about.finding_id, notice.tries),
            notice.next_try_at if notice.state is NoticeState.WAITING else None,
            *(notice.last_error, notice.created_at, notice.sent_at),
        )
        for notice in wire.state(wire.settings()).notices.newest(wanted, limit=limit)
    )
    show(Answer(columns=COLUMNS, rows=rows), Format(form))


@command.command(name="send")
@click.option("--again", is_flag=True, help="Those too that were given up.")
def send_(*, again: bool) -> None:
    """Send what is due, once. Exit code 3 when some was not taken; it is tried again later."""
    chosen = wire.settings()
    rules, state = rules_of(chosen), wire.state(chosen)
    if again:
        state.notices.again(wire.clock())
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    done = send(state, rules, wire.clock, stop)
    for error in done.errors:
        click.echo(str(error), err=True)
    click.echo(
        f"{done.sent:,} sent, {done.failed:,} not taken, of which {done.given_up:,} given up.", err=True
    )
    sys.exit(INCOMPLETE if done.failed else 0)


@command.command()
@click.argument("rule")
def test(rule: str) -> None:
    """Send a sample through RULE, now."""
    rules = rules_of(wire.settings())
    named = rules.named(rule)
    if named is None:
        raise StateError(
            what=f"There is no rule named {rule}.",
            where=rules.where,
            remedy=f"Name one of {', '.join(known.name for known in rules.rows) or 'none: write one first'}.",
        )
    now = wire.clock()
    try_out(named, rules, sample(now), now)
    click.echo(f"A sample was taken by the destination of {rule}.")


def rules_of(chosen: Settings) -> Rules:
    """The rules that the settings name; raises SettingError where they name none."""
    if not chosen.notice_file:
        raise SettingError(
            what="There are no rules of notices.",
            where="setting notice_file",
            remedy="Write a file of rules as docs/notices.md says, and name it there.",
        )
    return read_rules(Path(chosen.notice_file), os.environ)


def telling(chosen: Settings, hot: HotTables) -> Telling:
    """What keeps notices of the steps that the tables hold; those before the first time are history."""
    begun = Telling(
        state=wire.state(chosen), rules=rules_of(chosen), tables=hot, library=wire.library(chosen)
    )
    begun.begin()
    return begun


def start_sending(
    chosen: Settings, stop: threading.Event, trouble: Callable[[ModelgovError], None]
) -> threading.Thread:
    """Send what falls due beside whatever else the process does; it may end in the middle of that."""
    values = (wire.state(chosen), rules_of(chosen), wire.clock, stop, trouble)
    thread = threading.Thread(target=keep_sending, args=values, name="keep_sending", daemon=True)
    thread.start()
    return thread
