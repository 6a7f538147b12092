"""/stories: whom the demo knows by name, what calling them shows, and a key that makes them call now. Demo only."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from console.errors import Missing
from console.routes import people
from console.routes.languages import language
from console.telephony import provider
from console.telephony.simulator.simulator import NAME, Caller, Simulator

stories = Blueprint("stories", __name__)
stories.context_processor(lambda: {"who": people.known_agent})


@stories.get("/stories")
def page() -> str:
    people.who()
    found = simulator()
    rows = [row(place, each) for place, each in enumerate(found.known)] if found else []
    return render_template("stories.html", rows=rows)


def row(place: int, each: Caller) -> dict[str, Any]:
    told = each.story_en if language() == "en" else each.story_es
    return {"place": place, "name": each.name, "number": each.number, "line": each.line, "told": told}


@stories.post("/stories/<int:place>/call")
def call(place: int) -> Response:
    """They dial at once; with nobody free they wait as anybody would."""
    people.who()
    found = simulator()
    if found is None or place >= len(found.known):
        raise Missing
    found.call(found.known[place])
    return redirect("/")


def simulator() -> Simulator | None:
    known = provider.known(NAME)
    return known if isinstance(known, Simulator) else None
