"""Makes the database of `bench.pop`: one queue, N signed-in agents, and prints their cookies."""

from __future__ import annotations

import json
import os
import secrets

from argon2 import PasswordHasher
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from bench.pop import LINE
from console import clock, config, migrations
from console.agents import signing_in, states
from console.agents.agent import AgentSkill, AgentState, Role
from console.agents.signing_in import SignIn
from console.app import create_app
from console.contacts.contact import Channel, Purpose, Queue
from console.db import transaction


def main() -> None:
    settings = config.read()
    migrations.upgrade(settings.database)
    app = create_app(settings)
    signing_in.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    cookies = SecureCookieSessionInterface().get_signing_serializer(app)
    forms = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")  # type: ignore[arg-type]
    people = []
    with transaction() as session:
        session.add(Queue(
            key="orders", name_es="Pedidos", name_en="Orders", channel=Channel.PHONE, skill="orders",
            purpose=Purpose.SERVICE, line=LINE, greeting_es="Hola", greeting_en="Hello",
        ))  # fmt: skip
        for number in range(int(os.environ["BENCH_AGENTS"])):
            agent = signing_in.add_agent(
                session, username=f"agent{number}", name=f"Agent {number}", password="x" * 12,
                role=Role.AGENT, extension=str(10_000 + number),
            )  # fmt: skip
            agent.skills = [AgentSkill(skill="orders")]
            session.flush()
            states.choose(session, agent, AgentState.AVAILABLE)
            key, raw = secrets.token_urlsafe(32), secrets.token_hex(20)
            session.add(SignIn(agent_id=agent.id, key_hash=signing_in.hashed(key),
                               created_at=clock.now(), used_at=clock.now()))  # fmt: skip
            cookie = cookies.dumps({"sign_in": key, "csrf_token": raw, "_permanent": True})  # type: ignore[union-attr]
            people.append({"extension": agent.extension, "cookie": cookie, "csrf": forms.dumps(raw)})
    print(json.dumps(people))


if __name__ == "__main__":
    main()
