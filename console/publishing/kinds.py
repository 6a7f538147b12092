"""What a domain tells us of the things it publishes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from console.errors import Refused

if TYPE_CHECKING:
    from console.publishing.publication import Publication, Version

Content = dict[str, Any]
"""A JSON object; only its domain knows what is in it."""


class NotYet(Refused):
    """Raised by ``ready``: it can't be said yet. What was scheduled tries again in a minute."""

    message = "It can't be said yet whether this may go out. Try again in a moment."


def nothing_to_check(session: Session, key: str, content: Content) -> None:
    """A kind whose every content may go out."""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    check: Callable[[Session, str, Content], None]
    """Raises Invalid, naming the field, for what may not even be kept. Asked before every version."""
    asks_approval: Callable[[Session, str, Content], bool]
    """Whether somebody other than its author has to approve it."""
    published: Callable[[Session, Version], None]
    """Told in the transaction that publishes: from its commit on, this version is in force."""
    retired: Callable[[Session, Publication], None]
    """Told in the transaction that retires: from its commit on, none is in force."""
    ready: Callable[[Session, str, Content], None] = nothing_to_check
    """Raises a Refusal for what may be kept, but not asked approval for, nor go out."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Makes a kind known, once, when its domain is imported."""
    known = _kinds.setdefault(kind.name, kind)
    if known is not kind and known != kind:
        raise RuntimeError(f"two domains publish {kind.name!r}")
    return kind


def named(name: str) -> Kind:
    return _kinds[name]
