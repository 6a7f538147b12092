"""Forgetting somebody: sealed at once, destroyed when nobody can hold us to account any more.

Sealing takes everything out of the living tables into one archive that no search, ring, list or
report reads (in Spain: bloqueo, art. 32 LOPDGDD); it is opened only for a judge or an authority,
and that is written down. When its time is over the archive goes as well.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, db, due, events
from console.agents.agent import Agent
from console.contacts.contact import LIVE, Contact
from console.customers import do_not_contact, merging, name_index
from console.customers.events import touch
from console.customers.source_records import CONSOLE, Customer, SourceRecord
from console.db import Base
from console.errors import Conflict, Invalid, Missing
from console.privacy import gathering, sealing
from console.privacy.sealing import ErasurePiece
from console.privacy.sealing import PersonForgotten as PersonForgotten

DESTROY, JOURNAL = sealing.DESTROY, "privacy.journal"
WHY = ("asked", "consent_withdrawn", "unlawful", "no_longer_needed")
"""Article 17(1) GDPR, in the order of its letters as they come up here."""
AGAIN = "restored"
"""A copy brought them back, and the journal took them out again."""


UNTIL_SEALED = timedelta(minutes=1)


class StillHere(Conflict):
    message = "They are in a conversation now. Try again when it has ended."


class StillSealing(Conflict):
    message = "It is still being put away. Try again in a minute."


class Erasure(Base):
    """Somebody was forgotten. Names nobody, but in its archive."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    """The number of the profile, empty since."""
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    why: Mapped[str]
    destroy_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
    rows: Mapped[list[str]]
    """Digests of the rows they stood in, as `do_not_contact.of_row` makes them."""
    people: Mapped[list[str]]
    """Digests of how they could be reached."""
    archive: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Compressed JSON of every row; None once destroyed."""

    by: Mapped[Agent | None] = relationship()


class Opening(Base):
    """Somebody read an archive, and for whom."""

    __tablename__ = "erasure_opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasure.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime]
    why: Mapped[str]


def forget(session: Session, customer: Customer, *, by: Agent, why: str, keep: timedelta) -> Erasure:
    """Everybody in the profile is sealed now and destroyed after ``keep``. Raises StillHere, Missing."""
    if why not in WHY:
        raise Invalid("Expected one of {among}.", field="why", among=", ".join(WHY))
    merging.lock(session, [customer.id])
    records = records_of(session, customer.id)
    return seal(session, customer, records, by=by, why=why, destroy_at=clock.now() + keep)


def records_of(session: Session, customer_id: int) -> list[SourceRecord]:
    """Those of somebody who is there. Raises Missing for a number nobody has, or has any more: of
    the forgotten an empty shell may stay."""
    records = merging.members(session, [customer_id])
    gone = session.scalar(select(Erasure.id).where(Erasure.customer_id == customer_id).limit(1))
    if not records or gone is not None:
        raise Missing
    return records


def seal(
    session: Session, customer: Customer, records: Sequence[SourceRecord], *, by: Agent | None, why: str,
    destroy_at: datetime,
) -> Erasure:  # fmt: skip
    """These records, all that is in a locked profile, and whatever hangs on them."""
    ids = [each.id for each in records]
    live = select(Contact.id).where(Contact.record_id.in_(ids), Contact.state.in_(LIVE))
    if session.scalar(live.limit(1)) is not None:
        raise StillHere
    session.flush()
    ours = {each.id for each in records if each.source.key == CONSOLE}
    found = gathering.gather(session, [customer.id], ids, only=sealing.FIRST)
    erasure = Erasure(
        customer_id=customer.id, at=clock.now(), by_id=by.id if by else None, why=why, destroy_at=destroy_at,
        rows=sorted(do_not_contact.of_row(each.source.key, each.key) for each in records),
        people=sorted({each for record in records for each in do_not_contact.of_person(record)}),
        archive=sealing.packed(found),
    )  # fmt: skip
    session.add(erasure)
    do_not_contact.add(session, [*erasure.rows, *erasure.people])
    name_index.forget(session, ids)  # the words of names are counted, so they go by their own way
    sealing.take_out(session, found)
    session.flush()
    session.expire_all()
    touch(session, customer)
    due.add(session, DESTROY, at=destroy_at, once=str(erasure.id), erasure=erasure.id)
    due.add(session, JOURNAL, once=str(erasure.id), erasure=erasure.id)
    leaving = sorted(set(ids) - ours)
    due.add(session, sealing.SEAL, erasure=erasure.id, customer=customer.id, records=ids, leaving=leaving)
    events.record(session, PersonForgotten(erasure.id))
    return erasure


def destroy_due(session: Session, row: due.Due) -> None:
    """Nobody can hold us to account any more: nothing is left but that somebody was forgotten."""
    erasure = session.get(Erasure, row.facts["erasure"], with_for_update=True)
    if erasure is None or erasure.destroyed_at is not None:
        return
    at = erasure.destroy_at  # a shorter wish was taken back
    if at <= clock.now() and still_sealed(session, erasure):
        at = clock.now() + UNTIL_SEALED
    if at > clock.now():
        due.add(session, DESTROY, at=at, once=str(erasure.id), erasure=erasure.id)
        return
    erasure.archive, erasure.destroyed_at = None, clock.now()
    session.execute(delete(ErasurePiece).where(ErasurePiece.erasure_id == erasure.id))
    events.record(session, PersonForgotten(erasure.id))


def still_sealed(session: Session, erasure: Erasure) -> bool:
    """Whether pieces are yet to come, which nobody would destroy after it; and the archive says what to look for."""
    steps = session.scalars(select(due.Due).where(due.Due.kind == sealing.SEAL))
    return any(each.facts["erasure"] == erasure.id for each in steps)


def open_archive(session: Session, erasure: Erasure, *, by: Agent, why: str) -> bytes:
    """The sealed JSON, for whoever may ask for it by law. Raises Missing once it is destroyed, StillSealing
    before all of it is there."""
    if not why.strip() or len(why) > 500:
        raise Invalid("Say who asks for it, and by which order.", field="why")
    if erasure.archive is None:
        raise Missing
    if still_sealed(session, erasure):
        raise StillSealing
    session.add(Opening(erasure_id=erasure.id, by_id=by.id, at=clock.now(), why=why.strip()))
    whole = sealing.unpacked([erasure.archive, *sealing.pieces(session, erasure.id)])
    return json.dumps(whole, ensure_ascii=False).encode()


def leave_no_trace(_: PersonForgotten) -> None:
    """After the commit: what was deleted is in no file of the database any more."""
    db.empty_log()


def all_of(session: Session) -> list[Erasure]:
    """Newest first."""
    return list(session.scalars(select(Erasure).order_by(Erasure.id.desc())))
