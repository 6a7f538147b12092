"""Whether mentioning an offer would pay, of one of a crowd: by its owner's figures, before anybody was asked.

What outcomes have taught is left out: it moves with every answer, and whoever writes an offer judges their own
figures by this.
"""

from __future__ import annotations

from console.contacts.contact import Certainty
from console.offers import arbitration, personal_price
from console.offers.catalogue import Offer
from console.offers.crowd import Somebody
from console.offers.facts import CustomerFacts


def pays(offer: Offer, person: Somebody) -> bool:
    known = known_of(offer, person)
    return arbitration.worth(offer, known, price=personal_price.believed(offer, known)).expected_cents > 0


def known_of(offer: Offer, person: Somebody) -> CustomerFacts:
    """As far as the value of the offer hangs on it."""
    children = person.values.get("children")
    return CustomerFacts(
        offer.purpose, "phone", Certainty.VERIFIED, "es", customer_id=person.customer_id,
        may_be_profiled=person.may_be_profiled, children=children if isinstance(children, int) else None,
        purchases=person.purchases, usual=person.usual, fresh=person.fresh, staying_away=person.staying_away,
        outcomes=person.outcomes,
    )  # fmt: skip
