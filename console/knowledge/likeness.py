"""Whether two short phrases ask for the same: by their stems, and by their letters when misspelt."""

from __future__ import annotations

from dataclasses import dataclass

from console.knowledge import language

GRAM = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words worth comparing, by stem and by letters; false when there are none."""

    stems: tuple[frozenset[str], ...]
    grams: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.stems)


def folded(phrase: str) -> str:
    return " ".join(language.words(phrase))


def telling(phrase: str) -> list[str]:
    """Without function words, and without the placeholders of what was redacted."""
    words = [each for each in language.words(phrase.replace("[", " [")) if each not in language.FUNCTION_WORDS]
    return list(dict.fromkeys(words))


def meaning(phrase: str) -> Meaning:
    words = telling(phrase)
    grams = {padded[at : at + GRAM] for word in words for padded in [f" {word} "] for at in range(len(padded) - 2)}
    return Meaning(tuple(language.stems(each) for each in words), frozenset(grams))


def likeness(one: Meaning, other: Meaning) -> float:
    """0 to 1: the better of Dice over stems and Dice over letters (which forgives typing mistakes)."""
    if not one or not other:
        return 0.0
    shared = sum(any(not each.isdisjoint(theirs) for theirs in other.stems) for each in one.stems)
    back = sum(any(not each.isdisjoint(mine) for mine in one.stems) for each in other.stems)
    by_stem = (shared + back) / (len(one.stems) + len(other.stems))
    by_letter = 2 * len(one.grams & other.grams) / (len(one.grams) + len(other.grams))
    return max(by_stem, by_letter)
