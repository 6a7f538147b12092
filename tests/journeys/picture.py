"""Makes `docs/desk.png`, the picture in the README: `make screenshot`.

The demo company is loaded anew and the same scene played each time: two visitors write, Carmen rings and
is answered, one fact matches, a note is begun and an article found in spite of a slip."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import requests
from playwright.sync_api import Page, expect, sync_playwright

from tests import parts
from tests.conftest import CHROMIUM_FLAGS
from tests.journeys.hands import answer, available, page_of, sign_in, tab_to
from tests.server import ROOT, Server

PLACE = ROOT / "docs" / "desk.png"
VISITORS = (
    ("Marta Iglesias", "Hola, ¿el vale de los pañales caduca?"),
    ("Iñaki Otaegi", "Vale, lo miro y le digo"),
)
NOTE = "Llama por el pedido 48213, que no llegó ayer. Le confirmo salida hoy de 16:00 a 18:00. "


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), CONSOLE_DEMO="1")
        console = [sys.executable, "-W", "ignore", "-m", "console.cli"]
        subprocess.run([*console, "demo"], cwd=ROOT, env=server.environment, check=True, stdout=subprocess.DEVNULL)
        server.start()
        chromium = playwright.chromium.launch(executable_path=parts.chromium(), args=CHROMIUM_FLAGS)
        try:
            errors: list[str] = []
            desk = page_of(chromium, errors)
            played(desk, server)
            desk.screenshot(path=PLACE)
            assert errors == [], errors
        finally:
            chromium.close()
            server.kill()
    print(PLACE)


def played(desk: Page, server: Server) -> None:
    sign_in(desk, server, "lucia.ferrer")
    for name, text in VISITORS:
        written = {"client_id": str(uuid.uuid4()), "language": "es", "name": name, "text": text}
        requests.post(f"{server.url}/chat/contacts", json=written, timeout=10).raise_for_status()
    available(desk)
    answer(desk)
    expect(desk.locator(".strip-name").nth(2)).to_have_text(VISITORS[1][0])
    tab_to(desk, ".facts input")
    desk.keyboard.press("Space")
    tab_to(desk, ".dock textarea")
    desk.keyboard.type(NOTE)
    desk.keyboard.press("Alt+t")
    desk.keyboard.press("F2")
    desk.keyboard.type("devolucoin")
    expect(desk.locator(".hit mark").first).to_be_visible()
    expect(desk.locator(".dock")).to_contain_text("guardada")
    expect(desk.locator(".whole")).to_be_visible()
    desk.wait_for_timeout(2_000)  # clocks that stand at zero make a poor picture


if __name__ == "__main__":
    main()
