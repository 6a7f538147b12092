"""A contact passed on takes along what was found out, and is never lost between two desks."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from console import clock
from console.agents.agent import Agent, AgentState
from console.contacts.contact import Contact, ContactState
from console.db import reading, transaction
from console.desk import contact_rows
from tests import cast, web
from tests.cast import Cast


def test_a_colleague_gets_it_with_the_words_and_the_note_and_the_first_is_free(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    cast.available(people.bob)
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "Two yoghurts off", "version": 0})
    sockets = {"ada": ada.socket(), "bob": bob.socket(), "dan": web.browser(app, "dan").socket()}
    for each in sockets.values():
        each.get_received()
    wanted = {"agent": people.bob, "words": "Wants the manager"}
    assert ada.send("PUT", f"/contacts/{contact_id}/transfer", wanted).status_code == 204
    (rung,) = web.rows(sockets["bob"], "contact")
    assert (rung["state"], rung["passed"]) == ("ringing", {"by": "Ada", "words": "Wants the manager"})
    assert ("gone", {"kind": "contact", "key": contact_id}) in web.heard(sockets["ada"])
    assert web.rows(sockets["dan"], "contact") == []
    assert cast.agent_now(people.ada).state is AgentState.AVAILABLE

    cast.accept(contact_id, people.bob)
    (note,) = web.rows(sockets["bob"], "note")[-1:]
    assert note["text"] == "Two yoghurts off"
    assert ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "late", "version": 1}).status_code == 404


def test_in_another_queue_it_waits_anew_is_of_its_purpose_and_does_not_come_back(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    sent = {"queue": people.sales, "words": ""}
    assert ada.send("PUT", f"/contacts/{contact_id}/transfer", sent).status_code == 204
    cast.route()
    found = cast.contact(contact_id)
    assert (found.state, found.queue_id, found.purpose.value) == (ContactState.WAITING, people.sales, "sales")
    cast.available(people.dan)
    cast.route()
    assert cast.contact(contact_id).agents == (people.dan,)

    back = cast.on_a_call(people.ada)
    assert ada.send("PUT", f"/contacts/{back}/transfer", {"queue": people.orders}).status_code == 204
    cast.route()
    assert cast.contact(back).state is ContactState.WAITING  # Ada is free, and passed it on herself
    cast.available(people.bob)
    cast.route()
    assert cast.contact(back).agents == (people.bob,)


def test_a_colleague_who_declines_leaves_it_waiting_for_the_next(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    cast.available(people.bob)
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    ada.send("PUT", f"/contacts/{contact_id}/transfer", {"agent": people.bob})
    assert bob.send("DELETE", f"/contacts/{contact_id}/assignment").status_code == 204
    found = cast.contact(contact_id)
    assert (found.state, found.queue_id) == (ContactState.WAITING, people.orders)


def test_who_is_busy_or_nobody_is_refused_and_it_stays_in_hand(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    targets = ada.client.get(f"/contacts/{contact_id}/transfer").json
    assert ([each["id"] for each in targets["queues"]], targets["agents"]) == ([people.orders, people.sales], [])
    for wanted, status in (
        ({"agent": people.bob}, 409), ({"agent": people.ada}, 400), ({"agent": 999}, 400),
        ({"queue": people.chat}, 400), ({"queue": 999}, 400), ({}, 400),
        ({"queue": people.sales, "agent": people.bob}, 400),
        ({"queue": people.sales, "words": "x" * 301}, 400),
    ):  # fmt: skip
        assert ada.send("PUT", f"/contacts/{contact_id}/transfer", wanted).status_code == status, wanted
    found = cast.contact(contact_id)
    assert (found.state, found.agent_id, found.queue_id) == (ContactState.ACTIVE, people.ada, people.orders)
    for stranger in ("bob", "cleo", "dan"):
        theirs = web.browser(app, stranger)
        assert theirs.send("PUT", f"/contacts/{contact_id}/transfer", {"queue": people.sales}).status_code == 404
        assert theirs.client.get(f"/contacts/{contact_id}/transfer").status_code == 404
        assert theirs.send("PUT", f"/contacts/{contact_id}/mute").status_code == 404


def test_a_colleague_whose_browser_is_away_is_not_free(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    cast.available(people.bob)
    with transaction() as session:
        session.get_one(Agent, people.bob).seen_at = clock.now() - timedelta(minutes=5)
    ada = web.browser(app, "ada")
    assert ada.client.get(f"/contacts/{contact_id}/transfer").json["agents"] == []
    assert ada.send("PUT", f"/contacts/{contact_id}/transfer", {"agent": people.bob}).status_code == 409
    assert cast.contact(contact_id).agent_id == people.ada


def test_muted_is_seen_until_unmuted_held_or_not_and_ends_with_the_call(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    assert ada.send("PUT", f"/contacts/{contact_id}/mute").json["muted"] is True
    assert ada.send("DELETE", f"/contacts/{contact_id}/mute").json["muted"] is False
    ada.send("PUT", f"/contacts/{contact_id}/mute")
    assert ada.send("PUT", f"/contacts/{contact_id}/ending").json["muted"] is False
    assert ada.send("PUT", f"/contacts/{contact_id}/mute").status_code == 422


def test_a_phone_system_that_routes_by_itself_leaves_both_to_its_own_phones(
    app: Flask, people: Cast
) -> None:
    contact_id = cast.on_a_call(people.ada)
    found = cast.contact(contact_id)
    with reading():
        assert {"mute", "hold", "transfer"} <= set(contact_rows.controls(found))
        found.provider = "cti_webhook"
        assert contact_rows.controls(found) == []
    with transaction() as session:
        session.get_one(Contact, contact_id).provider = "cti_webhook"
    cast.available(people.bob)
    ada, path = web.browser(app, "ada"), f"/contacts/{contact_id}"
    for verb, what, wanted in (
        ("PUT", "transfer", {"agent": people.bob}), ("PUT", "transfer", {"queue": people.sales}), ("PUT", "mute", {}),
        ("PUT", "hold", {}), ("PUT", "ending", {}),
    ):  # fmt: skip
        assert ada.send(verb, f"{path}/{what}", wanted).status_code == 422, what
    assert cast.contact(contact_id).state is ContactState.ACTIVE
