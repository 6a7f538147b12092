"""/reports/segments and /reports/voices: how customers move, and what they tell us; for supervisors."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template, request
from sqlalchemy.orm import Session

from console import clock
from console.customers import profile, reads, segments
from console.customers.segments import Segment
from console.db import reading, transaction
from console.errors import Invalid, Missing
from console.reports import insight
from console.reports.insight import Standing
from console.routes import editing, people

insights = Blueprint("insight", __name__, url_prefix="/reports")
insights.context_processor(editing.about_me)
insights.app_template_filter("query")(urlencode)
SEGMENT = "segment"
PAGE = 50


@insights.get("/segments")
def page() -> str:
    """Sizes over the months, and who went where since a month chosen."""
    people.overseer()
    with reading() as session:
        standings = insight.months(session)
        before = chosen(standings, request.args.get("since"))
        after = standings[-1] if standings else None
        moves = insight.movement(session, before.day, after.day) if before and after else None
        return render_template(
            "segments.html", standings=standings, moves=moves, all=list(Segment), NONE=Segment.NONE,
            runs=[each.day for each in standings[:-1]],
        )  # fmt: skip


def chosen(standings: list[Standing], since: str | None) -> Standing | None:
    """The month asked for, else the one before the last."""
    earlier = standings[:-1]
    asked = [each for each in earlier if each.day.isoformat() == since]
    return asked[0] if asked else (earlier[-1] if earlier else None)


@insights.get("/segments/people")
def members() -> str:
    """The people of a segment, or those who went from one to another: each name is a reading, written down."""
    people.overseer()
    now, was = segment("now"), segment("was") if request.args.get("was") else None
    day, after = day_of("day"), number("after")
    with transaction() as session:
        if day not in segments.days(session):
            raise Missing
        ids = went(session, was, now, day) if was else in_it(session, day, now, after)
        reads.remember(session, people.agent(session).id, ids, purpose=SEGMENT)
        shown = [{"id": each, "name": profile.profile(session, each).name, "figures": segments.on(session, day, each)}
                 for each in ids]  # fmt: skip
    return render_template(
        "segment_people.html", people=shown, now=now, was=was, day=day, more=len(ids) == PAGE and not was,
    )  # fmt: skip


def in_it(session: Session, day: date, now: Segment, after: int) -> list[int]:
    return [each.customer_id for each in segments.members(session, day, now, after=after, limit=PAGE)]


def went(session: Session, was: Segment, now: Segment, day: date) -> list[int]:
    return list(segments.moved(session, day_of("since"), day, was, now, limit=PAGE))


def segment(name: str) -> Segment:
    try:
        return Segment(request.args.get(name, ""))
    except ValueError:
        raise Invalid("Expected one of {among}.", field=name, among=", ".join(Segment)) from None


def day_of(name: str) -> date:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        raise Invalid("Expected a day, as 2026-11-30.", field=name) from None


def number(name: str) -> int:
    text = request.args.get(name, "0")
    if not (text.isascii() and text.isdigit() and int(text) < 2**31):
        raise Invalid("{field_name}: expected a whole number.", field=name, field_name=name)
    return int(text)


@insights.get("/voices")
def voices() -> str:
    """One week of what customers said, by topic."""
    people.overseer()
    zone = ZoneInfo(current_app.config["ZONE"])
    today = clock.now().astimezone(zone).date()
    asked = day_of("week") if request.args.get("week") else today
    with reading() as session:
        found = insight.week(session, asked, zone)
    following = found.monday + timedelta(days=7)
    return render_template(
        "voices.html", week=found, sunday=found.monday + timedelta(days=6), before=found.monday - timedelta(days=7),
        following=following if following <= today else None,
    )  # fmt: skip
