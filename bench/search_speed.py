"""How fast search answers, and in how much memory: the product's own engine beside SQLite's full text.

    python -m bench.search_speed [--articles 1000,10000] [--peers] [--queries 300]

Articles are made up: a title and four real sentences of the public sets in Spanish and English in turn, a name and
a code each. Queries are some words of one article, mistyped. Each system is asked by a process of its own that
finds everything on disk, so its memory is a reader's. ``visible_s``: from the commit of a new article until each of
three processes that were searching all the while finds it. Timings mean nothing beside another machine's: read the
ratios, and on a busy one those of the time on the processor.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.search_base import Doc, write
from bench.search_made_up import made_up, questions
from console import db
from console.knowledge import articles, index, indexing, search
from console.knowledge import language as tongue
from console.migrations import models
from console.worker import APART, Worker

WARM, WATCHERS = 20, 3
NEW_WORD = "zumaquera"


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--articles", type=lambda text: [int(n) for n in text.split(",")], default=[1_000, 10_000])
    wanted.add_argument("--queries", type=int, default=300)
    wanted.add_argument("--peers", action="store_true")
    wanted.add_argument("--child", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    asked = wanted.parse_args()
    if asked.child:
        CHILDREN[asked.child[0]](Path(asked.child[1]))
        return
    print(json.dumps({str(many): compared(many, asked.queries, asked.peers) for many in asked.articles}, indent=2))


def compared(many: int, queries: int, peers: bool) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp())
    try:
        docs = made_up(many)
        (folder / "queries.json").write_text(json.dumps(questions(docs, queries)))
        started = time.perf_counter()
        build(docs, folder)
        found: dict[str, dict[str, float]] = {"ours": {"build_s": round(time.perf_counter() - started, 1)}}
        if peers:
            started = time.perf_counter()
            build_fts5(docs, folder)
            found["fts5"] = {"build_s": round(time.perf_counter() - started, 1)}
        for name in found:
            found[name] |= json.loads(child(name, folder).communicate()[0])
        found["ours"]["visible_s"] = visible_after(folder)
        return dict(found)
    finally:
        shutil.rmtree(folder)


def child(what: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.search_speed", "--child", what, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def build(docs: Sequence[Doc], folder: Path) -> None:
    opened(folder)
    models.metadata().create_all(db.engine())
    write(docs)
    with db.reading() as session:
        indexing.rebuild(session, progress)
    print(file=sys.stderr)
    db.disconnect()


def progress(done: int, of: int) -> None:
    filled = 40 * done // max(of, 1)
    print(f"\r[{'#' * filled:<40}] {done} of {of}", end="", file=sys.stderr, flush=True)


def opened(folder: Path) -> None:
    db.connect(f"sqlite:///{folder}/console.sqlite")
    index.open_at(folder / "index")


def build_fts5(docs: Sequence[Doc], folder: Path) -> None:
    store = sqlite3.connect(folder / "fts5.sqlite")
    words = "tokenize='porter unicode61 remove_diacritics 2', prefix='2 3 4'"
    store.execute(f"create virtual table f using fts5(title, body, {words})")
    rows = ((number, each.title, each.text) for number, each in enumerate(docs))
    store.executemany("insert into f (rowid, title, body) values (?, ?, ?)", rows)
    store.commit()
    store.close()


def ask_ours(folder: Path) -> None:
    opened(folder)

    def ask(text: str) -> list[str]:
        with db.reading() as session:
            found = search.search(session, text, language="es", limit=8)
            return [str(each.version.article_id - 1) for each in found.results]

    timed(folder, ask)


def ask_fts5(folder: Path) -> None:
    """Any of the words, the last one as a beginning, title three times; the texts of the eight best are read too."""
    store = sqlite3.connect(folder / "fts5.sqlite")

    def ask(text: str) -> list[str]:
        said = " OR ".join(f'"{each}"' for each in tongue.WORD.findall(text)) + "*"
        query = "select rowid, title, body from f where f match ? order by bm25(f, 3.0, 1.0) limit 8"
        return [str(row[0]) for row in store.execute(query, (said,))]

    timed(folder, ask)


def timed(folder: Path, ask: Callable[[str], list[str]]) -> None:
    queries = json.loads((folder / "queries.json").read_text())
    started = time.perf_counter()
    ask(queries[0][1])
    first = time.perf_counter() - started
    for _, text in queries[:WARM]:
        ask(f"{text} otra vez")
    took, worked, right = [], [], 0
    for wanted, text in queries:
        started, spent = time.perf_counter(), time.process_time()
        found = ask(text)
        worked.append(1_000 * (time.process_time() - spent))
        took.append(1_000 * (time.perf_counter() - started))
        right += wanted in found[:3]
    print(json.dumps({
        "p50_ms": at(took, 0.5), "p99_ms": at(took, 0.99),
        "cpu_p50_ms": at(worked, 0.5), "cpu_p99_ms": at(worked, 0.99),
        "first_ms": round(1_000 * first, 1), "rss_mb": rss_mb(), "success3": round(right / len(queries), 3),
    }))  # fmt: skip


def at(took: list[float], share: float) -> float:
    return round(sorted(took)[int(share * len(took))], 2)


def rss_mb() -> float:
    """What this process holds now, shared pages of the files included."""
    return rss_mb_of("self")


def rss_mb_of(process: int | str) -> float:
    said = Path(f"/proc/{process}/status").read_text()
    return round(int(re.search(r"VmRSS:\s+(\d+)", said)[1]) / 1_000, 1)  # type: ignore[index]


def visible_after(folder: Path) -> float:
    """Until the last of them has found it."""
    with ExitStack() as all_of_them:
        watchers = [all_of_them.enter_context(child("watch", folder)) for _ in range(WATCHERS)]
        told = [each.stdout for each in watchers if each.stdout is not None]
        for each in told:
            each.readline()  # it has searched once, in vain
        opened(folder)
        worker = Worker({}, APART)
        with db.transaction() as session:
            title = NEW_WORD.capitalize()
            articles.publish(session, key="new", language="es", title=title, body=f"Qué es una {NEW_WORD}.")
        committed = time.time()
        worker.work_off()
        worker.stop()
        db.disconnect()
        return round(max(float(each.readline()) for each in told) - committed, 3)


def watch(folder: Path) -> None:
    opened(folder)
    for tried in range(10_000):
        with db.reading() as session:
            found = search.search(session, NEW_WORD, language="es", limit=3).results
        if any(each.version.title.lower() == NEW_WORD for each in found):
            print(time.time(), flush=True)
            return
        if not tried:
            print("looking", flush=True)
        time.sleep(0.02)


CHILDREN = {"ours": ask_ours, "fts5": ask_fts5, "watch": watch}


if __name__ == "__main__":
    main()
