"""/admin/queues: where contacts wait, for administrators."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request, url_for

from console.contacts import queues as verbs
from console.contacts.contact import Channel, Purpose, Queue
from console.contacts.queues import Reason, Settings
from console.customers import normalising
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.routes import editing, people, sending
from console.routes.reading_forms import Form, form
from console.routes.sending import Answer

queues = Blueprint("queues", __name__, url_prefix="/admin/queues")
queues.context_processor(editing.about_me)
FRESH = {
    "channel": "phone", "purpose": "service", "level": "1", "target_seconds": "20", "target_percent": "80",
    "short_abandon_seconds": "5", "ring_seconds": "20", "wrap_seconds": "120",
    "greeting_es": "Buenos días, soy {agent}. ¿Con quién hablo, por favor?",
    "greeting_en": "Good morning, this is {agent}. Who am I speaking with, please?",
}  # fmt: skip
CHANNELS = (Channel.PHONE, Channel.CHAT)


@queues.get("")
def page() -> str:
    people.admin()
    with reading() as session:
        return render_template("queues.html", queues=verbs.all_queues(session))


@queues.get("/new")
def new() -> str:
    people.admin()
    return sheet(None, None, None)


@queues.post("/new")
def make() -> Answer:
    people.admin()
    sent = form()

    def deed() -> str:
        with transaction() as session:
            made = verbs.open_queue(
                session, key=sent.text("key", most=80).strip(), channel=Channel(sent.choice("channel", CHANNELS)),
                wanted=wanted(sent),
            )  # fmt: skip
            return url_for("queues.one", queue_id=made.id, said="made")

    return sending.done(deed, again=lambda refusal: sheet(None, sent, refusal))


@queues.get("/<int:queue_id>")
def one(queue_id: int) -> str:
    people.admin()
    return sheet(queue_id, None, None)


@queues.post("/<int:queue_id>")
def change(queue_id: int) -> Answer:
    people.admin()
    sent = form()

    def deed() -> None:
        with transaction() as session:
            queue = session.get(Queue, queue_id)
            if queue is None:
                raise Missing
            verbs.change(session, queue, wanted(sent), version=sent.number("version"))

    return sending.done(
        deed, to=url_for("queues.one", queue_id=queue_id, said="saved"),
        again=lambda refusal: sheet(queue_id, sent, refusal),
    )  # fmt: skip


def wanted(sent: Form) -> Settings:
    """What the form says of a queue. Raises Invalid naming the field."""
    return Settings(
        name_es=sent.text("name_es", most=200).strip(), name_en=sent.text("name_en", most=200).strip(),
        purpose=Purpose(sent.choice("purpose", tuple(Purpose))), line=line(sent.text("line", most=40).strip()),
        skill=sent.text("skill", most=80).strip(), level=sent.number("level"),
        target_seconds=sent.number("target_seconds"), target_percent=sent.number("target_percent"),
        short_abandon_seconds=sent.number("short_abandon_seconds"), ring_seconds=sent.number("ring_seconds"),
        wrap_seconds=sent.number("wrap_seconds"), greeting_es=sent.text("greeting_es", most=1000).strip(),
        greeting_en=sent.text("greeting_en", most=1000).strip(), reasons=reasons(sent.text("reasons", most=40_000)),
    )  # fmt: skip


def line(text: str) -> str | None:
    """A number as people write it becomes E.164; one that can't be is told as it stands."""
    if not text:
        return None
    return normalising.phone(text, region=current_app.config["REGION"]) or text


def reasons(text: str) -> tuple[Reason, ...]:
    """One a line: ``order.late | Pedidos > Retraso | Orders > Late``."""
    found: list[Reason] = []
    for number, each in enumerate(text.splitlines(), start=1):
        if not each.strip():
            continue
        parts = [part.strip() for part in each.split("|")]
        if len(parts) != 3:
            raise Invalid("Line {line}: expected code | Spanish > path | English > path.", field="reasons", line=number)
        es, en = (tuple(step.strip() for step in part.split(">")) for part in parts[1:])
        found.append(Reason(parts[0], es, en))
    return tuple(found)


def sheet(queue_id: int | None, sent: Form | None, refusal: Refusal | None) -> str:
    with reading() as session:
        queue = session.get(Queue, queue_id) if queue_id else None
        if queue_id and queue is None:
            raise Missing
        fields = {name: values[0] for name, values in sent.fields.items() if values} if sent else filled(queue)
        return render_template(
            "queue.html", queue=queue, fields=fields, purposes=tuple(Purpose), channels=CHANNELS,
            seconds=verbs.SECONDS, done=request.args.get("said") if refusal is None else None,
            **editing.said(refusal),
        )  # fmt: skip


def filled(queue: Queue | None) -> dict[str, str]:
    if queue is None:
        return FRESH
    fields = {
        "name_es": queue.name_es, "name_en": queue.name_en, "purpose": queue.purpose.value, "line": queue.line or "",
        "skill": queue.skill, "level": str(queue.level), "target_percent": str(round(queue.target_share * 100)),
        "greeting_es": queue.greeting_es, "greeting_en": queue.greeting_en, "version": str(queue.version),
    }  # fmt: skip
    for name in verbs.SECONDS:
        fields[name] = str(getattr(queue, name))
    lines = [f"{each.code} | {' > '.join(each.path_es)} | {' > '.join(each.path_en)}" for each in queue.dispositions]
    return fields | {"reasons": "\n".join(lines)}
