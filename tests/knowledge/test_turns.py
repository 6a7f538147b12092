"""What somebody asks, out of what they wrote."""

from __future__ import annotations

import pytest

from console.knowledge.turns import LONGEST, question, telling


@pytest.mark.parametrize("said", ["jajaja vale", "Vale, perfecto, muchas gracias", "ok jeje", "lol ok", "hahaha great"])
def test_who_only_agrees_or_laughs_asks_for_nothing(said: str) -> None:
    assert question([said]) == ""


def test_a_vale_is_agreement_or_a_voucher() -> None:
    assert question(["vale, y la factura?"]) == "y la factura?"
    for voucher in ("vale de 5 euros no va", "vale no me funciona", "el vale caduca hoy"):
        assert question([voucher]) == voucher


@pytest.mark.parametrize(
    "said",
    ["me llamo Ana García", "Hola, mi nombre es ana sol, gracias", "my name is John", "mi correo es ana@example.com",
     "es el pedido 48213", "order 48213", "mi DNI es el 12345678Z"],
)  # fmt: skip
def test_who_says_who_they_are_goes_on_asking_what_they_asked(said: str) -> None:
    assert question(["quiero anular mi compra", said]) == "quiero anular mi compra"


def test_a_number_alone_is_about_nothing_and_goes_with_what_was_asked() -> None:
    assert telling("es el 48213, de 6 a 8") == []
    assert question(["quiero cambiar la franja", "es el 48213"]) == "quiero cambiar la franja"


def test_a_name_is_taken_off_what_is_asked_after_it() -> None:
    assert question(["Me llamo Ana Sol y no me llegan los correos del club"]) == "y no me llegan los correos del club"


def test_the_newest_turn_is_there_whole_as_far_as_there_is_room() -> None:
    long = "cambiar la franja de entrega " * 100
    assert question(["una devolución", long]) == long[:LONGEST]
    assert question(["una devolución", "de botas"]) == "una devolución de botas"
