"""How long until a ringing call is seen: `python -m bench.paint --agents 499 --rate 20 --seconds 120`.

One real Chromium at a desk among N agents who are sockets only, R calls a second through the CTI
webhook, one a second of them at the Chromium. The server runs on one core, load and browser on the
other. In milliseconds:

* painted: webhook sent until the second frame after the row reached the page: what was drawn in the
  first one is on the glass when the second begins;
* in_page: the page's own part, from the row to that frame, as it acknowledges it (`contact.painted_ms`);
* received: webhook sent until a socket-only agent has its row, in the same run;
* frame_ms: two empty frames of the same page before any load, which nothing drawn can undercut;
* clients_lost: sockets that had fallen away by the end. Any at all, and the machine was too small or
  too busy for this load: the times then say how it fails, not how fast it is.

`ratio_to_received` compares the 95th percentiles of painted and received; compare that, not the times.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import requests  # noqa: E402

from bench import pop  # noqa: E402

RINGS = 0.5
"""Seconds a call rings before its caller gives up."""
ADDRESS = f"http://127.0.0.1:{pop.PORT}"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--agents", type=int, default=499)
    given.add_argument("--rate", type=float, default=20)
    given.add_argument("--seconds", type=float, default=120)
    given.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(run(Path(folder), chosen), indent=2))


def run(folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    environment = pop.clean() | {
        "CONSOLE_DATA": str(folder), "CONSOLE_PORT": str(pop.PORT), "CONSOLE_CTI_TOKEN": pop.TOKEN,
        "CONSOLE_LOG_LEVEL": "WARNING", "BENCH_AGENTS": str(chosen.agents + 1),
    }  # fmt: skip
    prepared = subprocess.run(
        [sys.executable, "-m", "bench.pop_floor"], env=environment, check=True, capture_output=True
    )
    watched, *others = json.loads(prepared.stdout)
    command = [sys.executable, "-m", "console.cli", "run"]
    server = pop.started(command, environment, cores[0], f"{ADDRESS}/healthz")
    try:
        seen, received, frame, lost = measured(watched, others, chosen)
    finally:
        server.terminate()
        server.wait(timeout=30)
    painted, heard = pop.figures([each["painted"] for each in seen]), pop.figures(received)
    return {
        "agents": chosen.agents, "rate": chosen.rate, "seconds": chosen.seconds, "painted_calls": len(seen),
        "painted": painted, "in_page": pop.figures([each["in_page"] for each in seen]), "received": heard,
        "frame_ms": frame, "clients_lost": lost, "ratio_to_received": round(painted["p95_ms"] / heard["p95_ms"], 2),
    }  # fmt: skip


def measured(
    watched: dict[str, str], others: list[dict[str, str]], chosen: argparse.Namespace
) -> tuple[list[dict[str, float]], list[float], float, int]:
    rung: dict[str, float] = {}
    received: list[float] = []

    def hear(extension: str) -> Any:
        def row(message: dict[str, Any]) -> None:
            if message["kind"] == "contact" and message["row"]["state"] == "ringing" and extension in rung:
                received.append((time.time() - rung.pop(extension)) * 1000)

        return row

    clients = [pop.connected(each, hear(each["extension"])) for each in others]
    browser = subprocess.Popen(
        [sys.executable, "-m", "bench.paint_page", ADDRESS, watched["cookie"], chosen.chromium],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert browser.stdin is not None
    assert browser.stdout is not None
    frame = json.loads(browser.stdout.readline())["frame_ms"]
    at_chromium = calls(watched, others, rung, chosen)
    browser.stdin.write("enough\n")
    browser.stdin.flush()
    painted = json.loads(browser.stdout.readline())
    browser.wait(timeout=15)
    lost = sum(not each.connected for each in clients)
    pop.leave(clients)
    return paired(at_chromium, painted), received, frame, lost


def calls(
    watched: dict[str, str], others: list[dict[str, str]], rung: dict[str, float], chosen: argparse.Namespace
) -> list[float]:
    """Every call rings at one extension and hangs up; when those at the Chromium were sent."""
    web, at_chromium, every = requests.Session(), list[float](), max(1, round(chosen.rate))

    def ring(number: int) -> None:
        mine = number % every == 0
        extension = watched["extension"] if mine else others[number % len(others)]["extension"]
        call = {"callId": f"paint-{number}", "from": f"3460{number:07d}", "to": pop.LINE, "direction": "in"}
        now = time.time()
        if mine:
            at_chromium.append(now)
        else:
            rung[extension] = now
        web.post(pop.cti(), json=call | {"event": "newCall", "user": [extension]}, timeout=10).raise_for_status()
        time.sleep(RINGS)
        web.post(pop.cti(), json=call | {"event": "hangup", "cause": "cancel"}, timeout=10)

    begin, rings = time.time(), []
    for number in range(int(chosen.rate * chosen.seconds)):
        time.sleep(max(0.0, begin + number / chosen.rate - time.time()))
        rings.append(gevent.spawn(ring, number))
    gevent.joinall(rings, timeout=30)
    return at_chromium


def paired(sent: list[float], painted: list[dict[str, float]]) -> list[dict[str, float]]:
    """Each call with the first paint after it and before the next one."""
    found, ends = [], [*sent[1:], float("inf")]
    for begun, end in zip(sent, ends, strict=True):
        first = next((each for each in painted if begun <= each["at"] / 1000 < end), None)
        if first:
            found.append({"painted": first["at"] - begun * 1000, "in_page": first["in_page"]})
    if len(found) < len(sent):
        print(f"{len(sent) - len(found)} of {len(sent)} calls were not painted", file=sys.stderr)
    return found


if __name__ == "__main__":
    main()
