"""Juan's house, where Ada writes offers and scripts and Bob approves them; Dan answers calls and finds none of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from console.agents.agent import Agent, AgentSkill
from console.db import transaction
from tests import web
from tests.offers import people
from tests.web import Browser


def house(store_url: str, folder: Path) -> Flask:
    made = web.app_for(store_url, folder)
    people.floor()
    with transaction() as session:
        for username, level in (("ada", 1), ("bob", 2)):
            agent = session.scalars(select(Agent).where(Agent.username == username)).one()
            agent.skills.append(AgentSkill(skill="marketing", level=level))
    return made


def sends(browser: Browser, path: str, **fields: Any) -> Any:
    return browser.client.post(path, data={**fields, "csrf_token": browser.csrf})
