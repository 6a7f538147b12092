"""CSV and JSON lines as rows with their line numbers; a broken line never stops the next one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from console.errors import Invalid

DELIMITERS = ";,\t|"
LONGEST_FIELD = 100_000
Row = dict[str, Any]


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
    try:
        return content.decode("utf-8-sig"), path.name
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), path.name  # older offices' exports


def rows(text: str, needed: set[str]) -> Iterator[tuple[int, Row | Invalid]]:
    """Each row with the line it begins on, or what is wrong with that line. Raises Invalid when
    the file as a whole can't be what it should: no header, or without a needed column."""
    yield from json_rows(text) if text.lstrip().startswith("{") else csv_rows(text, needed)


def json_rows(text: str) -> Iterator[tuple[int, Row | Invalid]]:
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


def csv_rows(text: str, needed: set[str]) -> Iterator[tuple[int, Row | Invalid]]:
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    names = [each.strip() for each in next(reader, [])]
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
            message = "{found} columns; expected {expected}."
            yield line, Invalid(message, field="", found=len(cells), expected=len(names))
