"""Prints `rows.py` as TypeScript: `python -m console.desk.wire > console/static/live/wire.ts`."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum

from console.desk import rows

HEADER = "// Printed from console/desk/rows.py by `python -m console.desk.wire`. Do not edit.\n"
PRIMITIVES: dict[object, str] = {
    str: "string", int: "number", float: "number", bool: "boolean",
    datetime: "string", type(None): "null", object: "unknown",
}  # fmt: skip


def type_of(hint: object) -> str:
    """The TypeScript for one annotation; raises TypeError for one we never put on the wire."""
    if hint in PRIMITIVES:
        return PRIMITIVES[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " | ".join(dict.fromkeys(type_of(each) for each in arguments))
    if origin is typing.Literal:
        return " | ".join(f'"{each}"' for each in arguments)
    if origin is list:
        return f"({type_of(arguments[0])})[]"
    if origin is tuple:
        return "[" + ", ".join(type_of(each) for each in arguments) + "]"
    if origin is dict:
        return f"Record<string, {type_of(arguments[1])}>"
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, StrEnum)):
        return hint.__name__
    raise TypeError(f"no TypeScript for {hint!r}")


def interface(shape: type) -> str:
    hints = typing.get_type_hints(shape)
    lines = [f"  {each.name}: {type_of(hints[each.name])};" for each in fields(shape)]
    return "\n".join([f"export interface {shape.__name__} {{", *lines, "}"])


def typescript() -> str:
    """The whole of `live/wire.ts`."""
    shapes = [each for each in vars(rows).values() if isinstance(each, type)]
    here = [each for each in shapes if each.__module__.startswith(rows.__name__)]
    codes = " | ".join(f'"{each}"' for each in rows.PhraseCode)
    kinds = "\n".join(f"  {each.KIND}: {each.__name__};" for each in rows.KINDS)
    keys = "\n".join(f'  {each.KIND}: "{each.KEY}",' for each in rows.KINDS)
    parts = [
        HEADER,
        f"export type PhraseCode = {codes};",
        *(interface(each) for each in here if is_dataclass(each)),
        f"export interface Kinds {{\n{kinds}\n}}",
        "export type Kind = keyof Kinds;",
        f"export const KEYS = {{\n{keys}\n}} as const;",
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    print(typescript(), end="")
