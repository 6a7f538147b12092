"""What may never reach a log, an index or a model; and what is left alone."""

from __future__ import annotations

import pytest

from console.redaction import redacted


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("llámame al 600 12 34 56", "llámame al [phone]"),
        ("+34 911-234-567 or (91) 123 45 67", "[phone] or [phone]"),
        ("tel600123456.", "tel[phone]."),
        ("card 4111 1111 1111 1111", "card [card]"),
        ("card 4111-1111-1111-1111", "card [card]"),
        ("ES91 2100 0418 4502 0005 1332 is mine", "[iban] is mine"),
        ("ES9121000418450200051332", "[iban]"),
        ("my DNI is 12345678Z", "my DNI is [document]"),
        ("NIE X-1234567-L and 12.345.678-z", "NIE [document] and [document]"),
        ("write to ana.ruiz+shop@correo.example.es!", "write to [email]!"),
        ("postgresql+psycopg://console:hunter2@db/console", "postgresql+psycopg://[password]@db/console"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [bearer]"),
        ("12345678901234567890123", "[number]"),
    ],
)
def test_what_points_to_a_person_is_named_not_shown(said: str, left: str) -> None:
    assert redacted(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "contact 7 was assigned to agent 3 in 120 ms",
        "order 12345678",
        "2026-11-24T02:27:13.123456+00:00 and 2026-11-24 02:27:13",
        "550e8400-e29b-41d4-a716-446655440000",
        "1.234,56 €",
        "",
    ],
)
def test_what_points_to_nobody_is_left_alone(said: str) -> None:
    assert redacted(said) == said


def test_a_second_pass_changes_nothing() -> None:
    once = redacted("600123456, ana@correo.es, ES9121000418450200051332, 12345678Z")
    assert redacted(once) == once
