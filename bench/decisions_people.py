"""Random offers, customers and agents for `bench.decisions`, crossing every gate with every other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from console import clock
from console.agents.agent import Agent, AgentSkill
from console.contacts.contact import Certainty, Purpose
from console.offers.catalogue import Offer, OfferState
from console.offers.choosing import Question
from console.offers.contradictions import Against, Over
from console.offers.experiments import NEAR
from console.offers.facts import CustomerFacts
from console.offers.shelf import Shelf, laid_out
from console.offers.told import Outcome, Result
from console.offers.vocabulary import INSURANCE

WORDS = ("somontano", "pan", "leche", "aceite", "queso")
CATEGORIES = ("wine", "bread", "dairy", "oil", "cheese", INSURANCE)
EFFECTS = ("club", "fee", "young_driver", "good_driver")
SKILLS = ("insurance", "wine")
RULES = ("age >= 18", "children >= 1", "age >= 18 and children < 3", "known = true", '"Coche" in policies')
SUITABLE = ("children < 5", "age < 75")
AGAINST = Against("held", Over.HOUSEHOLD, "no van juntos", "they don't go together")


def catalogue(chance: Random, many: int, *, open_to_all: bool = False) -> Shelf:
    return laid_out([offer(number, chance, open_to_all=open_to_all) for number in range(many)])


def offer(number: int, chance: Random, *, open_to_all: bool = False) -> Offer:
    """``open_to_all``: no gate stops it for a customer who is `open_to_all` too, and it pays."""
    made = anything(number, chance)
    if open_to_all:
        made.category, made.purpose, made.documents = CATEGORIES[number % 5], Purpose.SALES, False
        made.bought_like, made.eligibility, made.suitability = WORDS[number % 5], "age >= 18", None
        made.valid_from, made.valid_until = clock.now() - timedelta(days=1), None
        made.gives, made.most_each, made.required_skill, made.public = [], None, None, False
        made.margin_cents, made.propensity = chance.randrange(2000, 4000), chance.randrange(1000, 4000)
    return made


def anything(number: int, chance: Random) -> Offer:
    category = chance.choice(CATEGORIES)
    insured, now, lasts = category == INSURANCE, clock.now(), chance.choice((None, None, 30, 1))
    discount = chance.choice((0, 0, 50, 150))
    return Offer(
        id=number + 1, key=f"offer_{number:04}", version=1, state=OfferState.LIVE, name_es=f"Oferta {number}",
        name_en=f"Offer {number}", category=category, purpose=chance.choice(list(Purpose)),
        valid_from=now + timedelta(days=chance.choice((-9, -9, -9, 5))),
        valid_until=now + timedelta(days=lasts + 5) if lasts else None, currency="EUR",
        price_cents=chance.randrange(200, 5000), margin_cents=chance.randrange(4000), discount_cents=discount,
        horizon=chance.randrange(1, 8), propensity=chance.randrange(4000), evidence=20, ladder=[],
        refusal_cents=chance.randrange(90), seconds=chance.randrange(10, 90),
        bought_like=None if insured or chance.random() < 0.3 else chance.choice(WORDS),
        bought_weight=chance.randrange(3000), declared_weight=chance.randrange(800),
        accepted_weight=chance.randrange(800), eligibility=chance.choice((None, None, *RULES)),
        suitability=chance.choice((None, None, *SUITABLE)),
        gives=[each for each in EFFECTS if chance.random() < 0.15], most_each=chance.choice((None, None, 1, 2)),
        most_in_all=None, campaign=None, public=chance.random() < 0.2,
        required_skill="insurance" if insured else chance.choice((None, None, "wine")), documents=insured,
        script="s", fulfilment="f",
    )  # fmt: skip


def somebody(chance: Random, at: datetime, *, open_to_all: bool = False) -> CustomerFacts:
    someone = anybody(chance, at)
    if not open_to_all:
        return someone
    return replace(
        someone, purpose=Purpose.SALES, certainty=Certainty.VERIFIED, customer_id=chance.randrange(1, 10**6),
        may_be_told=True, may_be_profiled=True, no_sales=False, prospect=False, open_claim=None, late_order=None,
        contacts_this_week=1, against={}, outcomes=(),
        purchases=tuple(frozenset(chance.sample(WORDS, 2)) for _ in range(12)),
        values={**someone.values, "age": chance.randrange(18, 90), "known": True},
    )  # fmt: skip


def anybody(chance: Random, at: datetime) -> CustomerFacts:
    known = chance.random() < 0.9
    profiled, children = known and chance.random() < 0.8, chance.choice((None, 0, 1, 2, 6)) if known else None
    sure = [Certainty.VERIFIED, Certainty.RECOGNISED] * 4 + [Certainty.HOUSEHOLD, Certainty.CANDIDATES]
    return CustomerFacts(
        chance.choice(list(Purpose)), chance.choice(("phone", "chat")),
        chance.choice(sure if known else [Certainty.UNKNOWN, Certainty.HOUSEHOLD]), chance.choice(("es", "en")),
        customer_id=chance.randrange(1, 10**6) if known else None,
        may_be_told=known and chance.random() < 0.85, may_be_profiled=profiled,
        no_sales=chance.random() < 0.05, prospect=known and chance.random() < 0.1,
        open_claim="R-1" if chance.random() < 0.07 else None, late_order="P-1" if chance.random() < 0.07 else None,
        contacts_this_week=chance.choice((1, 1, 1, 1, 2, 2, 3, 5)), children=children,
        against={each: AGAINST for each in EFFECTS if chance.random() < 0.15},
        purchases=tuple(frozenset(chance.sample(WORDS, 2)) for _ in range(12)) if profiled else (),
        outcomes=answers(chance, at) if known else (),
        values={
            "age": chance.randrange(15, 90) if known and chance.random() < 0.9 else None, "children": children,
            "has_card": chance.random() < 0.5, "points": chance.randrange(9000), "known": known,
            "policies": chance.choice(((), ("Coche",), ("Coche", "Hogar"))), "shops_online": chance.random() < 0.5,
            "language": "es", "channel": "phone", "today": at.date(),
        },
    )  # fmt: skip


def answers(chance: Random, at: datetime) -> tuple[Outcome, ...]:
    """What they were told before; the days lie about the edges of every cap and mute."""
    return tuple(
        Outcome(
            offer_id=chance.randrange(1, 25), category=chance.choice(CATEGORIES), gives=[],
            result=chance.choice(list(Result)),
            later_at=at + timedelta(days=chance.randrange(-9, 40)) if chance.random() < 0.2 else None,
            at=at - timedelta(days=chance.choice((1, 6, 8, 13, 15, 29, 31, 60, 89, 91, 200))),
        )
        for _ in range(chance.choice((0, 0, 0, 0, 1, 1, 2, 4, 8)))
    )  # fmt: skip


def agent(chance: Random, at: datetime) -> Agent | None:
    lapses: Sequence[int | None] = (None, -1, 0, 30)
    skills = [
        AgentSkill(skill=each, level=1, trained_until=None if days is None else at.date() + timedelta(days=days))
        for each in SKILLS
        if chance.random() < 0.6
        for days in [chance.choice(lapses)]
    ]
    return Agent(skills=skills) if chance.random() < 0.95 else None


def question(shelf: Shelf, chance: Random) -> Question:
    at = clock.now()
    return Question(
        shelf, somebody(chance, at), agent(chance, at), at, held_out=chance.random() < 0.03,
        levers={"category:wine": 200, "offer:3": 50} if chance.random() < 0.3 else {},
        explore=chance.random() if chance.random() < 0.2 else None, near=chance.choice((0, NEAR)),
    )  # fmt: skip
