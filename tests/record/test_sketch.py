"""What is told from sketches, against what the whole data says."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.record.sketch import ks, psi, psi_of_words, weighed

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=80)


def test_an_item_of_a_level_stands_for_twice_those_of_the_level_below() -> None:
    sample = weighed([[5.0], [1.0, 9.0], [], [3.0]])
    assert sample.total == 1 + 2 * 2 + 8
    assert (sample.below(0.0), sample.below(1.0), sample.below(3.0), sample.below(9.0)) == (0, 2, 10, 13)
    assert [sample.quantile(share) for share in (0.1, 0.5, 0.8, 1.0)] == [1.0, 3.0, 5.0, 9.0]


@given(VALUES)
def test_a_sample_is_no_distance_from_itself(values: list[float]) -> None:
    sample = weighed([values])
    assert ks(sample, sample) == 0
    assert psi(sample, sample) == 0


@given(VALUES, VALUES)
def test_ks_is_the_largest_distance_of_the_two_distributions(one: list[float], other: list[float]) -> None:
    wanted = max(
        abs(sum(v <= at for v in one) / len(one) - sum(v <= at for v in other) / len(other))
        for at in [*one, *other]
    )
    assert ks(weighed([one]), weighed([other])) == pytest.approx(wanted)


@given(VALUES, VALUES)
def test_psi_is_never_negative(one: list[float], other: list[float]) -> None:
    assert psi(weighed([one]), weighed([other])) >= 0


def test_psi_of_a_moved_normal_distribution_is_the_square_of_the_move() -> None:
    draw = random.Random(3)
    first = weighed([[draw.gauss(0, 1) for _ in range(20_000)]])
    second = weighed([[draw.gauss(0.3, 1) for _ in range(20_000)]])
    # Without bins it is exactly (0.3)^2; ten bins lose a little.
    assert psi(first, second) == pytest.approx(0.09, abs=0.01)


def test_words_are_compared_by_their_counts_and_a_new_word_counts() -> None:
    assert psi_of_words({"a": 60, "b": 40}, {"a": 600, "b": 400}) < 0.001
    expected = [60.5 / 101, 40.5 / 101]
    seen = [30.5 / 101, 70.5 / 101]
    wanted = sum((b - a) * math.log(b / a) for a, b in zip(expected, seen, strict=True))
    assert psi_of_words({"a": 60, "b": 40}, {"a": 30, "b": 70}) == pytest.approx(wanted)
    assert psi_of_words({"a": 60}, {"a": 40, "new": 20}) > 0.5
