"""How fast deciding and learning are with many offers, whether decisions replay, whether any breaks a rule.

    python -m bench.decisions [--offers 500] [--decisions 2000] [--replays 100000] [--random 100000]

``decide`` is the whole decision in memory with all offers live and eligible: gates, model, draw,
arbitration, the record and the inputs kept with it, and both written as JSON. ``update`` is one
outcome learnt. ``replay`` makes stored decisions again from their JSON and compares bodies.
``broken`` counts, over random people and offers, decisions that break a rule checked independently
of the engine's own gates. The reference is a plain loop over 10,000 numbers in the same run.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import timedelta
from typing import Any

import numpy as np
import orjson

from console import clock
from console.agents.agent import Agent, AgentSkill
from console.contacts.contact import Certainty, Purpose
from console.offers import decisions, features, learning, replaying
from console.offers.catalogue import INSURANCE, Offer, OfferState
from console.offers.choosing import Question
from console.offers.experiments import Settings
from console.offers.facts import CustomerFacts
from console.offers.learning import Reading
from console.offers.shelf import Shelf, laid_out
from console.offers.told import Outcome, Result

Random = np.random.Generator
WORDS = ("somontano", "pan", "leche", "aceite", "queso")
CATEGORIES = ("wine", "bread", "dairy", "oil", "cheese", INSURANCE)


def offer(number: int, rng: Random, *, open_to_all: bool) -> Offer:
    category = CATEGORIES[number % len(CATEGORIES)] if not open_to_all else CATEGORIES[number % 5]
    insured = category == INSURANCE
    now = clock.now()
    return Offer(
        id=number + 1, key=f"offer_{number:04}", version=1, state=OfferState.LIVE, name_es=f"Oferta {number}",
        name_en=f"Offer {number}", category=category,
        purpose=Purpose.SALES if open_to_all else list(Purpose)[int(rng.integers(3))],
        valid_from=now - timedelta(days=1), valid_until=None, currency="EUR", price_cents=int(rng.integers(200, 5000)),
        margin_cents=int(rng.integers(2000 if open_to_all else 0, 4000)), discount_cents=int(rng.integers(0, 150)),
        horizon=int(rng.integers(1, 8)), propensity=int(rng.integers(1000 if open_to_all else 0, 4000)), evidence=20,
        ladder=[], refusal_cents=int(rng.integers(0, 40)), seconds=int(rng.integers(10, 60)),
        bought_like=None if insured else WORDS[number % len(WORDS)], bought_weight=int(rng.integers(0, 3000)),
        declared_weight=int(rng.integers(0, 800)), accepted_weight=int(rng.integers(0, 800)),
        eligibility="age >= 18" if open_to_all or rng.random() < 0.5 else "children >= 1", suitability=None,
        gives=[] if open_to_all or rng.random() < 0.7 else ["young_driver"],
        most_each=None if open_to_all else 2, most_in_all=None, campaign=None, public=False,
        required_skill="insurance" if insured else None, documents=insured, script="s", fulfilment="f",
    )  # fmt: skip


def somebody(rng: Random, *, open_to_all: bool) -> CustomerFacts:
    def yes(share: float) -> bool:
        return open_to_all or bool(rng.random() < share)

    age, children = int(rng.integers(18, 90)) if yes(0.8) else None, int(rng.integers(0, 4)) if yes(0.6) else None
    profiled = yes(0.7)
    purchases = tuple(frozenset(rng.choice(WORDS, 2).tolist()) for _ in range(12)) if profiled else ()
    outcomes = () if open_to_all else tuple(
        Outcome(
            offer_id=int(rng.integers(1, 40)), category=CATEGORIES[int(rng.integers(6))], gives=[],
            result=list(Result)[int(rng.integers(4))], later_at=None,
            at=clock.now() - timedelta(days=int(rng.integers(0, 120))),
        )
        for _ in range(int(rng.integers(0, 4)))
    )  # fmt: skip
    return CustomerFacts(
        Purpose.SALES if open_to_all else list(Purpose)[int(rng.integers(3))], "phone",
        Certainty.VERIFIED if open_to_all else list(Certainty)[int(rng.integers(5))], "es",
        customer_id=int(rng.integers(1, 10**6)) if yes(0.9) else None, may_be_told=yes(0.7), may_be_profiled=profiled,
        no_sales=not yes(0.9), open_claim=None if yes(0.85) else "R-1", late_order=None if yes(0.85) else "P-1",
        contacts_this_week=1 if yes(0.8) else 4, children=children, purchases=purchases, outcomes=outcomes,
        values={
            "age": age, "children": children, "has_card": yes(0.5), "points": int(rng.integers(0, 9000)),
            "policies": ("Coche",), "shops_online": yes(0.5), "language": "es", "channel": "phone",
            "today": clock.now().date(), "known": True,
        },
    )  # fmt: skip


def agent(*skills: str) -> Agent:
    made = Agent()
    made.skills = [AgentSkill(skill=each, level=1, trained_until=None) for each in skills]
    return made


def taught(shelf: Shelf, rng: Random, outcomes: int) -> tuple[Reading, np.ndarray]:
    """A model with all offers known, and seconds per outcome learnt."""
    blank = learning.blank()
    slots = {each.id: at for at, each in enumerate(shelf.offers)}
    blank.model.grow(len(slots))
    seconds = np.zeros(outcomes)
    for number in range(outcomes):
        row = features.row_of(somebody(rng, open_to_all=True))
        at = int(rng.integers(len(shelf.offers)))
        begun = time.perf_counter()
        blank.encoding.observe(row)
        x, one = blank.encoding.encode(row), slice(at, at + 1)
        seconds[number] = time.perf_counter() - begun
        voices = blank.model.foretell(x, shelf.attributes[one], np.array([at]), np.array([-2.0])).voices[:, 0]
        begun = time.perf_counter()
        blank.model.learn(x, shelf.attributes[at], at, -2.0, bool(rng.random() < 0.2), voices=voices, age=0)
        seconds[number] += time.perf_counter() - begun
    return Reading(1, blank.model, blank.encoding, slots), seconds


def decided(asked: Question, reading: Reading, seed: int) -> tuple[bytes, bytes]:
    _, body, inputs = decisions.made(asked, reading, Settings(), seed)
    return orjson.dumps(body), orjson.dumps(inputs)


def speed(shelf: Shelf, reading: Reading, rng: Random, many: int) -> np.ndarray:
    seconds, by = np.zeros(many), agent()
    for number in range(many):
        asked = Question(shelf, somebody(rng, open_to_all=True), by, clock.now())
        begun = time.perf_counter()
        decided(asked, reading, number)
        seconds[number] = time.perf_counter() - begun
    return seconds


def wrong(asked: Question, body: dict[str, Any]) -> str | None:
    """Which rule the proposals of a decision break, seen without the engine's gates; None for none."""
    facts, by_id = asked.facts, {each.id: each for each in asked.shelf.offers}
    for place, each in enumerate(body["candidates"]):
        if each["gate"] is not None:
            continue
        one = by_id[each["offer_id"]]
        sells = one.purpose is not Purpose.SERVICE
        heard = [told for told in facts.outcomes if told.result is not Result.NOT_MENTIONED]
        ages = [(asked.at - told.at).days for told in heard]
        of_category = [(t, age) for t, age in zip(heard, ages, strict=True) if t.category == one.category]
        checks = {
            "purpose": one.purpose in (facts.purpose, Purpose.SERVICE)
            or (facts.purpose is Purpose.SALES and one.purpose is Purpose.SALES),
            "consent": not sells or (facts.may_be_told and facts.may_be_profiled),
            "certainty": facts.customer_id is not None
            and facts.certainty in (Certainty.VERIFIED, Certainty.RECOGNISED),
            "service_first": not sells
            or not (facts.no_sales or facts.open_claim or facts.late_order or facts.contacts_this_week >= 3),
            "skill": one.required_skill is None
            or (asked.agent is not None and any(s.skill == one.required_skill for s in asked.agent.skills)),
            "contradiction": not set(one.gives) & set(facts.against),
            "told_lately": not sells or not any(age < 7 for age in ages),
            "refused": not sells or not any(t.result is Result.REJECTED and age < 90 for t, age in of_category),
            "not_now": not sells or not any(t.result is Result.LATER and age < 14 for t, age in of_category),
            "cap": one.most_each is None or sum(t.offer_id == one.id for t in heard) < one.most_each,
            "profit": each["expected_cents"] > 0,
            "sum": place >= decisions.EXPLAINED
            or sum(line["cents"] for line in each["lines"]) == each["expected_cents"],
            "holdout": not sells or not asked.held_out,
        }
        broken = next((name for name, holds in checks.items() if not holds), None)
        if broken:
            return broken
    return None


def random_question(shelf: Shelf, rng: Random) -> Question:
    skilled = agent("insurance") if rng.random() < 0.5 else agent()
    return Question(
        shelf, somebody(rng, open_to_all=False), skilled, clock.now(), held_out=bool(rng.random() < 0.05),
        levers={"category:wine": 200} if rng.random() < 0.3 else {},
        explore=float(rng.random()) if rng.random() < 0.2 else None,
    )  # fmt: skip


def times(seconds: np.ndarray) -> dict[str, float]:
    return {
        f"p{share}_ms": round(float(np.quantile(seconds, share / 100)) * 1e3, 3) for share in (50, 95, 99)
    }


def reference() -> float:
    begun = time.perf_counter()
    sum(each * each for each in range(10_000))
    return time.perf_counter() - begun


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    wanted.add_argument("--offers", type=int, default=500)
    wanted.add_argument("--decisions", type=int, default=2000)
    wanted.add_argument("--replays", type=int, default=100_000)
    wanted.add_argument("--random", type=int, default=100_000)
    how = wanted.parse_args()
    rng = np.random.default_rng(0)
    shelf = laid_out([offer(number, rng, open_to_all=True) for number in range(how.offers)])
    reading, learnt = taught(shelf, rng, 2000)
    loops = [reference() for _ in range(50)]
    speed(shelf, reading, rng, 50)  # warm
    decide = speed(shelf, reading, rng, how.decisions)
    few = laid_out([offer(number, rng, open_to_all=False) for number in range(40)])
    known, _ = taught(few, rng, 500)
    broken: dict[str, int] = {}
    differing = replays = proposed = 0
    for number in range(max(how.random, how.replays)):
        asked = random_question(few, rng)
        _, body, inputs = decisions.made(asked, known, Settings(), number)
        proposed += body["closed"] is None
        if number < how.random and (rule := wrong(asked, body)):
            broken[rule] = broken.get(rule, 0) + 1
        if number < how.replays:
            replays += 1
            stored, kept = orjson.dumps(body), orjson.loads(orjson.dumps(inputs))
            differing += orjson.dumps(replaying.again(few, kept, known.version)) != stored
    print(json.dumps({
        "decide": times(decide),
        "update": times(learnt),
        "reference_ms": round(float(np.median(loops)) * 1e3, 3),
        "decide_ratio": round(float(np.quantile(decide, 0.99) / np.median(loops)), 1),
        "offers": how.offers,
        "replay": {"decisions": replays, "differing": differing},
        "random": {"decisions": how.random, "proposing": proposed, "broken": broken},
    }))  # fmt: skip


if __name__ == "__main__":
    main()
