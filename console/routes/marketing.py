"""What every page about offers and scripts needs: that a marketer is asking, and the versions beside it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.db import reading
from console.errors import Invalid, Refusal
from console.offers import marketers
from console.publishing import releasing, review, versions
from console.publishing.kinds import Content
from console.publishing.publication import Act, Did, Publication, State, Version
from console.routes import people
from console.routes.languages import translated
from console.routes.reading_forms import Form, local

KEY = re.compile(r"[A-Za-z0-9_]{1,60}")


def marketer(session: Session) -> Agent:
    """The asking agent, if they write offers; to anybody else the page isn't there."""
    people.who()
    return marketers.writing(people.agent(session))


def approver(session: Session) -> Agent:
    people.who()
    return marketers.approving(people.agent(session))


def only_marketers() -> None:
    with reading() as session:
        marketer(session)


def about_me() -> dict[str, object]:
    return {"who": people.known_agent}


def written(
    session: Session, kind: str, key: str, content: Content, by: Agent, sent: Form, *, fresh: bool
) -> Version:
    """The next version of what a form describes. Raises Invalid naming the field, Conflict when another was newer."""
    if not KEY.fullmatch(key):
        raise Invalid("A key has letters, digits and _ only.", field="key")
    return versions.write(
        session, kind, key, content, by=by, comment=sent.text("comment", most=2_000),
        after=0 if fresh else sent.number("after"),
    )  # fmt: skip


def go_on(session: Session, version: Version, by: Agent, sent: Form) -> None:
    """What the button that was pressed asks for besides keeping it."""
    if sent.text("go") == "ask":
        review.submit(session, version, by=by)
    if sent.text("go") == "publish":
        releasing.publish(session, version, by=by)


def said(refusal: Refusal | None) -> dict[str, str | None]:
    """Why a form was refused and in which field, in the reader's words."""
    if refusal is None:
        return {"error": None, "wrong": None}
    return {"error": translated(refusal.template, **refusal.facts), "wrong": refusal.field}


def names() -> dict[State, str]:
    return {
        State.DRAFT: translated("draft"), State.REVIEW: translated("in review"),
        State.PUBLISHED: translated("in use"), State.RETIRED: translated("retired"),
    }  # fmt: skip


def deeds() -> dict[Did, str]:
    return {
        Did.WROTE: translated("wrote it"), Did.SUBMITTED: translated("asked for approval"),
        Did.COMMENTED: translated("remarked"), Did.APPROVED: translated("approved it"),
        Did.SENT_BACK: translated("sent it back"), Did.SCHEDULED: translated("set its time"),
        Did.UNSCHEDULED: translated("took its time away"), Did.PUBLISHED: translated("published it"),
        Did.RETIRED: translated("retired it"), Did.RETIREMENT_SCHEDULED: translated("set when it is retired"),
        Did.FAILED: translated("it could not go out"),
    }  # fmt: skip


def history(session: Session, publication: Publication, shown: Version, agent: Agent) -> dict[str, Any]:
    """Versions and what may be done with the one shown, for `publishing.html`."""
    kind, state = publication.of_kind, names()
    asked = kind.asks_approval(session, publication.key, shown.content)
    approved = bool(review.approvers(session, shown))
    in_review = shown.state is State.REVIEW
    return {
        "number": shown.number, "state": shown.state.value, "state_name": state[shown.state], "asked": asked,
        "versions": [line(each, state) for each in reversed(publication.versions)],
        "acts": [act(each) for each in publication.acts if each.version == shown.number][-8:],
        "in_force": publication.in_force, "newest": publication.newest,
        "may_submit": asked and shown.state is State.DRAFT,
        "may_approve": in_review and not approved and shown.author_id != agent.id and marketers.may_approve(agent),
        "may_publish": shown.state in (State.DRAFT, State.REVIEW) and (not asked or (in_review and approved)),
        "waits": in_review and not approved,
        "publish_at": local(shown.publish_at) if shown.publish_at else None,
        "retire_at": local(publication.retire_at) if publication.retire_at else None,
        "may_retire": publication.in_force == shown.number,
        "may_bring_back": shown.state is State.RETIRED,
        "today": clock.now(),
    }  # fmt: skip


def line(version: Version, state: dict[State, str]) -> dict[str, Any]:
    return {
        "number": version.number, "state": state[version.state], "comment": version.comment,
        "author": version.author.first_name if version.author else "", "at": local(version.at), "again": version.again,
    }  # fmt: skip


def act(each: Act) -> dict[str, Any]:
    return {
        "did": deeds()[each.did], "by": each.agent.first_name if each.agent else "", "at": local(each.at),
        "comment": each.comment, "due": each.did in (Did.PUBLISHED, Did.RETIRED, Did.FAILED),
    }  # fmt: skip
