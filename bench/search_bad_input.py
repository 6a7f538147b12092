"""How long whatever anybody may type takes: searched, and with personal data taken out, beside ordinary questions.

    python -m bench.search_bad_input [--articles 1000] [--rounds 20]

``first_ms``: asked for the first time, when nothing about it is remembered; ``p50_ms`` and ``most_ms``: of as many
rounds. All of it is time on the processor. Among the articles stands one as long as any may be. Of a text of strange
pieces it is told how long redacting 5,000 and 20,000 characters takes: where it grows with the length alone, ``grows``
is four.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

from bench.search_base import Base, Doc, published
from bench.search_made_up import made_up, questions
from console.knowledge.authoring import LONGEST_BODY
from console.redaction import redacted

STRANGE = {
    "one letter, 10,000 times": "a" * 10_000, "one word, 2,000 times": "vale " * 2_000, "digits": "1" * 5_000,
    "accents": "ñ" * 10_000, "words run together": "puntosdelatarjetaquecaducan" * 40,
    "nonsense": " ".join(f"xq{n}zk vw{n}gh" for n in range(500)), "stop words": "de la que el en y",
    "punctuation": "¿¡!?…", "operators": "AND OR NOT + - \"(\" title:vale*", "emoji": "🙂🙂",
    "right to left": "مرحبا بالعالم", "direction turned": "\u202evale\u202c", "zeros": "\0\0",
    "SQL": "' OR 1=1 --", "HTML": "<script>alert(1)</script>",
}  # fmt: skip
PIECES = ("pedido ", "order no ", "ES12 ", "1 ", "a@", "nº de la ", "order 12/11/2026 ", "póliza: #")
SHORT, LONG = 5_000, 20_000
LONGEST = "the longest"


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--articles", type=int, default=1_000)
    wanted.add_argument("--rounds", type=int, default=20)
    asked = wanted.parse_args()
    docs = made_up(asked.articles)
    filling = "Una frase cualquiera de relleno. "
    longest = Doc(LONGEST, "Larga", f"Zumaque. {filling * (LONGEST_BODY // len(filling) - 1)}", "es")
    ordinary = [query for _, query in questions(docs, asked.rounds)]
    with published([*docs, longest]) as base:
        told = {
            "ordinary": over([lambda q=q: base.search(q) for q in ordinary]),
            "in the longest article": asked_again(base, "zumaque", asked.rounds),
            "strange": {name: asked_again(base, query, asked.rounds) for name, query in STRANGE.items()},
        }
    print(json.dumps({**told, "redacting": {piece.strip(): redacting(piece) for piece in PIECES}}, indent=2))


def asked_again(base: Base, query: str, rounds: int) -> dict[str, float]:
    return over([lambda: base.search(query)] * rounds)


def over(works: list[Callable[[], object]]) -> dict[str, float]:
    first, *others = (milliseconds(each) for each in works)
    return {"first_ms": first, "p50_ms": statistics.median(others), "most_ms": max(others)}


def redacting(piece: str) -> dict[str, float]:
    short, long = (milliseconds(lambda n=n: redacted(piece * (n // len(piece)))) for n in (SHORT, LONG))
    return {"short_ms": short, "long_ms": long, "grows": round(long / max(short, 0.01), 1)}


def milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return round(1_000 * (time.process_time() - started), 2)


if __name__ == "__main__":
    main()
