"""One way to write a phone, an e-mail, a document, a date, a name: for comparing and for keeping.

Each reader answers the normal form or raises Invalid with the field and what was expected; it
never repeats the value, since reports travel further than the data should.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, tzinfo

import phonenumbers
from stdnum.es import nif
from stdnum.exceptions import ValidationError

from console import clock
from console.errors import Invalid

LONGEST = 500
PHONE_LOOK = re.compile(r"[+\d\s().\-/]{5,40}")
EMAIL_LOOK = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@.,;<>\"]{2,}")
DATE_LOOKS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d", "%d/%m/%y")
TIME_LOOKS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H:%M")
PARTICLES = {"de", "del", "la", "las", "los", "el", "y", "i", "da", "do", "dos"}
OLDEST = 125


def phone(text: str, *, region: str = "ES") -> str | None:
    """E.164, or None when no such number can exist. Reads ``+``, ``00``, the region's national
    way, and a bare international number without ``+``, as phone systems send it."""
    text = text.strip().removeprefix("tel:").replace("\N{NO-BREAK SPACE}", " ")
    if not PHONE_LOOK.fullmatch(text):
        return None
    digits = re.sub(r"\D", "", text)
    ways = [text] if text.startswith("+") else [text, f"+{digits}"]
    if text.startswith("00"):
        ways = [f"+{digits[2:]}"]
    for way in ways:
        try:
            number = phonenumbers.parse(way, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def may_receive_sms(number: str) -> bool:
    """Whether an E.164 number is of a kind that text messages reach: not a landline's, not a dear one's."""
    kind = phonenumbers.number_type(phonenumbers.parse(number))
    return kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def needed_phone(text: str, *, field: str = "phone", region: str = "ES") -> str:
    found = phone(text, region=region)
    if found is None:
        raise Invalid("No such phone number; expected one as +34 611 222 333.", field=field)
    return found


def email(text: str, *, field: str = "email") -> str:
    """Lower case: no mailbox that matters tells them apart."""
    text = text.strip().removeprefix("mailto:").lower()
    if len(text) > 254 or not EMAIL_LOOK.fullmatch(text):
        raise Invalid("No e-mail address; expected one as name@example.com.", field=field)
    return text


def document(text: str, *, field: str = "document") -> str:
    """A Spanish DNI, NIE or company's NIF whose check letter is right, without separators."""
    try:
        return str(nif.validate(re.sub(r"[.·/]", "", text)))
    except ValidationError:
        raise Invalid("No valid DNI, NIE or NIF; expected one as 12345678Z.", field=field) from None


def day(text: str, *, field: str = "date") -> date:
    for look in DATE_LOOKS:
        try:
            found = datetime.strptime(text.strip(), look).date()
        except ValueError:
            continue
        if look == "%d/%m/%y" and found > clock.now().date():
            found = found.replace(year=found.year - 100)
        if found.year >= 1800:
            return found
    raise Invalid("No such date; expected one as 14/03/1968 or 1968-03-14.", field=field)


def birth_date(text: str, *, field: str = "birth_date") -> date:
    found, today = day(text, field=field), clock.now().date()
    if not today.year - OLDEST <= found.year or found > today:
        raise Invalid("Nobody alive was born then; expected a date as 14/03/1968.", field=field)
    return found


def moment(text: str, *, field: str = "at", zone: tzinfo = UTC) -> datetime:
    """UTC. Without an offset it was the source's clock on the wall, in ``zone``."""
    text = text.strip()
    found = read_moment(text)
    if found is None:
        found = datetime.combine(day(text, field=field), time())
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def read_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for look in TIME_LOOKS:
        try:
            return datetime.strptime(text, look)
        except ValueError:
            continue
    return None


def cents(text: str, *, field: str = "amount") -> int:
    """``1.234,56 €``, ``1,234.56`` and ``1234.5`` alike: the last separator with one or two
    digits behind it divides, any other one groups."""
    bare = re.sub(r"[\s€\N{NO-BREAK SPACE}]|EUR", "", text)
    found = re.fullmatch(r"(-?)(\d+|\d{1,3}(?:[.,']\d{3})+)(?:[.,](\d{1,2}))?", bare)
    if not found:
        raise Invalid("No amount; expected one as 86,40.", field=field)
    sign, whole, part = found.groups()
    value = int(re.sub(r"\D", "", whole)) * 100 + int((part or "0").ljust(2, "0"))
    return -value if sign else value


def whole_number(text: str, *, field: str) -> int:
    bare = text.strip().replace(".", "")
    if not re.fullmatch(r"-?\d{1,12}", bare):
        raise Invalid("Expected a whole number.", field=field)
    return int(bare)


def card(text: str, *, field: str = "card") -> str:
    """Digits only, four or more."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"\d{4,19}", digits):
        raise Invalid("No card number; expected 4 to 19 digits.", field=field)
    return digits


def order_number(text: str) -> str:
    return re.sub(r"\s", "", text).upper().lstrip("#")


def words(text: str, *, field: str = "text", most: int = LONGEST) -> str:
    """Somebody's words: composed, without doubled spaces or control characters."""
    kept = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    text = " ".join(kept.split())
    if len(text) > most:
        raise Invalid("Too long; expected {most} characters at most.", field=field, most=most)
    return text


def name(text: str, *, field: str = "name") -> str:
    """As it is written on an envelope: ``RUIZ PARDO,  CARMEN`` is Carmen Ruiz Pardo."""
    text = words(text, field=field, most=200)
    if text.count(",") == 1:
        surnames, given = text.split(",")
        text = f"{given.strip()} {surnames.strip()}".strip()
    if text.isupper() or text.islower():
        text = " ".join(capitalised(each) for each in text.lower().split())
    if not any(each.isalpha() for each in text):
        raise Invalid("No name; expected letters.", field=field)
    return text


def capitalised(word: str) -> str:
    return word if word in PARTICLES else "-".join(each.capitalize() for each in word.split("-"))


def unaccented(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def name_key(text: str) -> str:
    """Equal for one name however it is ordered, accented, spaced or cased."""
    letters = "".join(c if c.isalpha() else " " for c in unaccented(text.casefold()))
    return " ".join(sorted(each for each in letters.split() if each not in PARTICLES))
