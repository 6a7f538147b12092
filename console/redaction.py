"""Personal data out of text, before it is logged, learned from or indexed.

Numbers with check digits are known by them; orders and policies by the word before them. It errs on the side of
taking out too much: a long number is nobody's business in a log, whatever it was. Names can't be found by rule,
so callers log ids, never people's words. Measured on labelled lines by ``python -m bench.redaction``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import ean, iban, luhn
from stdnum.es import cif, dni

_KEPT = (
    r"(?P<kept>\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"  # a UUID, an ISO time
    r"|\b\d{4}-\d\d-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\d-])"
)
# The number on a thing one can buy, when it is called so; people mistype it, so its check digit is not all that
# is asked. And that of a batch, which may look like a document: then the document's letter is asked.
_GOODS = (
    r"\b(?:(?:ean|gtin|isbn|bar[ -]?code|c[oó]digo(?:\ de\ barras)?)[\ :]{1,3}(?P<goods>\d{13})(?!\d)"
    r"|(?:lotes?|lots?|batch(?:es)?)(?:\ n[.º°]{0,2})?[\ :]{1,3}(?P<batch>\d{8}[\ -]?[A-Z])\b)"
)
# An address said aloud, or hidden from machines.
_SPOKEN = (
    r"\b[\w.+-]{1,64}(?:\s+(?:punto|dot)\s+[\w+-]{1,64}){0,3}\s+"
    r"(?:arroba\s+[\w-]+(?:\s*(?:\.|\b(?:punto|dot)\b)\s*[\w-]+)+|at\s+[\w-]+(?:\s+(?:punto|dot)\s+[\w-]+)+)"
)
# From nine digits on it may be a phone; a Spanish one has nine.
_LONG_NUMBER = r"\+?\(?\d(?:[\ .\-()/]{0,2}\d){8,}"
# What stands between "pedido" or "policy" and its number; nothing else may. Possessive: no text makes it try forever.
_BETWEEN = (
    r"(?:[\s:=«\"'(]|\bn\.?[º°]\.?|\b(?:n\.?o\.?|num\.?|núm\.?|n[uú]mero|number|no\b\.?|id|ref\.?|referencia|reference|"
    r"con|de|del|es|el|la|is|the|my|mi|y|and|&|pedido|order|p[oó]liza|policy)(?!\w)){0,12}+"
)
# With letters in front or inside, or at least five digits: "order 3 bottles" and "the 2026 policy" are none.
_REFERENCE = r"[#]?(?:[A-Z]{1,4}-?\d{3,}(?:[-/]?\d{2,})*|\d{3,}[-/]\d{3,}(?:[-/]\d+)*|\d{5,})"
# Further away only what has letters in front: "policy papers POL-2209317".
_SHAPED = r"(?:\s+[^\W\d]+){1,2}\s+(?=[A-Z]{1,4}-\d{4})"
_AFAR = r"[^\n\d]{0,20}(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[€$£]?\d+[.,]\d\d)?[^\n\d]{0,12}(?:n[uú]mero|number|n[ºo°])"


def _after(words: str, name: str) -> str:
    between = rf"(?:{_BETWEEN}|{_AFAR}{_BETWEEN}|{_SHAPED})"
    return rf"\b(?:{words})\b{between}(?P<{name}>(?:(?<=[º°])|(?<![\w/.,#-])){_REFERENCE})(?![\w,]*[/.,]?\d)"


_PATTERN = re.compile(
    rf"""
    {_KEPT}
    | (?P<password> (?<=://)[^\s/@:]*:[^\s/@]*(?=@) )
    | (?P<bearer>   (?<=Bearer\ )\S+ )
    | (?P<email>    (?<![\w.])[\w!$%&*+/=?^`{{|}}~-][\w.!$%&'*+/=?^`{{|}}~-]{{0,63}}@[\w-]+(?:\.[\w-]+)+ )
    | (?P<said>     {_SPOKEN} )
    | {_GOODS}
    | {_after("pedidos?|ped|orders?|compra|encargo", "order").replace(" ", "[ ]")}
    | {_after("p[oó]lizas?|policy|policies", "policy").replace(" ", "[ ]")}
    | (?P<iban>     \b[A-Z]{{2}}\d{{2}}(?:[\ -]?[A-Z0-9]{{1,4}}){{3,8}}\b )
    | (?P<document> \b(?:\d{{8}}|\d{{2}}\.\d{{3}}\.\d{{3}}|[XYZ][\ -]?\d{{7}})[\ -]?[A-Z]\b )
    | (?P<company>  \b[A-W][\ -]?\d{{7}}[0-9A-J]\b )
    | (?P<number>   {_LONG_NUMBER} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ANOTHER = re.compile(rf"\s*(?:,|y|e|and|&|o|or)\s+(?P<reference>{_REFERENCE})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Personal:
    """What stands from ``start`` to ``end`` of a text, and what it is."""

    start: int
    end: int
    kind: str


def redacted(text: str) -> str:
    """``text`` with cards, accounts, documents, orders, policies, phones, e-mail and credentials named, not shown."""
    told, last = [], 0
    for each in personal(text):
        told += [text[last : each.start], f"[{each.kind}]"]
        last = each.end
    return "".join([*told, text[last:]])


def personal(text: str) -> Iterator[Personal]:
    """In the order in which they stand."""
    at = 0
    while (found := _PATTERN.search(text, at)) is not None:
        at = found.end()
        kind = found.lastgroup or "kept"
        start, end = found.span(kind)
        if kind == "iban":
            account = _account(found)
            at = account.end if account else start + 2  # no account after all: whatever else the rest is
            if account:
                yield account
        elif kind == "number":
            yield _number(found)
        elif kind == "said":
            yield Personal(start, end, "email")
        elif kind == "goods":
            at = end if _sold(found[kind]) else start
        elif kind == "batch":
            at = start if dni.is_valid(found[kind]) else end
        elif kind == "company":
            if cif.is_valid(found.group()):
                yield Personal(start, end, "document")
            else:
                at = start + 1
        elif kind != "kept":
            yield Personal(start, end, kind)
            while kind in ("order", "policy") and (other := _ANOTHER.match(text, at)) is not None:
                at = other.end()
                yield Personal(*other.span("reference"), kind)


def _sold(number: str) -> bool:
    """Not a phone dialled from abroad, nor a card; where that is a valid bar code as well, it is one."""
    return not number.startswith("00") and (ean.is_valid(number) or not luhn.is_valid(number))


def _account(found: re.Match[str]) -> Personal | None:
    """The pattern runs on into the next words; the check digits tell where the account ends."""
    text, start = found.group(), found.start()
    for end in range(15, len(text) + 1):
        if not text[end : end + 1].isalnum() and iban.is_valid(text[:end], check_country=False):
            return Personal(start, start + end, "iban")
    return None


def _number(found: re.Match[str]) -> Personal:
    digits = re.sub(r"\D", "", found.group())
    if 13 <= len(digits) <= 19 and found.group()[0] != "+" and luhn.is_valid(digits):
        return Personal(*found.span(), "card")
    return Personal(*found.span(), "phone" if len(digits) <= 15 else "number")
