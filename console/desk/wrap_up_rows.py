"""What is proposed for the after-call work, in the words of the agent who will sign it."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from console import words
from console.agents.agent import Agent
from console.contacts import proposing
from console.contacts.contact import Contact, ContactState
from console.contacts.proposing import FollowUp, Proposed
from console.contacts.wrapping_up import Note
from console.desk import rows
from console.offers.catalogue import Offer


def wrap_up_row(session: Session, contact: Contact) -> rows.WrapUpRow | None:
    """None but during the after-call work."""
    if contact.state is not ContactState.WRAP_UP or contact.agent_id is None:
        return None
    language = session.get_one(Agent, contact.agent_id).language
    proposed = proposing.propose(session, contact)
    return rows.WrapUpRow(
        contact=contact.id, version=version(session, contact),
        sentences=[sentence(session, contact, each, language) for each in proposed.sentences],
        reason=rows.ProposedReason(proposed.disposition.code, proposed.disposition.heard)
        if proposed.disposition
        else None,
        follow_up=follow_up(proposed, language),
    )  # fmt: skip


def version(session: Session, contact: Contact) -> int:
    """Grows with the contact, within it with what is known of the customer, then with the note."""
    note = session.get(Note, contact.id)
    known = contact.record.customer.version if contact.record else 0
    return (contact.seq * 100_000 + known) * 100_000 + (note.version if note else 0)


def sentence(session: Session, contact: Contact, told: proposing.Sentence, language: str) -> rows.Sentence:
    event = told.event
    return rows.Sentence(
        key=told.key, text=text(session, told, language), event=event.seq, kind=event.kind, at=event.at,
        source=source(contact, told, language),
    )  # fmt: skip


def text(session: Session, told: proposing.Sentence, language: str) -> str:
    _ = partial(words.translate, language)
    match told.code:
        case "order_late":
            return _("Got in touch because order {number} has not arrived.", **told.facts)
        case "order":
            return _("Got in touch about order {number}.", **told.facts)
        case "claim_open":
            return _("Got in touch about claim {number}.", **told.facts)
        case "chose":
            return _("Got in touch about “{choice}”.", **told.facts)
        case "wrote":
            return _("Wrote: “{text}”.", **told.facts)
        case "verified":
            return _("Proved who they are with {count} facts.", **told.facts)
        case "verified_by_code":
            return _("Proved who they are with a code.")
        case "purpose_changed":
            return _("Asked to hear about buying.") if told.facts["to"] == "sales" else _("Asked for service.")
        case "resolved":
            return _("The problem was solved.")
        case "offer_outcome":
            return offered(session, told, language)
    raise ValueError(told.code)


def offered(session: Session, told: proposing.Sentence, language: str) -> str:
    _ = partial(words.translate, language)
    offer = session.get_one(Offer, told.facts["offer_id"])
    name = offer.name_en if language == "en" else offer.name_es
    match told.facts["result"]:
        case "accepted":
            return _("Accepted “{offer}”.", offer=name)
        case "later":
            return _("Would rather hear of “{offer}” another time.", offer=name)
        case _:
            return _("Was not interested in “{offer}”.", offer=name)


def source(contact: Contact, told: proposing.Sentence, language: str) -> str:
    _ = partial(words.translate, language)
    match told.event.kind:
        case "arrived":
            queue = contact.queue.name_en if language == "en" else contact.queue.name_es
            return _("came in through {queue}", queue=queue)
        case "verified":
            return _("identity verified")
        case "purpose_changed":
            return _("purpose changed")
        case "resolved":
            return _("marked as solved")
        case _:
            return _("answer to the proposal")


def follow_up(proposed: Proposed, language: str) -> rows.ProposedFollowUp | None:
    _ = partial(words.translate, language)
    match proposed.follow_up:
        case FollowUp("order", due_at, facts):
            what, why = _("Check the delivery of order {number}", **facts), _("the order is due then")
        case FollowUp("promise", due_at, facts):
            what, why = _("See that it is kept: {text}", **facts), _("it was promised for then")
        case _:
            return None
    return rows.ProposedFollowUp(what=what, due_at=due_at, why=why)
