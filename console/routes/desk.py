"""The desk and the wallboard, the agent's own state, and what is searched while talking."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from console.agents import settings, states
from console.agents.agent import AgentState
from console.customers import lookup, reads
from console.db import reading, transaction
from console.desk import article_rows, floor_rows, rows, snapshot
from console.routes import live, people
from console.routes.reading_input import body, json
from console.routes.sections import sections

desk = Blueprint("desk", __name__)
MOST_HITS = 20


@desk.get("/desk")
def page() -> str:
    who = people.who()
    with reading() as session:
        keys = settings.keys_of(session, who.agent_id)
    return live.page("desk", now_for(who.agent_id), language=who.language, keys=keys, pages=sections())


@desk.get("/wallboard")
def wallboard() -> str:
    who = people.overseer()
    return live.page("wallboard", now_for(who.agent_id), language=who.language)


@desk.get("/desk/snapshot")
def desk_snapshot() -> Response:
    return json(now_for(people.who().agent_id))


@desk.get("/wallboard/snapshot")
def wallboard_snapshot() -> Response:
    return json(now_for(people.overseer().agent_id))


def now_for(agent_id: int) -> rows.Snapshot:
    with reading() as session:
        return snapshot.of_agent(session, people.agent(session), build=current_app.config["BUILD"])


@desk.put("/me/state")
def state() -> Response:
    people.who()
    sent = body()
    wanted = AgentState(sent.choice("state", ("available", "away", "offline")))
    with transaction() as session:
        agent = states.choose(session, people.agent(session), wanted, reason=sent.maybe_text("reason", most=32))
        session.flush()
        row = floor_rows.agent_row(session, agent)
    return json(row)


@desk.put("/me/keys")
def keys() -> Response:
    people.who()
    sent = body().part("keys")
    wanted = {action: sent.text(action, most=20) for action in sent.fields} if sent else {}
    with transaction() as session:
        kept = settings.remember_keys(session, people.agent(session), wanted)
    return json(kept)


@desk.get("/articles")
def articles() -> Response:
    who = people.who()
    limit = min(request.args.get("limit", 8, type=int), MOST_HITS)
    with reading() as session:
        return json(article_rows.found(
            session, query(), language=who.language, limit=limit, reader=people.agent(session)
        ))


@desk.get("/articles/<int:article_id>")
def article(article_id: int) -> Response:
    people.who()
    with reading() as session:
        return json(article_rows.article_page(session, article_id, reader=people.agent(session)))


@desk.get("/people")
def find_people() -> Response:
    """Whoever was meant, audited by the kind of key; slowed down beyond what a call needs."""
    who = people.who()
    reads.allow_lookup(who.agent_id)
    with reading() as session:
        found = lookup.people(session, query())
    with transaction() as session:
        reads.looked_up(session, who.agent_id, by=found[0].by if found else None, found=len(found))
    return json([rows.Person(each.id, each.name, each.by, each.score) for each in found])


def query() -> str:
    return request.args.get("q", "")[:200]
