"""A visitor and an agent: both directions, who is typing, a reload, the end and what was thought of it."""

from __future__ import annotations

import base64
import sqlite3

from playwright.sync_api import Browser, expect

from tests.journeys.hands import available, nothing_for_axe, page_of, sign_in, tab_to
from tests.server import Server, until

PHOTO = base64.b64decode(  # one grey pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


def test_a_visitor_and_an_agent_chat_until_it_is_over(quiet_shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    visitor = page_of(browser, errors)
    visitor.goto(f"{quiet_shop.url}/shop")
    tab_to(visitor, "[class^=agent-console], [id^=agent-console], body > :last-child")
    visitor.get_by_role("button", name="Ayuda").focus()
    visitor.keyboard.press("Enter")
    widget = visitor.frame_locator("iframe")
    field, thread = widget.locator("#wm"), widget.get_by_role("log")
    field.fill("Hola, ¿mi vale caduca?")
    field.press("Enter")
    expect(thread).to_contain_text("Entregado")
    expect(widget.locator(".place")).to_contain_text("en la cola")
    # While nobody answers: an article, opened and left by keyboard. The place in the queue stays.
    offered = widget.locator(".wid-help .sent").first
    expect(offered).to_contain_text("Vales")
    nothing_for_axe(visitor)
    offered.press("Enter")
    expect(widget.locator("#ht")).to_be_focused()
    nothing_for_axe(visitor)
    widget.get_by_role("button", name="Sí, me ha servido").press("Enter")
    expect(widget.locator(".asks")).to_contain_text("Su sitio en la cola sigue siendo suyo")
    widget.locator("#ht").press("Escape")
    expect(field).to_be_focused()

    # Or another way than waiting: an impossible number is said under its field, and Escape folds it.
    widget.get_by_role("button", name="Prefiero que me llamen").press("Enter")
    number = widget.get_by_label("El número al que llamar")
    expect(number).to_be_focused()
    number.fill("12")
    number.press("Enter")
    expect(widget.get_by_role("alert").filter(has_text="+34")).to_be_visible()
    nothing_for_axe(visitor)
    number.press("Escape")
    expect(number).to_have_count(0)

    agent = page_of(browser, errors)
    sign_in(agent, quiet_shop, "paula.rey")
    available(agent)
    expect(agent.locator(".strip").nth(1)).to_contain_text("vale")
    agent.keyboard.press("Alt+2")
    expect(agent.get_by_role("log")).to_contain_text("Hola, ¿mi vale caduca?")
    expect(widget.locator(".wid-help")).to_have_count(0)  # a person knows better
    expect(thread).to_contain_text("Visto")
    widget.locator("input[type=file]").set_input_files({"name": "vale.png", "mimeType": "image/png", "buffer": PHOTO})
    expect(thread.locator(".file")).to_contain_text("vale.png")
    photo = agent.get_by_role("log").locator(".file", has_text="vale.png")
    with agent.expect_download() as fetched:
        photo.click()
    assert fetched.value.path().read_bytes() == PHOTO
    field.press_sequentially("Es de")
    expect(agent.locator("main .typing")).to_contain_text("está escribiendo")
    tab_to(agent, ".dock textarea")
    agent.keyboard.type("Hola, dura 30 días")
    expect(widget.locator(".typing")).to_contain_text("Paula está escribiendo")
    agent.keyboard.press("Enter")
    expect(thread).to_contain_text("Hola, dura 30 días")
    nothing_for_axe(agent)
    # What is being answered stays in sight while one looks for the answer; an internal article has no link to send.
    agent.keyboard.press("F2")
    agent.keyboard.type("devolver producto malo")
    expect(agent.locator(".hit").nth(2)).to_be_attached()
    assert agent.get_by_role("log").evaluate("log => log.clientHeight") >= 50
    agent.keyboard.press("Control+Shift+Enter")
    expect(agent.locator(".notice")).to_contain_text("no tiene enlace")
    agent.keyboard.press("Escape")

    visitor.reload()
    if visitor.locator("iframe").count() == 0:
        visitor.get_by_role("button", name="Ayuda").click()
    expect(thread).to_contain_text("Hola, dura 30 días")
    expect(field).to_have_value("Es de")  # what was half written too
    field.fill("Gracias")
    field.press("Enter")
    expect(agent.get_by_role("log")).to_contain_text("Gracias")

    # While the agent reads further up, what arrives is held and offered; one key lets it in.
    for _ in range(4):
        field.fill("\n".join(["Y además", "otra cosa", "y otra"]))
        field.press("Enter")
    log = agent.get_by_role("log")
    expect(log.get_by_text("Y además")).to_have_count(4)
    log.evaluate("log => { log.style.maxHeight = '8rem'; log.scrollTop = -log.scrollHeight; }")
    field.fill("¿Sigue ahí?")
    field.press("Enter")
    expect(agent.locator(".held-log")).to_contain_text("1 mensaje nuevo")
    expect(log).not_to_contain_text("¿Sigue ahí?")
    agent.keyboard.press("Alt+n")
    expect(log).to_contain_text("¿Sigue ahí?")

    agent.keyboard.press("F10")
    expect(widget.locator("main")).to_contain_text("Paula ha cerrado la conversación")
    expect(widget.locator("header")).to_contain_text("terminado a las")
    nothing_for_axe(visitor)
    with visitor.expect_download() as kept:
        widget.get_by_role("button", name="Descargarla").click()
    assert "Paula: Hola, dura 30 días" in kept.value.path().read_text()
    widget.get_by_role("button", name="Recibirla por correo").press("Enter")
    widget.get_by_label("La dirección a la que mandarla").fill("marta@example.com")
    widget.get_by_role("button", name="Mandarla").press("Enter")
    expect(thread).to_contain_text("Va de camino a marta@example.com")
    widget.get_by_role("radio", name="4").check()
    widget.get_by_role("button", name="Enviar").click()
    expect(widget.locator("main")).to_contain_text("Gracias: su respuesta ha llegado")
    with sqlite3.connect(quiet_shop.folder / "console.sqlite3") as database:
        assert until(lambda: database.execute("SELECT mark FROM rating").fetchall()) == [(4,)]
    assert errors == []
    visitor.context.close()
    agent.context.close()
