"""What somebody who searches wants: of each word the stems it may mean, and which word isn't finished."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import pairwise
from unicodedata import normalize

from console.knowledge import correcting, dictionary, language
from console.knowledge.correcting import Near, Used
from console.knowledge.spacing import Spacing
from console.knowledge.synonyms import MOST_TOGETHER, Meanings
from console.knowledge.vocabulary import Vocabulary

MOST_WORDS = 64
MOST_TYPED = 1_000
BEGUN, ALSO_BEGUN, MOST_ENDINGS = 0.9, 0.4, 12
SYNONYM, OUR_SYNONYM = 0.9, 0.8
"""What else is meant by a word that our articles have counts less: they say it in that word."""
SHORTEST_BEGINNING = 2
TOGETHER, SHORTEST_TOGETHER = 0.7, 5
STEM_ONLY = 0.9
"""A word that exists nowhere counts less by its stem alone: it may be a mistake for another."""
REAL_WORD, RARE_WORD, FAR_COMMONER, STEEP = 0.2, 0.8, 2.0, 1.5
"""What else a word that exists may have been meant to be: from the first to the second, half of the way when it is a
hundred times commoner than what was typed."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word as typed, and what it may mean."""

    typed: str
    word: str
    meanings: dict[str, float]
    """Stems, with weights up to 1."""
    meant: dict[str, float] = field(default_factory=dict)
    """Our words it was taken for, when it isn't one of them; the likeliest first."""
    begun: bool = False
    idle: bool = False
    """A function word: it says what kind of answer is wanted, but fetches nothing."""

    @property
    def begins(self) -> bool:
        """Whether any word that begins so answers it."""
        return self.begun and not self.meant and len(self.word) > 1

    def answered_by(self, word: str, stems: frozenset[str]) -> bool:
        return (self.begins and word.startswith(self.word)) or not stems.isdisjoint(self.meanings)

    def said(self, vocabulary: Vocabulary) -> str:
        return vocabulary.spelt(next(iter(self.meant), "")) or "".join(self.typed.split())


@dataclass(frozen=True, slots=True)
class Wanted:
    terms: tuple[Term, ...]
    understood: str | None
    """The query in our spelling, when a word was corrected."""

    telling: tuple[Term, ...] = field(init=False, compare=False, repr=False)
    """The words worth a mark: function words only when there is nothing else."""
    stems: frozenset[str] = field(init=False, compare=False, repr=False)
    """All that the telling words may mean: few words of an article have one of them."""
    begun: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """What is typed of a word that isn't finished, or nothing."""
    answers: dict[str, Term | None] = field(default_factory=dict, compare=False, repr=False)
    """By words as articles write them, what was looked up so far: they repeat themselves."""

    def __post_init__(self) -> None:
        some = tuple(each for each in self.terms if not each.idle)
        nothing_else = all(each.word in language.FUNCTION_WORDS for each in some)
        telling = self.terms if nothing_else else some
        object.__setattr__(self, "telling", telling)
        object.__setattr__(self, "stems", frozenset(stem for each in telling for stem in each.meanings))
        object.__setattr__(self, "begun", tuple(each.word for each in telling if each.begins))

    def answering(self, written: str) -> Term | None:
        """Which of the words asked for this word of an article answers."""
        if written not in self.answers:
            word, stems = forms(written)
            found = None
            if not stems.isdisjoint(self.stems) or word.startswith(self.begun):
                found = next((each for each in self.telling if each.answered_by(word, stems)), None)
            self.answers[written] = found
        return self.answers[written]


@lru_cache(1 << 13)
def forms(written: str) -> tuple[str, frozenset[str]]:
    """A word of an article folded, and the stems it may have."""
    word = language.folded(written)
    return word, language.stems(word) | {f"~{word}"}


def understand(query: str, vocabulary: Vocabulary, *, used: Used = bool, synonyms: Meanings | None = None) -> Wanted:
    """``used`` says whether a word is still in an article the reader may see."""
    query = normalize("NFC", query[:MOST_TYPED])
    asked = list(language.placed(query))[:MOST_WORDS]
    synonyms = synonyms or Meanings()
    unfinished = bool(asked) and asked[-1][1] == len(query)
    near = cache(partial(correcting.near, vocabulary=vocabulary, synonyms=synonyms))
    typed = Spacing(vocabulary, synonyms, near).mended(asked, unfinished=unfinished)
    reading = Reading(vocabulary, used, synonyms, near)
    terms = [
        reading.term(query[start:end], word, begun=unfinished and place == len(typed) - 1)
        for place, (start, end, word) in enumerate(typed)
    ]
    said = [each.said(vocabulary) for each in terms]
    understood = " ".join(said) if said != [query[start:end] for start, end, _ in asked] else None
    return Wanted((*terms, *reading.joined(terms), *reading.phrases(terms)), understood)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader's words are understood."""

    vocabulary: Vocabulary
    used: Used
    synonyms: Meanings
    near: Near

    def term(self, typed: str, word: str, *, begun: bool) -> Term:
        idle = word in language.FUNCTION_WORDS and not begun
        real = dictionary.exists(word)
        sure = real or self.vocabulary.known(word) or word in self.synonyms
        stems = self.vocabulary.stems(word)
        meanings = dict.fromkeys(sorted(stems), 1.0 if sure else STEM_ONLY)
        endings = self.endings(word) if begun else {}
        add(meanings, dict.fromkeys(self.same(word), OUR_SYNONYM if meanings else SYNONYM))
        known = bool(meanings)
        add(meanings, self.weighed(endings, ALSO_BEGUN if known else BEGUN))
        if (meanings and (sure or endings)) or language.is_code(word):
            return Term(typed, word, meanings or {f"~{word}": 1.0}, begun=begun, idle=idle)
        meant = correcting.meant(word, self.near(word), self.vocabulary, self.synonyms, self.used, begun=begun)
        if real:  # no mistake, or one that made another word: a hint, and nothing is said
            hinted = {near: weight * sooner(near, word) for near, weight in meant.items()}
            add(meanings, self.weighed(hinted, 1.0))
            meant = {}
        if meant and not begun and next(iter(meant)) in language.FUNCTION_WORDS:
            meant = {near: weight for near, weight in meant.items() if near in language.FUNCTION_WORDS}
            idle = True
        add(meanings, self.weighed(meant, 1.0))
        for near, weight in meant.items():
            add(meanings, dict.fromkeys(self.same(near), SYNONYM * weight))
        return Term(typed, word, meanings or {f"~{word}": 1.0}, meant, begun=begun, idle=idle)

    def same(self, word: str) -> list[str]:
        """The stems of what means the same: of the word, or else of its other forms."""
        return sorted({stem for each in self.synonyms.meaning(word) for stem in self.vocabulary.stems(each)})

    def endings(self, start: str) -> dict[str, float]:
        if len(start) < SHORTEST_BEGINNING:
            return {}
        return dict.fromkeys(self.vocabulary.beginning(start, MOST_ENDINGS), 1.0)

    def joined(self, terms: list[Term]) -> list[Term]:
        """Two words that our articles write as one."""
        found = []
        for one, other in pairwise(terms):
            word = one.word + other.word
            stems = self.vocabulary.stems(word) if len(word) >= SHORTEST_TOGETHER and not language.is_code(word) else ()
            if stems:
                together = dict.fromkeys(sorted(stems), TOGETHER)
                found.append(Term(f"{one.typed} {other.typed}", word, together))
        return found

    def phrases(self, terms: list[Term]) -> list[Term]:
        """Some words that mean something together: "money back"."""
        found = []
        for many in range(2, MOST_TOGETHER + 1):
            for at in range(len(terms) - many + 1):
                some = terms[at : at + many]
                said = " ".join(each.word for each in some)
                stems = self.same(said) if said in self.synonyms else ()
                if stems:
                    typed = " ".join(each.typed for each in some)
                    found.append(Term(typed, said, dict.fromkeys(stems, SYNONYM)))
        return found

    def weighed(self, words: Mapping[str, float], share: float) -> dict[str, float]:
        found: dict[str, float] = {}
        for word, weight in words.items():
            add(found, dict.fromkeys(sorted(self.vocabulary.stems(word)), weight * share))
        return found


def sooner(near: str, word: str) -> float:
    """How much another word counts beside one that exists: the more, the commoner it is."""
    further = dictionary.frequency(near) - dictionary.frequency(word)
    return REAL_WORD + (RARE_WORD - REAL_WORD) / (1 + math.exp(STEEP * (FAR_COMMONER - further)))


def add(meanings: dict[str, float], more: Mapping[str, float]) -> None:
    for stem, weight in more.items():
        meanings[stem] = max(meanings.get(stem, 0.0), weight)
