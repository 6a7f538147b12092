"""A zip, a folder or a single file of articles: what is in it, read part by part, nothing trusted.

A pack may say in ``manifest.json`` which files lie beside which article, and which categories its articles have:

    {"format": 1,
     "categories": [{"key": "orders", "name_es": …, "name_en": …, "two_people": false, "roles": []}],
     "files": [{"path": "files/bread/oven.png", "article": "bread", "sha256": "…"}]}
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from console.errors import Invalid
from console.knowledge import attachments, authoring

KINDS = (".md", ".markdown", ".html", ".htm", ".csv")
LARGEST, LARGEST_ALL, MOST = 2_000_000, 64 * 1024 * 1024, 5_000
"""Bytes of one text, of all texts once unpacked, and how many parts."""
LARGEST_FILES = 512 * 1024 * 1024
"""Bytes of all files beside the articles."""
MANIFEST, FORMAT = "manifest.json", 1


@dataclass(frozen=True, slots=True)
class File:
    """A text with one article or a table of them."""

    name: str
    """With its folders, by slashes."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file beside an article."""

    name: str
    article: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """A category as the pack has it."""

    key: str
    name_es: str
    name_en: str
    two_people: bool
    roles: tuple[str, ...]


Part = File | Enclosed | Told


class Pack(Protocol):
    def sizes(self) -> dict[str, int]:
        """Every part by its name. Raises Invalid naming the part that can't be."""

    def read(self, name: str, most: int) -> bytes:
        """Its first bytes, one more than ``most`` when it is larger. Raises Invalid naming it."""


class Zip:
    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Invalid("The file is no zip.", field="file") from None

    def sizes(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self.archive.infolist():
            name = each.filename
            if each.is_dir():
                continue
            if not inside(name):
                raise Invalid("{name}: expected a place inside the zip.", field="file", name=name[:200])
            if name in found:
                raise Invalid("{name} stands in the zip twice.", field="file", name=name)
            found[name] = each.file_size
        return found

    def read(self, name: str, most: int) -> bytes:
        try:
            with self.archive.open(name) as file:
                return file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
            raise Invalid("{name} is damaged, or locked with a password.", field="file", name=name) from None


class Folder:
    def __init__(self, place: Path) -> None:
        self.place = place

    def sizes(self) -> dict[str, int]:
        """Without what a link leads out of it to."""
        home = self.place.resolve()
        return {
            each.relative_to(self.place).as_posix(): each.stat().st_size
            for each in sorted(self.place.rglob("*"))
            if each.is_file() and each.resolve().is_relative_to(home)
        }

    def read(self, name: str, most: int) -> bytes:
        with (self.place / name).open("rb") as file:
            return file.read(most + 1)


def inside(name: str) -> bool:
    """Whether it is a plain path below the place it is unpacked at."""
    plain = not {"\\", "\0", ":"} & set(name) and not name.startswith("/")
    return plain and all(part not in ("", ".", "..") for part in name.split("/"))


def parts(pack: Pack) -> Iterator[Part]:
    """Categories, then files, then texts: so that what is named is there. Raises Invalid for what can't be read at
    all, or unpacks to more than anybody means."""
    sizes = pack.sizes()
    told = manifest(pack) if MANIFEST in sizes else {}
    beside = list(enclosed(told, sizes))
    texts = [name for name in sizes if PurePosixPath(name).suffix.lower() in KINDS]
    few_enough([(name, sizes[name]) for name in texts], LARGEST_ALL)
    few_enough([(name, sizes[name]) for name, _, _ in beside], LARGEST_FILES)
    yield from categories(told)
    for name, article, digest in beside:
        data = pack.read(name, attachments.LARGEST)
        if hashlib.sha256(data).hexdigest() != digest and len(data) <= attachments.LARGEST:
            raise Invalid("{name} is not the file that the manifest names.", field="file", name=name)
        yield Enclosed(name, article, data)
    for name in sorted(texts):
        yield File(name, pack.read(name, LARGEST))


def few_enough(found: list[tuple[str, int]], most: int) -> None:
    if len(found) > MOST:
        raise Invalid("{most} articles at once at most.", field="file", most=MOST)
    so_far = 0
    for name, size in found:
        so_far += size
        if so_far > most:
            raise Invalid(
                "With {name} it unpacks to more than {most} MB.", field="file", name=name, most=most // 1024 // 1024
            )


def manifest(pack: Pack) -> dict[str, Any]:
    try:
        told = json.loads(pack.read(MANIFEST, LARGEST))
    except (ValueError, RecursionError):
        raise Invalid("{name} can't be read.", field="file", name=MANIFEST) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Invalid("{name} is of a format that this version doesn't know.", field="file", name=MANIFEST)
    return told


def enclosed(told: dict[str, Any], sizes: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """(path, key of the article, SHA-256) of each file the manifest names."""
    for each in listed(told, "files"):
        path, article, digest = (each.get(field) for field in ("path", "article", "sha256"))
        if not isinstance(path, str) or path not in sizes:
            raise Invalid("The manifest names {name}, which isn't there.", field="file", name=str(path)[:200])
        if not isinstance(article, str) or not authoring.KEY.fullmatch(article) or not isinstance(digest, str):
            raise Invalid("The manifest doesn't say which article {name} is of.", field="file", name=path)
        yield path, article, digest


def categories(told: dict[str, Any]) -> Iterator[Told]:
    for each in listed(told, "categories"):
        key, es, en, roles = (each.get(field) for field in ("key", "name_es", "name_en", "roles"))
        if not (isinstance(key, str) and isinstance(es, str) and isinstance(en, str) and isinstance(roles, list)):
            raise Invalid("A category in the manifest has no key, names or roles.", field="file")
        yield Told(key, es, en, each.get("two_people") is True, tuple(str(role) for role in roles))


def listed(told: dict[str, Any], field: str) -> Iterator[dict[str, Any]]:
    found = told.get(field, [])
    if not isinstance(found, list) or len(found) > 20 * MOST or not all(isinstance(each, dict) for each in found):
        raise Invalid("{name} can't be read.", field="file", name=MANIFEST)
    yield from found


def in_folder(place: Path) -> Iterator[Part]:
    """What is below a folder, or in the one file named."""
    if place.is_dir():
        yield from parts(Folder(place))
        for each in sorted(place.rglob("*.zip")):
            yield from in_zip(each.read_bytes())
    else:
        yield from uploaded(place.name, place.read_bytes())


def in_zip(data: bytes) -> Iterator[Part]:
    return parts(Zip(data))


def uploaded(name: str, data: bytes) -> Iterable[Part]:
    return in_zip(data) if name.lower().endswith(".zip") else [File(PurePosixPath(name.replace("\\", "/")).name, data)]
