"""What La Tahona's customers want, which nobody at the desk knows: it decides how they answer an offer."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from console.contacts.contact import Contact
from console.demo.names import SURNAMES, WOMEN
from console.offers import arbitration, personal_price
from console.offers.arbitration import CERTAIN
from console.offers.catalogue import Offer
from console.offers.facts import facts
from console.offers.told import Result

KEENER = {"carinena": 1.6, "stay": 1.1, "sourdough": 1.3, "salmon": 0.7, "card": 2.2, "party": 0.5, "nappies": 1.0}
"""How much readier people really are than an offer's owner believed."""


@dataclass(frozen=True, slots=True)
class Will:
    result: Result
    after: int
    """How many answers they give before they say so."""
    name: str

    def values(self, step: dict[str, Any]) -> dict[str, Any]:
        """What they tell a form."""
        known: dict[str, Any] = {"text": self.name, "number": 6, "date": "2030-05-12", "truth": True}
        return {
            each["key"]: known[each["type"]] for each in step["fields"]
            if each["type"] in known and not str(each.get("writes")).endswith("email")
        }  # fmt: skip


def will_of(session: Session, contact: Contact, offer: Offer, chance: random.Random) -> Will:
    """Near what its owner believes of somebody like them, readier or less for each offer, and the readier the
    older they are and the more often they come. What the model has learnt moves nobody."""
    known = facts(session, contact)
    base = arbitration.worth(offer, known, price=personal_price.believed(offer, known)).p / CERTAIN
    years = known.values.get("age")
    liking = 1.0 + ((years - 50) / 100 if isinstance(years, int) else 0.0) + len(known.purchases) / 40
    ready = min(0.9, base * KEENER.get(offer.key, 1.0) * liking)
    name = f"{chance.choice(WOMEN)} {chance.choice(SURNAMES)} {chance.choice(SURNAMES)}"
    if chance.random() < ready:
        return Will(Result.ACCEPTED, 99, name)
    return Will(Result.LATER if chance.random() < 0.25 else Result.REJECTED, chance.choice((0, 1, 1)), name)
