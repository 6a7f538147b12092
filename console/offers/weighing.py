"""One offer by its owner's beliefs alone, for whoever is still writing it."""

from __future__ import annotations

from dataclasses import dataclass

from console.agents.agent import Agent
from console.offers import arbitration, choosing, gates, liking, personal_price
from console.offers.arbitration import Worth
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts
from console.offers.gates import Closed
from console.offers.personal_price import Price


@dataclass(frozen=True, slots=True)
class Candidate:
    offer: Offer
    closed: Closed | None
    worth: Worth | None
    price: Price | None


def weigh(offer: Offer, known: CustomerFacts, agent: Agent | None) -> Candidate:
    """For this customer, if this agent were to tell them now."""
    closed = gates.closed(offer, known, agent)
    if closed is not None:
        return Candidate(offer, closed, None, None)
    worth = arbitration.worth(offer, known)
    price = personal_price.believed(offer, known)
    if price is not None:
        worth = arbitration.worth(offer, known, price=price)
    if worth.expected_cents <= 0:
        closed = choosing.unprofitable(offer, worth.expected_cents)
    elif liking.gives_away(offer, known):
        closed = Closed(liking.USUAL, liking.ANYWAY)
    return Candidate(offer, closed, worth, price)
