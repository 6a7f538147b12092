"""/outbox: what was sent to customers. In the demo it is their phone and mailbox, words and all."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template

from console.agents.agent import Role
from console.db import reading
from console.errors import Missing
from console.outbox import message
from console.outbox.message import OutgoingMessage, hinted
from console.routes import editing, people

outbox = Blueprint("outbox", __name__, url_prefix="/outbox")
outbox.context_processor(editing.about_me)


@outbox.get("")
def page() -> str:
    demo = bool(current_app.config["DEMO"])
    if people.who().role not in (Role.SUPERVISOR, Role.ADMIN) and not demo:
        raise Missing
    with reading() as session:
        found = [shown(each, demo) for each in message.newest(session)]
    return render_template("outbox.html", messages=found, demo=demo, zone=ZoneInfo(current_app.config["ZONE"]))


def shown(sent: OutgoingMessage, demo: bool) -> dict[str, object]:
    """The address is somebody's: outside of the demo only its end is told."""
    return {
        "at": sent.at, "way": sent.way.value, "state": sent.state.value, "problem": sent.problem,
        "to": sent.address if demo else hinted(sent.way, sent.address), "subject": sent.subject,
        "text": sent.text if demo else "",
    }  # fmt: skip
