"""Who works here, kept by an administrator: what they are called, may do and can do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock, events
from console.agents import signing_in, states
from console.agents.agent import Agent, AgentSkill, AgentState, Role, record
from console.agents.events import AgentAbilitiesChanged
from console.errors import Invalid, Missing, Refused

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
EXTENSION = re.compile(r"[\w*#+-]{1,20}")
SKILL = re.compile(r"[\w-]{1,40}")
LANGUAGES = ("es", "en")
MOST_CHATS, HIGHEST_LEVEL, LONGEST_NAME = 6, 10, 80


class LastAdmin(Refused):
    message = "Somebody has to administer the console: make another administrator first."


class Yourself(Refused):
    message = "Another administrator has to do that to you."


@dataclass(frozen=True, slots=True)
class Skill:
    name: str
    level: int
    trained_until: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """Everything an administrator decides about somebody."""

    name: str
    role: Role
    language: str
    extension: str | None
    chat_capacity: int
    skills: tuple[Skill, ...]


def everybody(session: Session) -> list[Agent]:
    """Those who can sign in first, then by name."""
    return list(session.scalars(select(Agent).order_by(Agent.disabled_at.is_not(None), Agent.name, Agent.id)))


def person(session: Session, agent_id: int) -> Agent:
    """Their row, locked; the disabled too. Raises Missing."""
    found = session.scalar(select(Agent).where(Agent.id == agent_id).with_for_update())
    if found is None:
        raise Missing
    return found


def hire(session: Session, *, username: str, password: str, wanted: Person, by: Agent) -> Agent:
    """Somebody new. Raises Invalid naming the field."""
    if not USERNAME.fullmatch(username):
        raise Invalid(
            "A user name has 2 to 40 small letters, digits, dots, hyphens or underscores.", field="username"
        )
    check(session, wanted, but=None)
    agent = signing_in.add_agent(
        session, username=username, name=wanted.name, password=password, role=wanted.role,
        language=wanted.language, extension=wanted.extension,
    )  # fmt: skip
    agent.chat_capacity = wanted.chat_capacity
    agent.skills = [AgentSkill(skill=s.name, level=s.level, trained_until=s.trained_until) for s in wanted.skills]
    record(session, agent, "hired", by=by.id)
    return agent


def change(session: Session, agent: Agent, wanted: Person, *, by: Agent) -> Agent:
    """What they are called and can do from now on. Another role takes a new sign-in."""
    agent = person(session, agent.id)
    check(session, wanted, but=agent.id)
    if wanted.role is not agent.role:
        if agent.role is Role.ADMIN:
            must_leave_an_admin(session, agent)
        signing_in.revoke_all(session, agent)
    agent.name, agent.first_name, agent.role = wanted.name, wanted.name.split()[0], wanted.role
    agent.language, agent.extension, agent.chat_capacity = wanted.language, wanted.extension, wanted.chat_capacity
    learn(agent, wanted.skills)
    record(session, agent, "changed", by=by.id)
    events.record(session, AgentAbilitiesChanged(agent.id))
    states.may_be_free(session)
    return agent


def learn(agent: Agent, skills: tuple[Skill, ...]) -> None:
    """Changes the rows there are instead of replacing them: their key is the skill."""
    before = {each.skill: each for each in agent.skills}
    for wanted in skills:
        row = before.pop(wanted.name, None)
        if row is None:
            row = AgentSkill(skill=wanted.name)
            agent.skills.append(row)
        row.level, row.trained_until = wanted.level, wanted.trained_until
    for row in before.values():
        agent.skills.remove(row)


def reset_password(session: Session, agent: Agent, *, password: str, by: Agent) -> None:
    """A new password, told to them in person; whoever was signed in with the old one is cut."""
    agent = person(session, agent.id)
    signing_in.set_password(agent, password)
    signing_in.revoke_all(session, agent)
    record(session, agent, "password_reset", by=by.id)


def sign_out_everywhere(session: Session, agent: Agent, *, by: Agent) -> None:
    agent = person(session, agent.id)
    signing_in.revoke_all(session, agent)
    record(session, agent, "signed_out_everywhere", by=by.id)


def disable(session: Session, agent: Agent, *, by: Agent) -> None:
    """They can't sign in any more; their past stays. Doing it twice is doing it once."""
    agent = person(session, agent.id)
    if agent.id == by.id:
        raise Yourself
    if agent.disabled_at is not None:
        return
    if agent.role is Role.ADMIN:
        must_leave_an_admin(session, agent)
    if agent.state is not AgentState.OFFLINE:
        states.become(session, agent, AgentState.OFFLINE)
    agent.disabled_at = clock.now()
    signing_in.revoke_all(session, agent)
    record(session, agent, "disabled", by=by.id)


def enable(session: Session, agent: Agent, *, by: Agent) -> None:
    agent = person(session, agent.id)
    if agent.disabled_at is not None:
        agent.disabled_at = None
        record(session, agent, "enabled", by=by.id)


def must_leave_an_admin(session: Session, agent: Agent) -> None:
    others = select(func.count()).select_from(Agent).where(
        Agent.role == Role.ADMIN, Agent.disabled_at.is_(None), Agent.id != agent.id
    )  # fmt: skip
    if not session.scalar(others):
        raise LastAdmin


def check(session: Session, wanted: Person, *, but: int | None) -> None:
    def must(right: bool, field: str, words: str, **facts: object) -> None:
        if not right:
            raise Invalid(words, field=field, **facts)

    must(0 < len(wanted.name) <= LONGEST_NAME, "name", "A name has 1 to {most} characters.", most=LONGEST_NAME)
    must(wanted.language in LANGUAGES, "language", "A language is es or en.")
    must(0 <= wanted.chat_capacity <= MOST_CHATS, "chat_capacity", "From 0 to {most} chats at once.", most=MOST_CHATS)
    if wanted.extension is not None:
        must(bool(EXTENSION.fullmatch(wanted.extension)), "extension", "An extension has 1 to 20 digits or letters.")
        taken = session.scalar(select(Agent.name).where(Agent.extension == wanted.extension, Agent.id != (but or 0)))
        must(taken is None, "extension", "That is {name}'s extension.", name=taken)
    names = [each.name for each in wanted.skills]
    for number, each in enumerate(wanted.skills):
        field = f"skill-{number}"
        must(bool(SKILL.fullmatch(each.name)), field, "A skill is one word of 40 characters at most.")
        must(1 <= each.level <= HIGHEST_LEVEL, field, "A level is from 1 to {most}.", most=HIGHEST_LEVEL)
        must(names.index(each.name) == number, field, "{skill} is there twice.", skill=each.name)
