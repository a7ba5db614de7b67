"""Who did something, as a name: there is no sign-in yet, so that a name is what somebody says."""

from modelgov.errors import StateError

LONGEST_NAME = 200  # characters


def named(name: str, what: str) -> str:
    """The name without the space around it; raises StateError where there is none, or more than a name."""
    trimmed = " ".join(name.split())
    if not trimmed:
        raise StateError(
            what=f"It is not said {what}.",
            where="name of a person",
            remedy="Give a name, as --by does.",
        )
    if len(trimmed) > LONGEST_NAME:
        raise StateError(
            what=f"The name of {what} has {len(trimmed):,} characters.",
            where="name of a person",
            remedy=f"Give a name of at most {LONGEST_NAME:,} characters.",
        )
    return trimmed


def same(one: str, other: str) -> bool:
    """Whether two names are of one person, however they are spelt in case and space."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
