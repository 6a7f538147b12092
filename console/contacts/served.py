"""What came of an article at the desks, for whoever looks after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.contacts.consulting import Came, Consultation
from console.contacts.contact import Contact

MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Served:
    """What came of an article in so many searches since a day; ``in_vain``: with which words it did not help."""

    opened: int
    quoted: int
    solved: int
    well: int
    """Of those it solved or was quoted in, how many contacts ended solved."""
    not_solved: int
    in_vain: tuple[str, ...]


def of(session: Session, article_id: int, since: datetime) -> Served:
    query = (
        select(Consultation.came, Consultation.typed, Contact.resolved_at)
        .outerjoin(Contact, Contact.id == Consultation.contact_id)
        .where(Consultation.article_id == article_id, Consultation.at >= since)
        .order_by(Consultation.at.desc(), Consultation.id.desc())
    )
    found = session.execute(query).all()
    many = Counter(came for came, _, _ in found)
    well = sum(came in (Came.SOLVED, Came.QUOTED) and resolved is not None for came, _, resolved in found)
    in_vain = dict.fromkeys(typed for came, typed, _ in found if came is Came.NOT_SOLVED and typed)
    return Served(
        len(found), many[Came.QUOTED], many[Came.SOLVED], well, many[Came.NOT_SOLVED], tuple(in_vain)[:MOST_WORDS]
    )
