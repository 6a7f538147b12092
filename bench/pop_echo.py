"""The yardstick of `bench.pop`: a bare Flask-SocketIO server that emits what it is posted."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # before anything else is imported, or what it opens would block everybody

import sys  # noqa: E402

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

from console.realtime import frames, serving  # noqa: E402
from console.realtime.listening import Json  # noqa: E402

frames.close_defects()
app = Flask(__name__)
sockets = SocketIO(app, async_mode="gevent", transports=["websocket"], async_handlers=False, json=Json,
                   ping_interval=10, ping_timeout=8, http_compression=False, manage_session=False)  # fmt: skip


@sockets.on("connect")
def connect(auth: dict[str, str]) -> None:
    join_room(auth["room"])


@app.get("/")
def well() -> str:
    return "ok"


@app.post("/<room>")
def echo(room: str) -> str:
    sockets.emit("row", request.get_json(), to=room)
    return "{}"


if __name__ == "__main__":
    sockets.run(app, host="127.0.0.1", port=int(sys.argv[1]), handler_class=serving.Handler)
