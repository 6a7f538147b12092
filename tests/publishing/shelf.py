"""A kind of the tests' own: notices, of which the dear ones ask for somebody else's approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid, Refused
from console.publishing import kinds, publication, versions
from console.publishing.kinds import Content, Kind
from console.publishing.publication import Did, Publication, Version

T = TypeVar("T")
told: list[tuple[str, str, int | None]] = []
"""What the domain heard: what happened, to which key, which version."""


def check(session: Session, key: str, content: Content) -> None:
    if not content.get("text"):
        raise Invalid("A notice has a text.", field="text")


def ready(session: Session, key: str, content: Content) -> None:
    if content["text"] == "contradicts itself":
        raise Refused("It contradicts itself.", field="text")


NOTICE = kinds.register(
    Kind(
        "notice",
        check=check,
        asks_approval=lambda session, key, content: bool(content.get("dear")),
        published=lambda session, version: told.append(("out", version.publication.key, version.number)),
        retired=lambda session, what: told.append(("back", what.key, None)),
        ready=ready,
    )
)


def writes(
    by: int | None, text: str = "Bread until eight", *, key: str = "bread", dear: bool = False, **more: Any
) -> int:
    """Somebody writes a version; its number."""
    with transaction() as session:
        author = session.get_one(Agent, by) if by else None
        return versions.write(session, "notice", key, {"text": text, "dear": dear}, by=author, **more).number


def does(by: int, number: int, verb: Callable[[Session, Version, Agent], T], key: str = "bread") -> T:
    with transaction() as session:
        found = publication.publication(session, "notice", key)
        return verb(session, publication.version(session, found, number), session.get_one(Agent, by))


def state(number: int, key: str = "bread") -> str:
    with reading() as session:
        return publication.version(session, publication.publication(session, "notice", key), number).state.value


def notice(key: str = "bread") -> Publication:
    with reading() as session:
        found = publication.publication(session, "notice", key)
        _ = found.versions, found.acts
        return found


def history(key: str = "bread") -> list[tuple[Did, int | None]]:
    return [(each.did, each.version) for each in notice(key).acts]


class Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[Session]:
    """A transaction of which nothing stays."""
    with pytest.raises(Undone), transaction() as session:
        yield session
        raise Undone
