"""/scripts: guided conversations as marketers write them, try them, and see them walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import Purpose
from console.customers import lookup, profile, reads
from console.db import reading, transaction
from console.errors import Refusal
from console.expressions import Values, fill
from console.offers import documents, personal_price, script_figures, script_text, script_trying, steps
from console.offers.catalogue import Offer
from console.offers.script_authoring import SCRIPT, told_with
from console.offers.steps import kind_of
from console.offers.vocabulary import GAPS, VOCABULARY
from console.offers.wording import disclosed, gaps
from console.publishing import differences
from console.publishing import publication as book
from console.publishing.differences import Change
from console.publishing.publication import Version
from console.routes import marketing, offer_preview, people, publishing_acts, sending
from console.routes.languages import language, translated
from console.routes.reading_forms import form
from console.routes.sending import Answer

KNOWN = tuple(VOCABULARY.fields.items())
scripts = Blueprint("scripts", __name__, url_prefix="/scripts")
scripts.context_processor(marketing.about_me)


@scripts.get("")
def page() -> str:
    with reading() as session:
        marketing.marketer(session)
        rows = [
            {
                "key": each.key, "newest": each.newest, "in_force": each.in_force,
                "state": marketing.names()[book.version(session, each, each.newest).state],
                "steps": len(book.version(session, each, each.newest).content["steps"]),
                "offers": [offer.key for offer in told_with(session, each.key)],
            }
            for each in book.all_of(session, SCRIPT)
        ]
    return render_template("scripts.html", rows=rows)


@scripts.get("/new")
def new() -> str:
    return edited("", request.args.get("text", ""), None, None)


@scripts.post("")
def create() -> Answer:
    return saved(form().text("key", most=60).strip(), fresh=True)


@scripts.get("/<key>")
def edit(key: str) -> str:
    with reading() as session:
        marketing.marketer(session)
        found = book.publication(session, SCRIPT, key)
        wanted = request.args.get("version", "")
        number = int(wanted) if wanted.isdigit() else found.newest
        text = script_text.write(book.version(session, found, number).content["steps"])
    return edited(key, text, number, None)


@scripts.post("/<key>")
def save(key: str) -> Answer:
    return saved(key, fresh=False)


def saved(key: str, *, fresh: bool) -> Answer:
    """The whole text, checked before anything is kept."""
    sent = form()
    text = sent.text("script", most=script_text.LONGEST)

    def keep() -> None:
        with transaction() as session:
            by = marketing.marketer(session)
            version = marketing.written(session, SCRIPT, key, {"steps": script_text.read(text)}, by, sent, fresh=fresh)
            marketing.go_on(session, version, by, sent)

    number = None if fresh else sent.maybe_number("after")
    return sending.done(keep, to=f"/scripts/{key}", again=lambda refusal: edited(key, text, number, refusal))


def again(key: str, number: int, refusal: Refusal) -> str:
    with reading() as session:
        found = book.version(session, book.publication(session, SCRIPT, key), number)
        text = script_text.write(found.content["steps"])
    return edited(key, text, number, refusal)


def edited(key: str, text: str, number: int | None, refusal: Refusal | None) -> str:
    with reading() as session:
        agent = marketing.marketer(session)
        history, figures = None, []
        if number is not None:
            found = book.publication(session, SCRIPT, key)
            history = marketing.history(session, found, book.version(session, found, number), agent)
            script = steps.newest(session, key)
            figures = script_figures.figures(session, script) if script else []
    return render_template(
        "script.html", key=key, text=text, history=history, figures=figures,
        walked=figures[0].reached if figures else 0, guide=script_text.EXAMPLE, gaps=gap_words(),
        fields=[(key, field.en if tongue() == "en" else field.es, field.kind) for key, field in KNOWN],
        **marketing.said(refusal),
    )  # fmt: skip


def gap_words() -> list[tuple[str, str]]:
    """What a script's words may say of the customer and of the offer, and what each is."""
    said = {
        "first_name": translated("the customer's first name"), "store": translated("their usual store"),
        "points": translated("their points"), "order": translated("the order on its way"),
        "price": translated("the price they hear"), "before": translated("the price without a discount"),
        "agent": translated("who is speaking"),
    }  # fmt: skip
    return [(each, said[each]) for each in sorted(GAPS)]


@scripts.get("/<key>/versions/<int:number>")
def changes(key: str, number: int) -> str:
    with reading() as session:
        marketing.marketer(session)
        found = book.publication(session, SCRIPT, key)
        new = as_text(book.version(session, found, number))
        old = as_text(book.version(session, found, number - 1)) if number > 1 else ""
        lines = differences.changed({"script": old}, {"script": new})
    return render_template(
        "version_changes.html", base=f"/scripts/{key}", section="scripts", key=key, number=number, before=number - 1,
        lines=[("", each.text, each.change is Change.NEW) for each in lines if each.text],
    )  # fmt: skip


def as_text(version: Version) -> str:
    return script_text.write(version.content["steps"])


@scripts.get("/<key>/versions/<int:number>/run")
def run(key: str, number: int) -> str:
    """One step at a time, along ``path``, as the customer found by ``q`` would hear it; nothing is kept."""
    path, asked = request.args.getlist("path"), request.args.get("q", "")[:200].strip()
    said = {name[2:]: value[:500] for name, value in request.args.items() if name.startswith("f_")}
    with reading() as session:
        agent = marketing.marketer(session)
        version = book.version(session, book.publication(session, SCRIPT, key), number)
        found = somebody(session, asked, agent) if asked else []
        heard = hearing(session, key, found[0].id, agent) if found else None
        tried = script_trying.walk(version.content["steps"], path, heard.values if heard else None, said, tongue())
        shown = words_of(tried.here, heard, said) if tried.here else {}
    if asked:
        write_down(people.who().agent_id, found)
    return render_template(
        "script_run.html", key=key, number=number, path=path, q=asked, f=said, tried=tried, heard=heard, shown=shown,
        tongue=tongue(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """As whom it is tried."""

    name: str
    values: Values
    gaps: Values
    personal_cents: int | None


def somebody(session: Session, asked: str, agent: Agent) -> list[lookup.Hit]:
    """Counted as any other question for people. Raises TooManyLookups."""
    reads.allow_lookup(agent.id)
    return lookup.find(session, asked)


def write_down(agent_id: int, found: list[lookup.Hit]) -> None:
    """What somebody is told of a customer here is a reading like any other."""
    with transaction() as session:
        reads.looked_up(session, agent_id, by=found[0].by if found else None, found=len(found))
        reads.remember(session, agent_id, [each.id for each in found[:1]], purpose=reads.SEARCH)


def hearing(session: Session, key: str, customer_id: int, agent: Agent) -> Heard:
    """As this customer, with the first offer that is told with the script."""
    offers = told_with(session, key)
    offer = offers[0] if offers else Offer(price_cents=None, discount_cents=0, purpose=Purpose.SALES, ladder=[])
    known = offer_preview.as_called(session, offer, customer_id)
    price = personal_price.believed(offer, known) if offers else None
    cents = price.discount_cents if price else None
    name = offer_preview.initials(profile.profile(session, customer_id).name)
    return Heard(name, known.values, gaps(offer, known, agent, cents), cents)


def words_of(here: dict[str, Any], heard: Heard | None, said: dict[str, str]) -> dict[str, Any]:
    text = here["say"][tongue()]
    answered = {**script_trying.answers_of(here, said), **(heard.gaps if heard else {})}
    return {
        "said": fill(text, {**said, **answered}, tongue()),
        "disclosed": disclosed(text, heard.personal_cents, tongue()) if heard else None,
        "kind": kind_of(here).value, "papers": documents.of(here),
    }


def tongue() -> str:
    return "en" if language() == "en" else "es"


publishing_acts.serve(scripts, SCRIPT, again)
