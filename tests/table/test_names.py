"""Names are found by words, beginnings and typos, whatever lies between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.table.names import TYPOS, Names, edits, words

NAMES = (
    "credit-pd-retail",
    "credit-pd-retail-challenger",
    "churn-france",
    "creditcards_loss",
    "fraud.card.v2",
    "MortgageDefault",
    "elena.bello@example.com",
)


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(NAMES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("credit-pd-retail", "credit-pd-retail"),
        ("credit pd retail", "credit-pd-retail"),
        ("creditpdretail", "credit-pd-retail"),
        ("CREDIT_PD.Retail", "credit-pd-retail"),
        ("retail credit", "credit-pd-retail"),
        ("challenger", "credit-pd-retail-challenger"),
        ("chall cred", "credit-pd-retail-challenger"),
        ("chrun", "churn-france"),
        ("churn frnace", "churn-france"),
        ("hcurn", "churn-france"),
        ("chur-fra", "churn-france"),
        ("credti pd retial", "credit-pd-retail"),
        ("creditpdretial", "credit-pd-retail"),
        ("crditpdretail", "credit-pd-retail"),
        ("mortgage", "MortgageDefault"),
        ("mortgagedefualt", "MortgageDefault"),
        ("mrotgage defalt", "MortgageDefault"),
        ("bello", "elena.bello@example.com"),
        ("elena bela", "elena.bello@example.com"),
        ("cardsloss", "creditcards_loss"),
    ],
)
def test_what_is_typed_finds_the_name(names: Names, typed: str, first: str):
    assert names.find(typed, 5)[0].name == first


def test_the_very_name_comes_before_what_begins_like_it(names: Names):
    found = names.find("credit pd retail", 5)
    assert [(one.name, one.distance) for one in found] == [
        ("credit-pd-retail", 0),
        ("credit-pd-retail-challenger", 1),
    ]


def test_whole_words_come_before_beginnings(names: Names):
    assert [one.name for one in names.find("credit", 5)] == [
        "credit-pd-retail",
        "credit-pd-retail-challenger",
        "creditcards_loss",
    ]


@pytest.mark.parametrize("typed", ["", " -_. ", "zzzz", "cat", "12", "fraud v3", "a" * 200])
def test_what_no_name_is_like_finds_nothing(names: Names, typed: str):
    assert names.find(typed, 5) == []


def test_typos_are_forgiven_only_where_nothing_is_called_so():
    names = Names(("form", "from", "farm"))
    assert [one.name for one in names.find("form", 5)] == ["form"]
    assert all(one.distance >= TYPOS for one in names.find("forn", 5))


def test_short_words_and_numbers_are_never_wrong():
    assert [edits(word) for word in ("pd", "fra", "risk", "retail", "20261127")] == [0, 0, 1, 2, 0]


def test_no_more_are_found_than_asked_for(names: Names):
    assert len(names.find("c", 2)) == 2


@given(
    st.lists(st.text("abc-_ .", min_size=1, max_size=12), max_size=20, unique=True),
    st.text("abc- ", max_size=8),
)
def test_an_index_that_grew_finds_what_one_made_at_once_does(listed: list[str], typed: str):
    grown = Names(listed[: len(listed) // 2])
    grown.find(typed, 3)  # what is kept of a search must follow what is added
    for name in listed:
        grown.add(name)
    assert grown.find(typed, 50) == Names(listed).find(typed, 50)


@given(st.text(max_size=30))
def test_a_name_finds_itself(name: str):
    found = Names((*NAMES, name)).find(name, 5)
    assert not words(name) or name in [one.name for one in found]
