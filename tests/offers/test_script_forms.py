"""A form writes where its answers belong, a read-out is read, and what is sensitive stays nowhere else."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from console import clock, words
from console.contacts.contact import Certainty, Contact
from console.customers import profile
from console.db import reading, transaction
from console.demo.offer_scripts import SCRIPTS
from console.desk import offer_rows
from console.errors import Invalid, Missing
from console.offers import outcomes, script_text, scripts, steps
from console.offers.catalogue import Offer
from console.offers.moves import ScriptMove
from console.offers.scripts import NotThere, ScriptMoved, ScriptPosition, StillReading
from console.offers.told import Result
from tests import cast
from tests.offers import people
from tests.offers.people import Floor, decides, does, opens, solves

pytestmark = pytest.mark.usefixtures("store")
TEXT = """
== ask | Permiso | Permission
es: «¿Le pregunto una cosa?»
en: “May I ask?”
-> yes | Sí | Yes | to home
-> no | No | No | not_mentioned

== home | Hogar | Home | form
es: «¿Cuántos niños hay en casa, y su documento?»
en: “How many children, and your document?”
++ how_many | Niños | Children | number | profile.children | needed
++ paper | Documento | Document | text | - | sensitive
++ when_born | Nacimiento | Birth | date | profile.birth_date
++ likes | Le gusta | Likes | choice
:: red | Tinto | Red
:: white | Blanco | White
-> next | Sigue | Next | to terms
-> no | No | No | not_mentioned

== terms | Condiciones | Terms | read 10
es: «Le leo las condiciones para {how_many} niños.»
en: “These are the terms for {how_many} children.”
-> heard | Leído | Read | to secret

== secret | Reservado | Private | sensitive
es: «¿Tiene deudas?»
en: “Any debts?”
-> many | Muchas | Many | to offer
-> none | Ninguna | None | to offer

== offer | Propuesta | Offer | offer
es: «¿Lo quiere?»
en: “Do you want it?”
-> bulk | Caja grande | Big box | accepted
?? how_many >= 3
-> yes | Sí | Yes | accepted
-> around | Otra vez | Again | to home
-> no | No | No | rejected
"""
GOOD = {"how_many": 3, "paper": "X-SECRET-1", "likes": "red", "when_born": "1975-09-02"}


def ready(certainty: Certainty = Certainty.VERIFIED) -> tuple[Floor, int]:
    there, contact = people.ready()
    with transaction() as session:
        steps.save(session, "carinena", script_text.read(TEXT))
        session.get_one(Contact, contact).certainty = certainty
    opens(there, contact)
    return there, contact


def says(there: Floor, contact: int, answer: str, **values: Any) -> ScriptPosition:
    with reading() as session:
        now = session.get_one(ScriptPosition, contact)
        step, version = now.step, now.version
    return does(contact, there.dan, lambda s, c, a: scripts.answer(
        s, c, by=a, step=step, answer=answer, values=values or None, version=version))  # fmt: skip


def jumps(there: Floor, contact: int, step: str, version: int | None = None, by: int | None = None) -> ScriptPosition:
    with reading() as session:
        known = session.get_one(ScriptPosition, contact).version
    return does(contact, by or there.dan, lambda s, c, a: scripts.jump(
        s, c, by=a, step=step, version=known if version is None else version))  # fmt: skip


def test_a_form_writes_back_and_its_values_are_spoken_of_later() -> None:
    there, contact = ready()
    says(there, contact, "yes")
    says(there, contact, "next", **GOOD)
    with reading() as session:
        known = profile.profile(session, there.juan)
        assert (known.children, str(known.birth_date)) == (3, "1975-09-02")
        row = offer_rows.script_row(session, contact)
    assert row and row.say == "«Le leo las condiciones para 3 niños.»" and row.read_until


def test_an_answer_with_a_condition_is_there_only_when_it_holds() -> None:
    there, contact = ready()
    says(there, contact, "yes")
    says(there, contact, "next", **{**GOOD, "how_many": 2})
    clock.advance(timedelta(seconds=10))
    says(there, contact, "heard")
    says(there, contact, "none")
    with reading() as session:
        row = offer_rows.script_row(session, contact)
    assert row and [each.key for each in row.answers] == ["yes", "around", "no"]
    with pytest.raises(Invalid) as refused:
        says(there, contact, "bulk")
    assert refused.value.field == "answer"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"how_many": None}, "how_many"), ({"how_many": "three"}, "how_many"), ({"how_many": True}, "how_many"),
        ({"how_many": 99}, "how_many"), ({"likes": "green"}, "likes"), ({"when_born": "soon"}, "when_born"),
        ({"paper": "x" * 501}, "paper"), ({"shoe": 1}, "shoe"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_by_its_field_and_nothing_is_half_saved(wrong: dict[str, Any], field: str) -> None:
    there, contact = ready()
    says(there, contact, "yes")
    with pytest.raises(Invalid) as refused:
        says(there, contact, "next", **{**GOOD, **wrong})
    assert refused.value.field == field
    with reading() as session:
        assert profile.profile(session, there.juan).children is None
        assert session.get_one(ScriptPosition, contact).step == "home"


def test_what_is_sensitive_is_kept_in_no_position_move_note_event_or_timeline() -> None:
    there, contact = ready()
    says(there, contact, "yes")
    says(there, contact, "next", **GOOD)
    clock.advance(timedelta(seconds=10))
    says(there, contact, "heard")
    says(there, contact, "many")
    says(there, contact, "yes")
    with reading() as session:
        moves = list(session.scalars(select(ScriptMove).order_by(ScriptMove.id)))
        assert [each.answer for each in moves] == ["yes", "next", "heard", None, "yes"]
        for table in ("script_position", "script_move", "contact_event", "note", "timeline_entry", "due"):
            everything = json.dumps([list(row) for row in session.execute(text(f"SELECT * FROM {table}"))], default=str)
            assert "X-SECRET-1" not in everything and '"many"' not in everything, table


def test_what_must_be_read_is_read_to_its_end_and_that_is_proved() -> None:
    there, contact = ready()
    says(there, contact, "yes")
    says(there, contact, "next", **GOOD)
    clock.advance(timedelta(seconds=8))
    with pytest.raises(StillReading):
        says(there, contact, "heard")
    clock.advance(timedelta(seconds=3))
    says(there, contact, "heard")
    with reading() as session:
        proof = session.scalars(select(ScriptMove).where(ScriptMove.step == "terms")).one()
        assert proof.answer == "heard" and proof.seconds >= 10 and proof.agent_id == there.dan


def test_one_jumps_back_to_where_one_was_but_over_nothing_binding() -> None:
    there, contact = ready()
    for binding in ("terms", "offer", "nowhere"):
        with pytest.raises(NotThere):
            jumps(there, contact, binding)
    says(there, contact, "yes")
    says(there, contact, "next", **GOOD)
    with pytest.raises(NotThere):
        jumps(there, contact, "offer")
    assert jumps(there, contact, "ask").path == []
    assert jumps(there, contact, "home").step == "home"  # the form is ahead, not jumped over
    with pytest.raises(ScriptMoved):
        jumps(there, contact, "ask", version=1)
    with pytest.raises(Missing):
        jumps(there, contact, "ask", by=there.bob)


def test_a_circle_may_be_gone_round_and_the_newest_answer_counts() -> None:
    there, contact = ready()
    says(there, contact, "yes")
    for many in (3, 4):
        says(there, contact, "next", **{**GOOD, "how_many": many})
        clock.advance(timedelta(seconds=10))
        says(there, contact, "heard")
        says(there, contact, "none")
        position = says(there, contact, "around")
    assert position.step == "home" and position.values["how_many"] == 4
    with reading() as session:
        row = offer_rows.script_row(session, contact)
        assert row and {each.key: each.value for each in row.fields}["how_many"] == 4
        assert {each.key: each.value for each in row.fields}["paper"] is None


def test_somebody_nobody_knows_becomes_a_customer_by_saying_who_they_are_and_may_accept() -> None:
    there = people.floor()
    words = """
== who | Quién | Who | form
es: «¿A nombre de quién?»
en: “In whose name?”
++ full_name | Nombre | Name | text | profile.name | needed
++ mail | Correo | E-mail | text | profile.email
-> next | Sigue | Next | to offer
-> no | No | No | not_mentioned

== offer | Propuesta | Offer
es: «¿Lo quiere?»
en: “Do you want it?”
-> yes | Sí | Yes | accepted
-> no | No | No | rejected
"""
    with transaction() as session:
        steps.save(session, "carinena", script_text.read(words))
        offer = session.scalars(select(Offer).where(Offer.key == "carinena")).one()
        offer.public, offer.propensity, offer.eligibility = True, 5000, "known = false"
    contact = people.calls(there, caller="+34699111222")
    assert decides(contact).offer_id == people.offer_id("carinena")
    solves(there, contact)
    opens(there, contact)
    with pytest.raises(Invalid) as refused:
        says(there, contact, "next", full_name="Eva Gil", mail="no mail")
    assert refused.value.field == "mail" and cast.contact(contact).record is None
    says(there, contact, "next", full_name="eva gil", mail="eva@example.com")
    assert decides(contact).offer_id == people.offer_id("carinena")  # it is still the one to make
    assert says(there, contact, "yes").outcome is Result.ACCEPTED
    known = cast.contact(contact)
    assert known.prospect and known.record is not None
    with reading() as session:
        person = profile.profile(session, known.record.customer_id)
    assert person.emails == ("eva@example.com",) and person.phones == ("+34699111222",)


def test_somebody_known_is_still_verified_before_accepting() -> None:
    there, contact = ready(Certainty.RECOGNISED)
    says(there, contact, "yes")
    says(there, contact, "next", **GOOD)
    clock.advance(timedelta(seconds=10))
    says(there, contact, "heard")
    says(there, contact, "none")
    with pytest.raises(outcomes.NotVerified):
        says(there, contact, "yes")


@pytest.mark.parametrize("key", sorted(SCRIPTS))
def test_a_script_read_from_its_own_text_is_the_same(key: str) -> None:
    assert script_text.read(script_text.write(SCRIPTS[key])) == SCRIPTS[key]
    mine = script_text.read(TEXT)
    assert script_text.read(script_text.write(mine)) == mine


@pytest.mark.parametrize(
    ("line", "says_why"),
    [
        ("hello", "Line 13: this can't be read"), ("-> a | b | c", "too many or too few"),
        ("-> a | b | c | perhaps", "an answer ends with"), ("-> a | b | c | later soon", "a number of days"),
        (":: a | b | c", "a field begins with"),
    ],
)  # fmt: skip
def test_a_line_nobody_can_read_is_named_in_both_languages(line: str, says_why: str) -> None:
    lines = TEXT.split("\n")
    with pytest.raises(Invalid, match=says_why) as refused:
        script_text.read("\n".join([*lines[:6], *[""] * 6, line, *lines[6:]]))
    assert refused.value.field == "script"
    spanish = words.translate("es", refused.value.template, **refused.value.facts)
    assert spanish.startswith("Línea 13: ") and says_why not in spanish


@pytest.mark.parametrize(
    ("change", "says_why"),
    [
        (lambda s: s[1].update(fields=[]), "a form has fields"),
        (lambda s: s[1]["fields"][0].update(key="age"), "a key of its own"),
        (lambda s: s[1]["fields"][0].update(type="poem"), "no type of field"),
        (lambda s: s[1]["fields"][0].update(writes="profile.faith"), "nothing is written"),
        (lambda s: s[1]["fields"][3].update(choices=[]), "a choice has choices"),
        (lambda s: s[2].update(seconds=9999), "reading takes"),
        (lambda s: s[2].update(kind="dance"), "no kind of step"),
        (lambda s: s[2]["say"].update(es="{paper}"), "paper"),
        (lambda s: s[4]["answers"][0].update(when="paper = \"x\""), "no known field"),
    ],
)  # fmt: skip
def test_a_form_that_makes_no_sense_is_refused(change: Any, says_why: str) -> None:
    broken = copy.deepcopy(script_text.read(TEXT))
    change(broken)
    with pytest.raises(Invalid, match=says_why) as refused:
        steps.checked(broken)
    spanish = words.translate("es", refused.value.template, **refused.value.facts)
    assert (spanish.startswith("Paso ") and says_why not in spanish.removeprefix("Paso ").partition(":")[2]) or (
        says_why == "paper"  # its own name is in both
    )
