"""Writing another version. The same again is the one there is; a stale author is told."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.errors import Conflict, Invalid
from console.publishing import kinds
from console.publishing.kinds import Content
from console.publishing.publication import Did, Publication, State, Version, lock, note, version

LONGEST = 500_000
"""Characters of a content as JSON."""
LONGEST_COMMENT = 2_000


class MovedOn(Conflict):
    message = "Somebody has written version {number} meanwhile."


def write(
    session: Session, kind: str, key: str, content: Content, *,
    by: Agent | None, comment: str = "", after: int | None = None, again: int | None = None,
) -> Version:  # fmt: skip
    """The next version, a draft. ``after`` is the newest one its author saw (0: none yet); when
    another has come since, MovedOn. Unchanged from a draft, it is that draft."""
    check_comment(comment)
    kinds.named(kind).check(session, key, content)  # first: it says which field is too long
    check_size(content)
    publication = found_or_made(session, kind, key)
    if after is not None and after != publication.newest:
        raise MovedOn(field="version", number=publication.newest)
    last = version(session, publication, publication.newest) if publication.newest else None
    if last is not None and last.state is State.DRAFT and last.content == content and again is None:
        return last
    publication.newest += 1
    written = Version(
        publication_id=publication.id, number=publication.newest, content=content, author_id=by.id if by else None,
        at=clock.now(), comment=comment.strip(), again=again, state=State.DRAFT,
    )  # fmt: skip
    session.add(written)
    note(session, publication, Did.WROTE, version=written.number, by=by, comment=written.comment)
    session.flush()  # its verbs find it by number
    return written


def found_or_made(session: Session, kind: str, key: str) -> Publication:
    """Locked. Two that make the same at once share the one that came first."""
    wanted = select(Publication.id).where(Publication.kind == kind, Publication.key == key)
    known = session.scalar(wanted)
    if known is None:
        if not key.strip() or len(key) > 200:
            raise Invalid("A key has between 1 and 200 characters.", field="key")
        try:
            with session.begin_nested():
                session.add(Publication(kind=kind, key=key, newest=0, acts_so_far=0))
        except IntegrityError:
            pass  # somebody else was first: theirs is the one
        known = session.scalars(wanted).one()
    return lock(session, known)


def check_size(content: Content) -> None:
    text = json.dumps(content, ensure_ascii=False)
    if len(text) > LONGEST or "\\u0000" in text:
        raise Invalid("It has {most} characters at most.", field="content", most=LONGEST)


def check_comment(comment: str) -> None:
    if len(comment) > LONGEST_COMMENT or "\x00" in comment:
        raise Invalid("A comment has {most} characters at most.", field="comment", most=LONGEST_COMMENT)
