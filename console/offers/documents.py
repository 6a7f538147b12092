"""Which documents a step sends, where they go, and the proof that they went: nobody accepts before.

    {"key", "es", "en", "url"}

They go to an e-mail address the record had before, as a code would, or into the chat; or the agent says that they
were handed over otherwise, and that is what is written down. The contact's event is the proof: it names the step,
the way and the documents, and no address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, config, words
from console.agents.agent import Agent
from console.contacts import messaging, proving
from console.contacts.contact import Channel, Contact, ContactEvent, record
from console.contacts.messaging import Author, Chat
from console.errors import Invalid, Refused
from console.outbox import message
from console.outbox.message import OutgoingMessage, OutgoingState

if TYPE_CHECKING:
    from console.offers.script_position import ScriptPosition

Step = dict[str, Any]
SENT, FAILED = "documents_sent", "offers.documents_failed"
MOST = 10
WANTED = timedelta(days=2)


class Way(StrEnum):
    EMAIL = "email"
    CHAT = "chat"
    OTHERWISE = "otherwise"
    """By post, in the shop: as the agent says."""


class NotSent(Refused):
    message = "Send the documents first, or say how they were handed over."


@dataclass(frozen=True, slots=True)
class Place:
    """Where they may go, told without telling the address."""

    id: str
    way: Way
    hint: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    way: Way
    at: datetime
    failed: bool
    """The mail server refused it."""


def of(step: Step) -> list[dict[str, str]]:
    """What a step sends; a script saved before they were named names none."""
    found = step.get("documents")
    return list(found) if isinstance(found, list) else []


def check(step: Step) -> None:
    """Raises Invalid naming the step and the document."""
    given = step.get("documents")
    if not given:
        if step.get("kind") == "documents":
            raise Invalid("Step {key} sends documents, and names none.", field="script", key=step["key"])
        return
    if not isinstance(given, list) or len(given) > MOST:
        raise Invalid("Step {key} names 1 to {most} documents.", field="script", key=step["key"], most=MOST)
    for each in given:
        check_one(step["key"], each)
    if len({each["key"] for each in given}) != len(given):
        raise Invalid("Two documents of step {key} share a key.", field="script", key=step["key"])


def check_one(step: str, each: Any) -> None:
    said = each if isinstance(each, dict) else {}
    texts = [said.get(name) for name in ("key", "es", "en", "url")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise Invalid("Step {key}: a document has a key, a name in both languages and an address.",
                      field="script", key=step)  # fmt: skip
    place = urlsplit(said["url"])
    if place.scheme != "https" or not place.hostname or len(said["url"]) > 500:
        raise Invalid("Step {key}, document {document}: its address begins with https://.",
                      field="script", key=step, document=said["key"])  # fmt: skip


def places(session: Session, contact: Contact) -> list[Place]:
    """Where this contact's may go, the surest first."""
    found = [Place("chat", Way.CHAT, "")] if contact.channel is Channel.CHAT else []
    found += [
        Place(each.id, Way.EMAIL, each.hint, each.address)
        for each in proving.ways(session, contact) if each.way is message.Way.EMAIL
    ]  # fmt: skip
    return [*found, Place("otherwise", Way.OTHERWISE, "")]


def send(session: Session, contact: Contact, position: ScriptPosition, *, by: Agent, to: str, client_id: str) -> None:
    """Of a locked contact, those of the step it stands at. Raises Invalid(field="to"). Told twice with one
    ``client_id`` they are sent once."""
    key, these = messaging.identifier(client_id), of(position.here)
    if not these or any(each.facts["client_id"] == key for each in events_of(session, position)):
        return
    chosen = next((each for each in places(session, contact) if each.id == to), None)
    if chosen is None:
        raise Invalid("Expected one of the ways offered.", field="to")
    sent: OutgoingMessage | None = None
    if chosen.way is Way.CHAT:
        chat = session.get_one(Chat, contact.id)
        messaging.write(
            session, chat, author=Author.AGENT, client_id=key, text=as_text(these, contact.language), agent_id=by.id
        )
    elif chosen.way is Way.EMAIL:
        company = config.read().company
        sent = message.send(
            session, way=message.Way.EMAIL, address=chosen.address, until=clock.now() + WANTED,
            record_id=contact.record_id, then=FAILED, text=as_text(these, contact.language),
            subject=words.translate(contact.language, "Documents from {company}", company=company),
        )  # fmt: skip
    record(
        session, contact, SENT, agent_id=by.id, offer_id=position.offer_id, step=position.step, way=chosen.way.value,
        documents=[each["key"] for each in these], client_id=key, message=sent.id if sent else None,
    )  # fmt: skip


def as_text(these: Sequence[dict[str, str]], language: str) -> str:
    tongue = "en" if language == "en" else "es"
    said = words.translate(language, "The documents we are talking about. Read them before you decide:")
    return "\n".join([said, *(f"{each[tongue]}: {each['url']}" for each in these)])


def events_of(session: Session, position: ScriptPosition) -> list[ContactEvent]:
    """What was sent at this step of this offer, the newest last."""
    query = select(ContactEvent).where(ContactEvent.contact_id == position.contact_id, ContactEvent.kind == SENT)
    found = session.scalars(query.order_by(ContactEvent.seq))
    here = (position.offer_id, position.step)
    return [each for each in found if (each.facts["offer_id"], each.facts["step"]) == here]


def contact_of(session: Session, message_id: int) -> int | None:
    """Whose documents a message carries."""
    carried = ContactEvent.facts["message"].as_integer() == message_id
    return session.scalar(select(ContactEvent.contact_id).where(ContactEvent.kind == SENT, carried).limit(1))


def sent(session: Session, position: ScriptPosition) -> Sent | None:
    """The newest that went out at the step it stands at."""
    found = events_of(session, position)
    if not found:
        return None
    mail = session.get(OutgoingMessage, found[-1].facts["message"]) if found[-1].facts["message"] else None
    failed = mail is not None and mail.state is OutgoingState.FAILED
    return Sent(Way(found[-1].facts["way"]), found[-1].at, failed)


def check_sent(session: Session, position: ScriptPosition) -> None:
    """Nobody goes on from a step that sends documents before they went. Raises NotSent."""
    if not of(position.here):
        return
    known = sent(session, position)
    if known is None or known.failed:
        raise NotSent
