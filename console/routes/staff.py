"""/admin/people: who works here, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents import signing_in
from console.agents import staff as verbs
from console.agents.agent import Agent, Role
from console.agents.staff import Person, Skill
from console.contacts import follow_ups, leaving
from console.contacts.contact import Queue
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.routes import editing, people, sending
from console.routes.reading_forms import Form, form
from console.routes.sending import Answer

staff = Blueprint("staff", __name__, url_prefix="/admin/people")
staff.context_processor(editing.about_me)
SKILLS, SPARE = 12, 4
"""As many lines for skills as the page has at most, and as many empty ones below those filled in."""
Act = Callable[[Session, Agent, Agent], object]
"""A verb on somebody, by an administrator."""


@staff.get("")
def page() -> str:
    people.admin()
    with reading() as session:
        return render_template("people.html", agents=[shown(each) for each in verbs.everybody(session)])


@staff.get("/new")
def new() -> str:
    people.admin()
    return sheet(None, None, None)


@staff.post("/new")
def hire() -> Answer:
    people.admin()
    sent = form()

    def deed() -> str:
        with transaction() as session:
            agent = verbs.hire(
                session, username=sent.text("username", most=80).strip(), password=sent.text("password", most=200),
                wanted=wanted(sent), by=people.agent(session),
            )  # fmt: skip
            return url_for("staff.one", agent_id=agent.id, said="hired")

    return sending.done(deed, again=lambda refusal: sheet(None, sent, refusal))


@staff.get("/<int:agent_id>")
def one(agent_id: int) -> str:
    people.admin()
    return sheet(agent_id, None, None)


@staff.post("/<int:agent_id>")
def change(agent_id: int) -> Answer:
    sent = form()
    return done(agent_id, "saved", sent, lambda session, agent, by: verbs.change(session, agent, wanted(sent), by=by))


@staff.post("/<int:agent_id>/password")
def password(agent_id: int) -> Answer:
    sent = form()

    def reset(session: Session, agent: Agent, by: Agent) -> None:
        verbs.reset_password(session, agent, password=sent.text("password", most=200), by=by)

    return done(agent_id, "password", sent, reset)


@staff.post("/<int:agent_id>/sessions")
def sessions(agent_id: int) -> Answer:
    return done(agent_id, "signed_out", form(), lambda s, agent, by: verbs.sign_out_everywhere(s, agent, by=by))


@staff.post("/<int:agent_id>/access")
def access(agent_id: int) -> Answer:
    """Takes the way in away, or gives it back."""
    sent = form()
    if sent.choice("access", ("yes", "no")) == "yes":
        return done(agent_id, "enabled", sent, lambda session, agent, by: verbs.enable(session, agent, by=by))
    return done(agent_id, "disabled", sent, lambda session, agent, by: leaving.disable(session, agent, by=by))


@staff.post("/<int:agent_id>/promises")
def promises(agent_id: int) -> Answer:
    """What they have still to do is somebody else's from now on."""
    sent = form()
    to = sent.maybe_number("to") or 0
    return done(agent_id, "handed_on", sent, lambda session, agent, by: leaving.hand_on(session, agent, to=to, by=by))


def done(agent_id: int, said: str, sent: Form, act: Act) -> Answer:
    """One verb of an administrator on somebody; back to their sheet, which says that it is done."""
    people.admin()

    def deed() -> None:
        with transaction() as session:
            agent = session.get(Agent, agent_id)
            if agent is None:
                raise Missing
            act(session, agent, people.agent(session))

    return sending.done(
        deed, to=url_for("staff.one", agent_id=agent_id, said=said),
        again=lambda refusal: sheet(agent_id, sent if said == "saved" else None, refusal),
    )  # fmt: skip


def wanted(sent: Form) -> Person:
    """What the form says of somebody. Raises Invalid naming the field."""
    return Person(
        name=" ".join(sent.text("name", most=200).split()), role=Role(sent.choice("role", tuple(Role))),
        language=sent.choice("language", verbs.LANGUAGES), extension=sent.text("extension", most=40).strip() or None,
        chat_capacity=sent.number("chat_capacity"), skills=tuple(skills(sent)),
    )  # fmt: skip


def skills(sent: Form) -> list[Skill]:
    """The lines that name one. A wrong level or day is a fault of its line."""
    found: list[Skill] = []
    for number in range(SKILLS):
        name = sent.text(f"skill-{number}", most=80).strip()
        if not name:
            continue
        try:
            found.append(Skill(name, sent.maybe_number(f"level-{number}") or 1, sent.maybe_day(f"until-{number}")))
        except Invalid as wrong:
            wrong.field = f"skill-{number}"
            raise
    return found


def sheet(agent_id: int | None, sent: Form | None, refusal: Refusal | None) -> str:
    """The form: as it was sent when it was refused, else as it is. Raises Missing."""
    with reading() as session:
        agent = session.get(Agent, agent_id) if agent_id else None
        if agent_id and agent is None:
            raise Missing
        known = sorted({*session.scalars(select(Queue.skill))})
        fields = typed(sent) if sent else filled(agent)
        last = max((number for number in range(SKILLS) if fields.get(f"skill-{number}")), default=-1)
        return render_template(
            "person.html", agent=shown(agent) if agent else None, fields=fields,
            skills=range(min(SKILLS, last + 1 + SPARE)), known=known, roles=tuple(Role),
            least=signing_in.SHORTEST_PASSWORD, most_chats=verbs.MOST_CHATS, highest=verbs.HIGHEST_LEVEL,
            promised=session.scalars(follow_ups.open_of(agent.id)).all() if agent else [],
            others=[each for each in verbs.everybody(session) if each.id != agent_id and each.disabled_at is None],
            done=request.args.get("said") if refusal is None else None, **editing.said(refusal),
        )  # fmt: skip


def typed(sent: Form) -> dict[str, str]:
    return {name: values[0] for name, values in sent.fields.items() if values and name != "password"}


def filled(agent: Agent | None) -> dict[str, str]:
    if agent is None:
        return {"role": Role.AGENT.value, "language": "es", "chat_capacity": "3"}
    fields = {
        "name": agent.name, "role": agent.role.value, "language": agent.language,
        "extension": agent.extension or "", "chat_capacity": str(agent.chat_capacity),
    }  # fmt: skip
    for number, each in enumerate(sorted(agent.skills, key=lambda each: each.skill)):
        fields[f"skill-{number}"], fields[f"level-{number}"] = each.skill, str(each.level)
        fields[f"until-{number}"] = each.trained_until.isoformat() if each.trained_until else ""
    return fields


def shown(agent: Agent) -> dict[str, object]:
    today = clock.now().date()
    return {
        "id": agent.id, "name": agent.name, "username": agent.username, "role": agent.role.value,
        "language": agent.language, "extension": agent.extension, "state": agent.state.value,
        "disabled_at": agent.disabled_at, "skills": [
            {"name": each.skill, "level": each.level, "lapsed": bool(each.trained_until and each.trained_until < today)}
            for each in sorted(agent.skills, key=lambda each: each.skill)
        ],
    }  # fmt: skip
