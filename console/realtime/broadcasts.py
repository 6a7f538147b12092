"""After a commit: read again what changed, and tell exactly those who may see it.

Nothing here may fail a write: every handler runs after the commit and its errors are only
logged. What is lost, the next heartbeat heals.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from flask_socketio import SocketIO
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, events
from console.agents.agent import Agent
from console.agents.events import AgentAbilitiesChanged, AgentChanged
from console.contacts import routing
from console.contacts.contact import Channel, Contact, ContactState, Queue, Ring
from console.contacts.events import (
    ChatRead,
    ContactChanged,
    MessageWritten,
    NoteSaved,
    QueueChanged,
    QueueSettingsChanged,
)
from console.contacts.messaging import Chat, Message
from console.customers.events import CustomerChanged
from console.db import reading
from console.desk import (
    contact_rows,
    customer_rows,
    floor_rows,
    offer_rows,
    rows,
    snapshot,
    visitor_rows,
    wrap_up_rows,
)  # fmt: skip
from console.offers.decisions import DecisionChanged
from console.offers.script_position import ScriptChanged
from console.realtime import audiences, follow_up_broadcasts, knowledge_broadcasts
from console.reports import waits

OF_A_CONTACT = ("contact", "note", "chat", "decision", "script", "wrap_up", "suggestion")
STATS_EVERY = 1.0
LEGAL_EVERY = 5
"""Rounds of the statistics between two looks at the day as a whole."""


class Broadcasts:
    """Hears events and emits rows through one Socket.IO server."""

    def __init__(self, socketio: SocketIO):
        self.socketio = socketio
        self.stale_queues: set[int] = set()
        self.counted: dict[int, rows.QueueStatsRow] = {}
        self.legal_version = 0
        self.rooms_changed: Callable[[int | None], None] = lambda agent_id: None
        """Set by whoever knows the sockets: joins those of an agent, or of all, to their rooms anew."""
        self.until: list[Callable[[], None]] = [
            events.subscribe(ContactChanged, self.contact_changed),
            events.subscribe(AgentChanged, self.agent_changed),
            events.subscribe(AgentAbilitiesChanged, self.abilities_changed),
            events.subscribe(QueueSettingsChanged, self.queue_settings_changed),
            events.subscribe(QueueChanged, lambda event: self.stale_queues.add(event.queue_id)),
            events.subscribe(NoteSaved, self.note_saved),
            events.subscribe(MessageWritten, self.message_written),
            events.subscribe(ChatRead, self.chat_read),
            events.subscribe(CustomerChanged, self.customer_changed),
            events.subscribe(DecisionChanged, self.decision_changed),
            events.subscribe(ScriptChanged, self.script_changed),
            *knowledge_broadcasts.listen(self),
            *follow_up_broadcasts.listen(self),
        ]

    def close(self) -> None:
        for stop in self.until:
            stop()

    def send(self, session: Session, row: rows.Row | None) -> None:
        if row is None:
            return
        for room in audiences.of(session, row):
            self.emit("row", snapshot.on_the_wire(row), room)

    def emit(self, name: str, what: object, room: str, namespace: str = "/") -> None:
        self.socketio.emit(name, what, to=room, namespace=namespace)

    def contact_changed(self, event: ContactChanged) -> None:
        with reading() as session:
            contact = session.get(Contact, event.contact_id)
            if contact is None:
                return
            if contact.agents:
                for row in snapshot.around(session, contact):
                    self.send(session, row)
            for agent_id in set(event.agents) - set(contact.agents):
                self.leave(session, contact, agent_id)
            self.tell_who_rings(session, contact, set(event.agents))
            self.tell_visitors(session, contact)

    def tell_who_rings(self, session: Session, contact: Contact, before: set[int]) -> None:
        """At whom it rings now; and of those whom it no longer concerns, at whom nothing else does."""
        here = floor_rows.ringing_at(contact)
        for row in here:
            self.send(session, row)
        quiet = before - {each.agent for each in here}
        if not quiet:
            return
        still = set(session.scalars(select(Ring.agent_id).where(Ring.agent_id.in_(quiet))))
        for agent_id in quiet - still:
            self.emit("gone", {"kind": rows.RingingRow.KIND, "key": agent_id}, audiences.FLOOR)

    def leave(self, session: Session, contact: Contact, agent_id: int) -> None:
        """It is no longer on this desk, nor what came with it."""
        room = audiences.desk(agent_id)
        for kind in OF_A_CONTACT:
            self.emit("gone", {"kind": kind, "key": contact.id}, room)
        if contact.record is not None:
            customer_id = contact.record.customer_id
            still = {a for each in audiences.contacts_with(session, customer_id) for a in each.agents}
            if agent_id not in still:
                self.emit("gone", {"kind": "customer", "key": customer_id}, room)
                self.emit("gone", {"kind": "sealed", "key": customer_id}, room)

    def tell_visitors(self, session: Session, contact: Contact) -> None:
        """This visitor, and those behind them whose place in the queue has moved."""
        if contact.channel is not Channel.CHAT:
            return
        if (chat := session.get(Chat, contact.id)) is not None:
            self.tell_visitor(contact.id, visitor_rows.visitor_chat_row(session, chat))
        if contact.state not in (ContactState.WAITING, ContactState.RINGING):
            self.emit("gone", {"kind": "visitor_place", "key": contact.id}, audiences.visitor(contact.id), "/visitor")
        behind = select(Contact).where(
            (Contact.id == contact.id)
            | ((Contact.queue_id == contact.queue_id) & (Contact.state == ContactState.WAITING))
        )  # fmt: skip
        wait, there = waits.lately(session, contact.queue_id), routing.staffed(session, contact.queue)
        for each in session.scalars(behind):
            self.tell_visitor(each.id, visitor_rows.visitor_place_row(session, each, wait, there))

    def tell_visitor(self, contact_id: int, row: rows.Row | None) -> None:
        if row is not None:
            self.emit("row", snapshot.on_the_wire(row), audiences.visitor(contact_id), "/visitor")

    def agent_changed(self, event: AgentChanged) -> None:
        with reading() as session:
            agent = session.get_one(Agent, event.agent_id)
            self.send(session, floor_rows.agent_row(session, agent))
            if agent.disabled_at is not None:
                self.emit("gone", {"kind": "agent", "key": agent.id}, audiences.FLOOR)
            self.stale_queues.update(each.id for each in routing.queues_of(session, agent))

    def abilities_changed(self, event: AgentAbilitiesChanged) -> None:
        """The queues that are theirs now, and those that aren't any more."""
        self.rooms_changed(event.agent_id)
        with reading() as session:
            agent = session.get_one(Agent, event.agent_id)
            for queue in session.scalars(select(Queue)):
                self.show_queue(session, queue, agent)

    def queue_settings_changed(self, event: QueueSettingsChanged) -> None:
        """Whoever oversees or takes from it sees it as it is; whoever no longer does, not at all."""
        self.rooms_changed(None)
        with reading() as session:
            queue = session.get_one(Queue, event.queue_id)
            self.emit("row", snapshot.on_the_wire(floor_rows.queue_row(queue)), audiences.FLOOR)
            for agent in session.scalars(select(Agent).where(Agent.disabled_at.is_(None))):
                self.show_queue(session, queue, agent)

    def show_queue(self, session: Session, queue: Queue, agent: Agent) -> None:
        rooms, desk = audiences.rooms_of(session, agent), audiences.desk(agent.id)
        if rooms & {audiences.FLOOR, audiences.queue(queue.id)}:
            for row in (floor_rows.queue_row(queue), floor_rows.queue_stats_row(session, queue)):
                self.emit("row", snapshot.on_the_wire(row), desk)
        else:
            for kind in ("queue", "queue_stats"):
                self.emit("gone", {"kind": kind, "key": queue.id}, desk)

    def note_saved(self, event: NoteSaved) -> None:
        with reading() as session:
            self.send(session, contact_rows.note_row(session, event.contact_id))
            self.send(session, wrap_up_rows.wrap_up_row(session, session.get_one(Contact, event.contact_id)))

    def message_written(self, event: MessageWritten) -> None:
        with reading() as session:
            message = session.get_one(Message, event.message_id)
            for row in contact_rows.message_rows(session, [message]):
                self.send(session, row)
            for theirs in visitor_rows.visitor_message_rows(session, [message]):
                self.tell_visitor(event.contact_id, theirs)
        self.chat_read(ChatRead(event.contact_id))

    def chat_read(self, event: ChatRead) -> None:
        with reading() as session:
            chat = session.get_one(Chat, event.contact_id)
            self.send(session, contact_rows.chat_row(session, chat))
            self.tell_visitor(event.contact_id, visitor_rows.visitor_chat_row(session, chat))

    def customer_changed(self, event: CustomerChanged) -> None:
        with reading() as session:
            if audiences.contacts_with(session, event.customer_id):
                self.send(session, customer_rows.customer_row(session, event.customer_id))
                self.send(session, customer_rows.sealed_row(session, event.customer_id))

    def decision_changed(self, event: DecisionChanged) -> None:
        with reading() as session:
            self.send(session, offer_rows.decision_row(session, event.contact_id))

    def script_changed(self, event: ScriptChanged) -> None:
        with reading() as session:
            self.send(session, offer_rows.script_row(session, event.contact_id))

    def send_queue_stats(self, wait: Callable[[float], None] = lambda seconds: None) -> None:
        """What became stale since the last round, at most once a second and queue: to those who
        oversee at once, to the queue's agents slice by slice, waiting in between."""
        # Taken before they are counted: what changes meanwhile is counted again.
        stale, self.stale_queues = self.stale_queues, set()
        if not stale:
            return wait(STATS_EVERY)
        try:
            with reading() as session:
                queues = session.scalars(select(Queue).where(Queue.id.in_(stale)))
                counted = [floor_rows.queue_stats_row(session, each) for each in queues]
        except Exception:
            self.stale_queues |= stale
            raise
        self.counted |= {row.id: row for row in counted}
        for row in counted:
            self.emit("row", snapshot.on_the_wire(row), audiences.FLOOR)
        for number in range(audiences.SLICES):
            for row in counted:
                self.emit("row", snapshot.on_the_wire(row), audiences.slice_of(row.id, number))
            wait(STATS_EVERY / audiences.SLICES)

    def send_legal_clock(self) -> None:
        """How the day stands against the law, when it has changed; a minute is a change too."""
        with reading() as session:
            row = floor_rows.legal_clock_row(session)
            if row.version != self.legal_version:
                self.legal_version = row.version
                self.send(session, row)

    def count(self, session: Session, queue: Queue) -> rows.QueueStatsRow:
        """For heartbeats: as it was last sent when that is no older than a second, else counted now."""
        known = self.counted.get(queue.id)
        if known is None or clock.now().timestamp() * 1000 - known.version > STATS_EVERY * 1000:
            known = self.counted[queue.id] = floor_rows.queue_stats_row(session, queue)
        return known

    def keep_sending(self) -> None:
        """The loop behind `send_queue_stats`; everything once a minute, for midnight."""
        rounds = 0
        while True:
            rounds += 1
            try:
                if rounds % LEGAL_EVERY == 0:
                    self.send_legal_clock()
                if rounds % 60 == 0:
                    with reading() as session:
                        self.stale_queues.update(session.scalars(select(Queue.id)))
                self.send_queue_stats(time.sleep)
            except Exception:
                events.log.exception("queue statistics were not sent")
                time.sleep(STATS_EVERY)
