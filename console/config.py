"""Every setting, read from the environment once and checked at start.

A name that begins with ``CONSOLE_`` and isn't known here stops the start: a typing mistake in a
setting must not become a silent default.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.errors import Invalid


@dataclass(frozen=True, slots=True)
class Config:
    """The settings; each is ``CONSOLE_<NAME>`` in the environment but the two marked otherwise."""

    data: Path = Path("var")
    """Folder for what is kept beside the database: secret, search index, logs."""
    database_url: str = ""
    """``DATABASE_URL``: SQLite file in `data` when empty, else ``postgresql+psycopg://…``."""
    redis_url: str = ""
    """``REDIS_URL``: needed for more than one process; empty keeps everything inside this one."""
    host: str = "127.0.0.1"
    port: int = 5000
    public_url: str = ""
    """Where browsers find us; https here makes cookies secure. Empty: http://host:port."""
    trusted_proxies: int = 0
    """How many proxies stand before us, each adding to X-Forwarded-*; 0 believes none."""
    secret: str = ""
    """Signs cookies; made once in `data` when empty."""
    cti_token: str = ""
    """The part of the CTI webhook's address that only the phone system knows; empty closes it."""
    cti_secret: str = ""
    """When set, CTI requests must carry X-Signature: hex HMAC-SHA256 of the body."""
    import_token: str = ""
    """What a program sends as Bearer to import; empty closes that door."""
    smtp_url: str = ""
    """``smtp://user:password@host:587`` or ``smtps://…``: who sends our e-mails; empty sends none."""
    mail_from: str = ""
    """The address they come from; needed with `smtp_url`."""
    sms_url: str = ""
    """Where text messages are POSTed as ``{"id", "to", "text"}``; empty sends none."""
    sms_secret: str = ""
    """When set, that request carries X-Signature: hex HMAC-SHA256 of the body."""
    company: str = "La Tahona"
    timezone: str = "Europe/Madrid"
    region: str = "ES"
    """Country whose national phone numbers need no prefix."""
    language: str = "es"
    """What the company speaks when neither person nor browser says otherwise: es or en."""
    chat_origins: str = "*"
    """Sites that may show the chat, space separated, as in a CSP's frame-ancestors."""
    demo: bool = False
    """La Tahona, the phone simulator, the shop page and demo passwords. Loopback only."""
    simulator_pace: float = 1.0
    """How fast the simulated customers call; 0 leaves them quiet."""
    log_level: str = "INFO"
    margin_share: float = 0.25
    """What is left of each euro paid, on average: for showing what a customer brings, and no more."""
    minute_cents: float = 50.0
    """What a minute of an agent costs."""
    session_hours: int = 12
    """A sign-in lasts this long without use."""
    erasure_key: str = ""
    """Makes digests of people who asked to be forgotten; made once in `data` when empty. Never change it."""
    erasure_days: int = 1095
    """Somebody forgotten is sealed this long, while claims are possible, and then destroyed."""
    keep_sign_ins_days: int = 30
    """Sign-ins, since their last use. Here and below, 0 keeps for ever."""
    keep_chats_days: int = 730
    """The words of a chat, since it ended."""
    keep_notes_days: int = 1095
    """An agent's note, and what was promised and done, since the contact ended."""
    keep_contacts_days: int = 1825
    """Whom a contact was with; the contact and its events stay, naming nobody."""
    keep_decisions_days: int = 365
    """Why an offer was or wasn't proposed."""
    keep_messages_days: int = 90
    """To whom an e-mail or a text message was sent; the words of a code are gone once it is sent."""
    keep_searches_days: int = 365
    """What agents searched for, redacted, and what came of it; the classifier learns from no older ones."""
    keep_gaps_days: int = 730
    """What was not found, redacted, since somebody last asked for it."""
    keep_help_days: int = 365
    """Which articles visitors opened in the chat; no words and nobody's name."""
    keep_reads_days: int = 1095
    """Who looked at whose record."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data.absolute() / 'console.sqlite3'}"

    @property
    def url(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


WITHOUT_PREFIX = {"database_url": "DATABASE_URL", "redis_url": "REDIS_URL"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def name_of(field: str) -> str:
    return WITHOUT_PREFIX.get(field, f"CONSOLE_{field.upper()}")


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of this process. Raises Invalid naming the setting and what was expected."""
    known = {name_of(each.name): each for each in fields(Config)}
    for name in environ:
        if name.startswith("CONSOLE_") and name not in known:
            raise Invalid("There is no setting {name}.", field=name, name=name)
    given = {
        each.name: parsed(name, str(each.type), environ[name])
        for name, each in known.items()
        if environ.get(name)
    }
    return checked(Config(**given))  # type: ignore[arg-type]


def parsed(name: str, kind: str, text: str) -> object:
    try:
        match kind:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "Path":
                return Path(text)
            case "bool":
                return {"1": True, "true": True, "0": False, "false": False}[text.lower()]
            case _:
                return text
    except (ValueError, KeyError):
        wanted = {"int": "a whole number", "float": "a number", "bool": "0 or 1"}[kind]
        raise Invalid(
            "{name} is {text!r}; expected {wanted}.", field=name, name=name, text=text, wanted=wanted
        ) from None


def checked(config: Config) -> Config:
    def must(right: bool, field: str, wanted: str) -> None:
        if not right:
            raise Invalid("{name}: expected {wanted}.", field=field, name=name_of(field), wanted=wanted)

    must(1 <= config.port <= 65535, "port", "a port from 1 to 65535")
    must(config.language in ("es", "en"), "language", "es or en")
    must(bool(re.fullmatch(r"[A-Z]{2}", config.region)), "region", "two capital letters, as ES")
    must(config.simulator_pace >= 0, "simulator_pace", "0 or more")
    must(config.trusted_proxies >= 0, "trusted_proxies", "0 or more")
    must(0 <= config.margin_share <= 1, "margin_share", "a share from 0 to 1")
    must(config.minute_cents >= 0, "minute_cents", "0 or more")
    must(config.session_hours >= 1, "session_hours", "1 or more")
    must(len(config.erasure_key) >= 16 or not config.erasure_key, "erasure_key", "16 characters or more")
    must(config.erasure_days >= 0, "erasure_days", "0 or more")
    for each in fields(config):
        if each.name.startswith("keep_"):
            must(getattr(config, each.name) >= 0, each.name, "0 or more")
    must(
        config.log_level in ("DEBUG", "INFO", "WARNING", "ERROR"), "log_level", "DEBUG, INFO, WARNING or ERROR"
    )
    schemes = ("sqlite:///", "postgresql+psycopg://")
    must(
        config.database_url.startswith(schemes) or not config.database_url,
        "database_url", "sqlite:///… or postgresql+psycopg://…",
    )  # fmt: skip
    must(
        config.redis_url.startswith(("redis://", "rediss://", "unix://")) or not config.redis_url,
        "redis_url", "redis://…, rediss://… or unix://…",
    )  # fmt: skip
    smtp = config.smtp_url.startswith(("smtp://", "smtps://"))
    must(smtp or not config.smtp_url, "smtp_url", "smtp://… or smtps://…")
    must("@" in config.mail_from or not config.smtp_url, "mail_from", "an e-mail address, with CONSOLE_SMTP_URL")
    must(
        config.sms_url.startswith(("https://", *(f"http://{each}" for each in ("127.0.0.1", "localhost"))))
        or not config.sms_url,
        "sms_url", "https://…, or http:// on this machine",
    )  # fmt: skip
    must(len(config.cti_token) >= 16 or not config.cti_token, "cti_token", "16 characters or more")
    must(len(config.import_token) >= 16 or not config.import_token, "import_token", "16 characters or more")
    must(not config.demo or config.host in LOOPBACK, "host", "127.0.0.1, since demo passwords work on loopback only")
    try:
        config.zone  # noqa: B018
    except (ZoneInfoNotFoundError, ValueError):
        must(False, "timezone", "a name as Europe/Madrid")
    return config


def kept_secret(config: Config) -> str:
    """The key that signs cookies: the setting, else one made once and kept with the data."""
    return config.secret or kept(config, "secret")


def kept_erasure_key(config: Config) -> str:
    """What digests of forgotten people are made with: never another one, or they are known again."""
    return config.erasure_key or kept(config, "erasure-key")


def kept(config: Config, name: str) -> str:
    place = config.data / name
    if not place.exists():
        config.data.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600, exist_ok=True)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text()
