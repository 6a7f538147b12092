"""How long an agent's search takes through the real server: `python -m bench.search_http --articles 50000`.

The articles and questions of `bench.search_speed`, mistyped. A signed-in agent types each question letter by letter:
every beginning of three letters or more is one `GET /articles?q=` over a kept connection, so every answer is the
desk's own, with visibility, snippets and marks. Beside each one a bare `GET /healthz` of the same server over the
same connection: `ratio_to_healthz` compares the medians. In milliseconds:

* typing: unfinished questions; full: whole ones; all: both;
* first: the very first search of the process, which opens everything;
* cpu: the web process's processor time for one search, its `/healthz` and all else it does meanwhile.

`success3`: share of whole questions with their article among the first three. Bar: p95 of all at most 50 ms at 50,000.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from bench.search_base import Doc, write
from bench.search_made_up import made_up, questions
from bench.search_speed import at, progress, rss_mb_of
from console import db
from console.knowledge import index, indexing

SHORTEST = 3
WARM = 5
BAR_MS = 50.0


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--articles", type=int, default=50_000)
    wanted.add_argument("--queries", type=int, default=60)
    wanted.add_argument("--folder", type=Path, help="keep the base there, and take it from there the next time")
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as other:
        print(json.dumps(run(asked.folder or Path(other), asked.articles, asked.queries), indent=2))


def run(folder: Path, many: int, queries: int) -> dict[str, Any]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mine = {name: value for name, value in os.environ.items() if not name.startswith("CONSOLE_")}
    environment = mine | {
        "CONSOLE_DATA": str(folder), "CONSOLE_PORT": str(port), "CONSOLE_CTI_TOKEN": "bench-bench-bench-bench",
        "CONSOLE_LOG_LEVEL": "WARNING", "BENCH_AGENTS": "1",
    }  # fmt: skip
    docs = made_up(many)
    known = folder / f"cookie-{many}"
    if not known.exists():
        known.write_text(built(folder, docs, environment))
    with serving(environment, f"http://127.0.0.1:{port}") as (url, process):
        web = requests.Session()
        web.headers["Cookie"] = f"console={known.read_text()}"
        measured = typed(web, url, questions(docs, queries + WARM), lambda: spent(process.pid))
        measured |= {"rss_mb": rss_mb_of(process.pid), "bar_p95_ms": BAR_MS}
        return {"articles": many, "queries": queries, **measured}


def built(folder: Path, docs: Sequence[Doc], environment: dict[str, str]) -> str:
    """People and articles, indexed; an agent's cookie."""
    folder.mkdir(parents=True, exist_ok=True)
    floor = [sys.executable, "-m", "bench.pop_floor"]
    (agent,) = json.loads(subprocess.run(floor, env=environment, check=True, capture_output=True).stdout)
    db.connect(f"sqlite:///{folder}/console.sqlite3")
    write(docs)
    index.open_at(folder / "index")
    with db.reading() as session:
        indexing.rebuild(session, progress)
    print(file=sys.stderr)
    db.disconnect()
    return str(agent["cookie"])


def spent(process: int) -> float:
    """Milliseconds of processor so far, of the web process alone."""
    ticks = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return 1_000 * sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(environment: dict[str, str], url: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "console.cli", "run"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                requests.get(f"{url}/healthz", timeout=1)
                break
            except requests.RequestException:
                time.sleep(0.1)
        yield url, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def typed(
    web: requests.Session, url: str, asked: list[tuple[str, str]], spent: Callable[[], float]
) -> dict[str, Any]:
    """Document number n is article n + 1."""
    first, _ = timed(web, url, asked[0][1])
    for _, text in asked[:WARM]:
        timed(web, url, text)
    typing, full, alive, right = [], [], [], 0
    before = spent()
    for wanted, text in asked[WARM:]:
        for length in range(min(SHORTEST, len(text)), len(text) + 1):
            took, found = timed(web, url, text[:length])
            (full if length == len(text) else typing).append(took)
            started = time.perf_counter()
            web.get(f"{url}/healthz", timeout=10).raise_for_status()
            alive.append(1_000 * (time.perf_counter() - started))
        right += int(wanted) + 1 in found[:3]
    every, worked = figures(typing + full), (spent() - before) / len(typing + full)
    return {
        "requests": len(typing) + len(full), "first_ms": round(first, 1), "all": every, "typing": figures(typing),
        "full": figures(full), "healthz": figures(alive), "success3": round(right / len(full), 3),
        "cpu_ms": round(worked, 2), "ratio_to_healthz": round(every["p50_ms"] / max(at(alive, 0.5), 0.01), 2),
    }  # fmt: skip


def timed(web: requests.Session, url: str, text: str) -> tuple[float, list[int]]:
    """Milliseconds, and the articles, the best first."""
    started = time.perf_counter()
    answer = web.get(f"{url}/articles", params={"q": text}, timeout=30)
    took = 1_000 * (time.perf_counter() - started)
    answer.raise_for_status()
    return took, [each["article"] for each in answer.json()["hits"]]


def figures(took: list[float]) -> dict[str, float]:
    return {"p50_ms": at(took, 0.5), "p95_ms": at(took, 0.95), "p99_ms": at(took, 0.99)}


if __name__ == "__main__":
    main()
