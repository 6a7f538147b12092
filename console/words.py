"""One catalogue for Python, Jinja and TypeScript. The English text is the key."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from console.errors import Refusal

FOLDER = Path(__file__).parent / "translations"


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """Every translation of a language; empty for English, whose words are the keys."""
    merged: dict[str, str] = {}
    for place in sorted((FOLDER / language).glob("*.po")):
        with place.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    merged[str(message.id)] = str(message.string)
    return merged


def translate(language: str, text: str, /, **facts: object) -> str:
    """``text`` in a language, with its ``{placeholders}`` filled in; a refusal inside another is translated too."""
    found = catalogue(language).get(text, text)
    return found.format(**{name: in_words(language, each) for name, each in facts.items()}) if facts else found


def in_words(language: str, fact: object) -> object:
    return translate(language, fact.template, **fact.facts) if isinstance(fact, Refusal) else fact
