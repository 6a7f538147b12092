from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Invalid
from console.expressions import (
    Field,
    Money,
    Value,
    Vocabulary,
    check_template,
    fill,
    holds,
    in_words,
    parse,
)

WORDS = Vocabulary({
    "age": Field("number", "edad", "age"),
    "spent": Field("money", "gasto", "spent"),
    "store": Field("text", "tienda", "store"),
    "since": Field("date", "desde", "since"),
    "has_card": Field("truth", "tiene tarjeta", "has a card"),
    "policies": Field("texts", "pólizas", "policies"),
})  # fmt: skip
ATOMS = st.sampled_from([
    "age >= 18", "age != 40", "spent > 20.50 EUR", 'store = "Delicias"', "since < 2026-02-28",
    "has_card", 'store in ["Delicias", "Utebo"]', '"coche" in policies',
])  # fmt: skip
RULES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=8,
)
KNOWN = st.fixed_dictionaries({
    "age": st.integers(0, 120), "spent": st.builds(Money, st.integers(0, 9_999)),
    "store": st.sampled_from(["Delicias", "Arganzuela"]), "has_card": st.booleans(),
    "since": st.dates(), "policies": st.sampled_from([(), ("coche",), ("hogar", "coche")]),
})  # fmt: skip


def is_so(rule: str, **values: Value) -> bool:
    return holds(parse(rule, WORDS), values)


@given(RULES)
def test_of_somebody_we_know_nothing_of_nothing_holds(rule: str) -> None:
    assert not holds(parse(rule, WORDS), {})


@given(RULES, KNOWN)
def test_of_somebody_we_know_a_rule_or_its_opposite_holds(
    rule: str, values: dict[str, Value]
) -> None:
    assert holds(parse(rule, WORDS), values) is not holds(parse(f"not ({rule})", WORDS), values)


@given(RULES, KNOWN, st.data())
def test_what_holds_goes_on_holding_when_more_becomes_known(
    rule: str, values: dict[str, Value], data: st.DataObject
) -> None:
    fewer = {k: v for k, v in values.items() if data.draw(st.booleans())}
    if holds(parse(rule, WORDS), fewer):
        assert holds(parse(rule, WORDS), values)


@given(RULES, st.sampled_from(["es", "en"]))
def test_every_rule_can_be_read_aloud(rule: str, language: str) -> None:
    assert in_words(parse(rule, WORDS), WORDS, language).strip()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_rule_or_says_where_it_is_wrong(text: str) -> None:
    try:
        parse(text, WORDS)
    except Invalid as refused:
        assert 1 <= int(str(refused.facts["at"])) <= len(text) + 1


@given(st.text(max_size=60))
def test_a_template_that_passes_has_no_gap_left(text: str) -> None:
    try:
        check_template(text, ("name",))
    except Invalid:
        return
    filled = fill(text, {"name": "Juan"}, "es")
    assert "{" not in filled and "}" not in filled


def test_and_binds_closer_than_or() -> None:
    assert is_so('has_card or age > 90 and store = "x"', has_card=True, age=1, store="y")


def test_numbers_are_exact() -> None:
    assert holds(parse("age = 0.3", WORDS), {"age": Decimal("0.1") + Decimal("0.2")})


def test_money_of_another_currency_is_not_compared() -> None:
    assert is_so("spent > 20.50 EUR", spent=Money(2_051))
    assert not is_so("spent > 20.50 EUR", spent=Money(9_900, "GBP"))
    assert not is_so("not spent > 20.50 EUR", spent=Money(9_900, "GBP"))


def test_days_are_compared_as_days() -> None:
    assert is_so("since < 2026-02-28", since=date(2026, 2, 27))


@pytest.mark.parametrize(("rule", "at"), [
    ("", 1), ("age", 1), ("age >=", 7), ("wage > 3", 1), ("age > 3 age", 9), ("(age > 3", 9),
    ("age > \"x\"", 5), ("since = 2026-02-30", 9), ("store < \"x\"", 7), ("age > 3; 1", 8),
    ("__import__", 1), ("policies = policies", 10), ("store in [age]", 15),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(rule: str, at: int) -> None:
    with pytest.raises(Invalid) as refused:
        parse(rule, WORDS)
    assert refused.value.facts["at"] == at


@pytest.mark.parametrize("rule", ["(" * 500 + "has_card" + ")" * 500, "not " * 400 + "has_card"])
def test_a_rule_too_deep_is_refused_not_a_crash(rule: str) -> None:
    with pytest.raises(Invalid):
        parse(rule, WORDS)


def test_a_rule_in_plain_words() -> None:
    rule = parse('age >= 18 and not (spent > 20.50 EUR or store in ["Utebo"])', WORDS)
    assert in_words(rule, WORDS, "es") == (
        "edad: al menos 18 y no se cumple que (gasto: más de 20,50 € o tienda está entre Utebo)"
    )
    assert in_words(rule, WORDS, "en") == (
        "age: at least 18 and it is not so that (spent: more than €20.50 or store is among Utebo)"
    )


def test_a_gap_is_filled_as_the_language_writes_it() -> None:
    words = "{name|amigo}: {price}, {day}"
    values: dict[str, Value] = {"name": None, "price": Money(595), "day": date(2026, 11, 24)}
    assert fill(words, values, "es") == "amigo: 5,95 €, 24 de noviembre de 2026"
    assert fill(words, values, "en") == "amigo: €5.95, November 24, 2026"
