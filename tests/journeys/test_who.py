"""All about somebody, by keyboard alone, in a real browser: unfolded, put right, remembered, quoted."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.hands import answer, available, nothing_for_axe, page_of, sign_in
from tests.server import Server


def test_all_about_carmen_by_keyboard(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    desk = page_of(browser, errors)
    sign_in(desk, shop, "lucia.ferrer")
    available(desk)
    expect(desk.locator(".pop")).to_contain_text("Carmen Ruiz Pardo")
    answer(desk)
    boxes = desk.locator(".facts input[type=checkbox]")
    expect(boxes.first).to_be_visible()

    desk.keyboard.press("Alt+p")
    profile = desk.locator(".profile")
    expect(profile).to_contain_text("se abren al verificar")
    expect(profile).not_to_contain_text("carmen.ruiz@example.com")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(profile).to_contain_text("carmen.ruiz@example.com")
    expect(profile).to_contain_text("12 compras")
    nothing_for_axe(desk)

    email = profile.locator("details").filter(has_text="carmen.ruiz@example.com")
    email.locator("summary").focus()
    desk.keyboard.press("Enter")
    email.locator("input").focus()
    desk.keyboard.type("carmen@nuevo.example")
    desk.keyboard.press("Enter")
    expect(profile).to_contain_text("carmen@nuevo.example Lucía")

    desk.keyboard.press("Alt+m")
    expect(desk.locator("#jot")).to_be_focused()
    desk.keyboard.type("La barra, poco hecha")
    desk.keyboard.press("Enter")
    expect(profile).to_contain_text("La barra, poco hecha")
    desk.keyboard.press("Alt+m")
    expect(desk.locator("#jot")).to_be_focused()
    desk.keyboard.type("Está embarazada")
    nothing_for_axe(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator("body")).to_contain_text("Escriba qué hay que hacer, no por qué")
    desk.keyboard.press("Escape")

    desk.locator("#note").focus()
    desk.keyboard.type("Quiere el pan cortado. Llama mañana.")
    desk.locator("#note").evaluate("field => field.setSelectionRange(0, 22)")
    desk.keyboard.press("Alt+m")
    expect(profile).to_contain_text("Quiere el pan cortado.")
    desk.locator("#note").evaluate("field => field.setSelectionRange(0, 0)")

    desk.keyboard.press("Alt+o")
    expect(desk.locator("#jot")).to_be_focused()
    desk.keyboard.type("Las cajas llegan rotas")
    desk.keyboard.press("Enter")
    expect(desk.locator("body")).to_contain_text("Anotado: el cliente dice «Las cajas llegan rotas»")

    desk.keyboard.press("Alt+p")
    expect(profile).to_have_count(0)
    expect(desk.locator(".record")).to_contain_text("La barra, poco hecha")
    assert errors == []
