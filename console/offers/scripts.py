"""The guided conversation: one step at a time, back again, resumed wherever it was left."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from console import clock, due
from console.agents.agent import Agent
from console.contacts import access
from console.contacts.contact import Contact, lock, record
from console.errors import Conflict, Invalid, Missing, Refused
from console.expressions import Values, holds, parse
from console.offers import decisions, documents, forms, later, outcomes, prospects, steps
from console.offers.catalogue import Offer
from console.offers.facts import facts
from console.offers.script_position import ScriptPosition, go, moved, opened
from console.offers.steps import StepKind, kind_of
from console.offers.told import Result


class ProblemFirst(Refused):
    message = "First the problem, then the offer: say that it is solved."


class NotProposed(Refused):
    message = "This offer isn't the one to make now."


class NoLongerAllowed(Refused):
    message = "Something has changed: this may not be sold here any more."


class StillReading(Refused):
    message = "Read it to the end: {seconds} seconds are left."


class NotThere(Refused):
    message = "There is no way there from here without what lies between."


class ScriptMoved(Conflict):
    message = "The script has moved on in another window."


def open_script(
    session: Session, contact: Contact, *, by: Agent, offer_id: int
) -> ScriptPosition:
    """Opens the script of the offer decided on; opened again, it stands where it was left."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = session.get(ScriptPosition, contact.id)
    if position is not None and position.offer_id == offer_id:
        return position
    if contact.resolved_at is None:
        raise ProblemFirst
    decision = decisions.standing(session, contact.id)
    if decision is None or decision.offer_id != offer_id:
        raise NotProposed
    if position is not None and position.outcome is None:
        raise ScriptMoved("Finish the script that is open first.")
    offer = session.get_one(Offer, offer_id)
    script = steps.newest(session, offer.script)
    if script is None:
        raise Missing
    if position is None:
        position = ScriptPosition(contact_id=contact.id, version=0)
        session.add(position)
    position.offer_id, position.script, position.outcome = offer_id, script, None
    position.step, position.path, position.values = script.steps[0]["key"], [], {}
    position.since, position.personal_cents = clock.now(), decisions.personal_cents(decision, offer_id)
    record(
        session, contact, "script_opened", agent_id=by.id, offer_id=offer_id, version=script.version
    )
    return moved(session, position)


def answer(
    session: Session,
    contact: Contact,
    *,
    by: Agent,
    step: str,
    answer: str,
    reason: int | None = None,
    values: dict[str, Any] | None = None,
    later_on: date | None = None,
    version: int,
) -> ScriptPosition:
    """On to the answer's step, or to the end with its outcome. ``values``: what a form asked;
    ``later_on``: the day chosen for asking again, instead of the one the script suggests. The same
    answer sent twice is one; a stale screen gets ScriptMoved."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    here = position.script.step(step) if step in [each["key"] for each in position.script.steps] else None
    kept = None if here and here.get("sensitive") else answer
    given = [step, kept, reason]
    if position.version == version + 1 and position.path[-1:] == [given]:
        return position
    if position.version != version or position.step != step or position.outcome is not None or here is None:
        raise ScriptMoved(field="version")
    chosen = next((each for each in choices(session, contact, position) if each["key"] == answer), None)
    if chosen is None:
        raise Invalid("There is no such answer.", field="answer")
    if not chosen.get("outcome"):
        check_read(position)
        documents.check_sent(session, position)
        take_down(session, contact, position, values or {}, by)
    why = reason_of(chosen, reason)
    if chosen.get("outcome"):
        if chosen["outcome"] == Result.ACCEPTED:
            check_read(position)
            documents.check_sent(session, position)
            take_down(session, contact, position, values or {}, by)
        conclude(session, contact, position, by, chosen, why, later_on)
    go(session, position, by, to=chosen.get("to"), answer=kept, outcome=position.outcome)
    position.path = [*position.path, given]
    return moved(session, position)


def choices(session: Session, contact: Contact, position: ScriptPosition) -> list[dict[str, Any]]:
    """The answers that may be given here: one with a condition only when it surely holds."""
    answers: list[dict[str, Any]] = position.here["answers"]
    if not any(each.get("when") for each in answers):
        return answers
    known, vocabulary = spoken_of(session, contact, position), steps.vocabulary(position.script.steps)
    return [each for each in answers if not each.get("when") or holds(parse(each["when"], vocabulary), known)]


def spoken_of(session: Session, contact: Contact, position: ScriptPosition) -> Values:
    """The customer, and what the forms have asked: for conditions and for gaps."""
    days = {each["key"] for each in forms.fields_of(position.script.steps) if each["type"] == "date"}
    asked = {key: date.fromisoformat(v) if key in days else v for key, v in position.values.items()}
    return {**facts(session, contact).values, **asked}


def check_read(position: ScriptPosition) -> None:
    """What must be read out is read to its end; the move keeps how long it took."""
    until = position.read_until
    if until is not None and clock.now() < until:
        raise StillReading(seconds=max(1, round((until - clock.now()).total_seconds())))


def take_down(
    session: Session, contact: Contact, position: ScriptPosition, given: dict[str, Any], by: Agent
) -> None:
    """A form's values go where they belong, and only what isn't sensitive stays here."""
    if kind_of(position.here) is not StepKind.FORM:
        return
    values = forms.read(position.here, given)
    said, fields = forms.told(position.here, values)
    prospects.tell(session, contact, said, by=by, fields=fields)
    position.values = {**position.values, **forms.kept(position.here, values)}


def reason_of(chosen: dict[str, Any], number: int | None) -> dict[str, Any] | None:
    reasons = chosen.get("reasons", [])
    if number is None:
        return None
    if not 0 <= number < len(reasons):
        raise Invalid("There is no such reason.", field="reason")
    reason: dict[str, Any] = reasons[number]
    return reason


def conclude(
    session: Session,
    contact: Contact,
    position: ScriptPosition,
    by: Agent,
    chosen: dict[str, Any],
    why: dict[str, Any] | None,
    later_on: date | None,
) -> None:
    offer, result = session.get_one(Offer, position.offer_id), Result(chosen["outcome"])
    if result is Result.ACCEPTED and decisions.still_open(session, contact, offer, by) is not None:
        raise NoLongerAllowed
    outcomes.write(
        session,
        contact,
        by=by,
        offer=offer,
        result=result,
        reason=why,
        later_on=later_on or suggested(offer, chosen) if result is Result.LATER else None,
        personal_cents=position.personal_cents,
    )
    position.outcome = result


def suggested(offer: Offer, chosen: dict[str, Any]) -> date | None:
    """The day an answer suggests for asking again; None without one, or when the offer ends before."""
    allowed = later.days(offer, chosen["later_days"]) if chosen.get("later_days") else None
    return allowed.suggested if allowed else None


def back(session: Session, contact: Contact, *, by: Agent) -> ScriptPosition:
    """One step back, while nothing was answered for good."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    if position.outcome is not None:
        raise outcomes.AlreadyWrittenDown
    if position.path:
        go(session, position, by, to=position.path[-1][0])
        position.path = position.path[:-1]
        moved(session, position)
    return position


def jump(session: Session, contact: Contact, *, by: Agent, step: str, version: int) -> ScriptPosition:
    """Straight to a step behind, or to one ahead with nothing binding between. What was answered
    after a step behind is taken back with it."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    if position.step == step:
        return position
    if position.outcome is not None or position.version != version:
        raise ScriptMoved(field="version")
    if step not in position.may_jump_to():
        raise NotThere(field="step")
    behind = position.passed
    go(session, position, by, to=step)
    if step in behind:
        first = next(place for place, each in enumerate(position.path) if each[0] == step)
        position.path = position.path[:first]
    return moved(session, position)


def send_documents(
    session: Session, contact: Contact, *, by: Agent, step: str, to: str, client_id: str
) -> ScriptPosition:
    """Those of the step it stands at, to one of `documents.places`; told twice under one id they are sent once."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    if position.step != step or position.outcome is not None:
        raise ScriptMoved(field="step")
    documents.send(session, contact, position, by=by, to=to, client_id=client_id)
    return moved(session, position)


def documents_failed_due(session: Session, row: due.Due) -> None:
    """They could not be delivered: the agent hears of it, and may choose another way."""
    contact_id = documents.contact_of(session, row.facts["message"])
    position = session.get(ScriptPosition, contact_id) if contact_id else None
    if position is not None:
        lock(session, position.contact_id)
        moved(session, position)
