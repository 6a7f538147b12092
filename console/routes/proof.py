"""/proof: whether the offers pay, for those who oversee, and what they may turn."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import clock
from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid, Refusal
from console.offers import campaigns, experiments, guardrails, levers, model_versions
from console.offers.catalogue import Offer, OfferState
from console.offers.estimates import Estimate
from console.reports import calibration, lift
from console.reports import proof as report
from console.reports.calibration import Calibrated
from console.routes import people, sending
from console.routes.languages import language, translated
from console.routes.offers import money
from console.routes.reading_forms import form, local, zone
from console.routes.sending import Answer

proof = Blueprint("proof", __name__)
PERIODS = (28, 91, 365)


@proof.get("/proof")
def page() -> str:
    people.overseer()
    return shown(None)


@proof.post("/proof/experiment")
def experiment() -> Answer:
    people.overseer()
    sent = form()

    def keep() -> None:
        with transaction() as session:
            experiments.change(
                session, by=people.agent(session), holdout=sent.number("holdout"), width=sent.number("width"),
                exploration=sent.number("exploration"),
            )  # fmt: skip

    return sending.done(keep, to="/proof#chance", again=shown)


@proof.post("/proof/levers")
def pull() -> Answer:
    people.overseer()
    sent = form()

    def keep() -> None:
        with transaction() as session:
            last = sent.maybe_day("until")
            if last is None:
                raise Invalid("A lever ends, within a year.", field="until")
            until = datetime.combine(last + timedelta(days=1), time(), zone()).astimezone(UTC)
            kind, _, key = sent.text("on", most=200).partition(":")
            offer = session.scalar(select(Offer).where(Offer.key == key)) if kind == "offer" else None
            levers.put(
                session, by=people.agent(session), factor=sent.number("factor"), why=sent.text("why", most=500),
                until=until, offer=offer, category=key if kind == "category" else None,
            )  # fmt: skip

    return sending.done(keep, to="/proof#levers", again=shown)


@proof.post("/proof/levers/<int:lever_id>/end")
def let_go(lever_id: int) -> Response:
    people.overseer()
    with transaction() as session:
        levers.take_off(session, lever_id, by=people.agent(session))
    return redirect("/proof#levers")


def shown(refusal: Refusal | None) -> str:
    asked = request.args.get("days", "")
    days = int(asked) if asked in {str(each) for each in PERIODS} else PERIODS[1]
    since = clock.now() - timedelta(days=days)
    with reading() as session:
        these = report.told(session, since)
        names = {each.key: {"es": each.name_es, "en": each.name_en} for each in campaigns.all_of_them(session)}
        return render_template(
            "proof.html", days=days, periods=PERIODS,
            compared=lift.compared(session, since), offers=report.by_offer(these),
            campaigns=report.by_campaign(these, names), bands=bands_of(calibration.calibrated(these)),
            of_offers={key: bands_of(each) for key, each in calibration.by_offer(these).items()},
            weeks=[week(each) for each in report.by_week(these, since)], told=sum(each.outcome.told for each in these),
            chance=lift.left_to_chance(session, since), setting=experiments.settings(session),
            model=model_versions.current(session), levers=levers_of(session), choices=choices_of(session),
            guarded=[guard(*each) for each in guardrails.stopped(session)], judged=guardrails.judged(session),
            tolerated=guardrails.TOLERATED, enough=guardrails.ENOUGH,
            error=translated(refusal.template, **refusal.facts) if refusal else None,
            wrong=refusal.field if refusal else None, sent=request.form,
            money=in_euros, amount=amount, signed=signed, percent=percent, interval=interval, name=name,
            who=people.known_agent,
        )  # fmt: skip


def bands_of(bands: list[Calibrated]) -> list[dict[str, Any]]:
    return [
        {"foretold": each.foretold, "happened": each.happened.value, "low": each.happened.low,
         "high": each.happened.high, "count": each.happened.count}
        for each in bands
    ]  # fmt: skip


def week(each: report.Week) -> dict[str, Any]:
    found = each.share
    return {
        "label": local(each.begins).strftime("%d/%m"),
        "value": None if found is None else found.value * 100,
        "low": None if found is None else found.low * 100,
        "high": None if found is None else found.high * 100,
        "count": 0 if found is None else found.count,
    }


def levers_of(session: Session) -> list[dict[str, Any]]:
    rows = []
    for each in levers.in_force(session):
        offer = session.get(Offer, each.offer_id) if each.offer_id else None
        rows.append({
            "id": each.id, "on": name({"es": offer.name_es, "en": offer.name_en}) if offer else each.category,
            "factor": each.factor / 100, "why": each.why, "owner": session.get_one(Agent, each.owner_id).name,
            "until": local(each.until - timedelta(seconds=1)).strftime("%d/%m/%Y"),
        })  # fmt: skip
    return rows


def choices_of(session: Session) -> list[tuple[str, str]]:
    live = session.scalars(select(Offer).where(Offer.state == OfferState.LIVE).order_by(Offer.key)).all()
    offers = [(f"offer:{each.key}", name({"es": each.name_es, "en": each.name_en})) for each in live]
    return offers + [(f"category:{each}", each) for each in sorted({each.category for each in live})]


def guard(guarded: guardrails.Guarded, offer: Offer) -> dict[str, Any]:
    return {
        "name": name({"es": offer.name_es, "en": offer.name_en}), "measure": guarded.measure,
        "at": local(guarded.at).strftime("%d/%m/%Y"), "difference": guarded.difference, "contacts": guarded.contacts,
    }  # fmt: skip


def in_euros(cents: float) -> str:
    """With its sign: a difference."""
    return money(round(cents), "EUR")


def amount(cents: float) -> str:
    return money(round(cents), "EUR").lstrip("+")


def signed(value: float) -> str:
    """Of a share, in percent: + 1,2 %."""
    return ("+" if value >= 0 else "−") + percent(abs(value))


def percent(value: float | None) -> str:
    return "–" if value is None else f"{decimal(value * 100)} %"


def interval(found: Estimate | None) -> str:
    return "–" if found is None else f"{decimal(found.low * 100)}–{decimal(found.high * 100)} %"


def decimal(value: float) -> str:
    said = f"{value:.1f}"
    return said if language() == "en" else said.replace(".", ",")


def name(names: dict[str, str]) -> str:
    return names["en" if language() == "en" else "es"]
