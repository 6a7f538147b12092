"""Customers who call by themselves, wait with some patience, talk, and hang up if nobody does."""

from __future__ import annotations

import random
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent, AgentState
from console.agents.states import reachable_since
from console.contacts import waiting, wrapping_up
from console.contacts.contact import AT_A_DESK, Channel, Contact, ContactState
from console.db import reading, transaction

NAME = "simulator"
PATIENCE = timedelta(seconds=90)
LONGEST_TALK = timedelta(minutes=12)
FIRST_RING = 3.0
"""Seconds after somebody becomes available until the first customer calls."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may call: a number, the line they dial, and what they chose in the menu."""

    number: str | None
    line: str
    choices: tuple[str, ...] = ()
    name: str = ""
    """Of somebody with a story; a caller without one is one of many."""
    story_es: str = ""
    story_en: str = ""
    """What calling them shows."""


class Simulator:
    """One background loop: a call when somebody could take it, and an end to those given up."""

    name = NAME
    dials = True

    def __init__(self, story: list[Caller], crowd: list[Caller], *, pace: float, seed: int = 7):
        self.story, self.crowd, self.pace = list(story), crowd, pace
        self.known = tuple(story)
        """All with a story, whether they have called or not."""
        self.chance = random.Random(seed)  # a play, not a secret
        self.stopped = threading.Event()
        self.free_since: float | None = None

    def obey(self, key: str, command: str, extension: str | None) -> None:
        """The simulated line does what it is told by itself: the contact already says it."""

    def dial(self, key: str, number: str, extension: str | None) -> None:
        """Whoever asked to be called sits beside the telephone: they pick up at once."""

    def keep_calling(self) -> None:
        while not self.stopped.wait(0.5):
            self.round()

    def round(self) -> None:
        with reading() as session:
            overdue = self.given_up(session)
            wanted = self.somebody_free(session)
        for contact_id in overdue:
            with transaction() as session:
                wrapping_up.customer_gone(session, session.get_one(Contact, contact_id), cause="cancel")
        if wanted and self.pace > 0 and self.waited_enough():
            self.call(self.next_caller())

    def waited_enough(self) -> bool:
        now = time.monotonic()
        self.free_since = self.free_since or now
        if now - self.free_since < FIRST_RING / self.pace:
            return False
        self.free_since = None
        return True

    def somebody_free(self, session: Session) -> bool:
        """An agent is available with no call, and no call waits: time for the next one."""
        free = session.scalar(
            select(func.count())
            .select_from(Agent)
            .where(Agent.state == AgentState.AVAILABLE, Agent.seen_at >= reachable_since())
        )
        waits = session.scalar(
            select(func.count())
            .select_from(Contact)
            .where(
                Contact.channel == Channel.PHONE,
                Contact.state.in_((ContactState.WAITING, ContactState.RINGING)),
            )
        )
        return bool(free) and not waits

    def given_up(self, session: Session) -> list[int]:
        now = clock.now()
        ours = select(Contact.id).where(Contact.provider == NAME)
        called = select(Contact.id).where(Contact.channel == Channel.CALLBACK)
        waits = Contact.state.in_((ContactState.WAITING, ContactState.RINGING))
        tired = waits & (Contact.queued_at < now - PATIENCE)
        talked = (Contact.state == AT_A_DESK[1]) & (Contact.accepted_at < now - LONGEST_TALK)
        return [*session.scalars(ours.where(tired | talked)), *session.scalars(called.where(talked))]

    def next_caller(self) -> Caller:
        """The stories first, in order, then anybody."""
        if self.story:
            return self.story.pop(0)
        return self.chance.choice(self.crowd)

    def call(self, caller: Caller) -> int:
        """One customer dials; the answer is the contact's id."""
        with transaction() as session:
            contact = waiting.arrive(
                session, provider=NAME, provider_key=str(uuid.uuid4()), queue=waiting.queue_of(session, caller.line),
                caller=caller.number, line=caller.line, choices=list(caller.choices),
            )  # fmt: skip
            waiting.wait(session, contact)
            return contact.id
