"""The people of our tests: Ada and Bob answer orders, Cleo supervises, Dan may see nothing of it.

Each function makes one thing and answers with its id, so that a test reads the row it means."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from console import clock, due
from console.agents import signing_in, states
from console.agents.agent import Agent, AgentSkill, AgentState, Role
from console.contacts import assignment, routing, waiting
from console.contacts.contact import Channel, Contact, Disposition, Purpose, Queue
from console.customers import source_records
from console.customers.source_records import Customer
from console.db import reading, transaction

# Real hashing, at the cost of a test: strength is argon2's own affair.
signing_in.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

PASSWORD = "correct horse battery"
LINE = "+34900555010"
CARMEN = "+34611222333"


@dataclass(frozen=True)
class Cast:
    ada: int
    bob: int
    cleo: int
    dan: int
    orders: int
    sales: int
    chat: int


def cast() -> Cast:
    """Everybody, at their desks and free; Dan is an agent too, of another queue."""
    with transaction() as session:
        orders = queue(session, "orders", skill="orders", line=LINE)
        sales = queue(session, "sales", skill="wine", line="+34900555030", purpose=Purpose.SALES)
        chat = queue(session, "web_chat", skill="orders", channel=Channel.CHAT)
        made = Cast(
            ada=agent(session, "ada", "Ada Lovelace", "orders", extension="201"),
            bob=agent(session, "bob", "Bob Gómez", "orders", extension="202"),
            cleo=agent(session, "cleo", "Cleo Ruiz", None, role=Role.SUPERVISOR),
            dan=agent(session, "dan", "Dan Stranger", "wine", extension="204"),
            orders=orders, sales=sales, chat=chat,
        )  # fmt: skip
    return made


def queue(
    session: Session, key: str, *, skill: str, line: str | None = None,
    channel: Channel = Channel.PHONE, purpose: Purpose = Purpose.SERVICE,
) -> int:  # fmt: skip
    made = Queue(
        key=key, name_es=key, name_en=key, channel=channel, purpose=purpose, line=line, skill=skill,
        greeting_es="Hola, soy {agent}", greeting_en="Hello, this is {agent}",
        dispositions=[Disposition(code="done", position=0, path_es=["Hecho"], path_en=["Done"])],
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


def agent(
    session: Session, username: str, name: str, skill: str | None, *,
    role: Role = Role.AGENT, extension: str | None = None,
) -> int:  # fmt: skip
    made = signing_in.add_agent(
        session, username=username, name=name, password=PASSWORD, role=role, language="en", extension=extension
    )
    made.skills = [AgentSkill(skill=skill)] if skill else []
    return made.id


def available(*agent_ids: int) -> None:
    for each in agent_ids:
        with transaction() as session:
            states.choose(session, session.get_one(Agent, each), AgentState.AVAILABLE)


def carmen() -> int:
    """A customer found by her number."""
    with transaction() as session:
        record = source_records.new_person(session, name="Carmen Ruiz Pardo", phone=CARMEN)
        return record.customer_id


def call(*, caller: str | None = None, queue: str = LINE, key: str | None = None) -> int:
    """Somebody dials and waits."""
    with transaction() as session:
        contact = waiting.arrive(
            session, provider="simulator", provider_key=key or str(uuid.uuid4()),
            queue=waiting.queue_of(session, queue), caller=caller, line=queue,
        )  # fmt: skip
        waiting.wait(session, contact)
        return contact.id


def route() -> None:
    """Routing's due work, until there is nothing more to do."""
    while True:
        with transaction() as session:
            row = due.claim(session, ["route"])
            if row is None:
                return
            session.delete(row)
            session.flush()
            routing.route(session, row)


def accept(contact_id: int, agent_id: int) -> Contact:
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        return assignment.accept(session, contact, by=session.get_one(Agent, agent_id))


def on_a_call(agent_id: int, *, caller: str | None = None) -> int:
    """A call that agent has just answered."""
    available(agent_id)
    contact_id = call(caller=caller)
    route()
    accept(contact_id, agent_id)
    return contact_id


def contact(contact_id: int) -> Contact:
    with reading() as session:
        found = session.get_one(Contact, contact_id)
        _ = found.agents, found.record  # read while the session is open
        return found


def agent_now(agent_id: int) -> Agent:
    with reading() as session:
        return session.get_one(Agent, agent_id)


def customer(customer_id: int) -> Customer:
    with reading() as session:
        return session.get_one(Customer, customer_id)


def now() -> object:
    return clock.now()
