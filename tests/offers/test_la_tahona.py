"""The tour's people, imported as anybody's, get what the tour says they get."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console import clock, config
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Channel, Contact, Queue
from console.contacts.follow_ups import FollowUp
from console.customers import source_records
from console.customers.identifiers import Identifier
from console.customers.source_records import Customer, SourceRecord
from console.db import reading, transaction
from console.demo import company, floor, offers, receipts, season
from console.demo.people import OFFERED, STORIES
from console.offers import decisions, experiments, model_versions, tasting
from console.offers.decisions import Decision
from console.offers.told import Outcome, Result

pytestmark = pytest.mark.usefixtures("store")


def decided(name: str, queue: str = "sales") -> Decision:
    """What is decided for somebody recognised on that queue."""
    with transaction() as session:
        number = next(told for known, told in {**STORIES, **OFFERED}.items() if known.startswith(name))
        theirs = select(SourceRecord).join(Identifier, Identifier.record_id == SourceRecord.id)
        found = session.scalars(theirs.where(Identifier.value == number).limit(1)).one()
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
    tasting.taste_due(None, [])  # type: ignore[arg-type]
    juan = decided("Juan Ortiz")
    best = juan.body["candidates"][0]
    assert (best["key"], best["expected_cents"], juan.proposals) == ("carinena", 214, 1)
    assert best["personal"] == {"discount_cents": 100, "basis": "new"}
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
    lourdes, gonzalo = (
        next(each for each in decided(name).body["candidates"] if each["key"] == "salmon")
        for name in ("Lourdes Vega", "Gonzalo Peña")
    )
    assert lourdes["gate"] == "usual"
    assert gonzalo["gate"] is None and gonzalo["personal"] == {"discount_cents": 200, "basis": "usual"}
    manuel = decided("Manuel Castro")
    assert manuel.body["candidates"][0]["key"] == "callback"
    assert "gate_repeated" in {(each["why_not"] or {}).get("code") for each in manuel.body["candidates"]}


def test_the_last_weeks_were_really_played(tmp_path: Path) -> None:
    with transaction() as session:
        floor.load(session)
    settings = config.read({"CONSOLE_DATA": str(tmp_path)})
    company.load(tmp_path / "demo", lambda _: None, settings=settings, many=20)
    with clock.stopped_at(season.begins()), transaction() as session:
        offers.load(session)
    played = season.play()
    receipts.bring_in(settings)
    with reading() as session:
        contacts = session.scalars(select(Contact)).all()
        assert len(contacts) == played and {each.state.value for each in contacts} == {"closed"}
        written = session.scalars(select(Outcome)).all()
        behind = {(each.contact_id, each.offer_id) for each in session.scalars(select(Decision))}
        assert written and all((each.contact_id, each.offer_id) in behind for each in written)
        assert model_versions.current(session).model.learnt == sum(each.told for each in written)
        late = select(FollowUp).where(FollowUp.done_at.is_(None), FollowUp.due_at <= clock.now())
        assert session.scalars(late).all() == []
        assert {each.state.value for each in session.scalars(select(Agent))} == {"offline"}
        assert experiments.settings(session).holdout == season.HELD_OUT
    irene = decided("Irene Molina").body["closed"]
    assert irene["code"] == "gate_muted"
    with reading() as session:
        said = [each for each in session.scalars(select(Outcome)) if each.result is Result.LATER]
        assert any(each.later_at and each.later_at > clock.now() for each in said)
