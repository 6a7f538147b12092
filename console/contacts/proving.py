"""A one-time code proves who somebody is: sent to an address their profile had before they called, and
told to the agent, or written in the chat.

Six digits, ten minutes, five tries, three codes a contact (compare NIST SP 800-63B, 5.1.3: out-of-band
secrets). It is kept as a keyed digest. Nowhere does the agent choose the address, so nobody who talks an
agent into anything receives it.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock, config, due, ephemera, words
from console.agents.agent import Agent
from console.contacts import access, codes, identifying
from console.contacts.codes import CodeState, ContactCode, digest
from console.contacts.contact import Certainty, Contact, ContactState, lock, record
from console.contacts.identifying import NobodyToVerify
from console.customers import lookup, normalising, profile
from console.customers.identifiers import IdentifierKind
from console.customers.source_records import CONSOLE, SourceRecord
from console.customers.survivorship import Held
from console.errors import Invalid, Missing, Refused
from console.outbox import carriers, message
from console.outbox.message import OutgoingMessage, Way, hinted

FAILED, SAID = "contacts.code_failed", "contacts.code_said"
LASTS = timedelta(minutes=10)
MOST_SENT, MOST_A_DAY = 3, 10
SENDS_OF_AN_AGENT = "40/hour"
DIGITS = re.compile(r"[0-9]{6}")
IN_WORDS = re.compile(r"(?<![\w.\-])(?<![0-9][\s.\-])(?:[0-9][\s.\-]?){5}[0-9](?![\s.\-]?[0-9])(?!\w)")
"""Six digits that are no part of a longer number."""
KINDS = {Way.SMS: ("phones", IdentifierKind.PHONE), Way.EMAIL: ("emails", IdentifierKind.EMAIL)}


class AlreadyVerified(Refused):
    message = "They are verified already."


class NoWay(Refused):
    message = "Nothing on their record from before this contact can receive a code."


class TooManyCodes(Refused):
    message = "Enough codes have been sent. Ask for two facts, or help without opening anything."


class NoCode(Refused):
    message = "No code is waiting: send one first."


@dataclass(frozen=True, slots=True)
class CodeWay:
    """One address a code can go to, told without telling it."""

    id: str
    way: Way
    hint: str
    address: str


def ways(session: Session, contact: Contact) -> list[CodeWay]:
    """Where a code may go, the likeliest first: each only where it finds this one person, by what their record
    held before. Not what an agent wrote down, unless for somebody verified on an earlier contact."""
    if contact.record is None:
        return []
    customer_id = contact.record.customer_id
    known = profile.provenance(session, customer_id)
    found: list[CodeWay] = []
    for way in carriers.ways():
        field, kind = KINDS[way]
        for address in trusted(known[field].held if field in known else (), contact.arrived_at):
            theirs = set(lookup.with_keys(session, [(kind, address)])) == {customer_id}
            if theirs and (way is Way.EMAIL or normalising.may_receive_sms(address)):
                found.append(CodeWay(digest("way", contact.id, address)[:16], way, hinted(way, address), address))
    return sorted(found, key=lambda each: each.way is Way.EMAIL)


def trusted(held: tuple[Held, ...], before: datetime) -> Iterator[str]:
    good = (each for each in held if each.source != CONSOLE or (each.verified and each.at < before))
    return iter(dict.fromkeys(each.value for each in good))


def send(session: Session, contact: Contact, *, by: Agent, way: str, client_id: str) -> Contact:
    """A new code; the one before is void. Told twice with one ``client_id`` it is sent once."""
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.record is None:
        raise NobodyToVerify
    if contact.state is not ContactState.ACTIVE:
        raise Missing
    known = session.get(ContactCode, contact.id)
    if known is not None and known.client_id == client_id:
        return contact
    if contact.certainty is Certainty.VERIFIED:
        raise AlreadyVerified
    possible = ways(session, contact)
    if not possible:
        raise NoWay
    chosen = next((each for each in possible if each.id == way), None)
    if chosen is None:
        raise Invalid("Expected one of the ways offered.", field="way")
    allow(session, contact.record, known, by)
    if known is not None and known.message_id is not None:
        message.withdraw(session, known.message_id)
    known = known or ContactCode(contact_id=contact.id, sends=0)
    secret = f"{secrets.randbelow(10**6):06}"
    sent = post(session, contact, chosen, secret)
    known.record_id, known.message_id, known.client_id = contact.record.id, sent.id, client_id
    known.way, known.hint, known.digest = chosen.way, chosen.hint, digest("code", contact.id, contact.record.id, secret)
    known.sent_at, known.expires_at, known.state = sent.at, sent.until, CodeState.SENT
    known.sends, known.wrong = known.sends + 1, 0
    session.add(known)
    record(session, contact, "code_sent", agent_id=by.id, way=chosen.way.value)
    return contact


def allow(session: Session, who: SourceRecord, known: ContactCode | None, by: Agent) -> None:
    """Raises TooManyCodes: for this contact, for this person today, or for this agent."""
    theirs = select(SourceRecord.id).where(SourceRecord.customer_id == who.customer_id)
    today = select(func.sum(ContactCode.sends)).where(
        ContactCode.record_id.in_(theirs), ContactCode.sent_at > clock.now() - timedelta(days=1)
    )
    if known is not None and known.sends >= MOST_SENT:
        raise TooManyCodes
    if (session.scalar(today) or 0) >= MOST_A_DAY or not ephemera.allow(f"codes:{by.id}", SENDS_OF_AN_AGENT):
        raise TooManyCodes


def post(session: Session, contact: Contact, to: CodeWay, secret: str) -> OutgoingMessage:
    """In the customer's language, with what they need to notice that somebody else is asking."""

    def _(text: str, **facts: object) -> str:
        return words.translate(contact.language, text, **facts)

    text = _(
        "{code} is your code for the conversation you are having with {company} now. It holds for {minutes} minutes. "
        "If you are not talking to us, tell it to nobody.",
        code=secret, company=config.read().company, minutes=LASTS.seconds // 60,
    )  # fmt: skip
    return message.send(
        session, way=to.way, address=to.address, text=text, until=clock.now() + LASTS, secret=True, then=FAILED,
        subject=_("Your code for {company}", company=config.read().company), record_id=contact.record_id,
    )  # fmt: skip


def check(session: Session, contact: Contact, *, by: Agent, text: str) -> Contact:
    """What the customer read out. A wrong one is no error: it is counted, and the contact says how many are left."""
    contact = access.mine(session, lock(session, contact.id), by)
    told = plain(text)
    if DIGITS.fullmatch(told) is None:
        raise Invalid("A code has six digits.", field="code")
    if contact.certainty is Certainty.VERIFIED:
        return contact
    code = session.get(ContactCode, contact.id)
    if code is None or code.state is not CodeState.SENT:
        raise NoCode
    if code.expires_at <= clock.now():
        raise NoCode("The code is too old: send another one.")
    return judge(session, contact, code, digest("code", contact.id, contact.record_id, told), by.id)


def judge(session: Session, contact: Contact, code: ContactCode, told: str, by_id: int | None) -> Contact:
    """``told``: a digest of what was told."""
    if not hmac.compare_digest(told, code.digest):
        code.wrong += 1
        if code.wrong >= codes.MOST_WRONG:
            code.state = CodeState.VOID
        record(session, contact, "code_wrong", agent_id=by_id, left=code.tries_left)
        return contact
    code.state = CodeState.USED
    identifying.prove(session, contact, [*contact.verified_by, identifying.BY_CODE], by_id)
    return contact


def listen(session: Session, contact: Contact, text: str) -> None:
    """A visitor wrote six digits, alone or in a sentence, while a code is out: it is looked at in a moment, under
    the contact's own lock, and a wrong one counts."""
    written = {plain(each) for each in IN_WORDS.findall(text)}
    code = session.get(ContactCode, contact.id) if len(written) == 1 else None
    if code is not None and code.state is CodeState.SENT:
        told = digest("code", contact.id, contact.record_id, written.pop())
        due.add(session, SAID, contact_id=contact.id, told=told)


def said_due(session: Session, row: due.Due) -> None:
    """The due row's handler."""
    contact = lock(session, row.facts["contact_id"])
    code = session.get(ContactCode, contact.id)
    if contact.state is not ContactState.ACTIVE or contact.certainty is Certainty.VERIFIED or code is None:
        return
    if code.state is CodeState.SENT and code.expires_at > clock.now():
        judge(session, contact, code, row.facts["told"], contact.agent_id)


def plain(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text)


def failed_due(session: Session, row: due.Due) -> None:
    """It could not be delivered: the agent hears of it, and may choose another way."""
    message_id = row.facts["message"]
    contact_id = session.scalar(select(ContactCode.contact_id).where(ContactCode.message_id == message_id))
    if contact_id is None:
        return
    contact = lock(session, contact_id)
    code = session.get(ContactCode, contact_id)  # only now: another may have been sent while we waited
    if code is not None and code.message_id == message_id and code.state is CodeState.SENT:
        code.state = CodeState.FAILED
        record(session, contact, "code_failed", way=code.way.value)
