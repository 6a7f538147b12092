"""Contacts, notes and chats as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy.orm import Session

from console.contacts import attaching, codes, mirroring, read_before
from console.contacts.attaching import ChatFile
from console.contacts.contact import Channel, Contact, ContactState
from console.contacts.messaging import Chat, Message
from console.contacts.wrapping_up import Note
from console.desk import rows, sent_rows
from console.telephony import provider

Control = Literal["answer", "decline", "mute", "hold", "transfer", "hang_up"]


def contact_row(contact: Contact) -> rows.ContactRow:
    return rows.ContactRow(
        id=contact.id,
        version=contact.seq,
        channel=contact.channel.value,
        state=contact.state.value,
        held=contact.held_since is not None,
        muted=contact.muted,
        slot=contact.slot,
        queue=contact.queue_id,
        purpose=contact.purpose.value,
        customer=contact.record.customer_id if contact.record else None,
        certainty=contact.certainty.value,
        candidates=list(contact.candidates),
        language=contact.language,
        caller=contact.caller,
        line=contact.line,
        choices=list(contact.choices),
        queued_at=contact.queued_at,
        rung_at=contact.rung_at,
        ring_until=contact.ring_until,
        accepted_at=contact.accepted_at,
        held_since=contact.held_since,
        ended_at=contact.ended_at,
        ended_by=contact.ended_by,  # type: ignore[arg-type]
        wrap_until=contact.wrap_until,
        verified_at=contact.verified_at,
        verified_by=list(contact.verified_by),
        code=code(contact),
        resolved_at=contact.resolved_at,
        passed=rows.Passed(contact.passed_by, contact.passed_words) if contact.passed_by else None,
        controls=controls(contact),
    )


def code(contact: Contact) -> rows.ContactCode | None:
    found = codes.of(contact)
    if found is None:
        return None
    return rows.ContactCode(
        state=found.state.value, way=found.way.value, hint=found.hint, sent_at=found.sent_at,
        expires_at=found.expires_at, wrong=found.wrong, tries_left=found.tries_left,
    )  # fmt: skip


def controls(contact: Contact) -> list[Control]:
    """What may be done to it now, with what its provider supports. A phone system that routes by itself lets us
    show, not act: its rail keys stay dim."""
    if mirroring.mirrored(contact):
        return []
    if contact.state is ContactState.RINGING:
        return ["answer", "decline"]
    if contact.state is ContactState.ACTIVE:
        bare = contact.channel is Channel.CHAT or (contact.channel is Channel.CALLBACK and not provider.of(contact))
        return ["transfer", "hang_up"] if bare else ["mute", "hold", "transfer", "hang_up"]
    return []


def note_row(session: Session, contact_id: int) -> rows.NoteRow:
    note = session.get(Note, contact_id)
    if note is None:
        return rows.NoteRow(contact=contact_id, version=0, text="", saved_at=None)
    return rows.NoteRow(contact=contact_id, version=note.version, text=note.text, saved_at=note.saved_at)


def chat_row(session: Session, chat: Chat) -> rows.ChatRow:
    return rows.ChatRow(
        contact=chat.contact_id, version=chat.version, visitor_name=chat.visitor_name, last=chat.last,
        seen_by_visitor=chat.seen_by_visitor, seen_by_agent=chat.seen_by_agent,
        read=[
            rows.ReadBefore(each.article_id, each.version, each.title, each.came.value, each.at)
            for each in read_before.newest_of_each(read_before.of(session, chat.contact_id))
        ],
    )  # fmt: skip


def message_rows(session: Session, messages: Sequence[Message]) -> list[rows.MessageRow]:
    """With the files and the linked articles among them looked up at once."""
    files = attaching.of(session, [each.id for each in messages if not each.text])
    cards = sent_rows.cards(session, messages)
    return [message_row(each, files.get(each.id), cards.get(each.id, [])) for each in messages]


def file_sent(file: ChatFile | None) -> rows.FileSent | None:
    return rows.FileSent(name=file.name, kind=file.kind, size=file.size) if file else None


def message_row(message: Message, file: ChatFile | None, articles: list[rows.ArticleSent]) -> rows.MessageRow:
    return rows.MessageRow(
        id=message.id, version=1, contact=message.contact_id, seq=message.seq,
        author=message.author.value, agent=message.agent_id, client_id=message.client_id,
        text=message.text, file=file_sent(file), articles=articles, at=message.at,
    )  # fmt: skip
