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

DELIMITERS = ";,\t|"
LONGEST_FIELD = 100_000
Row = dict[str, Any]
Line = tuple[int, Row | Invalid]
"""Where a row begins, and what it says or what is wrong with it."""


def text_of(given: Path | str) -> tuple[str, str]:
    """The file's text and name. Text itself may be given: what has a line end, or is JSON."""
    if isinstance(given, str) and ("\n" in given or given.lstrip().startswith("{")):
        return given, "text"
    path = Path(given)
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or "unreadable"
        raise Invalid("{file}: {why}.", field="file", file=path.name, why=why) from None
    return decoded(content), path.name


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else the Windows encoding of older offices. Raises Invalid when
    it is no text at all, as a spreadsheet's own file isn't."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")) or b"\0" in content[:4096]:
        raise Invalid("This is no text: save it as CSV (UTF-8) and try again.", field="file")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise Invalid("The encoding is neither UTF-8 nor Windows-1252: save it as UTF-8.", field="file") from None


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
