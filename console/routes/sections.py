"""The pages that are there for somebody: on top of every plain page, and in the menu of the desk."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app

from console.agents.agent import Agent, Role
from console.db import reading
from console.knowledge import editors
from console.offers import marketers
from console.routes import people
from console.routes.languages import translated

OVERSEES = (Role.SUPERVISOR, Role.ADMIN)


def sections() -> list[dict[str, str]]:
    """Of the asking agent, each with name, path and label; none for somebody signed out."""
    if people.known_agent() is None:
        return []
    with reading() as session:
        found = people.agent(session)
        return [{"name": name, "path": path, "label": label} for name, path, label in of(found)]


def of(agent: Agent) -> Iterator[tuple[str, str, str]]:
    _ = translated
    oversees, admin = agent.role in OVERSEES, agent.role is Role.ADMIN
    if oversees:
        yield "wallboard", "/wallboard", _("Wallboard")
    if editors.may_edit(agent):
        yield "articles", "/knowledge", _("Articles")
    if marketers.may_write(agent):
        yield "offers", "/offers", _("The offers")
    if oversees:
        yield "proof", "/proof", _("Proof")
        yield "insight", "/reports/segments", _("Customers")
    yield "duplicates", "/duplicates", _("Duplicates")
    if oversees or current_app.config["DEMO"]:
        yield "outbox", "/outbox", _("Sent")
    if admin:
        yield "imports", "/admin/imports", _("Imports")
        yield "people", "/admin/people", _("People")
        yield "queues", "/admin/queues", _("Queues")
        yield "privacy", "/admin/privacy", _("Privacy")
