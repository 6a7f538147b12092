"""Who is connected: signed-in agents on ``/``, visitors with their key on ``/visitor``.

The server joins people to their rooms before it says they are connected; nobody asks for one.
"""

from __future__ import annotations

from typing import Any

from flask import current_app, request
from flask_socketio import ConnectionRefusedError, Namespace, SocketIO, disconnect, emit, join_room
from flask_wtf.csrf import ValidationError, validate_csrf
from sqlalchemy.orm import Session

from console.agents import cookies, states
from console.agents.agent import Agent
from console.contacts import access, messaging
from console.db import reading, transaction
from console.desk import snapshot, visitor_rows
from console.errors import Missing
from console.realtime import audiences


class AgentSockets(Namespace):
    """Tabs of people who work here."""

    def on_connect(self, auth: Any = None) -> None:
        try:
            validate_csrf(given(auth, "csrf"))
        except ValidationError:
            raise ConnectionRefusedError("csrf") from None
        with reading() as session:
            signed_in = cookies.current_sign_in(session)
            if signed_in is None:
                raise ConnectionRefusedError("signed out")
            tabs()[request.sid] = (signed_in.agent_id, signed_in.id)  # type: ignore[attr-defined]
            self.settle(session, signed_in.agent)
        self.seen(signed_in.agent_id)
        emit("build", current_app.config["BUILD"])

    def on_disconnect(self, *_: object) -> None:
        tabs().pop(request.sid, None)  # type: ignore[attr-defined]

    def on_screen(self, known: Any = None) -> dict[str, object]:
        """The heartbeat: what the screen shows; the answer makes it equal to the database."""
        with reading() as session:
            signed_in = cookies.current_sign_in(session)
            if signed_in is None:
                disconnect()
                return {"rows": [], "gone": []}
            # What changed somebody's rooms may have happened in another process.
            self.settle(session, signed_in.agent)
            count = current_app.extensions["console_broadcasts"].count
            these = snapshot.rows_of_agent(session, signed_in.agent, count)
            return snapshot.healed(these, shown(known))

    def on_typing(self, what: Any = None) -> None:
        agent_id, _ = tabs().get(request.sid, (0, 0))  # type: ignore[attr-defined]
        contact_id = what.get("contact") if isinstance(what, dict) else None
        if not isinstance(contact_id, int) or not 0 < contact_id < 2**31:
            return
        with reading() as session:
            try:
                access.contact_for(session, session.get_one(Agent, agent_id), contact_id)
            except Missing:
                return
        told = {"contact": contact_id, "who": "agent"}
        emit("typing", told, to=audiences.visitor(contact_id), namespace="/visitor")

    @staticmethod
    def settle(session: Session, agent: Agent) -> None:
        rooms = audiences.rooms_of(session, agent)
        settle_in(current_app.extensions["socketio"], request.sid, rooms)  # type: ignore[attr-defined]

    @staticmethod
    def seen(agent_id: int) -> None:
        with transaction() as session:
            states.seen(session, [agent_id])


class VisitorSockets(Namespace):
    """The customer's side of a chat."""

    def on_connect(self, auth: Any = None) -> None:
        with reading() as session:
            try:
                chat = messaging.opened(session, given(auth, "token"))
            except Missing:
                raise ConnectionRefusedError("unknown") from None
            visitors()[request.sid] = chat.contact_id  # type: ignore[attr-defined]
            join_room(audiences.visitor(chat.contact_id))
        emit("build", current_app.config["BUILD"])

    def on_disconnect(self, *_: object) -> None:
        visitors().pop(request.sid, None)  # type: ignore[attr-defined]

    def on_screen(self, known: Any = None) -> dict[str, object]:
        with reading() as session:
            chat = session.get(messaging.Chat, visitors().get(request.sid, 0))  # type: ignore[attr-defined]
            these = visitor_rows.visitor_rows(session, chat) if chat else []
            return snapshot.healed(these, shown(known))

    def on_typing(self, what: Any = None) -> None:
        contact_id = visitors().get(request.sid, 0)  # type: ignore[attr-defined]
        with reading() as session:
            rooms = audiences.in_hand(session, contact_id)
        for room in rooms:
            emit("typing", {"contact": contact_id, "who": "visitor"}, to=room, namespace="/")


def given(auth: Any, name: str) -> str:
    """What a browser sends when it connects; nonsense is nothing."""
    value = auth.get(name) if isinstance(auth, dict) else None
    return value if isinstance(value, str) else ""


def settle_in(socketio: SocketIO, sid: str, rooms: set[str]) -> None:
    """Joins a socket to exactly these rooms."""
    present = {each for each in socketio.server.rooms(sid, namespace="/") if each != sid}
    for each in rooms - present:
        socketio.server.enter_room(sid, each, namespace="/")
    for each in present - rooms:
        socketio.server.leave_room(sid, each, namespace="/")


def tabs() -> dict[str, tuple[int, int]]:
    """This process's tabs of agents: socket to (agent, sign-in)."""
    found: dict[str, tuple[int, int]] = current_app.extensions["console_tabs"]
    return found


def visitors() -> dict[str, int]:
    found: dict[str, int] = current_app.extensions["console_visitors"]
    return found


def shown(known: Any) -> snapshot.Known:
    """What a browser says it shows, as far as it makes sense."""
    if not isinstance(known, dict):
        return {}
    return {
        str(kind): {str(key): version for key, version in keys.items() if isinstance(version, int)}
        for kind, keys in known.items()
        if isinstance(keys, dict)
    }
