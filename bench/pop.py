"""How long until a ringing call is at the agent: `python -m bench.pop --agents 200 --rate 10 --seconds 30`.

The server runs on one core, the load on another: N agents connected by Socket.IO, R calls a
second through the CTI webhook. Three times, in milliseconds:

* server: webhook read until its rows are emitted, as the server says in Server-Timing;
* received: webhook sent until the agent's socket has the contact's row;
* echo: the same bytes through a bare Flask-SocketIO server on the same stack, in the same run.

`ratio_to_echo` compares the 95th percentiles of received and echo; compare that, not the times.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import requests  # noqa: E402
import socketio  # noqa: E402

TOKEN = "bench-bench-bench-bench"  # noqa: S105
LINE = "+34900555010"
PORT, ECHO_PORT = 5871, 5872


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--agents", type=int, default=200)
    given.add_argument("--rate", type=float, default=10)
    given.add_argument("--seconds", type=float, default=30)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(run(Path(folder), chosen.agents, chosen.rate, chosen.seconds), indent=2))


def run(folder: Path, agents: int, rate: float, seconds: float) -> dict[str, Any]:
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    environment = clean() | {
        "CONSOLE_DATA": str(folder), "CONSOLE_PORT": str(PORT), "CONSOLE_CTI_TOKEN": TOKEN,
        "CONSOLE_LOG_LEVEL": "WARNING", "BENCH_AGENTS": str(agents),
    }  # fmt: skip
    prepared = subprocess.run(
        [sys.executable, "-m", "bench.pop_floor"], env=environment, check=True, capture_output=True
    )
    people = json.loads(prepared.stdout)
    server = started([sys.executable, "-m", "console.cli", "run"], environment, cores[0], f"http://127.0.0.1:{PORT}/healthz")
    echo = started([sys.executable, "-m", "bench.pop_echo", str(ECHO_PORT)], environment, cores[0], f"http://127.0.0.1:{ECHO_PORT}/")
    try:
        server_ms, received_ms, payload = pops(people, rate, seconds)
        echo_ms = echoes(len(people), payload, rate, seconds)
    finally:
        for process in (server, echo):
            process.terminate()
            process.wait(timeout=15)
    received, echoed = figures(received_ms), figures(echo_ms)
    return {
        "agents": agents, "rate": rate, "seconds": seconds, "calls": len(received_ms),
        "payload_bytes": len(payload), "server": figures(server_ms), "received": received,
        "echo": echoed, "ratio_to_echo": round(received["p95_ms"] / echoed["p95_ms"], 2),
    }  # fmt: skip


def clean() -> dict[str, str]:
    """Our environment without anybody's settings: those of a shell would change what is measured, or stop the start."""
    theirs = ("DATABASE_URL", "REDIS_URL")
    return {name: told for name, told in os.environ.items() if not name.startswith("CONSOLE_") and name not in theirs}


def started(command: list[str], environment: dict[str, str], core: int, health: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, {core})  # noqa: PLW1509
    )
    for _ in range(300):
        try:
            requests.get(health, timeout=1)
            return process
        except requests.RequestException:
            time.sleep(0.1)
    raise SystemExit(f"{command} did not start")


def pops(people: list[dict[str, str]], rate: float, seconds: float) -> tuple[list[float], list[float], str]:
    """Every call rings at one agent's extension, is seen, and hangs up."""
    rung: dict[str, float] = {}
    received: list[float] = []
    server: list[float] = []
    payload = [""]

    def hear(extension: str):  # type: ignore[no-untyped-def]
        def row(message: dict[str, Any]) -> None:
            if message["kind"] == "contact" and message["row"]["state"] == "ringing":
                sent = rung.pop(extension, None)
                if sent is not None:
                    received.append((time.perf_counter() - sent) * 1000)
                    payload[0] = json.dumps(message)

        return row

    clients = [connected(each, hear(each["extension"])) for each in people]
    web = requests.Session()
    calls = int(rate * seconds)
    begin = time.perf_counter()
    rings = []

    def ring(number: int) -> None:
        extension = people[number % len(people)]["extension"]
        call = {"callId": f"bench-{number}", "from": f"3460{number % 10_000_000:07d}", "to": LINE, "direction": "in"}
        rung[extension] = time.perf_counter()
        answer = web.post(cti(), json=call | {"event": "newCall", "user": [extension]}, timeout=10)
        answer.raise_for_status()
        server.append(float(answer.headers["Server-Timing"].split("=")[1]))
        time.sleep(0.5)
        web.post(cti(), json=call | {"event": "hangup", "cause": "cancel"}, timeout=10)

    for number in range(calls):
        time.sleep(max(0.0, begin + number / rate - time.perf_counter()))
        rings.append(gevent.spawn(ring, number))
    gevent.joinall(rings, timeout=30)
    time.sleep(0.5)
    leave(clients)
    if len(received) < calls:
        print(f"{calls - len(received)} of {calls} calls were not seen", file=sys.stderr)
    return server, received, payload[0]


def cti() -> str:
    return f"http://127.0.0.1:{PORT}/api/v1/cti/{TOKEN}"


def connected(person: dict[str, str], hear: Any) -> socketio.Client:
    client = socketio.Client(reconnection=False)
    client.on("row", hear)
    client.connect(
        f"http://127.0.0.1:{PORT}", transports=["websocket"],
        headers={"Cookie": f"console={person['cookie']}"}, auth={"csrf": person["csrf"]},
    )  # fmt: skip
    return client


def echoes(clients: int, payload: str, rate: float, seconds: float) -> list[float]:
    """The same bytes, sent by HTTP to a bare server and emitted to one of as many sockets."""
    taken: list[float] = []
    sent: dict[int, float] = {}

    def hear(message: dict[str, Any]) -> None:
        begun = sent.pop(message["n"], None)
        if begun is not None:
            taken.append((time.perf_counter() - begun) * 1000)

    sockets = []
    for number in range(clients):
        client = socketio.Client(reconnection=False)
        client.on("row", hear)
        client.connect(f"http://127.0.0.1:{ECHO_PORT}", transports=["websocket"], auth={"room": str(number)})
        sockets.append(client)
    web, begin, posts = requests.Session(), time.perf_counter(), []

    def post(number: int) -> None:
        sent[number] = time.perf_counter()
        web.post(
            f"http://127.0.0.1:{ECHO_PORT}/{number % clients}", timeout=10,
            json={"n": number, "row": json.loads(payload or "{}")},
        )  # fmt: skip

    for number in range(int(rate * seconds)):
        time.sleep(max(0.0, begin + number / rate - time.perf_counter()))
        posts.append(gevent.spawn(post, number))
    gevent.joinall(posts, timeout=30)
    leave(sockets)
    return taken


def leave(clients: list[socketio.Client]) -> None:
    """All at once: each waits for its own goodbye."""
    gevent.joinall([gevent.spawn(each.disconnect) for each in clients], timeout=10)


def figures(times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100)
    return {"p50_ms": round(cuts[49], 2), "p95_ms": round(cuts[94], 2), "p99_ms": round(cuts[98], 2)}


if __name__ == "__main__":
    main()
