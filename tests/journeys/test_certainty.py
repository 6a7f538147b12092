"""Who it surely is, by keyboard alone: a code that is read out, and the same person twice."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, text

from tests.journeys.hands import answer, available, nothing_for_axe, page_of, sign_in
from tests.server import Server


def doubtful_phone(shop: Server) -> str:
    """A number of somebody who may be there twice, and nobody else's."""
    engine = create_engine(f"sqlite:///{shop.folder / 'console.sqlite3'}")
    with engine.connect() as database:
        found = database.scalar(text(
            "SELECT phone.value FROM link JOIN identifier phone ON phone.record_id = link.one_id "
            "WHERE link.status = 'review' AND phone.kind = 'phone' "
            "AND 1 = (SELECT count(*) FROM identifier WHERE value = phone.value) "
            "ORDER BY link.priority DESC"
        ))  # fmt: skip
    engine.dispose()
    assert isinstance(found, str)
    return found


def test_a_code_proves_it_and_a_doubt_is_settled_after_the_call(shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    desk = page_of(browser, errors)
    sign_in(desk, shop, "lucia.ferrer")
    available(desk)
    answer(desk)
    desk.keyboard.press("Alt+c")
    expect(desk.locator("#code-way")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#code")).to_be_focused()
    nothing_for_axe(desk)
    phone = desk.context.new_page()
    phone.goto(f"{shop.url}/outbox")
    code = phone.locator("tbody tr td").nth(2).inner_text()[:6]
    nothing_for_axe(phone)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    desk.bring_to_front()
    desk.keyboard.type(wrong)
    desk.keyboard.press("Enter")
    expect(desk.locator(".code-line")).to_contain_text("Ese no es el código. Quedan 4 intentos.")
    desk.keyboard.type(code)
    desk.keyboard.press("Enter")
    expect(desk.locator(".facts")).to_contain_text("verificado con un código")

    desk.keyboard.press("F2")
    desk.keyboard.type(doubtful_phone(shop))
    expect(desk.locator(".hit[aria-selected=true]")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator(".record .foot")).to_contain_text("Posible duplicado")
    desk.keyboard.press("Alt+d")
    expect(desk.locator("body")).to_contain_text("cuando ha terminado el contacto")
    desk.keyboard.press("F8")
    desk.keyboard.press("F8")
    expect(desk.locator(".record")).to_contain_text("Ver las dos")
    desk.keyboard.press("Alt+d")
    expect(desk.locator(".compare button").first).to_be_focused()
    nothing_for_axe(desk)
    desk.keyboard.press("1")
    expect(desk.locator("body")).to_contain_text("Desde ahora, una sola ficha")
    expect(desk.locator(".record")).not_to_contain_text("Posible duplicado")
    assert errors == []
