"""/duplicates: is it the same person? One case at a time, for whoever isn't in a contact."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console.customers import merging, profile, reads, review, weighing
from console.customers.links import LinkStatus
from console.customers.merge_events import MergeEvent
from console.customers.source_records import Customer, SourceRecord
from console.db import transaction
from console.errors import Missing, Refusal
from console.routes import editing, failures, people
from console.routes.reading_forms import form

duplicates = Blueprint("duplicates", __name__, url_prefix="/duplicates")
duplicates.context_processor(editing.about_me)
Answer = Response | str | tuple[str, int]


@duplicates.get("")
def page() -> Answer:
    people.who()
    return shown(None)


def shown(refusal: Refusal | None) -> Answer:
    """The next case, and what this agent answered last; reading both profiles is remembered."""
    me = people.who().agent_id
    with transaction() as session:
        agent = people.agent(session)
        try:
            review.may_review(agent)
        except review.InACall as busy:
            page = render_template("duplicates.html", case=None, busy=True, left=0, lately=[], **editing.said(busy))
            return page, failures.status_of(busy)
        case = review.next_case(session)
        asked = weighing.sheet(session, case) if case else None
        if case:
            reads.remember(session, me, [case.one, case.other], purpose=reads.REVIEW)
        page = render_template(
            "duplicates.html", case=asked, busy=False, left=review.waiting(session), lately=lately(session, me),
            **editing.said(refusal),
        )  # fmt: skip
    return (page, failures.status_of(refusal)) if refusal else page


def lately(session: Session, agent_id: int) -> list[dict[str, object]]:
    """Answers of this agent that can be taken back: in words that name both."""
    found: list[dict[str, object]] = []
    for link in review.lately(session, agent_id):
        names = [profile.of_records(0, [record]).name for record in review.records_asked(session, link)]
        found.append({"id": link.id, "same": link.status is LinkStatus.HUMAN_YES, "names": names})
    return found


@duplicates.post("/<int:link_id>/answer")
def answer(link_id: int) -> Answer:
    people.who()
    chosen = form().choice("answer", ("same", "two", "later"))
    try:
        with transaction() as session:
            by = people.agent(session)
            if chosen == "later":
                review.later(session, link_id, by=by)
            else:
                review.answer(session, link_id, same=chosen == "same", by=by)
    except Refusal as refusal:
        return shown(refusal)
    return redirect(url_for("duplicates.page"))


@duplicates.post("/<int:link_id>/answer/undone")
def take_back(link_id: int) -> Answer:
    people.who()
    try:
        with transaction() as session:
            review.take_back(session, link_id, by=people.agent(session))
    except Refusal as refusal:
        return shown(refusal)
    return redirect(url_for("duplicates.page"))


@duplicates.get("/profiles/<int:customer_id>")
def history(customer_id: int) -> Answer:
    people.overseer()
    return told(customer_id, None)


def told(customer_id: int, refusal: Refusal | None) -> Answer:
    """Of which records a profile is made, and how it came to be so."""
    with transaction() as session:
        if session.get(Customer, customer_id) is None:
            raise Missing
        reads.remember(session, people.who().agent_id, [customer_id], purpose=reads.REVIEW)
        page = render_template(
            "profile_history.html", name=profile.profile(session, customer_id).name, id=customer_id,
            records=[shown_record(each) for each in weighing.records_of(session, customer_id)],
            events=[shown_event(each) for each in merging.events_of(session, customer_id)], **editing.said(refusal),
        )  # fmt: skip
    return (page, failures.status_of(refusal)) if refusal else page


def shown_record(record: SourceRecord) -> dict[str, object]:
    known = profile.of_records(0, [record])
    facts = [known.birth_date.isoformat() if known.birth_date else None, known.document, *known.phones, *known.emails]
    where = f"{record.source.name} {record.key}"
    return {"id": record.id, "name": known.name, "where": where, "facts": [each for each in facts if each]}


def shown_event(event: MergeEvent) -> dict[str, object]:
    return {
        "id": event.id, "kind": event.kind.value, "at": event.at, "reason": event.reason, "undone": event.undone,
        "from_id": event.from_id, "to_id": event.to_id, "records": len(event.records), "human": event.by_id is not None,
        "percent": None if event.probability is None else round(100 * event.probability),
    }  # fmt: skip


@duplicates.post("/profiles/<int:customer_id>/split")
def split(customer_id: int) -> Answer:
    people.overseer()
    try:
        with transaction() as session:
            chosen = set(form().numbers("record"))
            mine = [each.id for each in merging.members(session, [customer_id]) if each.id in chosen]
            review.split_off(session, mine, by=people.agent(session))
    except Missing:
        raise
    except Refusal as refusal:
        return told(customer_id, refusal)
    return redirect(url_for("duplicates.history", customer_id=customer_id))


@duplicates.post("/profiles/<int:customer_id>/events/<int:event_id>/undone")
def undo(customer_id: int, event_id: int) -> Answer:
    people.overseer()
    try:
        with transaction() as session:
            if event_id not in {each.id for each in merging.events_of(session, customer_id)}:
                raise Missing
            review.undo(session, event_id, by=people.agent(session))
    except Missing:
        raise
    except Refusal as refusal:
        return told(customer_id, refusal)
    return redirect(url_for("duplicates.history", customer_id=customer_id))
