"""One file as the articles in it: Markdown with a head, a web page, or a table with an article a row."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from console import clock
from console.errors import Invalid
from console.knowledge import authoring, from_html
from console.knowledge.packing import KINDS, LARGEST, File
from console.publishing.kinds import Content

LANGUAGE_IN_NAME = re.compile(r"^(?P<name>.+)[._-](?P<language>[a-z]{2})$")
FRONT = re.compile(r"\A---\s*\n(?P<head>.*?)\n---\s*\n(?P<body>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """One article as a file has it."""

    file: str
    key: str
    language: str
    content: Content
    owner: str | None = None
    """By the name they sign in with."""


def read(file: File, *, language: str, category: str | None) -> Iterator[Found]:
    """The articles in one file. Raises Invalid."""
    if len(file.data) > LARGEST:
        raise Invalid("A file has {most} characters at most.", field="file", most=LARGEST)
    kind = PurePosixPath(file.name).suffix.lower()
    if kind not in KINDS:
        raise Invalid("Expected one of {among}.", field="file", among=", ".join(KINDS))
    text = decoded(file.data)
    if kind == ".csv":
        yield from of_table(file.name, text, language, category)
    elif kind in (".html", ".htm"):
        title, body = from_html.markdown(text)
        yield one(file.name, {"title": title, "body": body}, language, category)
    else:
        yield one(file.name, of_markdown(text), language, category)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Invalid("The file is not UTF-8.", field="file") from None


def of_markdown(text: str) -> dict[str, str]:
    """Its head between two lines of ---, and its title in the first heading when the head has none."""
    head: dict[str, str] = {}
    if parts := FRONT.match(text):
        text = parts["body"]
        for line in parts["head"].splitlines():
            name, colon, value = line.partition(":")
            if colon:
                head[name.strip().lower()] = unquoted(value.strip())
    body = text.strip()
    if "title" not in head and body.startswith("# "):
        first, _, body = body.partition("\n")
        head["title"] = first.removeprefix("# ").strip()
    return head | {"body": body.strip()}


def unquoted(value: str) -> str:
    """Without one pair of quotation marks around it; `quoted` puts one there."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def quoted(value: str) -> str:
    return f'"{value}"' if unquoted(value) != value else value


def of_table(name: str, text: str, language: str, category: str | None) -> Iterator[Found]:
    try:
        sample = text[:10_000]
        dialect = csv.Sniffer().sniff(sample, delimiters=",;\t") if sample.strip() else csv.excel
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(io.StringIO(text), dialect=dialect)
    if not {"title", "body"} <= {(each or "").strip().lower() for each in rows.fieldnames or []}:
        raise Invalid("A table has columns title and body.", field="file")
    for number, row in enumerate(rows, start=2):
        told = {(key or "").strip().lower(): (value or "") for key, value in row.items() if isinstance(value, str)}
        yield one(f"{name}:{number}", told, language, category)


def one(file: str, told: dict[str, str], language: str, category: str | None) -> Found:
    """What the file says of itself wins over its name, and its name over what was chosen for all."""
    stem = PurePosixPath(file.partition(":")[0]).stem
    named = LANGUAGE_IN_NAME.match(stem)
    in_name = named["language"] if named and named["language"] in authoring.LANGUAGES else None
    name = named["name"] if named and in_name else stem
    own = told.get("language") or in_name or language
    key = told.get("key") or slug(told.get("title", "") if ":" in file else name)
    source = told.get("translates")
    translates = None
    if source:
        tongue, _, number = source.partition("@")
        translates = {"language": tongue, "version": int(number) if number.isdigit() else 0}
    reviewed = told.get("reviewed_on") or clock.now().date().isoformat()
    return Found(file, key, own, {
        "title": told.get("title", "").strip(), "body": told.get("body", "").strip(),
        "public": told.get("public", "").lower() in ("1", "true", "yes", "sí", "si"),
        "category": told.get("category") or category, "owner": None, "reviewed_on": reviewed,
        "review_by": told.get("review_by") or None, "translates": translates,
    }, told.get("owner") or None)  # fmt: skip


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
