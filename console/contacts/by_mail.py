"""A conversation sent to its visitor by e-mail: because they asked for a copy, or would not wait.

Who leaves an address need not stay: the chat keeps its place in the queue, an agent answers in it,
and when it ends the whole of it goes out. Nothing goes to an address before somebody of ours has
written, so nobody can have us write to strangers.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, config, due, events, words
from console.agents.agent import Agent
from console.contacts import attaching, messaging
from console.contacts.contact import LIVE
from console.contacts.events import ChatRead
from console.contacts.messaging import Author, Chat, Message
from console.customers import normalising
from console.errors import Refused
from console.outbox import message
from console.outbox.message import OutgoingMessage, Way

SEND, FAILED = "contact.by_mail", "contact.by_mail_failed"
MOST_ADDRESSES = 3
WANTED = timedelta(days=2)
AT_ONCE = timedelta(seconds=10)


class TooManyAddresses(Refused):
    message = "This conversation already goes to {most} addresses."


def to(session: Session, chat: Chat, *, client_id: str, address: str) -> Chat:
    """The visitor says where; told twice under one id it is said once. A conversation that is over goes
    out now. Raises Invalid(field="email"), TooManyAddresses."""
    email, key = normalising.email(address), messaging.identifier(client_id)
    session.refresh(chat, with_for_update=True)
    if chat.email == email:
        return chat
    if chat.addresses >= MOST_ADDRESSES:
        raise TooManyAddresses(field="email", most=MOST_ADDRESSES)
    chat.email, chat.addresses, chat.mailed_at = email, chat.addresses + 1, None
    chat.version += 1
    events.record(session, ChatRead(chat.contact_id))
    if chat.contact.state in LIVE and chat.contact.ended_at is None:
        said = words.translate(chat.contact.language, "The answer also goes to {email}.", email=email)
        messaging.write(session, chat, author=Author.SYSTEM, client_id=key, text=said)
    else:
        due.add(session, SEND, once=str(chat.contact_id), contact_id=chat.contact_id)
    return chat


def send_due(session: Session, row: due.Due) -> None:
    """It has ended: whoever left an address has the whole of it, once."""
    chat = session.get(Chat, row.facts["contact_id"], with_for_update=True)
    if chat is None or chat.email is None or chat.mailed_at is not None:
        return
    said = messaging.messages_of(session, chat.contact_id)
    if not any(each.author is Author.AGENT for each in said):
        return
    chat.mailed_at = clock.now()
    language, company = chat.contact.language, config.read().company
    message.send(
        session, way=Way.EMAIL, address=chat.email, until=clock.now() + WANTED, record_id=chat.contact.record_id,
        subject=words.translate(language, "Your conversation with {company}", company=company),
        text=as_text(session, said, language=language, company=company), then=FAILED,
    )  # fmt: skip


def failed_due(session: Session, row: due.Due) -> None:
    """It could not be delivered: the address is forgotten, so that the visitor is asked for one again."""
    letter = session.get(OutgoingMessage, row.facts["message"])
    if letter is None:
        return
    sent = Chat.mailed_at.between(letter.at - AT_ONCE, letter.at)  # it was written when they were said to be mailed
    for chat in session.scalars(select(Chat).where(Chat.email == letter.address, sent).with_for_update()):
        chat.email, chat.mailed_at = None, None
        chat.version += 1
        events.record(session, ChatRead(chat.contact_id))


def as_text(session: Session, said: list[Message], *, language: str, company: str) -> str:
    """A line each, in the company's zone; a file by its name, since it is fetched in the chat only."""
    zone, files = config.read().zone, attaching.of(session, [each.id for each in said if not each.text])
    agents = dict(session.execute(select(Agent.id, Agent.first_name)).all())
    you = words.translate(language, "You")
    lines = []
    for each in said:
        by = you if each.author is Author.VISITOR else agents.get(each.agent_id or 0, company)
        text = each.text or files[each.id].name
        lines.append(f"{each.at.astimezone(zone):%H:%M} {by}: {text}")
    return "\n\n".join(lines) + "\n"
