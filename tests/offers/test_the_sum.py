from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from console.contacts.contact import Certainty, Purpose
from console.offers import arbitration
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts

CENTS = st.integers(0, 100_000)
WEIGHT = st.integers(0, 10_000)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    return Offer(
        id=draw(st.integers(1, 99)), margin_cents=draw(st.integers(-5_000, 100_000)),
        discount_cents=draw(CENTS), horizon=draw(st.integers(1, 24)), propensity=draw(WEIGHT),
        refusal_cents=draw(CENTS), seconds=draw(st.integers(0, 900)), currency="EUR",
        category="wine", bought_like="vino", bought_weight=draw(WEIGHT),
        declared_weight=draw(WEIGHT), accepted_weight=0,
    )  # fmt: skip


@st.composite
def people(draw: st.DrawFn) -> CustomerFacts:
    bought = draw(st.lists(st.sampled_from([frozenset({"vino"}), frozenset({"pan"})]), max_size=12))
    return CustomerFacts(
        Purpose.SALES, "phone", Certainty.VERIFIED, "es",
        purchases=tuple(bought), children=draw(st.none() | st.integers(0, 5)),
    )  # fmt: skip


@given(offers(), people())
def test_the_lines_add_up_to_what_is_expected(offer: Offer, facts: CustomerFacts) -> None:
    worth = arbitration.worth(offer, facts)
    assert sum(each.cents for each in worth.lines) == worth.expected_cents
    assert 0 <= worth.p <= arbitration.CERTAIN


@given(offers(), people())
def test_what_is_expected_is_the_formula_to_half_a_cent(offer: Offer, facts: CustomerFacts) -> None:
    worth = arbitration.worth(offer, facts)
    p = Fraction(worth.p, 10_000)
    exact = (
        p * (offer.margin_cents - offer.discount_cents) * offer.horizon
        - (1 - p) * offer.refusal_cents
        - Fraction(offer.seconds * arbitration.A_MINUTE_CENTS, 60)
    )
    assert abs(exact - worth.expected_cents) <= Fraction(1, 2)


@given(st.lists(offers(), max_size=8, unique_by=lambda each: each.id), people(), st.randoms())
def test_the_order_is_the_same_however_they_come(
    some: list[Offer], facts: CustomerFacts, chance: object
) -> None:
    weighed = [(each, arbitration.worth(each, facts)) for each in some]
    shuffled = list(weighed)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert arbitration.rank(weighed) == arbitration.rank(shuffled)
