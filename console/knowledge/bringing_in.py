"""Articles from elsewhere: Markdown and HTML in folders or a zip, and CSV, with the files beside them.

What is read becomes drafts through the same checks an editor's own writing gets, or goes out at
once when that is asked for and its category wants nobody's approval. The same again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.errors import Invalid, Refusal
from console.knowledge import attachments, authoring, editors, from_files, taking_out, writing
from console.knowledge.articles import ARTICLE, Category, publication_key
from console.knowledge.from_files import Found
from console.knowledge.packing import MOST, Enclosed, File, Part, Told
from console.publishing import releasing, versions
from console.publishing.kinds import Content
from console.publishing.publication import Publication, State, Version

AT_ONCE = 10
"""Texts in one transaction; a file may be large and has one of its own."""
HEADED = re.compile(rb"\A(?:\xef\xbb\xbf)?---\s*\n(?:(?!---)[^\n]*\n){0,20}?translates\s*:")


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
    files: int = 0
    """Beside the articles, new or another than before."""
    problems: list[Problem] = field(default_factory=list)
    titles: list[tuple[str, str, str]] = field(default_factory=list)
    """(new or changed, key, title), for the rehearsal to show."""
    seen: set[str] = field(default_factory=set)
    """Keys of what was read so far: a translation may name one of them."""
    categories: set[str] = field(default_factory=set)
    """Those that came along."""

    @property
    def read(self) -> int:
        return self.new + self.changed + self.same

    @property
    def refused(self) -> int:
        return len(self.problems)


def take_in(
    session: Session, parts: Iterable[Part], *, language: str, category: str | None = None,
    publish: bool = False, dry: bool = True, by: Agent | None = None, report: Report | None = None,
) -> Report:  # fmt: skip
    """``language``: of a file that doesn't say its own; ``dry`` only says what would happen;
    ``report``: of the parts before these, to go on with."""
    report = report or Report()
    for part in parts:
        try:
            match part:
                case Told():
                    categorise(session, part, report, dry=dry, by=by)
                case Enclosed():
                    enclose(session, part, report, dry=dry, by=by)
                case File():
                    for found in from_files.read(part, language=language, category=category):
                        if report.read >= MOST:
                            raise Invalid("{most} articles at once at most.", field="file", most=MOST)
                        keep(session, found, report, publish=publish, dry=dry, by=by)
        except Refusal as refusal:
            name = part.key if isinstance(part, Told) else part.name
            report.problems.append(Problem(name, refusal.template, refusal.facts, refusal.field))
    return report


def categorise(session: Session, told: Told, report: Report, *, dry: bool, by: Agent | None) -> None:
    """One that isn't known here comes along with its rules, where whoever brings it may make some."""
    if session.get(Category, told.key) is not None or not (by is None or editors.may_approve(by)):
        return
    report.categories.add(told.key)
    if not dry:
        writing.categorise(
            session, key=told.key, name_es=told.name_es, name_en=told.name_en, two_people=told.two_people,
            roles=list(told.roles),
        )  # fmt: skip


def enclose(session: Session, part: Enclosed, report: Report, *, dry: bool, by: Agent | None) -> None:
    file = attachments.File(part.name, part.data)
    if attachments.same(session, part.article, file):
        return
    if dry:
        attachments.kind_of(attachments.tidy(file.name), file.data)
    else:
        attachments.attach(session, part.article, file, by=by)
    report.files += 1


def keep(session: Session, found: Found, report: Report, *, publish: bool, dry: bool, by: Agent | None) -> None:
    """One article; what is wrong with it is reported, and the next is read."""
    try:
        if not str(found.content["title"]):
            raise Invalid("A title has 1 to {most} characters.", field="title", most=authoring.LONGEST_TITLE)
        key = authoring.new_key(found.key, found.language)
        found = replace(found, content=settled(session, found, report))
        authoring.check(session, key, rehearsed(found, report) if dry else found.content)
    except Refusal as refusal:
        report.problems.append(Problem(found.file, refusal.template, refusal.facts, refusal.field))
        return
    report.seen.add(key)
    known = session.scalar(select(Publication).where(Publication.kind == ARTICLE, Publication.key == key))
    newest = authoring.newest(session, known) if known else None
    if newest is not None and says_the_same(newest.content, found.content):
        if publish and not dry and newest.state is State.DRAFT:
            put_out(session, newest, found, report, by=by)
        else:
            report.same += 1
        return
    what = "changed" if known else "new"
    setattr(report, what, getattr(report, what) + 1)
    report.titles.append((what, key, str(found.content["title"])))
    if dry:
        return
    written = versions.write(session, ARTICLE, key, found.content, by=by, comment=found.file[:200])
    if publish:
        released(session, written, found, report, by=by)


def put_out(session: Session, draft: Version, found: Found, report: Report, *, by: Agent | None) -> None:
    """Brought in as a draft before, to be looked at; now it is to go out."""
    if released(session, draft, found, report, by=by):
        report.changed += 1
        report.titles.append(("changed", draft.publication.key, str(found.content["title"])))
    else:
        report.same += 1


def released(session: Session, draft: Version, found: Found, report: Report, *, by: Agent | None) -> bool:
    """Else it stays a draft, and says why."""
    try:
        with session.begin_nested():
            releasing.publish(session, draft, by=by)
    except Refusal as refusal:
        report.problems.append(Problem(found.file, refusal.template, refusal.facts, refusal.field))
        return False
    return True


def rehearsed(found: Found, report: Report) -> Content:
    """Without what will only be there once this isn't a rehearsal."""
    left: Content = {}
    if original(found) in report.seen:
        left["translates"] = None
    if found.content["category"] in report.categories:
        left["category"] = None
    return found.content | left


def original(found: Found) -> str | None:
    told = found.content.get("translates")
    return publication_key(found.key, told["language"]) if told else None


def settled(session: Session, found: Found, report: Report) -> Content:
    """As it will be kept: with the addresses its files have here, its owner's number, and the version it translates:
    the newest where the file names none, or one that a text which came in beside it had where it comes from."""
    content = found.content | {"body": taking_out.addressed(session, found.key, str(found.content["body"]))}
    if found.owner:
        content["owner"] = session.scalar(select(Agent.id).where(Agent.username == found.owner))
    told, source = content.get("translates"), original(found)
    here = session.scalar(select(Publication).where(Publication.kind == ARTICLE, Publication.key == source))
    if not told or here is None:
        return content
    beyond = source in report.seen and told["version"] > here.newest
    return content | {"translates": told | {"version": here.newest if beyond else told["version"] or here.newest}}


def says_the_same(old: Content, new: Content) -> bool:
    told = ("title", "public", "category", "translates")
    return str(old["body"]).strip() == new["body"] and all(old.get(each) == new.get(each) for each in told)


def some(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """A few at a time, so that no transaction keeps other writers waiting."""
    few: list[Part] = []
    for each in originals_first(parts):
        few.append(each)
        if len(few) == AT_ONCE or isinstance(each, Enclosed):
            yield few
            few = []
    if few:
        yield few


def originals_first(parts: Iterable[Part]) -> Iterator[Part]:
    """What translates another waits until that one is here."""
    later: list[Part] = []
    for each in parts:
        if isinstance(each, File) and HEADED.match(each.data):
            later.append(each)
        else:
            yield each
    yield from later
