"""The one small language for rules and for words with gaps, never Python's own eval.

    children >= 1 and not (spent > 20.00 EUR or store in ["Delicias", "Utebo"])

A rule speaks of declared fields only, and is checked when it is parsed. What we don't know makes
a comparison neither true nor false, and `holds` takes that as no: not even ``not`` turns
something unknown into a yes. In a template ``{first_name|there}`` has the words said instead.
"""

from console.expressions.meaning import holds, in_words
from console.expressions.parsing import parse
from console.expressions.templates import check_template, fill
from console.expressions.tree import Expression, Field, Money, Value, Values, Vocabulary

__all__ = [
    "Expression", "Field", "Money", "Value", "Values", "Vocabulary",
    "check_template", "fill", "holds", "in_words", "parse",
]  # fmt: skip
