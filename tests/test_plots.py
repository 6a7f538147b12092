"""The plots' macros, drawn without a server: well-formed, within their frame, and spoken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, select_autoescape

import console

TEMPLATES = Path(console.__file__).parent / "templates"
MACROS = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape()
).get_template("plots.html").module  # fmt: skip
VALUE = st.floats(0, 1e6, allow_nan=False)
SHARE = st.floats(0, 1, allow_nan=False)
SENTENCE = "Between <2> and 9 a day, & rising"


def drawn(macro: str, *given: Any, **named: Any) -> ElementTree.Element:
    return ElementTree.fromstring(str(getattr(MACROS, macro)(*given, **named)).strip())


def heights(plot: ElementTree.Element) -> list[float]:
    return [float(each.get("cy") or 0) for each in plot.iter("circle")]


@given(st.lists(VALUE, max_size=40))
def test_bars_stand_on_the_ground_and_under_the_ceiling(values: list[float]) -> None:
    plot = drawn("bars", [{"label": str(n), "value": each} for n, each in enumerate(values)], SENTENCE)
    assert plot.get("role") == "img" and plot.get("aria-label") == SENTENCE
    found = list(plot.iter("rect"))
    assert len(found) == len(values)
    for each in found:
        top, high = float(each.get("y") or 0), float(each.get("height") or 0)
        assert top >= 6.9 and top + high <= 132.2


@given(st.lists(st.none() | VALUE, max_size=40))
def test_a_line_leaves_a_gap_where_nothing_is_known(values: list[float | None]) -> None:
    plot = drawn("line", [{"label": "", "value": each} for each in values], SENTENCE)
    known = [each for each in values if each is not None]
    assert len(heights(plot)) == len(known)
    gaps = sum(a is not None and b is None for a, b in zip(values, [*values[1:], None], strict=False))
    assert len(list(plot.iter("polyline"))) == gaps


@given(st.lists(st.tuples(SHARE, SHARE), max_size=12))
def test_what_happens_as_foretold_lies_on_the_dotted_line(pairs: list[tuple[float, float]]) -> None:
    points = [
        {"foretold": a, "happened": b, "low": max(0, b - 0.1), "high": min(1, b + 0.1), "count": 9}
        for a, b in pairs
    ]
    plot = drawn("calibration", points, SENTENCE)
    assert all(6.9 <= each <= 132.1 for each in heights(plot))


def test_a_whisker_is_drawn_whole() -> None:
    """Twice as long for twice as unsure, also far above whatever happened."""
    points = [{"foretold": 0.01, "happened": 0.02, "low": 0.0, "high": 0.4, "count": 9},
              {"foretold": 0.02, "happened": 0.02, "low": 0.0, "high": 0.8, "count": 4}]  # fmt: skip
    plot = drawn("calibration", points, SENTENCE)
    one, other = (
        [float(each) for each in re.findall(r"V([\d.]+)", path.get("d") or "")]
        for path in plot.iter("path") if path.get("class") == "whisker"
    )  # fmt: skip
    assert [132 - each for each in other] == pytest.approx([2 * (132 - each) for each in one], abs=0.2)
    first, second = (float(each.get("cx") or 0) for each in plot.iter("circle"))
    assert second - first > 100  # and what was foretold still fills the width


@pytest.mark.parametrize("macro", ["bars", "line", "calibration"])
def test_nothing_is_styled_inline(macro: str) -> None:
    points = [{"label": "a", "value": 1.0, "low": 0.5, "high": 1.5, "foretold": 0.5, "happened": 0.5}]
    plot = drawn(macro, points, SENTENCE)
    assert all(each.get("style") is None for each in plot.iter())
    assert any(each.get("class") in ("whisker", "band") for each in plot.iter())
