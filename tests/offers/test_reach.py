"""Whom an offer would reach is what asking the gates for each customer says, one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, select

from console import clock, config
from console.contacts.contact import Certainty, Channel, Contact, Purpose
from console.customers import consent, source_records
from console.customers.source_records import Customer
from console.customers.tastes import CustomerTaste
from console.db import reading, transaction
from console.demo import company
from console.offers import arbitration, contradictions, crowd, gates, liking, personal_price, reach
from console.offers.contents import offer_of
from console.offers.contradictions import EffectKind, Over
from console.offers.facts import facts
from console.worker import HEAVY, Worker
from tests.offers import people

pytestmark = pytest.mark.usefixtures("store")
DRIVER: dict[str, Any] = {
    "margin_cents": 9000,
    "category": "insurance", "required_skill": "insurance", "documents": True, "gives": ["good_driver_20"],
    "eligibility": "age >= 28 and no_claims_years >= 3", "suitability": "age < 80",
}  # fmt: skip


def declare(over: Over = Over.HOUSEHOLD) -> None:
    with transaction() as session:
        for key, kind, rule in (
            ("good_driver_20", EffectKind.BENEFIT, None),
            ("young_driver_120", EffectKind.SURCHARGE, "young_driver = true"),
        ):
            contradictions.save_effect(session, key=key, kind=kind, name_es=key, name_en=key, rule=rule)
        session.flush()
        contradictions.declare(
            session, one="good_driver_20", other="young_driver_120", over=over, why_es="+120 %", why_en="+120%"
        )


def counted(content: dict[str, Any]) -> dict[str, Any]:
    with transaction() as session:
        reach.wanted(session, content)
    Worker(HEAVY).work_off()
    with reading() as session:
        found = reach.of(session, content)
        assert found and found.done
        return found.body


def one_by_one(content: dict[str, Any]) -> tuple[int, int, int]:
    """How many are clear and how many clash, by the very gates that are asked at ring; and whom of the clear it pays
    to tell, as the preview weighs them."""
    offer, clear, clashing, paying = offer_of("", content), 0, 0, 0
    offer.id = 0
    with transaction() as session:
        for customer in session.scalars(select(Customer)).all():
            if not customer.records:
                continue
            contact = Contact(
                purpose=Purpose.SALES, channel=Channel.PHONE, certainty=Certainty.VERIFIED, language="es",
                record=source_records.console_record(session, customer), line=None,
            )  # fmt: skip
            known = facts(session, contact)
            by_chat = Contact(
                purpose=Purpose.SALES, channel=Channel.CHAT, certainty=Certainty.VERIFIED, language="es",
                record=contact.record, line=None,
            )  # fmt: skip
            told = known.may_be_told or facts(session, by_chat).may_be_told
            closed = gates.closed(offer, known, None, but=("consent", "service_first", "skill", "capped", "muted"))
            if not told or known.no_sales or (closed and closed.gate != "contradiction"):
                continue
            if liking.gives_away(offer, known):
                continue
            clear, clashing = clear + (closed is None), clashing + (closed is not None)
            worth = arbitration.worth(offer, known, price=personal_price.believed(offer, known))
            paying += closed is None and worth.expected_cents > 0
    return clear, clashing, paying


def test_the_count_is_what_the_gates_say_for_each(tmp_path: Path) -> None:
    settings = config.read({"CONSOLE_DATA": str(tmp_path)})
    company.load(tmp_path / "demo", lambda _: None, settings=settings, many=120)
    declare()
    body = counted(DRIVER)
    assert (body["clear"], body["clashing"], body["paying"]) == one_by_one(DRIVER)
    assert body["clashing"] > 0 and body["people"] >= body["parts"][0] >= body["parts"][1] >= body["suitable"]
    assert body["clashes"] == {"young_driver_120": body["clashing"]}
    cheese = {
        "margin_cents": 300, "discount_cents": 100, "category": "cheese", "name_es": "Queso semicurado",
        "propensity": 10, "seconds": 30, "bought_like": "Pan", "bought_weight": 9000,
    }
    everybody = counted(cheese)
    with transaction() as session:
        known = sorted(consent.profiled(session, session.scalars(select(Customer.id)).all()))
        session.execute(delete(CustomerTaste))
        for place, each in enumerate(known):
            usual = [["Queso semicurado", 5]] if place % 2 else [["Pan de pueblo", 5]]
            session.add(CustomerTaste(customer_id=each, day=clock.now().date(), version=1, usual=usual, fresh=[]))
        reach.recount(session)
    some = counted(cheese)
    assert (some["clear"], some["clashing"], some["paying"]) == one_by_one(cheese)
    assert 0 < some["paying"] < some["clear"]  # only who buys bread is expected to take it
    assert some["usual"] == everybody["clear"] - some["clear"] > 0
    assert counted({**cheese, "discount_cents": 0})["clear"] == everybody["clear"]
    left_out = counted({**DRIVER, "leave_out": ["young_driver_120"]})
    assert (left_out["clear"], left_out["clashing"]) == (body["clear"], 0)


def test_whose_usual_it_is_is_asked_of_all_at_once() -> None:
    cheese = offer_of("", {"margin_cents": 300, "discount_cents": 100, "category": "cheese", "name_es": "Queso"})
    month = reach.last_month(clock.now())

    def questions() -> int:
        asked: list[str] = []
        with reading() as session:
            declared = contradictions.declared(session)
            listen = session.connection(), "before_cursor_execute", lambda *said: asked.append(said[2])
            event.listen(*listen)
            found = crowd.batch(session, declared, month, after=0, size=50, offer=cheese)
            event.remove(*listen)
        assert all(each.staying_away for each in found)
        return len(asked)

    def buyers(many: int) -> None:
        with transaction() as session:
            for _ in range(many):
                record = source_records.new_person(session, name="Ada Lovelace")
                for weeks in range(12):
                    people.buys(session, record, 60 + 7 * weeks, "Queso", "dairy")
                session.add(CustomerTaste(
                    customer_id=record.customer_id, day=clock.now().date(), version=1, usual=[["Queso", 12]], fresh=[],
                ))  # fmt: skip

    buyers(2)
    few = questions()
    buyers(6)
    assert questions() == few


def test_last_month_counts_each_person_once_and_no_service_contact_of_ours() -> None:
    there = people.floor()
    with clock.stopped_at(datetime(2026, 3, 20, 9, tzinfo=UTC)):
        with transaction() as session:
            record = people.record_of(session, there.juan)
            for days, purpose in ((25, Purpose.SALES), (24, Purpose.SALES), (40, Purpose.SERVICE), (70, Purpose.SALES)):
                at = clock.now() - timedelta(days=days)
                session.add(Contact(
                    provider="x", provider_key=str(days), channel=Channel.PHONE, queue_id=1, purpose=purpose,
                    state="closed", record_id=record.id, language="es", certainty=Certainty.VERIFIED, arrived_at=at,
                    queued_at=at,
                ))  # fmt: skip
        assert counted({"margin_cents": 1, "category": "cheese"})["days"] == {"2026-02-23": [1, 0, 0]}
        service = {"margin_cents": 1, "category": "care", "purpose": "service"}
        assert counted(service)["days"] == {"2026-02-08": [1, 0, 0]}


def test_the_same_content_is_counted_once_and_anew_after_a_day() -> None:
    people.floor()
    with clock.stopped_at(datetime(2026, 3, 20, 9, tzinfo=UTC)):
        counted({"margin_cents": 1, "category": "cheese", "name_es": "one name"})
        with transaction() as session:
            again = reach.wanted(session, {"margin_cents": 1, "category": "cheese", "name_es": "another"})
            assert again.done
        clock.advance(timedelta(days=2))
        with transaction() as session:
            assert not reach.wanted(session, {"margin_cents": 1, "category": "cheese"}).done
