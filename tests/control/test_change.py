"""Changes of metrics: a jump and a creep are found where they are, noise and single outliers are not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelgov.control.change import LEAST, newest_shift

DAYS = 60
SEEDS = st.integers(0, 10_000)


def noise(seed: int, level: float = 100.0, share: float = 0.05, days: int = DAYS) -> np.ndarray:
    return level * (1 + share * np.random.default_rng(seed).standard_normal(days))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, place=st.integers(10, DAYS - 8), factor=st.sampled_from([0.4, 1.8, 3.0]))
def test_a_jump_is_found_within_a_day_of_where_it_is(seed: int, place: int, factor: float) -> None:
    values = noise(seed)
    values[place:] *= factor
    found = newest_shift(values)
    assert found is not None
    assert (found.form, abs(found.place - place) <= 1) == ("level", True)
    assert found.share == pytest.approx(factor - 1, rel=0.15)


@settings(max_examples=200, deadline=None)
@given(seed=SEEDS, level=st.sampled_from([0.01, 1.0, 5_000.0]), share=st.sampled_from([0.02, 0.1, 0.3]))
def test_noise_is_no_change(seed: int, level: float, share: float) -> None:
    assert newest_shift(noise(seed, level, share)) is None


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, place=st.integers(0, DAYS - 1))
def test_one_bad_day_is_no_change(seed: int, place: int) -> None:
    values = noise(seed)
    values[place] *= 20
    assert newest_shift(values) is None


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_creep_is_found_and_told_in_numbers(seed: int) -> None:
    values = noise(seed, share=0.12) * np.linspace(1.0, 1.6, DAYS)
    found = newest_shift(values)
    assert found is not None
    assert found.share is not None
    assert found.share > 0.2


def test_a_series_that_never_moves_says_nothing() -> None:
    assert newest_shift(np.full(DAYS, 7.0)) is None
    assert newest_shift(np.zeros(DAYS)) is None


def test_errors_that_begin_where_there_were_none_are_a_change() -> None:
    values = np.zeros(DAYS)
    values[45:] = 0.02
    found = newest_shift(values)
    assert found is not None
    assert (found.form, found.place, found.share) == ("level", 45, None)


def test_too_few_points_say_nothing() -> None:
    assert newest_shift(np.array([1.0] * 6 + [9.0] * (LEAST - 7))) is None
