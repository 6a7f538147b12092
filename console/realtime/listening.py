"""Opens the sockets of an app, and does to them at once what must not wait for a heartbeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Flask
from flask_socketio import SocketIO

from console import events
from console.agents import states
from console.agents.agent import Agent
from console.agents.events import AgentSignedOut
from console.db import reading, transaction
from console.realtime import audiences, frames
from console.realtime.broadcasts import Broadcasts
from console.realtime.connections import AgentSockets, VisitorSockets, settle_in
from console.realtime.meeting import Meeting

SIGNED_OUT, ROOMS_CHANGED = "signed_out", "rooms_changed"


class Json:
    """What Socket.IO calls to read and write: orjson, so rows and times need no conversion."""

    @staticmethod
    def dumps(what: object, **_: object) -> str:
        return orjson.dumps(what).decode()

    @staticmethod
    def loads(text: str | bytes, **_: object) -> Any:
        return orjson.loads(text)


def listen(app: Flask, *, async_mode: str, redis_url: str) -> SocketIO:
    """Opens the sockets of an app. One process needs no queue; several meet in Redis."""
    frames.close_defects()
    meeting = Meeting(redis_url) if redis_url else None
    socketio = SocketIO(
        app, async_mode=async_mode, transports=["websocket"], async_handlers=False, json=Json,
        ping_interval=10, ping_timeout=8, max_http_buffer_size=frames.LARGEST_MESSAGE,
        http_compression=False, manage_session=False, **({"client_manager": meeting} if meeting else {}),
        cors_allowed_origins=None, logger=False, engineio_logger=False,
    )  # fmt: skip
    app.extensions["console_tabs"] = {}
    app.extensions["console_visitors"] = {}
    socketio.on_namespace(AgentSockets("/"))
    socketio.on_namespace(VisitorSockets("/visitor"))
    broadcasts = Broadcasts(socketio)
    app.extensions["console_broadcasts"] = broadcasts

    def cut(sign_in: int) -> None:
        for sid, (_, each) in list(app.extensions["console_tabs"].items()):
            if each == sign_in:
                with app.app_context():
                    socketio.server.disconnect(sid, namespace="/")

    def settle(agent_id: int | None) -> None:
        here = [(sid, each) for sid, (each, _) in app.extensions["console_tabs"].items() if agent_id in (None, each)]
        with reading() as session:
            for sid, each in here:
                settle_in(socketio, sid, audiences.rooms_of(session, session.get_one(Agent, each)))

    done: dict[str, Callable[[Any], None]] = {SIGNED_OUT: cut, ROOMS_CHANGED: settle}

    def here_and_elsewhere(what: str, which: int | None) -> None:
        done[what](which)
        if meeting is not None:
            meeting.tell(what, which)

    if meeting is not None:
        meeting.heard = lambda what, which: done[what](which)
    signed_out = events.subscribe(AgentSignedOut, lambda event: here_and_elsewhere(SIGNED_OUT, event.session_id))
    broadcasts.until.append(signed_out)
    broadcasts.rooms_changed = lambda agent_id: here_and_elsewhere(ROOMS_CHANGED, agent_id)
    return socketio


def say_seen(app: Flask) -> None:
    """Every 20 s: the agents with a tab here are there."""
    agent_ids = sorted({agent for agent, _ in app.extensions["console_tabs"].values()})
    if agent_ids:
        with transaction() as session:
            states.seen(session, agent_ids)
