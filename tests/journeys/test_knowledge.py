"""An agent looks something up during a call, by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import available, nothing_for_axe, page_of, sign_in
from tests.server import Server


def type_in_search(desk: Page, words: str) -> None:
    desk.keyboard.press("F2")
    desk.keyboard.type(words)


def test_a_search_during_a_call_from_the_first_letter_to_what_helped(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    boss, desk = page_of(browser, errors), page_of(browser, errors)
    sign_in(boss, shop, "elena.prats")
    boss.goto(f"{shop.url}/knowledge/notes")
    nothing_for_axe(boss)
    boss.fill("#t", "El pago con tarjeta está caído: que paguen al recoger.")
    boss.keyboard.press("Tab")
    boss.locator("button.act").press("Enter")

    sign_in(desk, shop, "lucia.ferrer")
    expect(desk.locator(".notes")).to_contain_text("El pago con tarjeta está caído")
    desk.locator(".notes button").press("Enter")
    expect(desk.locator(".notes button")).to_have_count(0)
    expect(desk.locator("#nd")).to_be_focused()  # its button is gone
    available(desk)
    expect(desk.locator(".pop")).to_be_visible()
    desk.wait_for_timeout(450)  # F4 is dead for the first 400 ms, by design
    desk.keyboard.press("F4")
    expect(desk.locator(".facts")).to_be_visible()

    type_in_search(desk, "devolucoin")
    expect(desk.locator(".hit").first).to_contain_text("Devolución de un producto en mal estado")
    nothing_for_axe(desk)
    desk.keyboard.press("Control+Enter")
    assert "Devolución de un producto en mal estado (v1): " in desk.input_value("#note")
    desk.keyboard.press("Enter")
    expect(desk.locator("#art")).to_be_focused()
    nothing_for_axe(desk)
    desk.keyboard.press("Alt+l")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".say-step")).to_contain_text("2/")
    nothing_for_axe(desk)
    desk.keyboard.press("Escape")  # the whole article
    desk.keyboard.press("Alt+l")  # and on from where it was
    expect(desk.locator(".say-step")).to_contain_text("2/")
    desk.get_by_role("button", name="Paso siguiente").focus()
    desk.keyboard.press("End")
    desk.keyboard.press("ArrowLeft")  # at the last step the focus isn't lost
    desk.keyboard.press("Home")
    expect(desk.locator(".say-step")).to_contain_text("1/")
    desk.keyboard.press("Alt+g")
    expect(desk.locator(".notice")).to_contain_text("ha servido")
    for _ in range(3):  # the steps, the article, the search
        desk.keyboard.press("Escape")

    # What lies at hand, with nothing typed, can be put into the note too.
    desk.fill("#note", "")
    desk.keyboard.press("F2")
    expect(desk.locator(".hit")).to_have_count(1)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#note")).to_have_value(re.compile(r"Devolución de un producto en mal estado \(v1\): .+"))
    # And whoever presses Enter before the answer opens what they typed for.
    desk.keyboard.type("puntos caducan")
    desk.keyboard.press("Enter")
    expect(desk.locator("#art")).to_contain_text("Puntos")
    desk.keyboard.press("Escape")
    desk.keyboard.press("Escape")

    type_in_search(desk, "aparcar patinetes")
    expect(desk.locator(".results")).to_contain_text("aparcar patinetes")
    hang_up(desk)
    expect(desk.locator("form.ledger")).to_be_visible()  # the search covers no wrap-up
    expect(desk.locator(".results")).to_have_count(0)
    assert errors == []


def hang_up(desk: Page) -> None:
    desk.keyboard.press("F8")
    desk.keyboard.press("F8")
