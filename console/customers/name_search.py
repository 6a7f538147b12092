"""People by a name with mistakes in it, by name and birth date, by an e-mail with one mistake.

The rarest pairs of sounds first, and at most so many names; only when the best of them is a weak
likeness are the typed words taken for others that differ by a letter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.customers import sounding
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.name_index import EmailKey, NameGap, NameKey, NameLine, NameWord, hashed, thirds
from console.customers.source_records import SourceRecord

STRONG = 93.0
"""A likeness out of 100 above which nothing further is tried."""
LEAST = 62.0
"""Below this it is somebody else's name."""
MOST_NAMES = 6000
"""Read for one question; the commonest pairs of names are the ones cut off."""
WORDS_TRIED = 6
EMAIL_MISTAKES = 2


@dataclass(frozen=True, slots=True)
class Alike:
    customer_id: int
    score: float
    """0 to 100"""


def by_name(session: Session, text: str, *, limit: int = 10) -> list[Alike]:
    words = sounding.words_of(text)
    if len(words) < 2:
        return []
    keys = sounding.pair_keys(words)
    names = names_with(session, keys)
    ranked = ranking(words, names)
    if not ranked or ranked[0][1] < STRONG:
        names |= names_with(session, other_keys(session, words) - keys)
        ranked = ranking(words, names)
    return people(session, ranked, limit)


def is_one_name(session: Session, text: str) -> bool:
    """Whether it is one word that somebody is called: too little to find them by."""
    words = sounding.words_of(text)
    return len(words) == 1 and session.get(NameWord, words[0]) is not None


def by_name_and_birth(session: Session, text: str, born: date, *, limit: int = 10) -> list[Alike]:
    """Those born that day, by likeness of their name."""
    words = sounding.words_of(text)
    rows = session.execute(select(NameLine.record_id, NameLine.name).where(NameLine.born == born))
    return people(session, ranking(words, dict(rows.all())), limit)


def names_with(session: Session, keys: set[int]) -> dict[int, str]:
    """Record → name of those that carry one of the keys, rarest key first."""
    if not keys:
        return {}
    counted = select(NameKey.key, func.count()).where(NameKey.key.in_(keys)).group_by(NameKey.key)
    found: dict[int, str] = {}
    few: list[int] = []
    room = MOST_NAMES
    for key, count in sorted(session.execute(counted), key=lambda each: each[1]):
        if count <= room:
            few.append(key)
            room -= count
        elif room > 0:
            common = select(NameKey.record_id, NameKey.name).where(NameKey.key == key).limit(room)
            found.update(session.execute(common).all())
            room = 0
    rare = select(NameKey.record_id, NameKey.name).where(NameKey.key.in_(few))
    found.update(session.execute(rare).all())
    return found


def other_keys(session: Session, words: list[str]) -> set[int]:
    """Pairs of sounds when each word may be meant for another one like it."""
    meant = meanings(session, words)
    return {
        sounding.pair_key(one, other)
        for here, there in combinations(meant, 2) for one in here for other in there
    }  # fmt: skip


def meanings(session: Session, words: list[str]) -> list[list[str]]:
    """For each word the sounds it may stand for, itself first: the likest and commonest."""
    gaps: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for gap in sounding.gaps(word):
            gaps.setdefault(gap, []).append(place)
    query = select(NameGap.gap, NameGap.word, NameWord.borne).join(NameWord, NameWord.word == NameGap.word)
    near: list[dict[str, float]] = [{} for _ in words]
    for gap, word, borne in session.execute(query.where(NameGap.gap.in_(gaps))):
        for place in gaps[gap]:
            mistakes = OSA.distance(words[place], word, score_cutoff=2)
            near[place][word] = math.log1p(borne) - 6 * mistakes
    best = [sorted(each, key=lambda word: -each[word])[:WORDS_TRIED] for each in near]
    return [
        list(dict.fromkeys(sounding.sound(each) for each in [word, *found]))
        for word, found in zip(words, best, strict=True)
    ]


def ranking(words: Sequence[str], names: dict[int, str]) -> list[tuple[int, float]]:
    """Record and likeness, best first."""
    if not names:
        return []
    ids, texts, typed = list(names), list(names.values()), " ".join(words)
    whole = process.cdist([typed], texts, scorer=fuzz.token_sort_ratio)[0]
    straight = process.cdist([typed], texts, scorer=JaroWinkler.similarity)[0] * 98
    rough = np.maximum(whole, straight)
    first = np.argsort(-rough, kind="stable")[:60]
    return sorted(((ids[each], float(rough[each])) for each in first), key=lambda pair: -pair[1])


def people(session: Session, ranked: list[tuple[int, float]], limit: int) -> list[Alike]:
    """Each customer once, by the record that is likest."""
    kept = [each for each in ranked if each[1] >= LEAST]
    query = select(SourceRecord.id, SourceRecord.customer_id)
    owner = dict(session.execute(query.where(SourceRecord.id.in_([each for each, _ in kept]))).all())
    best: dict[int, float] = {}
    for record_id, score in kept:
        if record_id in owner:
            best.setdefault(owner[record_id], score)
    return [Alike(*each) for each in list(best.items())[:limit]]


def by_email(session: Session, address: str, *, limit: int = 5) -> list[Alike]:
    """Addresses with one or two letters otherwise, in whichever half of it."""
    local, _, _ = address.rpartition("@")
    keyed = select(EmailKey.record_id).where(EmailKey.key.in_(email_guesses(local)))
    query = select(Identifier.record_id, Identifier.value).where(
        Identifier.record_id.in_(keyed), Identifier.kind == IdentifierKind.EMAIL
    )
    rows = session.execute(query).all()
    near = [
        (record_id, 100.0 - 10 * mistakes)
        for record_id, value in rows
        if (mistakes := OSA.distance(address, value, score_cutoff=EMAIL_MISTAKES)) <= EMAIL_MISTAKES
    ]
    return people(session, sorted(near, key=lambda each: -each[1]), limit)


def email_guesses(local: str) -> set[int]:
    """The keys that an address one mistake away carries: it is as long, or one letter shorter
    or longer; letters may have been exchanged across the border of two thirds."""
    found: set[int] = set()
    for length in (len(local) - 1, len(local), len(local) + 1):
        one, two = length // 3, length - length // 3
        end = local[len(local) - (length - one) :]
        last = local[len(local) - (length - two) :]
        found.add(hashed(f"a{length}:{local[:one]}|{local[one:two]}"))
        found.add(hashed(f"b{length}:{end[: two - one]}|{end[two - one :]}"))
        found.add(hashed(f"c{length}:{local[:one]}|{last}"))
    one, two = len(local) // 3, len(local) - len(local) // 3
    for border in {one, two} - {0, len(local)}:
        swapped = local[: border - 1] + local[border] + local[border - 1] + local[border + 1 :]
        first, middle, _ = thirds(swapped, len(swapped))
        found.add(hashed(f"a{len(swapped)}:{first}|{middle}"))
    return found
