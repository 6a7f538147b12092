"""Whatever the source says to people in English is said in Spanish too, with the same gaps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from console import words

CONSOLE = Path(words.__file__).parent
STRING = r"""(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')"""
SAID_IN_PAGES = re.compile(rf"\b_\(\s*{STRING}")
SAID_IN_SCRIPTS = re.compile(rf"(?<![\w.])t\(\s*{STRING}")
BOTH_NUMBERS = re.compile(rf"(?<![\w.])plural\(\s*[^,\"']+,\s*{STRING},\s*{STRING}")
FAMILIES = {"Missing", "Refused", "Conflict", "Invalid"}
FOR_OPERATORS = {"config.py", "cli.py", "backing_up.py", "migrations/__init__.py"}
"""What these refuse is read in a terminal, in English."""


def said() -> Iterator[tuple[str, str]]:
    """Every msgid, with the file that says it."""
    for path in sorted(CONSOLE.rglob("*")):
        name = path.relative_to(CONSOLE).as_posix()
        if re.match(r"static/(node_modules|dist|tests)/|migrations/versions/", name) or not path.is_file():
            continue
        match path.suffix:
            case ".py":
                found = in_python(path) if name not in FOR_OPERATORS else []
            case ".html" | ".txt":
                found = SAID_IN_PAGES.findall(path.read_text())
            case ".ts" | ".tsx":
                text = path.read_text()
                both = [pair for a, b, c, d in BOTH_NUMBERS.findall(text) for pair in ((a, b), (c, d))]
                found = SAID_IN_SCRIPTS.findall(text) + both
            case _:
                continue
        for double, single in found:
            yield unescaped(double or single), name


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), text).replace("\\n", "\n").replace(
        '\\"', '"'
    ).replace("\\'", "'")  # fmt: skip


def in_python(path: Path) -> list[tuple[str, str]]:
    """`_("…")`, `translated("…")`, `raise Conflict("…")`, and `message = "…"` of a refusal."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                if name in {"_", "translated"} | FAMILIES:
                    found.append(text)
            case ast.ClassDef(body=body, bases=bases) if {getattr(base, "id", "") for base in bases} & FAMILIES:
                found += [
                    each.value.value
                    for each in body
                    if isinstance(each, ast.Assign)
                    and [getattr(target, "id", "") for target in each.targets] == ["message"]
                    and isinstance(each.value, ast.Constant)
                    and isinstance(each.value.value, str)
                ]
    return [(text.replace("\\", "\\\\").replace('"', '\\"'), "") for text in found]


def test_everything_said_is_said_in_spanish() -> None:
    spanish = words.catalogue("es")
    lacking = sorted({f"{name}: {text}" for text, name in said() if text and not spanish.get(text)})
    assert lacking == []


def test_nothing_is_said_in_two_ways_since_one_file_would_silently_win() -> None:
    said_in: dict[str, set[str]] = {}
    for place in sorted((CONSOLE / "translations" / "es").glob("*.po")):
        with place.open("rb") as file:
            for each in read_po(file):
                said_in.setdefault(str(each.id), set()).add(str(each.string))
    assert {english: ways for english, ways in said_in.items() if english and len(ways) > 1} == {}


def test_a_translation_has_the_same_gaps() -> None:
    different = [
        (english, spanish)
        for english, spanish in words.catalogue("es").items()
        if gaps(english) != gaps(spanish)
    ]  # fmt: skip
    assert different == []


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)[^}]*\}", text))


def test_no_translation_is_left_from_what_nobody_says_any_more() -> None:
    """Words that are put together from data are said somewhere as a plain string."""
    sources = "\n".join(
        path.read_text()
        for path in CONSOLE.rglob("*")
        if path.suffix in {".py", ".html", ".ts", ".tsx"} and "node_modules" not in path.parts
    )
    sources = unescaped(sources)
    heard = {text for text, _ in said()}
    assert [each for each in words.catalogue("es") if each not in heard and each not in sources] == []


def test_english_needs_no_catalogue_and_gaps_are_filled() -> None:
    assert words.catalogue("en") == {}
    assert words.translate("en", "Waited {time}", time="2 min") == "Waited 2 min"


@pytest.mark.parametrize("text", ["no such words {gap}", ""])
def test_what_has_no_translation_is_said_in_english(text: str) -> None:
    assert words.translate("es", text, gap="x") == text.format(gap="x")
