"""A call from ringing to wrapped up, and the next one with an offer: by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.journeys.hands import answer, available, hang_up, nothing_for_axe, page_of, sign_in, tab_to, verify
from tests.server import Server


def test_a_call_from_ringing_to_wrapped_up_and_the_next_one_with_an_offer(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    desk = page_of(browser, errors)
    sign_in(desk, shop, "lucia.ferrer")
    nothing_for_axe(desk)  # calm
    available(desk)

    # The first ten seconds stand before she answers.
    pop = desk.locator(".pop")
    expect(pop).to_contain_text("Carmen Ruiz Pardo")
    expect(pop).to_contain_text("Pedidos online")
    expect(pop).to_contain_text("Pedido 48213 con retraso")
    expect(pop).to_contain_text("Reclamación R-2291")
    expect(desk.locator(".dock")).to_contain_text("soy Lucía")
    expect(desk.get_by_role("alert").first).to_contain_text("Carmen Ruiz Pardo")
    desk.wait_for_function("document.title.includes('Carmen')")
    nothing_for_axe(desk)

    answer(desk)
    expect(desk.locator("#who")).to_contain_text("Carmen Ruiz Pardo")
    expect(desk.locator(".record")).not_to_contain_text("Embajadores")
    verify(desk)
    expect(desk.locator(".record")).to_contain_text("Embajadores")
    tab_to(desk, ".dock textarea")
    desk.keyboard.type("Llama por el pedido 48213.")
    expect(desk.locator(".dock")).to_contain_text("guardada")
    desk.keyboard.press("F2")
    desk.keyboard.type("devolucoin")
    expect(desk.locator(".hit").first).to_contain_text("devolución", ignore_case=True)
    nothing_for_axe(desk)
    desk.keyboard.press("Escape")
    assert desk.evaluate("document.activeElement.matches('.dock textarea')"), "Esc leads back to where she wrote"
    desk.keyboard.press("F1")
    expect(desk.get_by_role("dialog")).to_be_visible()
    nothing_for_axe(desk)
    desk.keyboard.press("Escape")
    desk.keyboard.press("Alt+t")
    expect(desk.locator(".whole")).to_be_visible()
    nothing_for_axe(desk)
    regions = set()
    for _ in range(6):
        desk.keyboard.press("Control+F6")
        regions.add(desk.evaluate("document.activeElement.tagName"))
    assert {"HEADER", "NAV", "MAIN", "ASIDE", "FOOTER"} <= regions
    tab_to(desk, ".dock textarea")
    desk.keyboard.press("Alt+r")
    expect(desk.locator(".chip.done")).to_be_visible()

    # Hanging up from within a field may want a second press; then two keystrokes finish it.
    hang_up(desk)
    expect(desk.locator(".sentences")).to_contain_text("Llamó porque el pedido 48213 no ha llegado.")
    expect(desk.locator("#disp")).to_be_focused()
    expect(desk.locator("main [role=option]").first).to_contain_text("propuesto")
    nothing_for_axe(desk)
    desk.keyboard.press("Enter")
    desk.keyboard.press("F10")

    # And the next one rings by itself: Juan, on the sales line, with an offer worth making.
    expect(pop).to_contain_text("Juan Ortiz Lafuente")
    answer(desk)
    verify(desk)
    propose = desk.locator(".key", has_text="Propuesta")
    expect(propose).to_have_attribute("aria-disabled", "true")  # never before it is solved
    desk.keyboard.press("Alt+r")
    expect(propose).not_to_have_attribute("aria-disabled", "true")
    tab_to(desk, ".dock textarea")
    desk.keyboard.press("F9")  # from the middle of the note: 1 answers, and is not written into it
    expect(desk.locator(".answers input").first).to_be_focused()
    expect(desk.locator(".say").first).to_contain_text("Juan")
    expect(desk.locator(".sum .total")).to_be_visible()
    *lines, total = [cents(each) for each in desk.locator(".sum .num").all_inner_texts()]
    assert sum(lines) == total > 0  # an addition anybody can check
    nothing_for_axe(desk)
    desk.keyboard.press("1")
    expect(desk.locator(".steps .i")).to_have_count(1)
    desk.reload()  # it stands where it was left, and Backspace is one step back
    expect(desk.locator(".say").first).to_contain_text("Cariñena")
    tab_to(desk, ".answers input")
    desk.keyboard.press("Backspace")
    expect(desk.locator(".steps .i")).to_have_count(0)
    for done in range(3):  # permission, proposal, closing
        tab_to(desk, ".answers input")
        desk.keyboard.press("1")
        expect(desk.locator(".steps .i, .outcome")).to_have_count(done + 1)
    expect(desk.locator(".outcome")).to_contain_text("acepta")
    desk.keyboard.press("F8")
    expect(desk.locator(".sentences")).to_contain_text("Aceptó «Cariñena")
    tab_to(desk, "#disp")
    desk.keyboard.type("venta cerr")
    desk.keyboard.press("Enter")
    desk.keyboard.press("F10")

    # Beatriz, whom an offer would only cost money: nothing is proposed, and the figure stands there.
    expect(pop).to_contain_text("Beatriz Lozano Ferri")
    answer(desk)
    desk.keyboard.press("Alt+r")
    expect(desk.locator(".none")).to_contain_text(re.compile(r"Ninguna\. Costaría más de lo que deja: −\d,\d\d\s€"))
    nothing_for_axe(desk)
    desk.keyboard.press("F8")
    expect(desk.locator("#disp")).to_be_visible()
    tab_to(desk, "#disp")
    desk.keyboard.type("sin venta")
    desk.keyboard.press("Enter")
    tab_to(desk, ".after input")
    for _ in range(2):
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("F10")
    expect(desk.locator(".me")).to_contain_text("Comida")
    assert errors == []
    desk.context.close()


def test_a_call_rings_beside_somebody_who_is_typing_and_takes_nothing(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    visitor = page_of(browser, errors, width=400, height=640)
    visitor.goto(f"{shop.url}/chat/widget?language=es")
    visitor.locator("textarea").fill("Hola, ¿mi vale caduca?")
    visitor.keyboard.press("Enter")
    desk = page_of(browser, errors)
    sign_in(desk, shop, "lucia.ferrer")
    available(desk)
    expect(desk.locator(".strip").nth(1)).to_contain_text("vale")
    desk.keyboard.press("Alt+2")
    tab_to(desk, ".dock textarea")
    desk.keyboard.type("Hola, los vales duran")
    desk.wait_for_selector("[data-state=ringing]")
    desk.keyboard.type(" treinta días")
    expect(desk.locator(".record.rings")).to_contain_text("Carmen Ruiz Pardo")
    expect(desk.locator(".record.rings")).to_contain_text("soy Lucía")
    expect(desk.locator(".dock textarea")).to_be_focused()
    expect(desk.locator(".dock textarea")).to_have_value("Hola, los vales duran treinta días")
    expect(desk.locator("#who")).to_contain_text("Visita de la web")
    expect(desk.locator(".strip[data-state=ringing]")).to_be_visible()
    nothing_for_axe(desk)
    desk.keyboard.press("F8")  # no, and no second press: it only rings
    expect(desk.locator(".record.rings")).to_have_count(0)
    expect(desk.locator(".dock textarea")).to_have_value("Hola, los vales duran treinta días")
    assert errors == []
    for each in (desk, visitor):
        each.context.close()


def cents(text: str) -> int:
    """``−1,20 €`` is −120."""
    return int(text.replace("−", "-").replace(",", "").split()[0])
