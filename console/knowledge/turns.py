"""What somebody asks, out of the turns they wrote: without greetings, who they are, and how a question is framed."""

from __future__ import annotations

import re

from console.knowledge import language as tongue
from console.knowledge.learning import PLACEHOLDER
from console.redaction import redacted

LONGEST, LONGEST_TURN = 600, 2_000
ENOUGH = 3
"""A turn with so many telling words needs no older ones: the subject may have changed."""
GREETING = re.compile(
    r"""^\W* (?:
    (?:muy\s+)? buen[oa]s (?:\s+(?:d[ií]as|tardes|noches))? | hola+ | hello | hi+ | hey+
    | good\s+(?:morning|afternoon|evening) | qu[eé]\s+tal | how\s+are\s+you | dear\s+\w+ | estimad[oa]s?
    | (?:muchas\s+)? gracias | thanks | thank\s+you | por\s+favor | porfa | please | pls
    | perdone? | disculpe | sorry | ok(?:ay|ey)? | claro | perfecto | genial | perfect | great | cool | s[ií] | no | yes
    | vale (?!\s+(?:de|del|por|descuento|regalo|caduc\w+|no\s+(?:me|se|va|funciona))\b)
    | [aeij]* (?:j+[aeiu]+){2,} j* | (?:ha){2,} h? | lol
    )\b [\s,.!¡;:]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is said before anything is asked. A *vale* is also a voucher, where it is one for something."""


FRAMES = frozenset("""
    quiero quereis quisiera querria gustaria necesito puedo puede pueden podeis podria podrian como cual cuales
    cuando donde cuanto quien hay tengo tiene tienen teneis tenia hacer hago hace saber sabeis decir dice ayuda
    ayudar ayudarme favor cosa otra otro ah pues bueno entonces tambien ya aun todavia hoy ayer ahora esta este esto
    eso ese soy estoy era ser porque pero sobre i'd id want wanted would could need have has had how what when where
    which who there get got make know tell help me please thing another also still today yesterday now this that
    these those am was be because but about
""".split())  # noqa: SIM905  # a list of words is read more easily as words
"""How a question is framed says nothing about what it asks."""


NAMED = re.compile(
    r"\b(?:me\s+llamo|mi\s+nombre\s+es|my\s+name\s+is)(?:\s+[^\W\d]+){1,4}?(?=\s*(?:[,.;:!?]|$)|\s+(?:y|and)\b)",
    re.IGNORECASE,
)


def question(texts: list[str]) -> str:
    """What was asked, without greetings: the newest turn last, the older ones only as long as there is room."""
    kept: list[str] = []
    for each in reversed(texts):
        said = asked(each)
        if telling(said) or (said and len(texts) == 1):
            room = LONGEST - sum(map(len, kept))
            if kept and len(said) > room:
                break
            kept.append(said[:room])
        if len(telling(" ".join(kept))) >= ENOUGH:
            break
    return " ".join(reversed(kept))


def asked(turn: str) -> str:
    """Nothing, where somebody only says who they are or gives a number they were asked for."""
    given = PLACEHOLDER.sub(" ", NAMED.sub(" ", redacted(turn[:LONGEST_TURN])))
    rest = ungreeted(given)
    return "" if given != turn[:LONGEST_TURN] and len(telling(rest)) < 2 else rest


def ungreeted(text: str) -> str:
    """Off with the greetings in front, however many."""
    text, before = text.strip(), None
    while text != before:
        before, text = text, GREETING.sub("", text, count=1).strip()
    return text


def telling(text: str) -> list[str]:
    """What it is about, without how it is said. A number alone is about nothing."""
    return [
        each for each in tongue.words(text)
        if each not in tongue.FUNCTION_WORDS and each not in FRAMES and not each.isdigit()
    ]  # fmt: skip
