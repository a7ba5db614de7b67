"""Distinct names found by what somebody types: by words in any order, by their beginnings, with typos.

What lies between words does not count: `credit pd`, `creditpd` and `credit_pd` find `credit-pd-retail`.
Names are only ever added: whoever shows them asks the tables what there is of them now.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from unicodedata import normalize

from rapidfuzz import process
from rapidfuzz.distance import OSA

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
WORD = re.compile(r"[^\W_]+")
LEAST_INSIDE = 3  # letters, from which on a text is looked for in the middle of words too
LAST = chr(0x10FFFF)
TYPOS = 5  # the first step that forgives typos: it is not taken when there is what was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name, and how far it is from what was typed: 0 is the very name, more is further."""

    name: str
    distance: int


def words(text: str) -> tuple[str, ...]:
    """The words of a text without what lies between them; `CreditRisk` is two."""
    return tuple(WORD.findall(HUMP.sub(" ", normalize("NFKC", text)).casefold()))


def edits(word: str) -> int:
    """How many letters of a word may be wrong, one for two that changed places; numbers are never wrong."""
    if word.isdecimal() or len(word) < 4:
        return 0
    return 1 if len(word) < 6 else 2


class Names:
    """An index of names. It is not for several threads at once."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: list[str] = []
        self._ids: dict[str, int] = {}
        self._wholes: list[str] = []  # every name with nothing between its words
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}  # who has a word
        self._words: list[str] = []  # sorted
        self._heads: dict[int, list[str]] = {}  # what words of at least so many letters begin with, sorted
        for name in names:
            self._take(name)
        self._words = sorted(self._holders)

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str) -> None:
        """Add a name, if it is new."""
        for word in self._take(name):
            insort(self._words, word)
            for size, heads in self._heads.items():
                if len(word) >= size and not _has(heads, word[:size]):
                    insort(heads, word[:size])

    def _take(self, name: str) -> list[str]:
        """Keep a name; the words that no name had before."""
        if name in self._ids:
            return []
        number = self._ids[name] = len(self._names)
        found = words(name)
        self._names.append(name)
        self._wholes.append("".join(found))
        self._sizes.append(len(name))
        fresh = [word for word in dict.fromkeys(found) if word not in self._holders]
        for word in dict.fromkeys(found):
            self._holders.setdefault(word, []).append(number)
        return fresh

    def find(self, text: str, limit: int) -> list[Found]:
        """The nearest names, short ones first among equals."""
        asked = words(text)
        found: dict[int, int] = {}
        if not asked:
            return []
        for distance, holders in enumerate(self._steps(asked)):
            if found and distance >= TYPOS:
                break
            fresh = (number for number in holders if number not in found)
            nearest = nsmallest(limit - len(found), fresh, key=self._sizes.__getitem__)
            found |= dict.fromkeys(nearest, distance)
            if len(found) >= limit:
                break
        ranked = sorted(found.items(), key=lambda one: (one[1], self._sizes[one[0]], self._names[one[0]]))
        return [Found(name=self._names[number], distance=distance) for number, distance in ranked]

    def _steps(self, asked: Sequence[str]) -> Iterator[Iterable[int]]:
        """Who is found by less and less: each step is computed only when those before did not do."""
        whole = "".join(asked)
        same = _all([set(self._holders.get(word, ())) for word in asked])
        yield [number for number in same if self._wholes[number] == whole]
        yield same
        begun = {word: self._begun(word) for word in asked}
        yield _all(list(begun.values()))
        inside = [number for number, one in enumerate(self._wholes) if whole in one]
        yield [number for number in inside if self._wholes[number].startswith(whole)]
        yield inside if len(whole) >= LEAST_INSIDE else ()
        for most in (1, 2):
            yield _all([found or self._mistyped(word, most) for word, found in begun.items()])
        yield _all([found | self._mistyped(word, 2) for word, found in begun.items()])
        yield self._mistyped_whole(whole) if len(asked) == 1 else ()

    def _begun(self, head: str) -> set[int]:
        """Who has a word that begins so."""
        first, last = bisect_left(self._words, head), bisect_left(self._words, head + LAST)
        return set[int]().union(*(self._holders[word] for word in self._words[first:last]))

    def _mistyped(self, word: str, most: int) -> set[int]:
        """Who has a word that is, or begins, like this one but for a typo or two."""
        allowed = min(most, edits(word))
        found: set[int] = set()
        for size in range(len(word) - allowed, len(word) + allowed + 1 if allowed else 0):
            for place in _near(word, self._heads_of(size), allowed):
                head = self._heads_of(size)[place]
                # what is shorter than what was typed must be a whole word: too much begins like it
                found |= self._begun(head) if size >= len(word) else set(self._holders.get(head, ()))
        return found

    def _mistyped_whole(self, whole: str) -> set[int]:
        """Whose name begins like the text but for a typo or two, whatever lies between words."""
        allowed = edits(whole)
        if not allowed:
            return set()
        third = max(LEAST_INSIDE, len(whole) // 3)
        one, two, three = whole[:third], whole[third : 2 * third], whole[2 * third :] or whole[:third]
        # two typos leave one of three pieces as it is
        maybe = [at for at, name in enumerate(self._wholes) if one in name or two in name or three in name]
        found: set[int] = set()
        for size in range(len(whole) - allowed, len(whole) + allowed + 1):
            heads = [self._wholes[number][:size] for number in maybe]
            found |= {maybe[place] for place in _near(whole, heads, allowed)}
        return found

    def _heads_of(self, size: int) -> list[str]:
        if size not in self._heads:
            self._heads[size] = sorted({word[:size] for word in self._words if len(word) >= size})
        return self._heads[size]


def _near(word: str, among: Sequence[str], allowed: int) -> list[int]:
    """The places of those that differ by no more than so many typos."""
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [place for _, _, place in found]


def _all(sets: Sequence[set[int]]) -> set[int]:
    """Who is in every one; the smallest first, so that little is compared."""
    first, *rest = sorted(sets, key=len)
    return first.intersection(*rest)


def _has(ordered: Sequence[str], one: str) -> bool:
    at = bisect_left(ordered, one)
    return at < len(ordered) and ordered[at] == one
