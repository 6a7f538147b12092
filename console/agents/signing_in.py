"""Signing in and out. The session lives on the server, so it can be revoked at once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, ephemera, events
from console.agents.agent import Agent, Role
from console.agents.events import AgentSignedOut
from console.db import Base
from console.errors import Invalid, Refused

TRIES = "5/minute"
"""For one user name, and ten times that for one address."""
SHORTEST_PASSWORD = 12

hasher = PasswordHasher()
_decoy = hasher.hash(secrets.token_urlsafe(16))


class WrongPassword(Refused):
    message = "The user name and the password don't match."


class TooManyTries(Refused):
    message = "Too many tries. Wait a minute and try again."


class SignIn(Base):
    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the key in the cookie: a stolen database opens no session."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    agent: Mapped[Agent] = relationship()


def add_agent(
    session: Session, *, username: str, name: str, password: str, role: Role,
    language: str = "es", extension: str | None = None,
) -> Agent:  # fmt: skip
    """A new person. Raises Invalid for a short password or a taken name."""
    checked(password)
    if session.scalar(select(Agent.id).where(Agent.username == username)) is not None:
        raise Invalid("{username} is taken.", field="username", username=username)
    agent = Agent(
        username=username, name=name, first_name=name.split()[0], role=role, language=language,
        password_hash=hasher.hash(password), extension=extension, since=clock.now(),
    )  # fmt: skip
    session.add(agent)
    session.flush()  # the caller wants the id
    return agent


def checked(password: str) -> str:
    """Raises Invalid for one too short to be a secret."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            "A password has {least} characters or more.", field="password", least=SHORTEST_PASSWORD
        )
    return password


def set_password(agent: Agent, password: str) -> None:
    agent.password_hash = hasher.hash(checked(password))


def sign_in(session: Session, *, username: str, password: str, address: str) -> tuple[Agent, str]:
    """The agent and the key for their cookie. Raises WrongPassword or TooManyTries.

    An unknown name costs as much time as a wrong password, so names can't be found out."""
    if not (ephemera.allow(f"sign-in:{username.lower()}", TRIES) and ephemera.allow(f"sign-in@{address}", "50/minute")):
        raise TooManyTries
    agent = session.scalar(select(Agent).where(Agent.username == username, Agent.disabled_at.is_(None)))
    try:
        hasher.verify(agent.password_hash if agent else _decoy, password)
    except (VerificationError, InvalidHashError):
        raise WrongPassword(field="password") from None
    if agent is None:
        raise WrongPassword(field="password")
    key = secrets.token_urlsafe(32)
    session.add(SignIn(agent_id=agent.id, key_hash=hashed(key), created_at=clock.now(), used_at=clock.now()))
    return agent, key


def signed_in(session: Session, key: str, *, for_hours: int) -> SignIn | None:
    """The live session a cookie's key opens; None when forged, revoked, expired or disabled."""
    found = session.scalar(select(SignIn).where(SignIn.key_hash == hashed(key)))
    if found is None or found.revoked_at is not None or found.agent.disabled_at is not None:
        return None
    return found if clock.now() - found.used_at < timedelta(hours=for_hours) else None


def used(session: Session, sign_in_id: int) -> None:
    """Use prolongs a session; written at most every few minutes by the caller."""
    if found := session.get(SignIn, sign_in_id):
        found.used_at = clock.now()


def sign_out(session: Session, sign_in: SignIn) -> None:
    sign_in.revoked_at = clock.now()
    events.record(session, AgentSignedOut(sign_in.agent_id, sign_in.id))


def revoke_all(session: Session, agent: Agent) -> None:
    """Cuts every session of somebody, at once."""
    live = select(SignIn).where(SignIn.agent_id == agent.id, SignIn.revoked_at.is_(None))
    for each in session.scalars(live):
        sign_out(session, each)


def forget_old(session: Session, before: datetime, most: int) -> int:
    """Sessions that nobody has used since; how many."""
    ids = session.scalars(select(SignIn.id).where(SignIn.used_at < before).limit(most)).all()
    session.execute(delete(SignIn).where(SignIn.id.in_(ids)))
    return len(ids)


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
