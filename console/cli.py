"""`console …`: everything an operator does from a terminal."""

from __future__ import annotations

import sys

from gevent import monkey

if sys.argv[1:2] != ["worker"]:  # whose threads are real ones: learning doesn't wait for an import
    monkey.patch_all()  # before anything else opens a socket or a lock

import argparse  # noqa: E402
import getpass  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import subprocess  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402

from console import backing_up, config, db, draining, errors, events, logs, migrations, retention  # noqa: E402
from console.config import Config  # noqa: E402
from console.migrations import models  # noqa: E402
from console.privacy import erasing, journal, treatment  # noqa: E402

CHILD_LOOKED_AT, INDEX_LOOKED_AT = 2.0, 2.0
"""Seconds between two looks at the heavy work's process, and at whether there is an index."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the answer is the process's exit status."""
    chosen = parser().parse_args(arguments)
    try:
        settings = config.read()
        settings.data.mkdir(parents=True, exist_ok=True)
        logs.begin(settings.log_level)
        status: int = chosen.command(settings, chosen)
        return status
    except errors.Refusal as refusal:
        print(f"console: {refusal}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="console", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Callable[[Config, argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=help_)
        found.set_defaults(command=command)
        return found

    add("run", run, "serve pages and sockets, and do light due work")
    add("worker", work, "do heavy due work: indexing, importing, training")
    add("index", make_index, "make the search index again, while everything goes on")
    add("migrate", migrate, "bring the database to this version")
    add("demo", demo, "fill an empty database with the demo company")
    user = add("user", add_user, "add somebody who works here")
    user.add_argument("username")
    user.add_argument("--name", required=True)
    user.add_argument("--role", choices=("agent", "supervisor", "admin"), default="agent")
    user.add_argument("--language", choices=("es", "en"), default="es")
    user.add_argument("--extension")
    imported = add("import", import_file, "take in one file of a source")
    imported.add_argument("source")
    imported.add_argument("kind")
    imported.add_argument("file", type=Path)
    imported.add_argument("--dry", action="store_true", help="only say what would happen")
    told = add("import-articles", import_articles, "take in a folder, file or zip of Markdown, HTML or CSV")
    told.add_argument("place", type=Path)
    told.add_argument("--language", choices=("es", "en", "ca", "gl", "eu"), default="es")
    told.add_argument("--category")
    told.add_argument("--publish", action="store_true", help="put them out at once where nobody has to approve")
    told.add_argument("--dry", action="store_true", help="only say what would happen")
    out = add("export-articles", export_articles, "write every article, with its files, into a zip")
    out.add_argument("file", type=Path)
    for name, help_ in (("backup", "copy the database to a file"), ("restore", "put a copy back")):
        found = add(name, backup if name == "backup" else restore, help_)
        found.add_argument("file", type=Path)
    return top


def run(settings: Config, _: argparse.Namespace) -> int:
    """The web process: until SIGTERM, then it lets everybody finish."""
    from console.agents.states import SEEN_EVERY
    from console.app import create_app, sockets
    from console.knowledge import search, wordlist
    from console.realtime import listening, serving
    from console.worker import LIGHT, POST, Worker

    app = create_app(settings)
    wordlist.read_by(gevent.get_hub().threadpool.apply)
    gevent.spawn(search.wake)
    worker = Worker(LIGHT, keeps_time=True)
    post = Worker({}, POST)
    loops: list[Callable[[], None]] = [
        worker.keep_working,
        post.keep_working,
        app.extensions["console_broadcasts"].keep_sending,
        every(SEEN_EVERY.total_seconds(), lambda: listening.say_seen(app)),
        every(CHILD_LOOKED_AT, lambda: keep_child()),
    ]
    if settings.demo:
        from console.demo import calls

        loops.append(calls.simulator(settings).keep_calling)
    threads = [threading.Thread(target=loop, daemon=True) for loop in loops]
    children = [child_worker()]

    def keep_child() -> None:
        """Heavy work that was killed, for want of memory perhaps, goes on with the next one."""
        if children[0].poll() is not None and not app.extensions.get("console_draining"):
            logs.log.warning("the heavy work's process has ended: another one begins")
            children[0] = child_worker()

    for each in threads:
        each.start()

    def drain(*_: object) -> None:
        app.extensions["console_draining"] = True
        gevent.spawn(leave)  # a signal handler itself may not wait

    def leave() -> None:
        worker.stop()
        post.stop()
        children[0].terminate()
        finish: list[Callable[[float], object]] = [threads[0].join, lambda left: ended(children[0], left)]
        if not draining.leave(app.extensions["console_door"], sockets(app), finish):
            logs.log.warning("left although requests were under way")
        gevent.sleep(0.1)  # the goodbyes to the sockets go out
        os._exit(0)

    signal.signal(signal.SIGTERM, drain)
    signal.signal(signal.SIGINT, drain)
    print(f"Agent Console: {settings.url}", flush=True)
    try:
        sockets(app).run(app, host=settings.host, port=settings.port, handler_class=serving.Handler)
    except OSError as error:
        children[0].terminate()
        raise errors.Invalid(
            "Port {port} can't be used ({why}). Choose another with CONSOLE_PORT.",
            field="CONSOLE_PORT", port=settings.port, why=error.strerror,
        ) from None  # fmt: skip
    return 0


def ended(child: subprocess.Popen[bytes], seconds: float) -> None:
    """Gives the heavy work so long to put its last row in order."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()


def every(seconds: float, what: Callable[[], None]) -> Callable[[], None]:
    def loop() -> None:
        while True:
            time.sleep(seconds)
            try:
                what()
            except Exception:
                logs.log.exception("a periodic task failed")

    return loop


def child_worker() -> subprocess.Popen[bytes]:
    """Heavy work goes on in a process of its own, which ends with this one."""
    return subprocess.Popen([sys.executable, "-m", "console.cli", "worker"], stdin=subprocess.PIPE)


def work(settings: Config, _: argparse.Namespace) -> int:
    from console.contacts import training
    from console.customers import segmenting
    from console.knowledge import classifier, index, reviewing
    from console.offers import guardrails, tasting
    from console.worker import heavy_workers, keep_index

    db.connect(settings.database)
    index.open_at(settings.data / "index")
    classifier.open_at(settings.data / "learnt" / "articles.npz")
    retention.keep_as(settings)
    journal.keep_at(settings)
    treatment.know(models.metadata())
    events.subscribe(erasing.PersonForgotten, erasing.leave_no_trace)
    keep_index()
    with db.transaction() as session:
        segmenting.schedule(session)
        training.schedule(session)
        reviewing.schedule(session)
        retention.schedule(session)
        guardrails.schedule(session)
        tasting.schedule(session)
    worker, *beside = heavy_workers()

    def stop(*_: object) -> None:
        for each in (worker, *beside):
            each.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not sys.stdin.isatty():
        threading.Thread(target=until_parent_ends, args=(stop,), daemon=True).start()
    sys.setswitchinterval(0.0005)  # between two queries, learning waits that long for its turn beside heavy work
    threads = [threading.Thread(target=each.keep_working) for each in beside]
    for each in threads:
        each.start()
    threading.Thread(target=every(INDEX_LOOKED_AT, keep_index), daemon=True).start()
    worker.keep_working()
    for each in threads:
        each.join()
    return 0


def until_parent_ends(stop: Callable[[], object]) -> None:
    """Our standard input closes when the web process is gone, even killed."""
    if sys.stdin.fileno() >= 0 and os.read(sys.stdin.fileno(), 1) == b"":
        stop()


def make_index(settings: Config, _: argparse.Namespace) -> int:
    """Searches go on with the old one until all is in."""
    from console.knowledge import index, indexing

    db.connect(settings.database)
    index.open_at(settings.data / "index")
    try:
        with db.reading() as session:
            many = indexing.rebuild(session, bar)
    except TimeoutError:
        raise errors.Conflict("The index is being written already; try again in a moment.") from None
    print(f"\n{many} articles can be found.")
    return 0


def bar(done: int, of: int) -> None:
    filled = 40 * done // max(of, 1)
    print(f"\r[{'#' * filled:<40}] {done} of {of}", end="", flush=True)


def migrate(settings: Config, _: argparse.Namespace) -> int:
    migrations.upgrade(settings.database)
    return 0


def import_articles(settings: Config, chosen: argparse.Namespace) -> int:
    from console.knowledge import bringing_in, packing

    db.connect(settings.database)
    report = bringing_in.Report()
    for few in bringing_in.some(packing.in_folder(chosen.place)):
        with db.transaction() as session:
            bringing_in.take_in(
                session, few, language=chosen.language, category=chosen.category,
                publish=chosen.publish, dry=chosen.dry, report=report,
            )  # fmt: skip
    found = f"{report.new} new, {report.changed} changed, {report.same} the same"
    print(f"{found}, {report.files} files, {report.refused} refused")
    for each in report.problems:
        print(f"{each.file}: {each.message.format(**each.facts)}", file=sys.stderr)
    return 1 if report.problems else 0


def export_articles(settings: Config, chosen: argparse.Namespace) -> int:
    from console.knowledge import taking_out

    db.connect(settings.database)
    with db.reading() as session:
        chosen.file.write_bytes(taking_out.everything(session))
    return 0


def demo(settings: Config, _: argparse.Namespace) -> int:
    """Idempotent: a database that already has the company is left as it is."""
    from console.demo import loading

    if not settings.demo:
        raise errors.Invalid("Set CONSOLE_DEMO=1 to fill in the demo company.", field="CONSOLE_DEMO")
    migrations.upgrade(settings.database)
    db.connect(settings.database)
    journal.keep_at(settings)
    loading.load_everything(settings, say=lambda line: print(line, flush=True))
    return 0


def add_user(settings: Config, chosen: argparse.Namespace) -> int:
    from console.agents import signing_in
    from console.agents.agent import Role

    migrations.upgrade(settings.database)
    db.connect(settings.database)
    password = os.environ.get("PASSWORD") or getpass.getpass("Password: ")
    with db.transaction() as session:
        signing_in.add_agent(
            session, username=chosen.username, name=chosen.name, password=password,
            role=Role(chosen.role), language=chosen.language, extension=chosen.extension,
        )  # fmt: skip
    print(f"{chosen.username} can sign in.")
    return 0


def import_file(settings: Config, chosen: argparse.Namespace) -> int:
    from console.customers import importing

    db.connect(settings.database)
    journal.keep_at(settings)
    report = importing.import_file(chosen.source, chosen.kind, chosen.file, dry=chosen.dry)
    for each in report.problems:
        print(f"{each.file}:{each.line}: {each.field}: {each.message}", file=sys.stderr)
    print(f"new {report.new}, changed {report.changed}, same {report.same}, refused {report.refused}, "
          f"fields left out {report.left_out}")  # fmt: skip
    return 1 if report.refused else 0


def backup(settings: Config, chosen: argparse.Namespace) -> int:
    backing_up.backup(settings.database, chosen.file)
    return 0


def restore(settings: Config, chosen: argparse.Namespace) -> int:
    from console.knowledge import indexing

    backing_up.restore(settings.database, chosen.file)
    migrations.upgrade(settings.database)
    db.connect(settings.database)
    journal.keep_at(settings)
    treatment.know(models.metadata())
    with db.transaction() as session:
        again = journal.replay(session, settings.data / journal.FILE)
        indexing.again(session)  # it is of what was there before
    db.empty_log()
    if again:
        print(f"{again} forgotten again, who had been forgotten since the copy was made.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
