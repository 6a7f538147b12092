"""Who a contact is with: recognised by the exact number, said by the agent, proved by two facts or a code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from console import clock, due
from console.agents.agent import Agent
from console.contacts import access, codes, duplicates
from console.contacts.contact import Certainty, Contact, lock, record
from console.customers import (
    correcting,
    do_not_contact,
    lookup,
    merging,
    name_search,
    normalising,
    profile,
    reads,
    source_records,
)
from console.customers.source_records import Customer, SourceRecord
from console.errors import Invalid, Missing, Refused

FACTS_NEEDED = 2
BY_CODE = "code"
"""Among `Contact.verified_by`: a code sent to them was told."""
LIKE, MOST_CANDIDATES = 88.0, 5
"""How like a name must be, out of 100, to ask about its bearers at all."""
Verb = Callable[[Session, Contact, Agent], Contact]


def shown(session: Session, contact: Contact, agent_id: int) -> None:
    """Whoever this may be is before the agent's eyes from now on, and that is written down."""
    customers = [contact.record.customer_id] if contact.record else list(contact.candidates)
    reads.remember(session, agent_id, customers, purpose=reads.CONTACT, contact_id=contact.id)


@dataclass(frozen=True, slots=True)
class Recognised:
    certainty: Certainty
    record: SourceRecord | None
    candidates: list[int]
    language: str | None


class NobodyToVerify(Refused):
    message = "Say first who it is."


class NobodyBornThen(Refused):
    message = "None of them was born that day."


class SeveralBornThen(Refused):
    message = "Two of them were born that day. Ask for the full name."


def recognise(session: Session, caller: str | None, name: str | None = None) -> Recognised:
    """By the exact number. Only one profile is recognised; a shared number asks a question. Somebody
    who only gave a name may be any of those very like it: candidates, likest first."""
    if caller is None and name:
        alike = [each for each in name_search.by_name(session, name, limit=MOST_CANDIDATES) if each.score >= LIKE]
        if alike:
            return Recognised(Certainty.CANDIDATES, None, [each.customer_id for each in alike], None)
    found = lookup.by_phone(session, caller)
    if len(found.customers) == 1:
        customer = session.get_one(Customer, found.customers[0])
        language = profile.profile(session, customer.id).language
        record = source_records.console_record(session, customer)
        return Recognised(Certainty(found.certainty), record, [], language)
    return Recognised(Certainty(found.certainty), None, list(found.customers), None)


def identify(session: Session, contact: Contact, *, by: Agent, customer_id: int) -> Contact:
    """The agent asked, and it is this person: recognised from now on, not verified. Whoever has just been put
    together with somebody is found in that profile."""
    contact = access.mine(session, lock(session, contact.id), by)
    customer_id = merging.today(session, customer_id)
    customer = session.get(Customer, customer_id)
    if customer is None or not merging.somebody(session, customer_id):
        raise Missing(field="customer")
    duplicates.another(session, contact, customer, by=by)
    contact.record = source_records.console_record(session, customer)
    contact.certainty, contact.candidates = Certainty.RECOGNISED, []
    contact.verified_at, contact.verified_by = None, []
    codes.void(session, contact)
    record(session, contact, "identified", agent_id=by.id)
    shown(session, contact, by.id)
    decide_again(session, contact)
    return contact


def born_on(session: Session, contact: Contact, *, by: Agent, text: str) -> Contact:
    """Of the several it may be, the one born that day. Two of them, or none: the question stays open."""
    contact = access.mine(session, lock(session, contact.id), by)
    born = normalising.birth_date(text)
    people = dict.fromkeys(merging.today(session, each) for each in contact.candidates)
    fitting = [each for each in people if profile.profile(session, each).birth_date == born]
    if len(fitting) != 1:
        raise NobodyBornThen if not fitting else SeveralBornThen
    return identify(session, contact, by=by, customer_id=fitting[0])


def create(session: Session, contact: Contact, *, by: Agent, name: str) -> Contact:
    """Nobody any source knows: a profile of their own, found by this number from now on. When the number
    is others' too, or was withheld, only the name is theirs."""
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.record is not None:
        return contact
    free = lookup.by_phone(session, contact.caller).certainty == "unknown"
    made = source_records.new_person(
        session, name=name, phone=contact.caller if free else None, language=contact.language
    )
    session.flush()  # the contact wants the id
    if do_not_contact.any_known(session):
        do_not_contact.obey(session, made)
    return identify(session, contact, by=by, customer_id=made.customer_id)


def link_number(session: Session, contact: Contact, *, by: Agent) -> Contact:
    """The number this call came from is theirs too: next time it recognises them."""
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.record is None or contact.caller is None:
        raise NobodyToVerify
    verified = contact.certainty is Certainty.VERIFIED
    correcting.correct(
        session, contact.record.customer, by=by, field="phones", text=contact.caller, verified=verified
    )
    record(session, contact, "number_linked", agent_id=by.id)
    return contact


def verify(session: Session, contact: Contact, *, by: Agent, checks: list[str]) -> Contact:
    """These facts matched what the caller said. Two prove it; fewer only are remembered."""
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.record is None:
        raise NobodyToVerify
    known = {each.code for each in profile.profile(session, contact.record.customer_id).checks}
    if unknown := set(checks) - known:
        raise Invalid("{check} is not on record.", field="checks", check=sorted(unknown)[0])
    by_code = {BY_CODE} & set(contact.verified_by)
    return prove(session, contact, [*checks, *by_code], by.id)


def prove(session: Session, contact: Contact, checks: list[str], by_id: int | None) -> Contact:
    """What is proved of a locked contact's person: two facts are enough, and so is a code."""
    contact.verified_by = sorted(set(checks))
    proved = BY_CODE in checks or len(contact.verified_by) >= FACTS_NEEDED
    contact.certainty = Certainty.VERIFIED if proved else Certainty.RECOGNISED
    contact.verified_at = clock.now() if proved else None
    record(session, contact, "verified" if proved else "checked", agent_id=by_id, checks=contact.verified_by)
    decide_again(session, contact)
    return contact


def decide_again(session: Session, contact: Contact) -> None:
    """What may be proposed depends on who it is and why they are here."""
    due.add(session, "offers.decide", once=str(contact.id), contact_id=contact.id)
