"""CSV and JSON lines as rows with their line numbers; a broken line never stops the next one."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from console.errors import Invalid

OLDER = {"cp1252": "Windows-1252", "cp850": "DOS 850", "mac_roman": "Mac Roman"}
WRITTEN = frozenset("áéíóúàèòïüñçÁÉÍÓÚÀÈÒÏÜÑÇ€ºª·¿¡«»–’")
"""Beyond ASCII in the languages of Spain; a file of others is read as Windows wrote it."""
LETTERS, LOOKED_AT = 0.8, 1 << 20
DELIMITERS = ";,\t|"
LONGEST_FIELD = 100_000
Row = dict[str, Any]
Line = tuple[int, Row | Invalid]
"""Where a row begins, and what it says or what is wrong with it."""


def text_of(given: Path | str) -> tuple[str, str, Invalid | None]:
    """The file's text and name, and `guess_told` of it. Text itself may be given: what has a line end, or is JSON."""
    if isinstance(given, str) and ("\n" in given or given.lstrip().startswith("{")):
        return given, "text", None
    path = Path(given)
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or "unreadable"
        raise Invalid("{file}: {why}.", field="file", file=path.name, why=why) from None
    return decoded(content), path.name, guess_told(content)


def decoded(content: bytes) -> str:
    """Any Unicode, else what most of the letters are likeliest in. Raises Invalid when it is no text at all,
    as a spreadsheet's own file isn't."""
    encoding = encoding_of(content)
    return content.decode(encoding)


def encoding_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return readable(content, "utf-16")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")):
        raise Invalid("This is no text: save it as CSV (UTF-8) and try again.", field="file")
    if b"\0" in content[:4096]:
        return readable(content, without_mark(content[:4096]))
    try:
        return readable(content, "utf-8-sig")
    except Invalid:
        return guessed(content)


def without_mark(beginning: bytes) -> str:
    """UTF-16 of which nobody says so: of a text in our letters every second byte is zero."""
    zeros = beginning[0::2].count(0), beginning[1::2].count(0)
    if max(zeros) > 0.8 * len(beginning) / 2 and min(zeros) == 0:
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    raise Invalid("This is no text: save it as CSV (UTF-8) and try again.", field="file")


def readable(content: bytes, encoding: str) -> str:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid("The encoding is neither UTF-8 nor Windows-1252: save it as UTF-8.", field="file") from None
    return encoding


def guessed(content: bytes) -> str:
    """Of the encodings of older offices the one in which the bytes beyond ASCII are letters most often."""
    likely = {each: letters(content, each) for each in OLDER}
    best = max(likely, key=lambda each: likely[each])
    return readable(content, best if likely[best] >= LETTERS else "cp1252")


def letters(content: bytes, encoding: str) -> float:
    """Which part of what is beyond ASCII are letters and signs that our languages write; 0 when it can't be read."""
    try:
        beyond = [each for each in content[:LOOKED_AT].decode(encoding) if not each.isascii()]
    except UnicodeDecodeError:
        return 0.0
    return sum(each in WRITTEN for each in beyond) / max(1, len(beyond))


def guess_told(content: bytes) -> Invalid | None:
    """What a report says first of a file that was read by a guess: names may be wrong in it."""
    encoding = OLDER.get(encoding_of(content))
    if encoding is None:
        return None
    return Invalid("This is not UTF-8 and was read as {encoding}: look at the accents.", field="", encoding=encoding)


def rows(text: str, needed: set[str]) -> Iterator[Line]:
    """Each row with the line it begins on, or what is wrong with that line. Raises Invalid when
    the file as a whole can't be what it should: no header, or without a needed column."""
    yield from json_rows(text) if text.lstrip().startswith("{") else csv_rows(text, needed)


def json_rows(text: str) -> Iterator[Line]:
    for line, each in enumerate(text.split("\n"), 1):
        if not each.strip():
            continue
        try:
            row = json.loads(each)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield line, {key: plain(value) for key, value in row.items()}
        else:
            yield line, Invalid("Not a JSON object.", field="")


def plain(value: Any) -> Any:
    """As CSV would have it, except lists, which CSV has not."""
    if value is None:
        return ""
    return value if isinstance(value, str | list) else str(value)


def csv_rows(text: str, needed: set[str]) -> Iterator[Line]:
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    names = [each.strip() for each in next(reader, [])]
    if len(names) == 1 and re.search(r"[^\w .]", names[0]):
        raise Invalid("The columns can't be told apart: expected , ; | or a tab between them.", field="file")
    if missing := sorted(needed - set(names)):
        raise Invalid("The file has no column {column}.", field=missing[0], column=missing[0])
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, Invalid("Not readable as CSV.", field="")
            continue
        if len(cells) == len(names):
            yield line, dict(zip(names, cells, strict=True))
        elif cells:
            yield line, Invalid(
                "{found} columns; expected {expected}.", field="", found=len(cells), expected=len(names)
            )
