"""Which agent a browser is signed in as: the key in its signed cookie opens a row of ours."""

from __future__ import annotations

from flask import current_app
from flask import session as cookie
from sqlalchemy.orm import Session

from console.agents.signing_in import SignIn, signed_in

KEY = "sign_in"


def current_sign_in(session: Session) -> SignIn | None:
    """The live sign-in of this request or socket; None for a stranger, a forgery or an old one."""
    key = cookie.get(KEY)
    if not isinstance(key, str):
        return None
    return signed_in(session, key, for_hours=current_app.config["SESSION_HOURS"])


def keep(key: str) -> None:
    """Puts the key into the browser, and forgets what its last user left there."""
    cookie.clear()
    cookie[KEY] = key
    cookie.permanent = True


def forget() -> None:
    cookie.clear()
