"""What somebody who searches wants: each word as it was meant, and which one isn't finished."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from console.knowledge import language
from console.knowledge.vocabulary import Vocabulary

MOST_WORDS = 12
MOST_TYPED = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Folded words; ``beginning`` is the last one while it is being typed."""

    words: tuple[str, ...]
    beginning: str | None
    understood: str | None
    """The query in our spelling, when a word was corrected."""

    telling: tuple[frozenset[str], ...]
    """The stems of each word worth a mark: function words only when there is nothing else."""

    def wants(self, word: str) -> bool:
        begun = self.beginning is not None and len(self.beginning) > 1 and word.startswith(self.beginning)
        return begun or any(not language.stems(word).isdisjoint(each) for each in self.telling)


def telling(words: list[str]) -> tuple[frozenset[str], ...]:
    return tuple(language.stems(each) for each in words if each not in language.FUNCTION_WORDS) or tuple(
        language.stems(each) for each in words
    )


def understand(query: str, vocabulary: Vocabulary) -> Wanted:
    query = normalize("NFC", query[:MOST_TYPED])
    typed = list(language.placed(query))[:MOST_WORDS]
    unfinished = bool(typed) and typed[-1][1] == len(query)
    words: list[str] = []
    said: list[str] = []
    begun: str | None = None
    corrected = False
    for place, (start, end, word) in enumerate(typed):
        being_typed = unfinished and place == len(typed) - 1
        said.append(query[start:end])
        if being_typed and vocabulary.beginning(word, 1):
            begun = word
        elif not vocabulary.knows(word) and (meant := vocabulary.meant(word, being_typed)):
            word, corrected, said[-1] = meant, True, vocabulary.written[meant]
        words.append(word)
    return Wanted(tuple(words), begun, " ".join(said) if corrected else None, telling(words))
