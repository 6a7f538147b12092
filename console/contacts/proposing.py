"""What can be written down by itself when a conversation is over: sentences, a reason, a follow-up.

Nothing here guesses. A sentence tells of one event and says which; the reason is the one whose
words were heard on the contact, or none; a follow-up comes from a date on record, or not at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.contacts.contact import Contact, ContactEvent, Disposition
from console.contacts.identifying import BY_CODE
from console.contacts.messaging import Author, messages_of
from console.contacts.wrapping_up import Note
from console.customers import history, reason
from console.customers.reason import Told
from console.knowledge.language import FUNCTION_WORDS, stem, words

AFTER_DELIVERY = timedelta(minutes=15)
QUOTED = 100
SOLVED = {True: ("resuelto", "solved"), False: ("abierto", "open")}
"""Words in a disposition that say whether the matter is closed: they only decide between equals."""
HEARD_IN = {
    "order_late": "pedido entrega retraso order delivery late",
    "order": "pedido order",
    "claim_open": "parte siniestro reclamación claim",
}
"""What a probable reason is called in the company's dispositions, in both languages."""
TOLD_BY = ("arrived", "verified", "purpose_changed", "resolved", "offer_outcome")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that happened: a code and facts to be put into words, and the event behind it."""

    key: str
    code: str
    event: ContactEvent
    facts: dict[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likely:
    """The disposition whose words were heard, and the one that spoke loudest for it."""

    code: str
    heard: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something with a date on record that is worth another look: an order, a promise."""

    code: str
    due_at: datetime
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Proposed:
    sentences: list[Sentence]
    disposition: Likely | None
    follow_up: FollowUp | None


def propose(session: Session, contact: Contact) -> Proposed:
    why = reason.probable_reason(session, contact.record.customer_id) if contact.record else None
    query = select(ContactEvent).where(ContactEvent.contact_id == contact.id, ContactEvent.kind.in_(TOLD_BY))
    happened = list(session.scalars(query.order_by(ContactEvent.seq)))
    first = first_words(session, contact)
    return Proposed(
        sentences=[each for event in happened if (each := sentence(contact, event, why, first))],
        disposition=likeliest(session, contact, hints(session, contact, why, first)),
        follow_up=follow_up(session, contact, why),
    )


def sentence(contact: Contact, event: ContactEvent, why: Told | None, first: str | None) -> Sentence | None:
    match event.kind:
        case "arrived":
            return came(contact, event, why, first)
        case "verified":
            checks = event.facts.get("checks", [])
            if BY_CODE in checks:
                return Sentence("verified", "verified_by_code", event)
            return Sentence("verified", "verified", event, {"count": len(checks)})
        case "purpose_changed":
            return Sentence(f"purpose-{event.seq}", "purpose_changed", event, {"to": event.facts["new"]})
        case "resolved":
            return Sentence("resolved", "resolved", event)
        case "offer_outcome" if event.facts["result"] != "not_mentioned":
            told = {name: event.facts[name] for name in ("offer_id", "result")}
            return Sentence(f"offer-{told['offer_id']}", "offer_outcome", event, told)
    return None


def came(contact: Contact, event: ContactEvent, why: Told | None, first: str | None) -> Sentence | None:
    """Why they got in touch, as far as it is on record, was chosen in the menu, or was written."""
    if why is not None and why.code in ("order_late", "claim_open", "order"):
        return Sentence("came", why.code, event, {"number": str(why.facts["number"])})
    if contact.choices:
        return Sentence("came", "chose", event, {"choice": contact.choices[-1]})
    return Sentence("came", "wrote", event, {"text": shortened(first)}) if first else None


def first_words(session: Session, contact: Contact) -> str | None:
    said = (each for each in messages_of(session, contact.id) if each.author is Author.VISITOR)
    return next((each.text for each in said), None)


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED].rpartition(' ')[0] or line[:QUOTED]}…"


def hints(session: Session, contact: Contact, why: Told | None, first: str | None) -> list[str]:
    """Everything said about what it is about."""
    note = session.get(Note, contact.id)
    known = HEARD_IN.get(why.code, "") if why else ""
    return [*contact.choices, known, first or "", note.text if note else ""]


def likeliest(session: Session, contact: Contact, heard: list[str]) -> Likely | None:
    """The disposition whose words were heard, a rare word counting more than one that half of the
    list carries (its inverse document frequency). Between equals of one branch it decides whether
    the problem was solved; between equals of different branches nothing does, so it is None."""
    query = select(Disposition).where(Disposition.queue_id == contact.queue_id).order_by(Disposition.position)
    all_ = list(session.scalars(query))
    carried = [stems([*each.path_es, *each.path_en]) for each in all_]
    often = Counter(each for found in carried for each in found)
    spoken, ended = stems(heard).keys() - ENDED, stems(SOLVED[contact.resolved_at is not None])
    weights = [{each: math.log(1 + len(all_) / often[each]) for each in found.keys() & spoken} for found in carried]
    best = max((sum(each.values()) for each in weights), default=0.0)
    first = [at for at, each in enumerate(weights) if best and sum(each.values()) > best - 1e-9]
    if len({tuple(all_[at].path_es[:-1]) for at in first}) != 1:
        return None
    chosen = max(first, key=lambda at: bool(carried[at].keys() & ended.keys()))  # of equals, the first
    loudest = max(sorted(weights[chosen]), key=lambda each: weights[chosen][each])
    return Likely(all_[chosen].code, carried[chosen][loudest])


def stems(texts: Iterable[str]) -> dict[str, str]:
    """Stems of the telling words, in both languages, each with the word it stands for."""
    found: dict[str, str] = {}
    for text in texts:
        for word in words(text):
            if len(word) > 2 and word not in FUNCTION_WORDS:
                for language in ("es", "en"):
                    found.setdefault(stem(word, language), word)
    return found


def follow_up(session: Session, contact: Contact, why: Told | None) -> FollowUp | None:
    """An order still to come is looked after once it is due; a promise, when it falls due."""
    if contact.record is None or why is None:
        return None
    customer_id, now = contact.record.customer_id, clock.now()
    if why.code in ("order", "order_late"):
        coming = (each for each in history.open_orders(session, customer_id) if each.due_to and each.due_to > now)
        if (order := next(coming, None)) is not None and order.due_to is not None:
            return FollowUp("order", order.due_to + AFTER_DELIVERY, {"number": order.number})
    promise = reason.promise_due(session, customer_id)
    if promise is not None and promise.due_at is not None and now < promise.due_at < now + reason.SOON:
        return FollowUp("promise", promise.due_at, {"text": promise.text})
    return None


ENDED = stems(word for both in SOLVED.values() for word in both).keys()
