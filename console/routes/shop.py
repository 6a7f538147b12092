"""La Tahona's shop page, with the chat on it: what a customer's side looks like. Demo only."""

from __future__ import annotations

from flask import Blueprint, render_template

from console.routes.languages import language

FAIR_PAGE = "/shop/wine-fair"

shop = Blueprint("shop", __name__)


@shop.get("/shop")
def page() -> str:
    return render_template("shop.html", language=language(), first="pantry")


@shop.get(FAIR_PAGE)
def fair() -> str:
    """Where the campaign's posters lead to: the same shop, opened at the wines."""
    return render_template("shop.html", language=language(), first="cellar")
