"""Many customers at once, as rules see them: for counting whom an offer would reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from console import clock
from console.contacts.contact import Contact, Purpose
from console.customers import consent, profile, purchases
from console.customers.consent import CONTROLLER, OFFERS, ConsentAct
from console.customers.history import Claim, Order, Policy
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.lookup import LARGEST_HOUSEHOLD
from console.customers.preferences import NO_SALES, Instruction
from console.customers.source_records import Customer, SourceRecord
from console.customers.tastes import CustomerTaste
from console.customers.timeline import CONTACTS, TimelineEntry
from console.expressions import Values
from console.offers import liking
from console.offers.catalogue import Offer
from console.offers.contradictions import Declared, accepted
from console.offers.facts import LAST_PURCHASES, age, staying_away, words_of
from console.offers.told import Outcome

T = TypeVar("T", Policy, Order, Claim, Instruction, ConsentAct, Outcome)


@dataclass(frozen=True, slots=True)
class Somebody:
    customer_id: int
    values: Values
    """For rules, by the names of VOCABULARY."""
    may_be_told: bool
    """By phone or by chat, and no instruction forbids it."""
    held: frozenset[str]
    held_at_home: frozenset[str]
    contacts: tuple[datetime, ...]
    """When they called or wrote in the month asked for, oldest first."""
    usual: tuple[str, ...] = ()
    """What they buy anyway, as far as it is of the offer asked for; empty unless they may be profiled."""
    staying_away: bool = False
    may_be_profiled: bool = False
    purchases: tuple[frozenset[str], ...] = ()
    """The last ones, as `CustomerFacts`, where the offer asked for looks at them."""
    fresh: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Hung:
    """What hangs on people's records, by customer."""

    policies: dict[int, list[Policy]]
    orders: dict[int, list[Order]]
    claims: dict[int, list[Claim]]
    instructions: dict[int, list[Instruction]]
    acts: dict[int, list[ConsentAct]]
    outcomes: dict[int, list[Outcome]]


@dataclass(frozen=True, slots=True)
class Month:
    since: datetime
    until: datetime


def batch(
    session: Session, declared: Declared, month: Month, *, after: int, size: int, offer: Offer
) -> list[Somebody]:
    """The next customers by number. Of what sells, contacts of service queues of ours don't count."""
    ids = list(session.scalars(
        select(Customer.id).where(Customer.id > after).order_by(Customer.id).limit(size)
    ))  # fmt: skip
    homes = households(session, ids) if declared.over_households else {}
    more = sorted(set().union(*homes.values()) - set(ids)) if homes else []
    known = people(session, declared, ids + more)
    contacts = contacts_in(session, ids, month, sells=offer.purpose is not Purpose.SERVICE)
    liked = tastes_of(session, ids, offer)
    usual = {each: same for each, taste in liked.items() if (same := usual_of(offer, taste))}
    profiled = consent.profiled(session, ids) if liking.looks(offer) else set()
    bought = purchases.newest_of(session, {*usual, *profiled}, most=LAST_PURCHASES)
    found = []
    for each in ids:
        if (person := known.get(each)) is not None:
            at_home = [known[other].held for other in homes.get(each, ()) if other in known]
            found.append(replace(
                person, held_at_home=frozenset().union(*at_home), contacts=tuple(sorted(contacts.get(each, ()))),
                usual=usual.get(each, ()), staying_away=staying_away(bought.get(each, [])),
                may_be_profiled=each in profiled, fresh=fresh_of(liked.get(each)) if each in profiled else (),
                purchases=tuple(map(words_of, bought.get(each, []))) if each in profiled else (),
            ))  # fmt: skip
    return found


def tastes_of(session: Session, ids: Sequence[int], offer: Offer) -> dict[int, CustomerTaste]:
    """Where the offer could make something cheaper, or goes by them."""
    if not liking.may_give_away(offer) and not liking.looks(offer):
        return {}
    rows = session.scalars(select(CustomerTaste).where(CustomerTaste.customer_id.in_(ids)))
    return {each.customer_id: each for each in rows}


def usual_of(offer: Offer, taste: CustomerTaste) -> tuple[str, ...]:
    """What of it the offer could only make cheaper."""
    if not liking.may_give_away(offer):
        return ()
    return tuple(product for product, _ in taste.usual if liking.is_of(offer, product))


def fresh_of(taste: CustomerTaste | None) -> tuple[tuple[str, str], ...]:
    return tuple((product, because) for product, _, because in taste.fresh) if taste else ()


def people(session: Session, declared: Declared, ids: Sequence[int]) -> dict[int, Somebody]:
    records: dict[int, list[SourceRecord]] = defaultdict(list)
    newest_first = (
        select(SourceRecord)
        .where(SourceRecord.customer_id.in_(ids))
        .options(joinedload(SourceRecord.source))
        .order_by(SourceRecord.updated_at.desc(), SourceRecord.id.desc())
    )
    for record in session.scalars(newest_first):
        records[record.customer_id].append(record)
    hung = Hung(
        hanging(session, Policy, ids), hanging(session, Order, ids), hanging(session, Claim, ids),
        hanging(session, Instruction, ids), hanging(session, ConsentAct, ids), hanging(session, Outcome, ids),
    )  # fmt: skip
    return {each: somebody(each, profile.by_trust(records[each]), hung, declared) for each in ids if records.get(each)}


def hanging(session: Session, kind: type[T], ids: Sequence[int]) -> dict[int, list[T]]:
    """What hangs on the records of these customers, by customer."""
    found: dict[int, list[T]] = defaultdict(list)
    query = (
        select(SourceRecord.customer_id, kind)
        .join(SourceRecord, SourceRecord.id == kind.record_id)
        .where(SourceRecord.customer_id.in_(ids))
        .order_by(kind.id)
    )
    for customer_id, row in session.execute(query):
        found[customer_id].append(row)
    return dict(found)


def somebody(customer_id: int, ranked: list[SourceRecord], hung: Hung, declared: Declared) -> Somebody:
    person, now = profile.of_records(customer_id, ranked), clock.now()
    today, policies = now.date(), hung.policies.get(customer_id, [])
    orders = [each for each in hung.orders.get(customer_id, []) if each.open]
    values = {
        "age": age(person.birth_date, today), "children": person.children, "has_card": person.card is not None,
        "points": person.points, "store": person.store, "language": person.language, "channel": "phone",
        "policies": tuple(each.product for each in policies if each.until is None or each.until >= today),
        "shops_online": person.web_every_days is not None, "order_on_its_way": bool(orders), "today": today,
        "known": True, "campaign": None, "no_claims_years": person.known.get("no_claims_years"),
        "young_driver": person.known.get("young_driver"), "order_late": any(each.late for each in orders),
        "open_claim": any(each.closed_at is None for each in hung.claims.get(customer_id, [])), "contacts_this_week": 1,
    }  # fmt: skip
    instructions = [each for each in hung.instructions.get(customer_id, []) if each.kind == NO_SALES]
    forbidden = any(each.until is None or each.until > now for each in instructions)
    outcomes = hung.outcomes.get(customer_id, [])
    told = not forbidden and told_by_any(hung.acts.get(customer_id, []))
    held = declared.held(values, accepted(outcomes))
    return Somebody(customer_id, values, told, held, frozenset(), (), outcomes=tuple(outcomes))


def told_by_any(acts: list[ConsentAct]) -> bool:
    """Whether they may be told of offers by phone or by chat."""
    ours = sorted(
        (each for each in acts if each.controller == CONTROLLER), key=lambda each: (each.at, not each.given, each.id)
    )
    latest = {(each.purpose, each.channel): each for each in ours}
    return any(consent.decide(latest, OFFERS, channel) for channel in ("phone", "chat"))


def households(session: Session, ids: Sequence[int]) -> dict[int, set[int]]:
    """For each customer, who else shares a number with them; see `household.others`."""
    own, theirs = aliased(Identifier), aliased(Identifier)
    mine, other = aliased(SourceRecord), aliased(SourceRecord)
    query = (
        select(mine.customer_id, theirs.value, other.customer_id)
        .select_from(own)
        .join(mine, mine.id == own.record_id)
        .join(theirs, (theirs.value == own.value) & (theirs.kind == own.kind))
        .join(other, other.id == theirs.record_id)
        .where(mine.customer_id.in_(ids), own.kind == IdentifierKind.PHONE)
        .distinct()
    )
    by_number: dict[tuple[int, str], set[int]] = defaultdict(set)
    for customer_id, number, another in session.execute(query):
        by_number[customer_id, number].add(another)
    found: dict[int, set[int]] = defaultdict(set)
    for (customer_id, _), sharing in by_number.items():
        if len(sharing) <= LARGEST_HOUSEHOLD:
            found[customer_id] |= sharing - {customer_id}
    return found


def contacts_in(session: Session, ids: Sequence[int], month: Month, *, sells: bool) -> dict[int, list[datetime]]:
    """What sources tell of calls and chats, whatever they were for, and our own contacts."""
    found: dict[int, list[datetime]] = defaultdict(list)
    told = (
        select(SourceRecord.customer_id, TimelineEntry.at)
        .join(SourceRecord, SourceRecord.id == TimelineEntry.record_id)
        .where(SourceRecord.customer_id.in_(ids), TimelineEntry.kind.in_(CONTACTS), TimelineEntry.key.is_not(None))
        .where(TimelineEntry.at >= month.since, TimelineEntry.at < month.until)
    )
    own = (
        select(SourceRecord.customer_id, Contact.arrived_at)
        .join(SourceRecord, SourceRecord.id == Contact.record_id)
        .where(SourceRecord.customer_id.in_(ids), Contact.arrived_at >= month.since, Contact.arrived_at < month.until)
    )
    if sells:
        own = own.where(Contact.purpose != Purpose.SERVICE)
    for customer_id, at in (*session.execute(told), *session.execute(own)):
        found[customer_id].append(at)
    return found
