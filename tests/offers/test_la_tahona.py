"""The tour's people, imported as anybody's, get what the tour says they get."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console import clock, config
from console.contacts.contact import Certainty, Channel, Contact, Queue
from console.customers import source_records
from console.customers.source_records import Customer, SourceRecord
from console.db import transaction
from console.demo import company, floor, offers
from console.offers import decisions
from console.offers.decisions import Decision

pytestmark = pytest.mark.usefixtures("store")


def decided(name: str, queue: str = "sales") -> Decision:
    """What is decided for somebody recognised on that queue."""
    with transaction() as session:
        known = session.scalars(select(SourceRecord)).all()
        found = next(each for each in known if str(each.fields.get("name", "")).startswith(name))
        record = source_records.console_record(
            session, session.get_one(Customer, found.customer_id)
        )
        line = session.scalars(select(Queue).where(Queue.key == queue)).one()
        contact = Contact(
            provider="simulator", provider_key=name, channel=Channel.PHONE, queue_id=line.id,
            purpose=line.purpose, state="active", record_id=record.id, language="es",
            certainty=Certainty.RECOGNISED, arrived_at=clock.now(), queued_at=clock.now(),
        )  # fmt: skip
        session.add(contact)
        session.flush()
        return decisions.decide(session, contact)


def test_the_tour(tmp_path: Path) -> None:
    with transaction() as session:
        floor.load(session)
        offers.load(session)
    settings = config.read({"CONSOLE_DATA": str(tmp_path)})
    company.load(tmp_path / "demo", lambda _: None, settings=settings, many=20)
    juan = decided("Juan Ortiz")
    best = juan.body["candidates"][0]
    assert (best["key"], best["expected_cents"], juan.proposals) == ("carinena", 214, 1)
    beatriz = decided("Beatriz Lozano")
    assert beatriz.proposals == 0 and beatriz.body["closed"]["code"] == "gate_profit"
    worth = {each["key"]: each["expected_cents"] for each in beatriz.body["candidates"]}
    assert worth["capsules"] == -80
    assert decided("Pilar Serrano").body["closed"]["code"] == "gate_instruction"
    carmen = decided("Carmen Ruiz", "orders")
    made_up = [each["key"] for each in carmen.body["candidates"] if each["gate"] is None]
    assert sorted(made_up) == ["apology", "callback", "compensation"]
    assert all(each["gate"] for each in carmen.body["candidates"] if each["key"] in ("carinena", "capsules"))
    assert decided("Iñaki Otaegi", "leaving").body["candidates"][0]["key"] == "stay"
    tomas = {each["key"]: each for each in decided("Tomás Herrero").body["candidates"]}
    assert tomas["good_driver"]["gate"] == "skill"  # and were the agent trained, the young driver
    marta = decided("Marta Iglesias")
    assert marta.body["candidates"][0]["key"] == "nappies" and marta.proposals == 1
