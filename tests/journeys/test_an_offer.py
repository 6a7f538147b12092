"""A marketer's offer from the refusal, with the customers it would hit, to another's approval."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.hands import nothing_for_axe, page_of, sign_in
from tests.server import Server


def test_twenty_per_cent_less_and_a_hundred_and_twenty_more_never_reach_one_person(
    quiet_shop: Server, browser: Browser
) -> None:
    errors: list[str] = []
    nuria = page_of(browser, errors)
    sign_in(nuria, quiet_shop, "nuria.vidal")
    nuria.goto(f"{quiet_shop.url}/offers")
    nothing_for_axe(nuria)
    nuria.goto(f"{quiet_shop.url}/offers/good_driver")
    expect(nuria.locator(".clash .lead")).to_contain_text("clientes la oirían en contra de lo que tienen")
    nothing_for_axe(nuria)

    # Asked for all the same, it is refused with how many it would hit; and they can be looked at.
    for _ in range(200):
        with nuria.expect_navigation():
            nuria.get_by_role("button", name="Guardar y pedir aprobación").click()
        if "se está contando" not in nuria.get_by_role("alert").inner_text():
            break
        nuria.wait_for_timeout(250)  # the worker counts everybody beside us
    expect(nuria.get_by_role("alert")).to_contain_text("Déjalos fuera, o cámbiala")
    nuria.get_by_role("link", name="Verlos").first.click()
    expect(nuria.locator("tbody")).to_contain_text("oiría −20 % y pagaría +120 %")
    nothing_for_axe(nuria)

    # Whoever has the surcharge is left out, counted anew, and only then it may be asked for.
    nuria.goto(f"{quiet_shop.url}/offers/good_driver")
    nuria.get_by_label("Dejar fuera a quien tenga: +120 % conductor novel").check()
    with nuria.expect_navigation():
        nuria.get_by_role("button", name="Guardar y comprobar").click()
    for _ in range(200):
        nuria.goto(f"{quiet_shop.url}/offers/good_driver")
        if nuria.locator(".funnel").count():
            break
        nuria.wait_for_timeout(250)  # the worker counts everybody beside us
    expect(nuria.locator(".clash .lead")).to_have_count(0)
    nuria.get_by_role("button", name="Pedir aprobación", exact=True).click()
    expect(nuria.locator(".p-side")).to_contain_text("Espera a alguien que no sea quien la escribió")
    expect(nuria.get_by_role("button", name="Aprobar")).to_have_count(0)

    elena = page_of(browser, errors)
    sign_in(elena, quiet_shop, "elena.prats")
    elena.goto(f"{quiet_shop.url}/offers/good_driver")
    elena.get_by_role("button", name="Aprobar").click()
    elena.get_by_role("button", name="Publicar ahora").click()
    expect(elena.locator(".p-head")).to_contain_text("en uso")
    nothing_for_axe(elena)

    # Its words are another page, and can be tried with nobody on the line.
    nuria.goto(f"{quiet_shop.url}/scripts/party")
    nothing_for_axe(nuria)
    nuria.get_by_role("link", name="Probarlo").click()
    nuria.get_by_role("button", name="Sí, dígame").click()
    expect(nuria.locator(".say")).to_contain_text("cuántos niños serían")
    nuria.get_by_role("button", name="No le interesa").click()
    expect(nuria.locator("main")).to_contain_text("El final")
    assert errors == []
    nuria.context.close()
    elena.context.close()
