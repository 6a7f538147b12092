"""A form somebody sent: what it asks for is done, or the same page comes again, as it was typed, saying why."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect
from werkzeug.wrappers import Response

from console.errors import Missing, Refusal
from console.routes import failures

Answer = Response | tuple[str, int]


def done(deed: Callable[[], object], *, to: str | None = None, again: Callable[[Refusal], str]) -> Answer:
    """``deed`` opens its own transactions, so that nothing is half kept when it refuses. What isn't there
    for whoever asks stays a page that isn't there. ``to``: where one goes on; None: where ``deed`` answers."""
    try:
        where = deed()
    except Missing:
        raise
    except Refusal as refusal:
        return again(refusal), failures.status_of(refusal)
    return redirect(to or str(where))
