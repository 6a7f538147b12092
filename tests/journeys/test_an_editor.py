"""An editor writes for hours: nothing typed is lost to a picture, and the hands stay on the keys."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.hands import nothing_for_axe, page_of, sign_in
from tests.journeys.test_a_chat import PHOTO
from tests.server import Server


def test_a_picture_is_put_in_while_writing_and_ctrl_s_keeps_it(quiet_shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    editor = page_of(browser, errors)
    sign_in(editor, quiet_shop, "elena.prats")
    editor.goto(f"{quiet_shop.url}/knowledge/articles/faulty-product.es")
    text, seen, files = editor.locator("#b"), editor.locator("#seen"), editor.locator("#files")
    text.press("Control+End")
    editor.keyboard.type("\n\nMire la foto: ")
    expect(seen).to_contain_text("Mire la foto:")
    editor.set_input_files("#fi", files=[{"name": "lote.txt", "mimeType": "text/plain", "buffer": b"\xff"}])
    files.get_by_role("button", name="Adjuntar").press("Enter")
    expect(editor.locator("#fi")).to_be_focused()
    expect(files.get_by_role("alert")).to_contain_text("UTF-8")
    editor.set_input_files("#fi", files=[{"name": "lote.png", "mimeType": "image/png", "buffer": PHOTO}])
    files.get_by_role("button", name="Adjuntar").press("Enter")
    files.get_by_role("button", name="Poner lote.png en el texto").press("Enter")
    expect(text).to_be_focused()
    expect(seen.locator("img")).to_have_attribute("alt", "lote")
    nothing_for_axe(editor)
    editor.keyboard.press("Control+s")
    expect(editor.locator(".p-head")).to_contain_text("Versión 2, borrador. La 1 está publicada. Guardada el")
    assert "Mire la foto: ![lote](" in text.input_value()
    assert errors == []
