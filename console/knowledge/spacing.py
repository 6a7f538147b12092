"""Words run together or torn apart: where the spaces of a query were meant to be.

What was typed is read as whatever is likeliest: as it stands, as a mistake for another word, or as two words without
their space. Likely is what is common, in the language and here; a missing space and a mistake make it rarer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.knowledge import dictionary, language
from console.knowledge.correcting import Near
from console.knowledge.synonyms import Meanings
from console.knowledge.vocabulary import Vocabulary

SHORTEST, LONGEST = 5, 30
"""Of words together."""
SHORTEST_WHOLE, SHORTEST_MISTYPED, SHORTEST_IDLE = 3, 4, 6
"""Of one of two words; of one that has a mistake besides; of two function words together."""
ONE_LETTER = frozenset("aeiouy")
ALL_WORDS, COMMON, OURS, HERE = 9.0, 3.5, 3.0, 1.0
"""Powers of ten, of times in a thousand million words: all of them; a common word; the least of a word of our articles,
and how much commoner it is here than elsewhere."""
NO_SPACE, SPACE, MISTAKE, LEAST = 1.5, 2.0, 2.0, -3.5
"""Powers of ten: how much rarer it is that a space is missing, that one is too many, and each mistake; rarer than the
last is nothing."""
NEAREST = 4
Piece = tuple[int, int, str]
"""Where a word starts and ends in the query, and the folded word."""


@dataclass(frozen=True, slots=True)
class Spacing:
    vocabulary: Vocabulary
    synonyms: Meanings
    near: Near

    def mended(self, pieces: Sequence[Piece], *, unfinished: bool) -> list[Piece]:
        """The same query in other pieces; most often in the same. ``unfinished``: the last one is still being typed."""
        joined = self.joined(pieces)
        return [
            part
            for place, each in enumerate(joined)
            for part in self.parted(each, begun=unfinished and place == len(joined) - 1)
        ]

    def joined(self, pieces: Sequence[Piece]) -> list[Piece]:
        found: list[Piece] = []
        for each in pieces:
            if found and self.torn(found[-1][2], each[2]):
                start, _, word = found.pop()
                each = (start, each[1], word + each[2])
            found.append(each)
        return found

    def torn(self, one: str, other: str) -> bool:
        """Whether two pieces are sooner a word together. Two words of ours aren't: they are read as one besides."""
        word = one + other
        if not SHORTEST <= len(word) <= LONGEST or language.is_code(word) or (self.ours(one) and self.ours(other)):
            return False
        if self.ours(word) or dictionary.frequency(word) >= COMMON:
            return self.common(word) - SPACE > self.common(one) + self.common(other) - ALL_WORDS
        if self.real(one) or self.real(other):
            return False
        apart = self.likely(one), self.likely(other)
        return min(apart) < 0 and self.likely(word) > max(*apart, 0.0)

    def parted(self, piece: Piece, *, begun: bool) -> list[Piece]:
        start, end, word = piece
        if not SHORTEST <= len(word) <= LONGEST or end - start != len(word) or self.real(word):
            return [piece]
        if begun and self.vocabulary.beginning(word, 1):
            return [piece]
        alone = self.likely(word)
        best, at = max(self.parts(word), default=(-ALL_WORDS, 0))
        if max(alone, best) < 0:
            best, at = max([(best, at), *self.mistyped_parts(word)])
        if best <= max(alone, LEAST):
            return [piece]
        return [(start, start + at, word[:at]), (start + at, end, word[at:])]

    def parts(self, word: str) -> Iterator[tuple[float, int]]:
        """How likely two words are meant, and where the second begins; one of them at least tells something here."""
        for at in range(1, len(word)):
            one, other = word[:at], word[at:]
            if self.whole(one) and self.whole(other):
                telling = (each for each in (one, other) if not idle(each))
                if any(map(self.ours, telling)) or (idle(one) and idle(other) and len(word) >= SHORTEST_IDLE):
                    yield self.common(one) + self.common(other) - ALL_WORDS - NO_SPACE, at

    def mistyped_parts(self, word: str) -> Iterator[tuple[float, int]]:
        """The same where one of the two is misspelt."""
        for at in range(SHORTEST_WHOLE, len(word) - SHORTEST_WHOLE + 1):
            for whole, rest in ((word[:at], word[at:]), (word[at:], word[:at])):
                mistyped = len(rest) >= SHORTEST_MISTYPED and not self.whole(rest)
                if mistyped and self.whole(whole) and (idle(whole) or self.ours(whole)):
                    yield self.common(whole) + self.likely(rest) - ALL_WORDS - NO_SPACE, at

    def ours(self, word: str) -> bool:
        return self.vocabulary.known(word) or word in self.synonyms

    def real(self, word: str) -> bool:
        return self.ours(word) or dictionary.exists(word) or language.is_code(word)

    def whole(self, word: str) -> bool:
        """Whether it can be one of two."""
        if idle(word):
            return len(word) > 1 or word in ONE_LETTER
        return len(word) >= SHORTEST_WHOLE and (self.vocabulary.known(word) or dictionary.frequency(word) >= COMMON)

    def common(self, word: str) -> float:
        """How often it is used, in the language and here."""
        usual = dictionary.frequency(word)
        return max(usual, OURS) + HERE if self.vocabulary.known(word) else usual

    def likely(self, word: str) -> float:
        """The same of the word it is a mistake for, less the mistakes."""
        near = self.near(word)
        nearest = sorted(near, key=lambda each: (-near[each], each))[:NEAREST]
        mistakes = {each: (1 - near[each]) * max(len(word), SHORTEST) for each in nearest}
        return max((self.common(each) - MISTAKE * many for each, many in mistakes.items()), default=-ALL_WORDS)


def idle(word: str) -> bool:
    return word in language.FUNCTION_WORDS
