"""What gates, rules and scripts may know of whoever is on a contact. Nothing else of a person
reaches an offer: purchases that tell of health, faith, love or a pregnancy are left out here."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from console import clock
from console.contacts.contact import Certainty, Channel, Contact, Purpose
from console.customers import consent, history, preferences, profile, purchases, reason
from console.customers.history import Policy
from console.customers.profile import Profile
from console.customers.purchases import Purchase
from console.expressions import Field, Values, Vocabulary
from console.offers import told
from console.offers.told import Outcome, Result

LAST_PURCHASES = 12
SENSITIVE = frozenset({
    "health", "salud", "pharmacy", "farmacia", "parafarmacia", "medicine", "medicina", "diet",
    "dietetica", "religion", "halal", "kosher", "sexuality", "sexualidad", "intimate", "intima",
    "condoms", "preservativos", "pregnancy", "embarazo", "baby", "bebe", "nappies", "panales",
    "incontinence", "incontinencia",
})  # fmt: skip
"""Words that make a purchase nobody's business. Children are known only when declared."""

VOCABULARY = Vocabulary({
    "age": Field("number", "edad", "age"),
    "children": Field("number", "niños declarados", "declared children"),
    "has_card": Field("truth", "tiene Tarjeta Espiga", "has the Espiga card"),
    "points": Field("number", "puntos", "points"),
    "store": Field("text", "tienda habitual", "usual store"),
    "language": Field("text", "idioma", "language"),
    "channel": Field("text", "canal", "channel"),
    "policies": Field("texts", "pólizas", "policies"),
    "shops_online": Field("truth", "compra por internet", "shops online"),
    "order_on_its_way": Field("truth", "tiene un pedido en curso", "has an order on its way"),
    "today": Field("date", "hoy", "today"),
})  # fmt: skip
SHOPPING = ("points", "store", "shops_online", "order_on_its_way")
WITHOUT_SHOPPING = Vocabulary({k: v for k, v in VOCABULARY.fields.items() if k not in SHOPPING})
"""What insurance may ask: nothing of the shop."""
GAPS = frozenset({"first_name", "store", "points", "order", "price", "before", "agent"})
"""What a script may say of the customer and of the offer."""


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
    open_claim: str | None = None
    late_order: str | None = None
    children: int | None = None
    order: str | None = None
    values: Values = field(default_factory=dict)
    """For rules, by the names of VOCABULARY."""
    purchases: tuple[frozenset[str], ...] = ()
    """The last ones, newest first, each as its words; empty unless profiling is allowed."""
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
    known = CustomerFacts(contact.purpose, channel, contact.certainty, contact.language)
    if contact.record is None:
        return known
    customer_id = contact.record.customer_id
    person = profile.profile(session, customer_id)
    orders = history.open_orders(session, customer_id)
    running = next((each.number for each in orders), None)
    claim = reason.open_claim(session, customer_id)
    profiled = consent.allows(session, customer_id, consent.PROFILING, channel)
    return CustomerFacts(
        contact.purpose,
        channel,
        contact.certainty,
        contact.language,
        customer_id=customer_id,
        first_name=person.first_name or None,
        may_be_told=consent.allows(session, customer_id, consent.OFFERS, channel),
        may_be_profiled=profiled,
        no_sales=preferences.no_sales(session, customer_id),
        open_claim=claim.number if claim else None,
        late_order=next((each.number for each in orders if each.late), None),
        children=person.children,
        order=running,
        values=values_of(session, person, contact.language, channel, running),
        purchases=last_purchases(session, customer_id) if profiled else (),
        outcomes=tuple(told.of_customer(session, customer_id)),
    )


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
    }


def age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def last_purchases(session: Session, customer_id: int) -> tuple[frozenset[str], ...]:
    newest = purchases.purchases_of(session, customer_id, most=LAST_PURCHASES)
    return tuple(words_of(each) for each in newest)


def words_of(purchase: Purchase) -> frozenset[str]:
    """A line with a sensitive word is left out whole."""
    words: set[str] = set()
    for line in purchase.lines:
        said = f"{line.category} {line.product}".replace("_", " ")
        of_line = {plain(each) for each in said.split()}
        if not of_line & SENSITIVE:
            words |= of_line
    return frozenset(words)


@lru_cache(maxsize=10_000)
def plain(word: str) -> str:
    """Without accents and capitals: Café is cafe."""
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in split if each.isalnum())
