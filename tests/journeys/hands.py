"""What people do at a screen: with the keyboard alone, and only what can be seen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from console.demo.floor import PASSWORD
from tests.server import ROOT, Server

AXE = ROOT / "console" / "static" / "node_modules" / "axe-core" / "axe.min.js"
MOST_TABS = 60


def page_of(browser: Browser, errors: list[str], *, width: int = 1366, height: int = 768) -> Page:
    """A browser of somebody's own; its scripts may not fail."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="es-ES", timezone_id="Europe/Madrid",
        reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def tab_to(page: Page, selector: str) -> None:
    """Tab until the focus is there: whoever has no mouse gets there too."""
    for _ in range(MOST_TABS):
        if page.evaluate("selector => !!document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


def sign_in(page: Page, server: Server, username: str) -> None:
    page.goto(f"{server.url}/sign-in?language=es")
    tab_to(page, "[name=username]")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("body header")


def available(page: Page) -> None:
    """Through the agent's own menu, whose first entry it is."""
    tab_to(page, ".me")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=menuitemradio]:focus")
    page.keyboard.press("Enter")


def answer(page: Page) -> None:
    """F4, once it listens: for the first 400 ms a key already on its way down does not answer."""
    page.wait_for_selector("[data-state=ringing]")
    page.wait_for_timeout(450)
    page.keyboard.press("F4")
    page.wait_for_selector(".dock textarea")


def verify(page: Page) -> None:
    """Two facts that match."""
    tab_to(page, ".facts input")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_selector(".trust[data-level=verified]")


def nothing_for_axe(page: Page) -> None:
    found = axe(page)
    assert found == [], f"{page.url}: {found}"


def axe(page: Page) -> list[dict[str, Any]]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        ".map(v => ({id: v.id, where: v.nodes.map(n => n.html.slice(0, 160))}))"
    )
    return found


def hang_up(desk: Page) -> None:
    """F8; whoever has just typed is asked for a second press, which the page shows before we look."""
    desk.keyboard.press("F8")
    second = desk.locator(".key", has_text="Otra vez")
    expect(second.or_(desk.locator(".sentences")).first).to_be_visible()
    if second.count():
        desk.keyboard.press("F8")
