from __future__ import annotations

import subprocess
import sys
from itertools import chain

import pytest

from console.knowledge import sentences


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("El Sr. García pagó 40 €. Llegó a las 9.", "es",
         ["El Sr. García pagó 40 €.", "Llegó a las 9."]),
        ("Espere si hay dudas. ¿Y si no abre nadie? ¡Avise!", "es",
         ["Espere si hay dudas.", "¿Y si no abre nadie?", "¡Avise!"]),
        ("Mr. Smith paid £4.50 to Acme Inc. on Jan. 5. Done!", "en",
         ["Mr. Smith paid £4.50 to Acme Inc. on Jan. 5.", "Done!"]),
        ("## Pasos\n\n1. Pida el **número**.\n2. Abra la ficha. Confirme.", "es",
         ["Pasos", "Pida el número.", "Abra la ficha.", "Confirme."]),
        ("Truca demà. Gràcies.", "ca", ["Truca demà.", "Gràcies."]),
        ("", "en", []),
        (" \n ...\n", "en", ["..."]),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_says_it_does(text: str, language: str, expected: list[str]) -> None:
    assert said(text, language) == expected


def test_a_short_line_above_a_long_one_is_a_heading_that_nobody_marked() -> None:
    text = "¿Hace falta el tique?\nNo, con la tarjeta de socio basta para cualquier devolución. Pídala siempre."
    assert list(sentences.of(text, "es")) == [
        ["¿Hace falta el tique?"],
        ["No, con la tarjeta de socio basta para cualquier devolución.", "Pídala siempre."],
    ]


def test_lines_that_a_program_broke_stay_one_thought() -> None:
    text = "Con la tarjeta de socio basta para\ncualquier devolución, también en la\ntienda de al lado."
    assert said(text, "es") == [text.replace("\n", " ")]


def test_nothing_is_lost_of_a_text_without_an_end() -> None:
    text = "palabra suelta. " * 20_000
    assert sum(each.count("palabra") for each in said(text, "es")) == 20_000


def test_who_only_searches_never_loads_spacy() -> None:
    asked = "import sys, console.knowledge.search; print('spacy' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def said(text: str, language: str) -> list[str]:
    return list(chain.from_iterable(sentences.of(text, language)))
