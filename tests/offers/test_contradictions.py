"""The good driver's −20 % and the young driver's +120 %: over the person, over the household,
and again at the moment somebody accepts."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from console.contacts.contact import Contact
from console.customers import source_records
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.errors import Invalid
from console.offers import contradictions, scripts
from console.offers.catalogue import Offer
from console.offers.contradictions import EffectKind, Over
from console.offers.facts import facts
from tests.offers import people
from tests.offers.people import calls, decides, floor, gate_of, record_of

pytestmark = pytest.mark.usefixtures("store")


def declare(over: Over = Over.PERSON) -> None:
    with transaction() as session:
        for key, kind, rule in (
            ("wine_club", EffectKind.BENEFIT, None),
            ("young_driver_120", EffectKind.SURCHARGE, "young_driver = true"),
        ):
            contradictions.save_effect(session, key=key, kind=kind, name_es=key, name_en=key, rule=rule)
        session.flush()
        contradictions.declare(
            session, one="young_driver_120", other="wine_club", over=over, why_es="Pagaría +120 %", why_en="+120%"
        )
        session.query(Offer).filter_by(key="carinena").one().gives = ["wine_club"]


def young_driver(session: Session, record: SourceRecord) -> None:
    change(record, young_driver=True)


def change(record: SourceRecord, **fields: Any) -> None:
    known = {**record.fields, **fields}
    source_records.take_version(record, known, known, source_records.digest_of(known))


def test_the_person_who_holds_the_one_is_not_offered_the_other() -> None:
    there = floor()
    declare()
    contact = calls(there)
    assert gate_of(decides(contact), "carinena") is None
    with transaction() as session:
        young_driver(session, record_of(session, there.juan))
    decision = decides(contact)
    assert gate_of(decision, "carinena") == "contradiction"
    carinena = next(each for each in decision.body["candidates"] if each["key"] == "carinena")
    assert carinena["why_not"]["facts"]["text_es"] == "Pagaría +120 %"


@pytest.mark.parametrize(("over", "closed"), [(Over.PERSON, None), (Over.HOUSEHOLD, "contradiction")])
def test_over_the_household_whoever_shares_the_line_counts(over: Over, closed: str | None) -> None:
    there = floor()
    declare(over)
    with transaction() as session:
        young_driver(session, source_records.new_person(session, name="Lola Ortiz", phone="+34912223344"))
        change(record_of(session, there.juan), phones=[people.JUAN, "+34912223344"])
    assert gate_of(decides(calls(there)), "carinena") == closed


def test_a_number_of_more_people_than_a_household_says_nothing() -> None:
    there = floor()
    declare(Over.HOUSEHOLD)
    with transaction() as session:
        for nth in range(9):
            young_driver(session, source_records.new_person(session, name=f"Eva {nth} Gil", phone="+34912223344"))
        change(record_of(session, there.juan), phones=[people.JUAN, "+34912223344"])
    assert gate_of(decides(calls(there)), "carinena") is None


def test_it_is_asked_again_when_somebody_accepts() -> None:
    there, contact = people.ready()
    declare()
    people.verifies(there, contact)
    people.opens(there, contact)
    people.says(there, contact, "permission", "yes", 1)
    people.says(there, contact, "proposal", "accepts", 2)
    with transaction() as session:
        young_driver(session, record_of(session, there.juan))
    with pytest.raises(scripts.NoLongerAllowed):
        people.says(there, contact, "closing", "confirmed", 3)


def test_what_was_accepted_before_is_held() -> None:
    there, contact = people.ready()
    declare()
    people.verifies(there, contact)
    people.opens(there, contact)
    for step, answer, version in (("permission", "yes", 1), ("proposal", "accepts", 2), ("closing", "confirmed", 3)):
        people.says(there, contact, step, answer, version)
    with reading() as session:
        known = facts(session, session.get_one(Contact, contact))
    assert set(known.against) == {"young_driver_120"}


def test_one_offer_never_gives_both() -> None:
    floor()
    declare()
    with reading() as session:
        pairs = contradictions.declared(session).pairs
    assert contradictions.within(["wine_club", "young_driver_120"], pairs)
    assert contradictions.within(["wine_club"], pairs) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"one": "wine_club", "other": "wine_club"}, "other"),
        ({"one": "nothing", "other": "wine_club"}, "one"),
        ({"one": "wine_club", "other": "young_driver_120", "why_es": " "}, "why_es"),
    ],
)
def test_a_pair_needs_two_known_effects_and_a_reason(wrong: dict[str, str], field: str) -> None:
    floor()
    declare()
    said = {"why_es": "Porque sí", "why_en": "Because", **wrong}
    with pytest.raises(Invalid) as refused, transaction() as session:
        contradictions.declare(session, **said)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_an_effect_with_a_rule_over_nothing_we_know_is_refused() -> None:
    with pytest.raises(Invalid), transaction() as session:
        contradictions.save_effect(
            session, key="x", kind=EffectKind.SURCHARGE, name_es="x", name_en="x", rule="horoscope = true"
        )
