"""A day at La Tahona in a real browser: a call, an offer, a chat, and somebody who watches."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from console.demo.floor import PASSWORD
from tests.server import ROOT, Server

AXE = ROOT / "console" / "static" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo company, as `make run` starts it."""
    server = Server(tmp_path_factory.mktemp("day"), CONSOLE_DEMO="1")
    made = [sys.executable, "-W", "ignore", "-m", "console.cli", "demo"]
    subprocess.run(made, cwd=ROOT, env=server.environment, check=True, stdout=subprocess.DEVNULL)
    server.start()
    yield server
    server.kill()


def page_of(browser: Browser, errors: list[str]) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="es-ES")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def sign_in(page: Page, server: Server, username: str) -> None:
    page.goto(f"{server.url}/sign-in?language=es")
    nothing_for_axe(page)
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("body header")


def available(page: Page) -> None:
    """The agent's own menu says it."""
    page.click(".me")
    page.get_by_text("Disponible").last.click()


def nothing_for_axe(page: Page) -> None:
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        ".map(v => ({id: v.id, where: v.nodes.map(n => n.html.slice(0, 160))}))"
    )
    assert found == []


def test_a_call_from_ringing_to_wrapped_up_by_keyboard(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    desk = page_of(browser, errors)
    sign_in(desk, shop, "lucia.ferrer")
    available(desk)

    pop = desk.locator(".pop")
    expect(pop).to_contain_text("Carmen Ruiz Pardo")
    expect(pop).to_contain_text("Pedido 48213 con retraso")
    expect(desk.locator(".dock")).to_contain_text("Lucía")
    nothing_for_axe(desk)

    desk.wait_for_timeout(450)  # F4 is dead for the first 400 ms, by design
    desk.keyboard.press("F4")
    boxes = desk.locator(".facts input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(desk.locator(".trust").first).to_have_attribute("data-level", "verified")
    expect(desk.locator(".record")).to_contain_text("Embajadores")

    desk.locator(".dock textarea").click()
    desk.keyboard.type("Llama por el pedido 48213.")
    expect(desk.locator(".dock")).to_contain_text("guardada")

    desk.keyboard.press("F2")
    desk.keyboard.type("devolucoin")
    expect(desk.locator(".hit").first).to_contain_text("devolución", ignore_case=True)
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Delete")
    desk.keyboard.press("Escape")

    desk.keyboard.press("F8")
    desk.keyboard.press("F8")  # still in a field: hanging up asks twice
    disposition = desk.locator("main [role=combobox]")
    disposition.click()
    desk.keyboard.type("retr")
    expect(desk.locator("main [role=option]").first).to_be_visible()
    desk.keyboard.press("Enter")
    nothing_for_axe(desk)
    desk.keyboard.press("F10")
    expect(desk.locator(".me")).to_contain_text("Disponible")

    # and the next one rings by itself: Juan, on the sales line, with an offer worth making
    expect(pop).to_contain_text("Juan Ortiz Lafuente")
    desk.wait_for_timeout(450)
    desk.keyboard.press("F4")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(desk.locator(".trust").first).to_have_attribute("data-level", "verified")
    desk.keyboard.press("Alt+r")
    expect(desk.locator(".key", has_text="Propuesta")).not_to_have_attribute("aria-disabled", "true")
    desk.keyboard.press("F9")
    expect(desk.locator(".say").first).to_contain_text("Juan")
    expect(desk.locator(".sum")).to_contain_text("2,14")
    nothing_for_axe(desk)
    assert errors == []
    desk.context.close()


def test_a_visitor_and_an_agent_chat_and_a_reload_keeps_it(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    visitor = page_of(browser, errors)
    visitor.goto(f"{shop.url}/shop")
    nothing_for_axe(visitor)
    visitor.get_by_role("button", name="Ayuda").click()
    widget = visitor.frame_locator("iframe")
    widget.locator("textarea").fill("Hola, ¿mi vale caduca?")
    widget.locator("textarea").press("Enter")
    expect(widget.get_by_role("log")).to_contain_text("Hola, ¿mi vale caduca?")

    agent = page_of(browser, errors)
    sign_in(agent, shop, "paula.rey")
    available(agent)
    agent.locator(".strip", has_text="vale").click()
    expect(agent.get_by_role("log")).to_contain_text("Hola, ¿mi vale caduca?")
    agent.locator(".dock textarea").fill("Hola, dura 30 días.")
    agent.locator(".dock textarea").press("Enter")
    expect(widget.get_by_role("log")).to_contain_text("Hola, dura 30 días.")
    visitor.reload()
    if visitor.locator("iframe").count() == 0:
        visitor.get_by_role("button", name="Ayuda").click()
    expect(visitor.frame_locator("iframe").get_by_role("log")).to_contain_text("Hola, dura 30 días.")
    assert errors == []
    visitor.context.close()
    agent.context.close()


def test_a_supervisor_sees_an_agent_come_without_reloading(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    wallboard = page_of(browser, errors)
    sign_in(wallboard, shop, "elena.prats")
    expect(wallboard.locator("table").first).to_contain_text("Pedidos online")
    nothing_for_axe(wallboard)
    agent = page_of(browser, errors)
    sign_in(agent, shop, "tomas.gil")
    available(agent)
    expect(wallboard.locator(".agents")).to_contain_text("Tomás")
    assert errors == []
    wallboard.context.close()
    agent.context.close()
