"""What every page about articles needs: that an editor is asking, and what stands on top of it."""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy.orm import Session

from console.agents.agent import Agent, Role
from console.errors import Refusal
from console.knowledge import editors, rendering
from console.routes import people
from console.routes.languages import translated


def editor(session: Session) -> Agent:
    """The asking agent, if they look after articles; to anybody else the page isn't there."""
    people.who()
    return editors.editing(people.agent(session))


def approver(session: Session) -> Agent:
    people.who()
    return editors.approving(people.agent(session))


def about_me() -> dict[str, object]:
    known = people.known_agent()
    return {"who": people.known_agent, "oversees": known is not None and known.role in (Role.SUPERVISOR, Role.ADMIN)}


def shown(markdown: str) -> Markup:
    """An article's text on a page: `rendering` has let nothing through that runs or leads astray."""
    return Markup(rendering.html(markdown))  # noqa: S704


def said(refusal: Refusal | None) -> dict[str, str | None]:
    """Why a form was refused and in which field, in the reader's words."""
    if refusal is None:
        return {"error": None, "wrong": None}
    return {"error": translated(refusal.template, **refusal.facts), "wrong": refusal.field}
