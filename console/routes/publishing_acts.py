"""What is done with a version of an offer or a script: one noun each, the same for both."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.db import transaction
from console.errors import Invalid, Refusal
from console.publishing import publication as book
from console.publishing import releasing, review
from console.publishing.publication import Version
from console.routes import marketing, sending
from console.routes.reading_forms import Form, form

Deed = Callable[[Session, Version, Agent, Form], object]
Refused = Callable[[str, int, Refusal], str]
"""The page of that key and version again, saying why."""
MOST = 2_000


def serve(blueprint: Blueprint, kind: str, again: Refused) -> None:
    """``/<key>/versions/<n>/<noun>`` of a kind."""

    def answer(key: str, number: int, noun: str) -> sending.Answer:
        may, deed = DEEDS[noun]

        def act() -> None:
            with transaction() as session:
                by = may(session)
                found = book.version(session, book.publication(session, kind, key), number)
                deed(session, found, by, form())

        to = request.path.split("/versions/")[0]
        return sending.done(act, to=to, again=lambda refusal: again(key, number, refusal))

    for noun in DEEDS:
        blueprint.add_url_rule(
            f"/<key>/versions/<int:number>/{noun}", f"{noun}", answer, methods=["POST"], defaults={"noun": noun}
        )


def publish(session: Session, version: Version, by: Agent, sent: Form) -> None:
    at = sent.maybe_moment("at")
    if at is not None and at <= clock.now():
        raise Invalid("Choose a time to come.", field="at")
    releasing.publish(session, version, by=by, at=at)


def retire(session: Session, version: Version, by: Agent, sent: Form) -> None:
    at = sent.maybe_moment("at")
    if at is not None and at <= clock.now():
        raise Invalid("Choose a time to come.", field="at")
    releasing.retire(session, version.publication, by=by, at=at)


DEEDS: dict[str, tuple[Callable[[Session], Agent], Deed]] = {
    "submission": (marketing.marketer, lambda s, v, by, sent: review.submit(s, v, by=by)),
    "remarks": (
        marketing.marketer, lambda s, v, by, sent: review.comment(s, v, by=by, text=sent.text("comment", most=MOST))
    ),
    "approval": (
        marketing.approver, lambda s, v, by, sent: review.approve(s, v, by=by, comment=sent.text("comment", most=MOST))
    ),
    "sending-back": (
        marketing.approver,
        lambda s, v, by, sent: review.send_back(s, v, by=by, comment=sent.text("comment", most=MOST)),
    ),
    "publication": (marketing.marketer, publish),
    "unscheduling": (marketing.marketer, lambda s, v, by, sent: releasing.unschedule(s, v, by=by)),
    "retirement": (marketing.marketer, retire),
    "return": (
        marketing.marketer, lambda s, v, by, sent: releasing.roll_back(s, v.publication, v.number, by=by)
    ),
}  # fmt: skip
