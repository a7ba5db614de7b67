"""A signal stops what is being done, wherever it comes."""

import signal
import weakref

import pytest
from rich.console import Console

from modelgov.cli.stop import Asked, Stopped


class Thing:
    """Something with a finaliser."""


def spin() -> None:
    while True:
        pass


def interrupted() -> None:
    signal.raise_signal(signal.SIGINT)
    spin()


def finalised() -> None:
    thing = Thing()
    weakref.finalize(thing, signal.raise_signal, signal.SIGINT)
    del thing
    spin()


def turned_into_an_error() -> None:
    try:
        signal.raise_signal(signal.SIGINT)
    except Stopped:
        raise RuntimeError("Query interrupted") from None


def test_a_signal_ends_the_block_that_heeds_it() -> None:
    asked = Asked(Console())
    with asked.listening(), pytest.raises(Stopped), asked.heeded():
        interrupted()


def test_a_signal_between_blocks_ends_the_next_before_it_begins() -> None:
    asked = Asked(Console())
    with asked.listening():
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Stopped), asked.heeded():
            spin()
    assert asked.number == signal.SIGTERM


def test_a_signal_that_a_finaliser_swallows_comes_again(capsys: pytest.CaptureFixture[str]) -> None:
    asked = Asked(Console())
    with asked.listening(), pytest.raises(Stopped), asked.heeded():
        finalised()
    assert capsys.readouterr().err == ""


def test_an_error_after_the_signal_is_its_consequence() -> None:
    asked = Asked(Console())
    with asked.listening(), pytest.raises(Stopped), asked.heeded():
        turned_into_an_error()


def test_an_error_without_a_signal_stays_that_error() -> None:
    asked = Asked(Console())
    with asked.listening(), pytest.raises(RuntimeError, match="broken"), asked.heeded():
        raise RuntimeError("broken")
