"""An article read aloud: its own steps, and what is said to the customer in them."""

from __future__ import annotations

import pytest

from console.knowledge.steps import LONGEST, MOST, Step, steps

RETURNS = """Within thirty days.

## Steps

1. Ask for the receipt: "Do you have the receipt with you?"
2. Look at it.
   * In a shop: the till.
   * On the web: the order.

## What we don't say

Never "this is not possible at all". Say "let me look for you".

> The money is back in five days.
"""


def spoken(step: Step) -> list[str]:
    return [text for line in step.lines for text, said in line if said]


def test_each_point_of_a_numbered_list_is_a_step_and_what_stands_around_it_one_per_heading() -> None:
    read = steps(RETURNS)
    assert [each.part for each in read] == [None, "Steps", "Steps", "What we don't say"]
    assert [text for line in read[2].lines for text, _ in line] == [
        "Look at it.", "In a shop: the till.", "On the web: the order."
    ]  # fmt: skip


def test_only_what_is_meant_for_the_customer_is_said_to_them() -> None:
    read = steps(RETURNS)
    assert spoken(read[1]) == ['"Do you have the receipt with you?"']
    assert spoken(read[2]) == []
    assert spoken(read[3]) == ["The money is back in five days."]  # and nothing of what we don't say


def test_an_article_without_steps_is_read_block_by_block() -> None:
    assert len(steps("One thing.\n\nAnother thing.\n\n* a\n* b")) == 3


def test_the_rows_of_a_table_are_read_with_what_stands_above_their_cells() -> None:
    table = "| What | Time | Where |\n| - | - | - |\n| Fresh | 48 hours | |\n| *Dry* | 30 days | shop |\n"
    (read,) = steps(f"## How long\n\n{table}")
    assert [text for line in read.lines for text, _ in line] == [
        "Fresh · Time: 48 hours", "Dry · Time: 30 days · Where: shop"
    ]  # fmt: skip


@pytest.mark.parametrize("markdown", ["", "# Only a heading", "\n\n---\n\n", "<script>alert(1)</script>"])
def test_no_step_is_empty(markdown: str) -> None:
    assert all(text for each in steps(markdown) for line in each.lines for text, _ in line)


def test_a_huge_article_has_steps_one_can_still_read() -> None:
    assert len(steps("1. word\n" * 100_000)) <= MOST
    long = steps("## A\n\n" + "A sentence of some words.\n\n" * 200)
    assert len(long) > 1 and max(each.length for each in long) <= LONGEST
