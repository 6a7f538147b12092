"""Whom a contact may be with is who they are now, also when they were put together a moment ago."""

from __future__ import annotations

from flask import Flask

from console import due
from console.agents.agent import Agent
from console.contacts import identifying, keeping_up
from console.contacts.contact import Certainty, Contact
from console.customers import merging
from console.db import transaction
from tests import cast, web
from tests.cast import Cast
from tests.customers.exporting import person

HOME = "+34911000333"


def put_together(into: int, other: int, by: int) -> None:
    with transaction() as session:
        merging.merge(session, into, other, reason="said_same", by=session.get_one(Agent, by))


def work_off() -> None:
    with transaction() as session:
        row = due.claim(session, [merging.MOVED])
        assert row is not None
        session.delete(row)
        keeping_up.moved_due(session, row)


def test_two_of_one_number_who_become_one_person_are_recognised_by_it(app: Flask, people: Cast) -> None:
    one, other = (person("crm", key, name, phone=HOME) for key, name in (("1", "Eva Sol"), ("2", "Iker Ruiz Vidal")))
    contact_id = cast.on_a_call(people.ada, caller=HOME)
    assert cast.contact(contact_id).candidates == [one, other]
    sockets = {name: web.browser(app, name).socket() for name in ("ada", "bob", "cleo", "dan")}
    for each in sockets.values():
        each.get_received()
    put_together(one, other, people.cleo)
    work_off()
    (told,) = web.rows(sockets["ada"], "contact")
    assert (told["customer"], told["certainty"], told["candidates"]) == (one, "recognised", [])
    for stranger in ("bob", "dan"):
        assert web.rows(sockets[stranger], "contact") == []


def test_a_candidate_chosen_on_a_screen_that_is_a_moment_old_is_followed(people: Cast) -> None:
    one, other = (person("crm", key, "Eva Sol", born=born) for key, born in (("1", "14/03/1968"), ("2", "15/03/1990")))
    by_name, by_date = (cast.on_a_call(each) for each in (people.ada, people.bob))
    with transaction() as session:
        for each in (by_name, by_date):
            contact = session.get_one(Contact, each)
            contact.candidates, contact.certainty = [one, other], Certainty.CANDIDATES
    put_together(one, other, people.cleo)
    with transaction() as session:
        ada, bob = session.get_one(Agent, people.ada), session.get_one(Agent, people.bob)
        identifying.identify(session, session.get_one(Contact, by_name), by=ada, customer_id=other)
        identifying.born_on(session, session.get_one(Contact, by_date), by=bob, text="15/03/1990")
    for contact in (cast.contact(by_name), cast.contact(by_date)):
        assert contact.record is not None and contact.record.customer_id == one
    with transaction() as session:
        assert merging.today(session, other) == one
        merging.undo(session, merging.events_of(session, one)[0])
        assert merging.today(session, other) == other
