"""Articles and questions in any number, to measure speed with: real sentences of the public sets, joined by chance."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from bench import search_sets
from bench.search_base import Doc
from bench.search_typos import mistyped
from console.knowledge import language as tongue

SYLLABLES = re.findall(r"\w+", "ba co di fe gu la mo ni pa re so tu vi za cle tro pri gan mel dor")


def made_up(many: int) -> list[Doc]:
    chance = random.Random(1)
    sentences: dict[str, list[str]] = {"es": [], "en": []}
    titles: dict[str, list[str]] = {"es": [], "en": []}
    for folder in sorted(search_sets.data().iterdir()):
        one = search_sets.read(folder, "all")
        for each in one.docs if one else ():
            pieces = re.split(r"(?<=[.!?])\s+|\n+", each.text)
            sentences[each.language] += [piece.strip() for piece in pieces if 20 < len(piece) < 260]
            titles[each.language].append(each.title)
        if one and one.docs[0].language == "es":
            titles["es"] += [each.text for each in one.queries]
    docs = []
    for number in range(many):
        language = "es" if number % 2 else "en"
        name = "".join(chance.choice(SYLLABLES) for _ in range(3))
        code = f"{chance.choice('ABCDEFXZ')}{chance.randrange(10**5)}"
        text = " ".join(chance.choice(sentences[language]) for _ in range(4))
        title = f"{chance.choice(titles[language])} {name.capitalize()}"
        docs.append(Doc(str(number), title, f"{text} {name} {code}.", language))
    return docs


def questions(docs: Sequence[Doc], many: int) -> list[tuple[str, str]]:
    """The last words of a title and one of the text, mistyped, with the article they are of."""
    chance = random.Random(2)
    found = []
    for each in chance.sample(docs, min(many, len(docs))):
        title = [w for w in tongue.WORD.findall(each.title) if len(w) > 3 and w.lower() not in tongue.FUNCTION_WORDS]
        text = [word for word in tongue.WORD.findall(each.text) if len(word) > 4]
        query = " ".join([*title[-3:], chance.choice(text)])
        found.append((each.id, mistyped(query, each.language, 0.3, seed=3)))
    return found
