"""The operator's table of settings is complete and says the defaults that are really there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from console import config
from console.errors import Invalid

TOLD = (Path(__file__).parents[1] / "docs" / "operating.md").read_text()
ROWS = dict(re.findall(r"^\| `([A-Z_]+)` \| (`[^`]*`|empty) \| \S.* \|$", TOLD, re.MULTILINE))


def test_every_setting_is_told_and_no_other() -> None:
    assert set(ROWS) == {config.name_of(each.name) for each in fields(config.Config)}


def test_the_defaults_are_those_of_the_code() -> None:
    real = {}
    for each in fields(config.Config):
        default = int(each.default) if isinstance(each.default, bool) else each.default
        real[config.name_of(each.name)] = f"`{default}`" if default != "" else "empty"
    assert real == ROWS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONSOLE_PROT", "5000"), ("CONSOLE_PORT", "70000"), ("CONSOLE_PORT", "web"), ("CONSOLE_DEMO", "maybe"),
        ("CONSOLE_TIMEZONE", "Mars/Base"), ("DATABASE_URL", "mysql://x"), ("REDIS_URL", "http://x"),
        ("CONSOLE_CTI_TOKEN", "short"), ("CONSOLE_LANGUAGE", "fr"),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start_and_is_named(name: str, value: str) -> None:
    with pytest.raises(Invalid, match=name):
        config.read({name: value})


def test_demo_passwords_work_on_loopback_only() -> None:
    with pytest.raises(Invalid, match="CONSOLE_HOST"):
        config.read({"CONSOLE_DEMO": "1", "CONSOLE_HOST": "0.0.0.0"})


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = config.Config(data=tmp_path / "data")
    assert config.kept_secret(settings) == config.kept_secret(settings)
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o077 == 0
