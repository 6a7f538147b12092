"""Words: cut, folded, and brought to their stem, in Spanish and English alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import tantivy

WORD = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][»”\"])\s+")
MARKER = re.compile(r"^\s*(?:[-+*]|\d+[.)])\s+")
HEADING = re.compile(r"^\s*#{1,6}\s+")
ADORNMENT = re.compile(r"(?<=\S)\*+|\*+(?=\S)|`+|(?<!\w)_|_(?!\w)")
QUOTE = re.compile(r"^\s*>\s?")
ROW = re.compile(r"^\s*\|")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
FUNCTION_WORDS = frozenset(WORD.findall("""
    a al ante con contra de del desde e el ella ellos en entre era eran es esa ese eso esta estas este esto estos
    fue fueron ha había habia han hay la las le les lo los mas me mi mis muy ni no nos o os para pero por que quien
    quienes se ser si son su sus te tu tus un una unas uno unos y ya yo
    cual cuales como cuando cuanto cuantos donde
    am an and any are as at be been being but by can could d did do does for from had has have having he her his how
    i if in into is it its just ll m may me might my not of on or our out over re s she should so some t than that
    the their them then there these they this those to up us ve was we were what when where which who whom why will
    with would you your
"""))  # fmt: skip
"""Too common to fetch or mark by; they still count when what was fetched is ranked, for they say
what kind of answer is wanted."""


def stemmer(name: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.stemmer(name)).build()


STEMMERS = {"es": stemmer("spanish"), "en": stemmer("english")}


@lru_cache(1 << 12)
def folded(text: str) -> str:
    return folded_once(text)


def folded_once(text: str) -> str:
    """Lower case without accents; ñ stays a letter of its own."""
    if text.isascii():
        return text.lower()
    kept = unicodedata.normalize("NFC", text).lower().replace("ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "ñ")


def words(text: str) -> list[str]:
    return [word for _, _, word in placed(text)]


def placed(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with where it stands in the text as written."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), folded(found.group())


@lru_cache(1 << 12)
def stem(word: str, language: str) -> str:
    """The stem of a folded word, marked so that it is never taken for a word."""
    if language not in STEMMERS or is_code(word):
        return f"~{word}"
    # Snowball knows -ión by its accent, which people leave out as often as not.
    written = f"{word[:-3]}ión" if language == "es" and word.endswith("ion") else word
    return f"~{folded(''.join(STEMMERS[language].analyze(written)) or word)}"


@lru_cache(1 << 12)
def stems(word: str) -> frozenset[str]:
    """In both languages: nobody can tell the language of a query of two words."""
    return frozenset(stem(word, each) for each in STEMMERS)


def is_code(word: str) -> bool:
    """Numbers and codes are never corrected."""
    return not word.isalpha() and any(c.isdigit() for c in word)


def plain(markdown: str) -> str:
    """Markdown as a person would type it without any: lists keep their numbers, tables their lines."""
    return "\n".join(each for each in map(unadorned, blocks(markdown)) if each is not None).strip()


def passages(markdown: str) -> list[str]:
    """Sentences, roughly: what a snippet is made of. Headings are none."""
    sentences: list[str] = []
    for block in blocks(markdown):
        if not HEADING.match(block):
            sentences += SENTENCE_END.split(MARKER.sub("", unadorned(block) or ""))
    return [each for each in (sentence.strip() for sentence in sentences) if each]


def blocks(markdown: str) -> Iterator[str]:
    """Headings, points, table rows and paragraphs, each on one line however it was wrapped."""
    gathered: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        starts = not line.strip() or HEADING.match(line) or MARKER.match(line) or ROW.match(line)
        if starts and gathered:
            yield " ".join(gathered)
            gathered = []
        if not line.strip():
            yield ""
        elif HEADING.match(line) or ROW.match(line):
            yield line
        else:
            gathered.append(line.strip())


def unadorned(block: str) -> str | None:
    """One block without its Markdown; None when nothing is left of a table's rule."""
    if ROW.match(block):
        cells = [each.strip() for each in block.strip().strip("|").split("|")]
        if all(set(each) <= set("-: ") for each in cells):
            return None
        block = " · ".join(each for each in cells if each)
    block = HEADING.sub("", QUOTE.sub("", LINK.sub(r"\1", block)))
    return ADORNMENT.sub("", block)
