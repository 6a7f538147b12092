"""Articles from elsewhere: Markdown and HTML in folders or a zip, and CSV; and everything out again.

What is read becomes drafts through the same checks an editor's own writing gets, or goes out at
once when that is asked for and its category wants nobody's approval. The same again changes nothing.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.errors import Invalid, Refusal
from console.knowledge import authoring, from_html
from console.knowledge.articles import ARTICLE, publication_key
from console.publishing import releasing, versions
from console.publishing.kinds import Content
from console.publishing.publication import Publication

KINDS = (".md", ".markdown", ".html", ".htm", ".csv")
LARGEST, LARGEST_ALL, MOST = 2_000_000, 64 * 1024 * 1024, 5_000
"""Bytes of one file, of all files of a zip once unpacked, and how many articles at once."""
AT_ONCE = 10
"""Files in one transaction."""
LANGUAGE_IN_NAME = re.compile(r"^(?P<name>.+)[._-](?P<language>[a-z]{2})$")
FRONT = re.compile(r"\A---\s*\n(?P<head>.*?)\n---\s*\n(?P<body>.*)\Z", re.DOTALL)

HEADED = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s*\n(?:(?!---)[^\n]*\n){0,20}?translates\s*:")


@dataclass(frozen=True, slots=True)
class File:
    name: str
    """With its folders, by slashes."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """One article as a file has it."""

    file: str
    key: str
    language: str
    content: Content


@dataclass(frozen=True, slots=True)
class Problem:
    file: str
    message: str
    """English; the page translates it with its ``facts``."""
    facts: dict[str, object] = field(default_factory=dict)
    field_name: str | None = None


@dataclass(slots=True)
class Report:
    new: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    titles: list[tuple[str, str, str]] = field(default_factory=list)
    """(new or changed, key, title), for the rehearsal to show."""
    seen: set[str] = field(default_factory=set)
    """Keys of what was read so far: a translation may name one of them."""

    @property
    def read(self) -> int:
        return self.new + self.changed + self.same

    @property
    def refused(self) -> int:
        return len(self.problems)


def take_in(
    session: Session, files: Iterable[File], *, language: str, category: str | None = None,
    publish: bool = False, dry: bool = True, by: Agent | None = None, report: Report | None = None,
) -> Report:  # fmt: skip
    """``language``: of a file that doesn't say its own; ``dry`` only says what would happen;
    ``report``: of the files before these, to go on with."""
    report = report or Report()
    for file in files:
        try:
            for found in read(file, language=language, category=category):
                if report.read >= MOST:
                    raise Invalid("{most} articles at once at most.", field="file", most=MOST)
                keep(session, found, report, publish=publish, dry=dry, by=by)
        except Refusal as refusal:
            report.problems.append(Problem(file.name, refusal.template, refusal.facts, refusal.field))
    return report


def keep(session: Session, found: Found, report: Report, *, publish: bool, dry: bool, by: Agent | None) -> None:
    """One article; what is wrong with it is reported, and the next is read."""
    try:
        if not str(found.content["title"]):
            raise Invalid("A title has 1 to {most} characters.", field="title", most=authoring.LONGEST_TITLE)
        key = authoring.new_key(found.key, found.language)
        found = replace(found, content=settled(session, found, report))
        alone = found.content | {"translates": None} if dry and original(found) in report.seen else found.content
        authoring.check(session, key, alone)
    except Refusal as refusal:
        report.problems.append(Problem(found.file, refusal.template, refusal.facts, refusal.field))
        return
    report.seen.add(key)
    known = session.scalar(select(Publication).where(Publication.kind == ARTICLE, Publication.key == key))
    if known is not None and says_the_same(authoring.newest(session, known).content, found.content):
        report.same += 1
        return
    what = "changed" if known else "new"
    setattr(report, what, getattr(report, what) + 1)
    report.titles.append((what, key, str(found.content["title"])))
    if dry:
        return
    written = versions.write(session, ARTICLE, key, found.content, by=by, comment=found.file[:200])
    if publish:
        try:
            with session.begin_nested():
                releasing.publish(session, written, by=by)
        except Refusal as refusal:  # it stays a draft, and says why
            report.problems.append(Problem(found.file, refusal.template, refusal.facts, refusal.field))


def original(found: Found) -> str | None:
    told = found.content.get("translates")
    return publication_key(found.key, told["language"]) if told else None


def settled(session: Session, found: Found, report: Report) -> Content:
    """Which version it translates: the newest where the file names none, or one that a text which came in
    beside it had where it comes from."""
    told, source = found.content.get("translates"), original(found)
    here = session.scalar(select(Publication).where(Publication.kind == ARTICLE, Publication.key == source))
    if not told or here is None:
        return found.content
    beyond = source in report.seen and told["version"] > here.newest
    return found.content | {"translates": told | {"version": here.newest if beyond else told["version"] or here.newest}}


def says_the_same(old: Content, new: Content) -> bool:
    told = ("title", "body", "public", "category", "translates")
    return all(old.get(each) == new.get(each) for each in told)


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
                head[name.strip().lower()] = value.strip().strip("\"'")
    body = text.strip()
    if "title" not in head and body.startswith("# "):
        first, _, body = body.partition("\n")
        head["title"] = first.removeprefix("# ").strip()
    return head | {"body": body.strip()}


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
    })  # fmt: skip


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def some(files: Iterable[File]) -> Iterator[list[File]]:
    """A few at a time, so that no transaction keeps other writers waiting."""
    left = originals_first(files)
    while few := list(islice(left, AT_ONCE)):
        yield few


def originals_first(files: Iterable[File]) -> Iterator[File]:
    """What translates another waits until that one is here."""
    later: list[File] = []
    for each in files:
        if HEADED.match(each.data):
            later.append(each)
        else:
            yield each
    yield from later


def in_folder(place: Path) -> Iterator[File]:
    """Every file below a folder that may be an article, or the one file named."""
    places = [place] if place.is_file() else sorted(each for each in place.rglob("*") if each.is_file())
    for each in places:
        if each.suffix.lower() == ".zip":
            yield from in_zip(each.read_bytes())
        elif each.suffix.lower() in KINDS:
            yield File(each.name if place.is_file() else each.relative_to(place).as_posix(), each.read_bytes())


def in_zip(data: bytes) -> Iterator[File]:
    """Raises Invalid for what is no zip, or unpacks to more than anybody means."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Invalid("The file is no zip.", field="file") from None
    wanted = [
        each
        for each in archive.infolist()
        if not each.is_dir() and PurePosixPath(each.filename).suffix.lower() in KINDS
    ]
    if sum(each.file_size for each in wanted) > LARGEST_ALL or len(wanted) > MOST:
        raise Invalid("It unpacks to more than {most} MB.", field="file", most=LARGEST_ALL // 1024 // 1024)
    for each in sorted(wanted, key=lambda one: one.filename):
        with archive.open(each) as file:
            yield File(each.filename, file.read(LARGEST + 1))


def uploaded(name: str, data: bytes) -> Iterable[File]:
    return in_zip(data) if name.lower().endswith(".zip") else [File(PurePosixPath(name.replace("\\", "/")).name, data)]
