"""/admin/privacy: a copy of everything about somebody, and forgetting them; for administrators."""

from __future__ import annotations

from datetime import timedelta
from tempfile import SpooledTemporaryFile

from flask import Blueprint, Response, current_app, render_template, request, send_file, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from console.customers import lookup, profile, reads
from console.customers.source_records import CONSOLE, Customer
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.privacy import erasing, exporting, gathering
from console.privacy.erasing import Erasure
from console.privacy.treatment import TREATMENT
from console.routes import editing, failures, people, sending
from console.routes.reading_forms import Form, form, local

privacy = Blueprint("privacy", __name__, url_prefix="/admin/privacy")
privacy.context_processor(editing.about_me)
Answer = AnyResponse | str | tuple[str, int]
MOST_READS = 50
IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a copy; a larger one waits on the disk while it is sent."""


@privacy.get("")
def page() -> str:
    """Looking somebody up by an exact key, and who was forgotten."""
    people.admin()
    asked = request.args.get("q", "")[:200]
    found: list[lookup.FoundPerson] = []
    if asked:
        with transaction() as session:
            agent = people.agent(session)
            reads.allow_lookup(agent.id)
            found = [each for each in lookup.people(session, asked) if each.score >= 100]
            reads.looked_up(session, agent.id, by=found[0].by if found else None, found=len(found))
    return overview(asked, found, None)


def overview(asked: str, found: list[lookup.FoundPerson], refusal: Refusal | None) -> str:
    with reading() as session:
        return render_template(
            "privacy.html", asked=asked, found=found, erasures=[shown(each) for each in erasing.all_of(session)],
            done=request.args.get("said") if refusal is None else None, **editing.said(refusal),
        )  # fmt: skip


@privacy.get("/<int:customer_id>")
def one(customer_id: int) -> str:
    people.admin()
    return sheet(customer_id, None, None)


@privacy.post("/<int:customer_id>/copy")
def copy(customer_id: int) -> Response:
    """The ZIP with everything about one person."""
    who = people.admin()
    sent = form()
    language = sent.choice("language", ("es", "en"))
    with transaction() as session:
        exporting.asked(session, somebody(session, customer_id), by=people.agent(session))
    # Closed once it is sent.
    packed = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    with reading() as session:
        exporting.bundle(
            session, somebody(session, customer_id), packed, company=current_app.config["COMPANY"],
            language=language or who.language,
        )  # fmt: skip
    packed.seek(0)
    return send_file(packed, "application/zip", as_attachment=True, download_name=f"person-{customer_id}.zip")


@privacy.post("/<int:customer_id>/erasure")
def erase(customer_id: int) -> sending.Answer:
    people.admin()
    sent = form()

    def forget() -> None:
        with transaction() as session:
            why = sent.choice("why", erasing.WHY)
            if not sent.ticked("sure"):
                raise Invalid("Tick that you are sure: this can't be taken back here.", field="sure")
            keep = timedelta(days=current_app.config["ERASURE_DAYS"])
            erasing.forget(session, somebody(session, customer_id), by=people.agent(session), why=why, keep=keep)

    there = url_for("privacy.page", said="forgotten")
    return sending.done(forget, to=there, again=lambda refusal: sheet(customer_id, sent, refusal))


@privacy.post("/erasures/<int:erasure_id>/archive")
def archive(erasure_id: int) -> Answer | Response:
    """The sealed rows, for a judge or an authority."""
    people.admin()
    sent = form()
    try:
        with transaction() as session:
            erasure = session.get(Erasure, erasure_id)
            if erasure is None:
                raise Missing
            opened = erasing.open_archive(session, erasure, by=people.agent(session), why=sent.text("why", most=500))
    except Missing:
        raise
    except Refusal as refusal:
        return overview("", [], refusal), failures.status_of(refusal)
    name = f"attachment; filename=sealed-{erasure_id}.json"
    return Response(opened, mimetype="application/json", headers={"Content-Disposition": name})


def somebody(session: Session, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise Missing
    erasing.records_of(session, customer_id)
    return customer


def sheet(customer_id: int, sent: Form | None, refusal: Refusal | None) -> str:
    """How much is known, before anything is done about it. Opening it is a reading of the profile."""
    with transaction() as session:
        erasing.records_of(session, customer_id)
        reads.remember(session, people.agent(session).id, [customer_id], purpose=exporting.EXPORT)
    with reading() as session:
        records = erasing.records_of(session, customer_id)
        found = gathering.gather(session, [customer_id], [each.id for each in records])
        seen = reads.reads_of(session, customer_id, most=MOST_READS)
        counts = {table: len(rows) for table, rows in found.items() if rows and TREATMENT[table].told}
        return render_template(
            "privacy_person.html", customer_id=customer_id, name=profile.profile(session, customer_id).name,
            sources=sorted({each.source.name for each in records if each.source.key != CONSOLE}), counts=counts,
            seen=[(local(each.at), each.agent.name, each.purpose) for each in seen], most=MOST_READS,
            reasons=erasing.WHY,
            days=current_app.config["ERASURE_DAYS"], chosen=sent.text("why") if sent else "", **editing.said(refusal),
        )  # fmt: skip


def shown(erasure: Erasure) -> dict[str, object]:
    return {
        "id": erasure.id, "at": local(erasure.at), "by": erasure.by.name if erasure.by else None, "why": erasure.why,
        "destroy_at": local(erasure.destroy_at),
        "destroyed_at": local(erasure.destroyed_at) if erasure.destroyed_at else None,
        "sealed": erasure.archive is not None,
    }  # fmt: skip
