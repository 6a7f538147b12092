"""Who may see a row. The only file that names rooms; the server joins people, they never ask.

`of` must agree with `desk.snapshot`: a row is in somebody's snapshot exactly when one of the
rooms they are in is in the row's audience. A property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from console.agents.agent import Agent, Role
from console.contacts import routing
from console.contacts.contact import AT_A_DESK, Certainty, Contact, ContactState, Queue
from console.customers.source_records import SourceRecord
from console.desk import rows
from console.knowledge import editors
from console.knowledge.bulletin import Bulletin

FLOOR = "floor"
OVERSEERS = (Role.SUPERVISOR, Role.ADMIN)


def desk(agent_id: int) -> str:
    return f"agent:{agent_id}"


def queue(queue_id: int) -> str:
    return f"queue:{queue_id}"


SLICES = 16
"""How many parts the agents of a queue are told its figures in, one after the other within a second:
all at once, they would hold up a call that begins to ring just then."""


def slice_of(queue_id: int, number: int) -> str:
    return f"queue:{queue_id}:{number % SLICES}"


def visitor(contact_id: int) -> str:
    return f"visitor:{contact_id}"


def rooms_of(session: Session, agent: Agent) -> set[str]:
    """Every room an agent's sockets are joined to."""
    rooms = {desk(agent.id)}
    for each in routing.queues_of(session, agent):
        rooms |= {queue(each.id), slice_of(each.id, agent.id)}
    return rooms | ({FLOOR} if agent.role in OVERSEERS else set())


def of(session: Session, row: rows.Row) -> set[str]:
    """The rooms whose people may see this row now."""
    match row:
        case rows.ContactRow():
            return at_desks(session, row.id)
        case rows.NoteRow() | rows.ChatRow() | rows.MessageRow() | rows.DecisionRow() | rows.ScriptRow():
            return in_hand(session, row.contact)
        case rows.WrapUpRow():
            return in_hand(session, row.contact)
        case rows.SuggestionRow():
            return in_hand(session, row.contact)
        case rows.BulletinRow():
            return {FLOOR} | concerned(session, row.id)
        case rows.ReviewRow():
            return reading_over(session, row.owner)
        case rows.BulletinReadRow():
            return {desk(row.agent)}
        case rows.FollowUpRow():
            return {desk(row.owner)}
        case rows.CustomerRow():
            return desks(each for contact in contacts_with(session, row.id) for each in contact.agents)
        case rows.SealedRow():
            proved = (each for each in contacts_with(session, row.id) if opened(each, row.id))
            return desks(each for contact in proved for each in contact.agents)
        case rows.AgentRow():
            agent = session.get(Agent, row.id)
            here = agent is not None and agent.disabled_at is None
            return {desk(row.id)} | ({FLOOR} if here else set())
        case rows.RingingRow() | rows.LegalClockRow():
            return {FLOOR}
        case rows.QueueRow():
            return {FLOOR, queue(row.id)}
        case rows.QueueStatsRow():
            return {FLOOR} | {slice_of(row.id, number) for number in range(SLICES)}
        case rows.VisitorChatRow() | rows.VisitorPlaceRow():
            return {visitor(row.id)}
        case rows.VisitorMessageRow():
            return set()  # a message names its visitor only through the broadcast
    raise TypeError(type(row).__name__)


def reading_over(session: Session, owner_id: int) -> set[str]:
    """The owner's desk, while they look after articles."""
    owner = session.get(Agent, owner_id)
    return {desk(owner_id)} if owner is not None and editors.may_edit(owner) else set()


def concerned(session: Session, bulletin_id: int) -> set[str]:
    """The queues a note is for; one for all queues is for every single one."""
    note = session.get_one(Bulletin, bulletin_id)
    return {queue(each) for each in note.queues or session.scalars(select(Queue.id))}


def at_desks(session: Session, contact_id: int) -> set[str]:
    contact = session.get(Contact, contact_id)
    return desks(contact.agents) if contact else set()


def in_hand(session: Session, contact_id: int) -> set[str]:
    """Who works on it: not those at whose desk it only rings."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.state is ContactState.RINGING:
        return set()
    return desks(contact.agents)


def contacts_with(session: Session, customer_id: int) -> list[Contact]:
    """The contacts on any desk that are, or may be, with this customer."""
    # Only somebody not yet identified has candidates, so those few are all there is to sift.
    live = session.scalars(
        select(Contact)
        .outerjoin(SourceRecord, Contact.record_id == SourceRecord.id)
        .where(
            Contact.state.in_(AT_A_DESK),
            (SourceRecord.customer_id == customer_id) | Contact.record_id.is_(None),
        )
        .options(selectinload(Contact.rings), selectinload(Contact.record))
    )
    return [each for each in live if concerns(each, customer_id)]


def concerns(contact: Contact, customer_id: int) -> bool:
    record: SourceRecord | None = contact.record
    return (record is not None and record.customer_id == customer_id) or customer_id in contact.candidates


def opened(contact: Contact, customer_id: int) -> bool:
    """Sealed facts open for whoever works on a verified contact with exactly this customer."""
    return (
        contact.certainty is Certainty.VERIFIED
        and contact.record is not None
        and contact.record.customer_id == customer_id
        and contact.state is not ContactState.RINGING
    )


def desks(agent_ids: Iterable[int]) -> set[str]:
    return {desk(each) for each in agent_ids}
