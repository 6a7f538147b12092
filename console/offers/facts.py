"""What gates, rules and scripts may know of whoever is on a contact. Nothing else of a person
reaches an offer: purchases that tell of health, faith, love or a pregnancy are left out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from console import clock
from console.contacts.contact import Certainty, Channel, Contact, Purpose
from console.customers import consent, history, preferences, profile, purchases, reason, tastes, timeline
from console.customers.behaviour import Behaviour
from console.customers.history import Policy
from console.customers.profile import Profile
from console.customers.purchases import Purchase
from console.customers.sensitive import is_sensitive
from console.expressions import Values
from console.offers import campaigns, contradictions, told
from console.offers.contradictions import Against
from console.offers.told import Outcome, Result
from console.offers.vocabulary import GAPS as GAPS
from console.offers.vocabulary import VOCABULARY as VOCABULARY
from console.offers.vocabulary import WITHOUT_SHOPPING as WITHOUT_SHOPPING
from console.offers.vocabulary import plain as plain

LAST_PURCHASES = 12
STAYS_AWAY = 2.0
"""Usual gaps without a purchase from which on a discount defends."""


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    purpose: Purpose
    channel: str
    certainty: Certainty
    language: str
    customer_id: int | None = None
    first_name: str | None = None
    may_be_told: bool = False
    may_be_profiled: bool = False
    no_sales: bool = False
    prospect: bool = False
    """Nobody knew them before this contact; they have told us who they are on it."""
    open_claim: str | None = None
    late_order: str | None = None
    contacts_this_week: int = 0
    """With this one."""
    against: Mapping[str, Against] = field(default_factory=dict)
    """What may not be given them, by the key of its effect: something they or their household
    have contradicts it."""
    children: int | None = None
    order: str | None = None
    values: Values = field(default_factory=dict)
    """For rules, by the names of VOCABULARY."""
    purchases: tuple[frozenset[str], ...] = ()
    """The last ones, newest first, each as its words; empty unless profiling is allowed."""
    usual: tuple[str, ...] = ()
    """Products they buy anyway; like the rest of their tastes empty unless profiling is allowed."""
    fresh: tuple[tuple[str, str], ...] = ()
    """Products they never bought but would like, and which of those they did buy says so."""
    staying_away: bool = False
    """They haven't come for twice as long as they used to."""
    outcomes: tuple[Outcome, ...] = ()

    def bought(self, what: str) -> tuple[int, int]:
        """In how many of the last purchases it was."""
        word = plain(what)
        return sum(word in each for each in self.purchases), len(self.purchases)

    def accepted(self, category: str) -> tuple[int, int]:
        """How many offers of the category they took, of those they were told."""
        answers = [each.result for each in self.outcomes if each.category == category and each.told]
        return sum(each is Result.ACCEPTED for each in answers), len(answers)


def facts(session: Session, contact: Contact) -> CustomerFacts:
    channel = "chat" if contact.channel is Channel.CHAT else "phone"
    campaign = campaigns.key_of(session, contact.line)
    if contact.record is None:
        known = values_of_nobody(contact.language, channel, campaign)
        return CustomerFacts(contact.purpose, channel, contact.certainty, contact.language, values=known)
    customer_id = contact.record.customer_id
    person = profile.profile(session, customer_id)
    orders = history.open_orders(session, customer_id)
    running = next((each.number for each in orders), None)
    claim = reason.open_claim(session, customer_id)
    late = next((each.number for each in orders if each.late), None)
    agreed = consent.agreed(session, customer_id, channel)
    profiled, no_sales = consent.PROFILING in agreed, preferences.no_sales(session, customer_id)
    outcomes = tuple(told.of_customer(session, customer_id))
    lately = contacts_this_week(session, customer_id)
    newest = purchases.purchases_of(session, customer_id, most=LAST_PURCHASES) if profiled else []
    taste = tastes.of(session, customer_id) if profiled else None
    values = {
        **values_of(session, person, contact.language, channel, running),
        "campaign": campaign,
        "known": not contact.prospect,  # what a stranger may hear, they may hear to its end
        "open_claim": claim is not None,
        "order_late": late is not None,
        "contacts_this_week": lately,
    }
    return CustomerFacts(
        contact.purpose,
        channel,
        contact.certainty,
        contact.language,
        customer_id=customer_id,
        first_name=person.first_name or None,
        may_be_told=consent.OFFERS in agreed and not no_sales,
        may_be_profiled=profiled,
        no_sales=no_sales,
        prospect=bool(contact.prospect),
        open_claim=claim.number if claim else None,
        late_order=late,
        contacts_this_week=lately,
        against=contradictions.against(session, customer_id, values, outcomes, values_of_member),
        children=person.children,
        order=running,
        values=values,
        purchases=tuple(words_of(each) for each in newest),
        usual=tuple(product for product, _ in taste.usual) if taste else (),
        fresh=tuple((product, because) for product, _, because in taste.fresh) if taste else (),
        staying_away=staying_away(newest),
        outcomes=outcomes,
    )


def contacts_this_week(session: Session, customer_id: int) -> int:
    since = clock.now() - timedelta(days=reason.REPEATED_DAYS)
    last = timeline.latest(session, customer_id, 10, contacts_only=True)
    return sum(each.at > since for each in last) + 1  # and this one


def values_of_nobody(language: str, channel: str, campaign: str | None) -> Values:
    """Of a caller nobody knows: only what the call itself says."""
    today = clock.now().date()
    return {"language": language, "channel": channel, "campaign": campaign, "today": today, "known": False}


def values_of_member(session: Session, customer_id: int) -> Values:
    """Of somebody in the same household: enough to know what they hold."""
    person = profile.profile(session, customer_id)
    return values_of(session, person, person.language, "phone", None)


def values_of(
    session: Session, person: Profile, language: str, channel: str, order: str | None
) -> Values:
    today = clock.now().date()
    return {
        "age": age(person.birth_date, today),
        "children": person.children,
        "has_card": person.card is not None,
        "points": person.points,
        "store": person.store,
        "language": language,
        "channel": channel,
        "policies": tuple(
            each.product
            for each in history.of(session, person.customer_id, Policy)
            if each.until is None or each.until >= today
        ),
        "shops_online": person.web_every_days is not None,
        "order_on_its_way": order is not None,
        "today": today,
        "known": True,
        "no_claims_years": person.known.get("no_claims_years"),
        "young_driver": person.known.get("young_driver"),
    }


def age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def staying_away(newest: Sequence[Purchase]) -> bool:
    """By the times between their last purchases, of which one with only sensitive lines is none."""
    shown = [each.at for each in newest if words_of(each)]
    days = sorted({each.toordinal() for each in shown})
    gaps = [float(after - before) for before, after in pairwise(days)]
    overdue = Behaviour(asked_at=clock.now(), last_at=max(shown, default=None), gaps=gaps).overdue
    return overdue is not None and overdue >= STAYS_AWAY


def words_of(purchase: Purchase) -> frozenset[str]:
    """A line with a sensitive word is left out whole."""
    words: set[str] = set()
    for line in purchase.lines:
        if is_sensitive(line.category, line.product):
            continue
        said = f"{line.category} {line.product}".replace("_", " ")
        words |= {plain(each) for each in said.split()}
    return frozenset(words)
