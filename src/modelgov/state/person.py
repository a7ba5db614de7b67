"""Who did something, as a name: there is no sign-in yet, so that a name is what somebody says."""

from modelgov.errors import StateError


def named(name: str, what: str) -> str:
    """The name without the space around it; raises StateError where there is none."""
    trimmed = " ".join(name.split())
    if not trimmed:
        raise StateError(
            what=f"It is not said {what}.",
            where="name of a person",
            remedy="Give a name, as --by does.",
        )
    return trimmed


def same(one: str, other: str) -> bool:
    """Whether two names are of one person, however they are spelt in case and space."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
