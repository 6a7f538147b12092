"""Personal data out of text, before it is logged, learned from or indexed.

It errs on the side of taking out too much: a long number is nobody's business in a log, whatever
it was. Names can't be found by rule, so callers log ids, never people's words.
"""

from __future__ import annotations

import re

from stdnum import iban, luhn

_KEPT = (
    r"(?P<kept>\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"  # a UUID, an ISO time
    r"|\b\d{4}-\d\d-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)"
)
# From nine digits on it may be a phone; a Spanish one has nine.
_LONG_NUMBER = r"\+?\(?\d(?:[\ .\-()/]{0,2}\d){8,}"
_PATTERN = re.compile(
    rf"""
    {_KEPT}
    | (?P<password> (?<=://)[^\s/@:]*:[^\s/@]*(?=@) )
    | (?P<bearer>   (?<=Bearer\ )\S+ )
    | (?P<email>    [\w.!$%&'*+/=?^`{{|}}~-]+@[\w-]+(?:\.[\w-]+)+ )
    | (?P<iban>     \b[A-Z]{{2}}\d{{2}}(?:[\ -]?[A-Z0-9]{{1,4}}){{3,8}}\b )
    | (?P<document> \b(?:\d{{8}}|\d{{2}}\.\d{{3}}\.\d{{3}}|[XYZ][\ -]?\d{{7}})[\ -]?[A-Z]\b )
    | (?P<number>   {_LONG_NUMBER} )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def redacted(text: str) -> str:
    """``text`` with cards, accounts, documents, phones, e-mail and credentials named, not shown."""
    return _PATTERN.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found.group()
    match kind:
        case "kept":
            return text
        case "iban":
            return _account(text)
        case "number":
            return _number(found)
        case _:
            return f"[{kind}]"


def _account(text: str) -> str:
    """The pattern runs on into the next words; the check digits tell where the account ends."""
    for end in range(15, len(text) + 1):
        if iban.is_valid(text[:end]):
            return f"[iban]{redacted(text[end:])}"
    return re.sub(_LONG_NUMBER, _number, text)


def _number(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    if 13 <= len(digits) <= 19 and luhn.is_valid(digits):
        return "[card]"
    return "[phone]" if len(digits) <= 15 else "[number]"
