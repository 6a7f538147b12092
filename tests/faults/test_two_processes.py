"""Two web processes over one PostgreSQL and one Valkey; and Valkey killed under them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket

from console import db
from tests import cast
from tests.cast import Cast
from tests.parts import Valkey
from tests.server import Person, Server, until


class Tab:
    """A page of somebody, connected to one of the servers, as its socket hears it."""

    def __init__(self, person: Person, server: Server):
        cookies = "; ".join(f"{name}={value}" for name, value in person.http.cookies.items())
        self.line = websocket.create_connection(
            f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket", timeout=10, cookie=cookies
        )
        self.line.send("40" + json.dumps({"csrf": person.csrf}))
        self.asked = 0
        self.next(lambda said: said[0] == "build")

    def next(self, wanted: Any) -> Any:
        """The next thing heard that is wanted; what comes before is let go."""
        while True:
            frame = self.line.recv()
            if frame == "2":
                self.line.send("3")
            elif frame.startswith("42"):
                said = json.loads(frame[2:])
                if wanted(said):
                    return said[1]
            elif frame.startswith("43"):
                digits = len(frame[2:]) - len(frame[2:].lstrip("0123456789"))
                if wanted(("answer", json.loads(frame[2 + digits :])[0])):
                    return json.loads(frame[2 + digits :])[0]

    def cut(self) -> None:
        """Waits until the server has thrown this page out, without saying a word to it."""
        while not self.line.recv().startswith("41"):
            pass

    def row(self, kind: str, **facts: object) -> Any:
        """The next row of a kind that says so."""

        def wanted(said: Any) -> bool:
            return said[0] == "row" and said[1]["kind"] == kind and facts.items() <= said[1]["row"].items()

        return self.next(wanted)["row"]

    def heartbeat(self, shown: dict[str, dict[str, int]]) -> Any:
        """What the page says every ten seconds; the answer heals it."""
        self.asked += 1
        self.line.send(f"42{self.asked}" + json.dumps(["screen", shown]))
        return self.next(lambda said: said[0] == "answer")

    def heard_before(self, marker: str) -> list[str]:
        """The kinds of rows that came before the answer to a heartbeat: what a stranger was told."""
        kinds: list[str] = []

        def note(said: Any) -> bool:
            if said[0] == "row":
                kinds.append(said[1]["kind"])
            return bool(said[0] == "answer")

        self.asked += 1
        self.line.send(f"42{self.asked}" + json.dumps(["screen", {marker: {}}]))
        self.next(note)
        return kinds


@pytest.fixture
def people(postgresql_url: str) -> Iterator[Cast]:
    db.connect(postgresql_url)
    yield cast.cast()
    db.disconnect()


@pytest.fixture
def both(people: Cast, postgresql_url: str, valkey: Valkey, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    shared = {"REDIS_URL": valkey.url, "CONSOLE_SECRET": "s" * 32}
    here, there = (Server(tmp_path / name, postgresql_url, **shared) for name in ("here", "there"))
    for each in (here, there):
        each.folder.mkdir()
        each.begin()
    for each in (here, there):
        each.wait()
    yield here, there
    for each in (here, there):
        each.kill()


def state(person: Person, wanted: str, **more: str) -> int:
    """Says it, and answers with the version that the server gave it."""
    return int(person.send("PUT", "/me/state", {"state": wanted} | more).json()["version"])


def test_pushes_and_limits_are_shared_and_with_valkey_away_writes_go_on_and_screens_heal(
    both: tuple[Server, Server], people: Cast, valkey: Valkey
) -> None:
    here, there = both
    ada, bob, dan = Person(here, "ada"), Person(there, "bob"), Person(there, "dan")
    mine, strangers = Tab(ada, there), {"bob": Tab(bob, there), "dan": Tab(dan, here)}

    # A write through one process reaches my page at the other, and nobody else's.
    mine.row("agent", version=state(ada, "available"))
    contact_id = cast.call()  # by a third process: found and rung by whichever sweeps first
    mine.row("contact", id=contact_id, state="ringing")
    for tab in strangers.values():
        assert not {"agent", "contact", "customer"} & set(tab.heard_before("agent"))
    ada.send("PUT", f"/contacts/{contact_id}/assignment")
    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "through here", "version": 0})
    mine.row("note", text="through here")
    assert "note" not in strangers["bob"].heard_before("agent")

    # Limits count the tries at both doors together.
    form = requests.Session()
    tries = [wrong(form, server, "cleo") for server in (here, there) * 3]
    assert tries == [422] * 5 + [429]

    # Valkey is killed: writes are acknowledged and quick, and the next heartbeat brings them.
    valkey.kill()
    saved = ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "while it is away", "version": 1})
    assert saved.elapsed.total_seconds() < 3
    healed = mine.heartbeat({"note": {str(contact_id): 1}})
    assert [each["row"]["text"] for each in healed["rows"] if each["kind"] == "note"] == ["while it is away"]
    assert wrong(form, here, "cleo") == 422  # each process counts alone meanwhile: slower guessing, no refusal

    # It is back: pushes pass between the processes again, by themselves.
    valkey.start()
    until(lambda: pushed(mine, ada, contact_id), seconds=20)

    # Signed out through one process, my page at the other is cut before any heartbeat; the strangers stay.
    signed_out(ada)
    mine.cut()
    for tab in strangers.values():
        tab.heard_before("agent")
    for each in (mine, *strangers.values()):
        each.line.shutdown()
    for each in (ada, bob, dan):
        each.http.close()
    form.close()


def wrong(form: requests.Session, server: Server, username: str) -> int:
    page = form.get(f"{server.url}/sign-in", timeout=10).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    sent = {"username": username, "password": "guessed wrong", "csrf_token": token}
    return form.post(f"{server.url}/sign-in", data=sent, timeout=10).status_code


def signed_out(person: Person) -> None:
    left = person.http.post(f"{person.server.url}/sign-out", data={"csrf_token": person.csrf}, timeout=10)
    assert left.ok


def pushed(mine: Tab, ada: Person, contact_id: int) -> bool:
    """Whether a note saved now is pushed to my page before its next heartbeat."""
    before = ada.rows("note")[0]
    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": f"{before['text']}.", "version": before["version"]})
    return "note" in mine.heard_before("agent")
