"""/duplicates: is it the same person? One case at a time, for whoever isn't in a contact."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from sqlalchemy.orm import Session

from console.customers import merging, profile, reads, review, weighing
from console.customers.links import LinkStatus
from console.customers.merge_events import MergeEvent
from console.customers.source_records import CONSOLE, Customer, SourceRecord
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.routes import editing, failures, people
from console.routes.reading_forms import form, local
from console.routes.sending import Answer, done

duplicates = Blueprint("duplicates", __name__, url_prefix="/duplicates")
duplicates.context_processor(editing.about_me)


@duplicates.get("")
def page() -> Answer | str:
    people.who()
    try:
        with reading() as session:
            review.may_review(people.agent(session))
    except review.InACall as busy:
        return shown(busy), failures.status_of(busy)
    return shown(None)


def shown(refusal: Refusal | None) -> str:
    """The next case, and what this agent answered last; reading both profiles is remembered."""
    me = people.who().agent_id
    if isinstance(refusal, review.InACall):
        return render_template("duplicates.html", case=None, busy=True, left=0, lately=[], **editing.said(refusal))
    with transaction() as session:
        case = review.next_case(session)
        if case:
            reads.remember(session, me, [case.one, case.other], purpose=reads.REVIEW)
        return render_template(
            "duplicates.html", case=weighing.sheet(session, case) if case else None, busy=False,
            left=review.waiting(session), lately=lately(session, me), **editing.said(refusal),
        )  # fmt: skip


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

    def say() -> None:
        with transaction() as session:
            by = people.agent(session)
            if chosen == "later":
                review.later(session, link_id, by=by)
            else:
                review.answer(session, link_id, same=chosen == "same", by=by)

    return done(say, to=url_for("duplicates.page"), again=shown)


@duplicates.post("/<int:link_id>/answer/undone")
def take_back(link_id: int) -> Answer:
    people.who()

    def back() -> None:
        with transaction() as session:
            review.take_back(session, link_id, by=people.agent(session))

    return done(back, to=url_for("duplicates.page"), again=shown)


@duplicates.get("/profiles/<int:customer_id>")
def history(customer_id: int) -> str:
    people.overseer()
    return told(customer_id, None)


def told(customer_id: int, refusal: Refusal | None) -> str:
    """Of which records a profile is made, and how it came to be so."""
    with transaction() as session:
        if session.get(Customer, customer_id) is None:
            raise Missing
        reads.remember(session, people.who().agent_id, [customer_id], purpose=reads.REVIEW)
        return render_template(
            "profile_history.html", name=profile.profile(session, customer_id).name, id=customer_id,
            records=[shown_record(each) for each in weighing.records_of(session, customer_id)],
            events=[shown_event(each) for each in merging.events_of(session, customer_id)], **editing.said(refusal),
        )  # fmt: skip


def shown_record(record: SourceRecord) -> dict[str, object]:
    known = profile.of_records(0, [record])
    facts = [known.birth_date.isoformat() if known.birth_date else None, known.document, *known.phones, *known.emails]
    ours = record.source.key == CONSOLE  # whose key is nobody's number
    where = None if ours else f"{record.source.name} {record.key}"
    return {"id": record.id, "name": known.name, "where": where, "facts": [each for each in facts if each]}


def shown_event(event: MergeEvent) -> dict[str, object]:
    return {
        "id": event.id, "kind": event.kind.value, "at": local(event.at), "reason": event.reason, "undone": event.undone,
        "from_id": event.from_id, "to_id": event.to_id, "records": len(event.records), "human": event.by_id is not None,
        "percent": None if event.probability is None else round(100 * event.probability),
    }  # fmt: skip


@duplicates.post("/profiles/<int:customer_id>/split")
def split(customer_id: int) -> Answer:
    people.overseer()
    chosen = set(form().numbers("record"))

    def part() -> None:
        if not chosen:
            raise Invalid("Tick the records that are of somebody else.", field="record")
        with transaction() as session:
            mine = [each.id for each in merging.members(session, [customer_id]) if each.id in chosen]
            review.split_off(session, mine, by=people.agent(session))

    return changed(customer_id, part)


@duplicates.post("/profiles/<int:customer_id>/events/<int:event_id>/undone")
def undo(customer_id: int, event_id: int) -> Answer:
    people.overseer()

    def back() -> None:
        with transaction() as session:
            if event_id not in {each.id for each in merging.events_of(session, customer_id)}:
                raise Missing
            review.undo(session, event_id, by=people.agent(session))

    return changed(customer_id, back)


def changed(customer_id: int, deed: Callable[[], None]) -> Answer:
    there = url_for("duplicates.history", customer_id=customer_id)
    return done(deed, to=there, again=lambda refusal: told(customer_id, refusal))
