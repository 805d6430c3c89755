"""Records to columns and back, by the records' own fields: one place knows how a row is stored."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sayso.model import Quote

R = TypeVar("R")

_HINTS: dict[type, dict[str, Any]] = {}
_PLANS: dict[type, tuple[tuple[str, str, Callable[[Any], Any], str], ...]] = {}


def _fields(cls: type) -> dict[str, Any]:
    if cls not in _HINTS:
        hints = get_type_hints(cls)
        _HINTS[cls] = {f.name: hints[f.name] for f in dataclasses.fields(cls)}
    return _HINTS[cls]


def _plain(hint: Any) -> Any:
    """The hint without ``None``."""
    if get_origin(hint) in (Union, UnionType):
        rest = [a for a in get_args(hint) if a is not NoneType]
        return rest[0] if len(rest) == 1 else Any
    return hint


def to_json(value: Any) -> Any:
    """A record, date, tuple or mapping as what :mod:`json` writes; ``from_`` becomes ``from``."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {column: to_json(getattr(value, name)) for name, column, _, _ in _plan(type(value))}
    if isinstance(value, (tuple, list)):
        return [to_json(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def from_json(hint: type[R], value: Any) -> R:
    """The inverse of :func:`to_json` for a record type or a field's hint."""
    kind: Any = hint
    return _decoder(kind)(value)  # type: ignore[no-any-return]


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    """How a value of this kind is read: found once, for a case has very many."""
    hint = _plain(hint)
    if dataclasses.is_dataclass(hint):
        return _record_decoder(hint)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        return _tuple_decoder(get_args(hint))
    if hint is dt.date:
        return lambda value: None if value is None else dt.date.fromisoformat(value)
    if hint is float:
        return lambda value: None if value is None else float(value)
    if hint is bool:
        return lambda value: None if value is None else bool(value)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _record_decoder(cls: type) -> Callable[[Any], Any]:
    parts = [(name, name.rstrip("_"), _decoder(hint)) for name, hint in _fields(cls).items()]

    def decode(value: Any) -> Any:
        if value is None:
            return None
        return cls(**{name: read(value[column]) for name, column, read in parts if column in value})

    return decode


def _tuple_decoder(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each = _decoder(kinds[0])
        if each is _as_it_is:
            return lambda value: None if value is None else tuple(value)
        return lambda value: None if value is None else tuple(map(each, value))
    several = [_decoder(kind) for kind in kinds]
    return lambda value: None if value is None else tuple(r(v) for r, v in zip(several, value, strict=True))


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: Any) -> str:
    """Compact JSON with a fixed form."""
    return _ENCODE(to_json(value))


def columns(record: Any) -> dict[str, Any]:
    """The stored columns of a record: an anchored wording takes three, a tuple is JSON."""
    out: dict[str, Any] = {}
    for name, column, _, how in _plan(type(record)):
        value = getattr(record, name)
        if how == "plain":
            out[column] = value
        elif how == "quote":
            out[column] = value.text if value else None
            out[f"{column}_start"] = value.start if value else None
            out[f"{column}_end"] = value.end if value else None
        elif how == "tuple":
            out[column] = dumps(value) if value else "[]"
        elif isinstance(value, dt.date):
            out[column] = value.isoformat()
        elif isinstance(value, bool):
            out[column] = int(value)
        else:
            out[column] = value
    return out


def record(cls: type[R], row: sqlite3.Row | Mapping[str, Any], **more: Any) -> R:
    """A record from its stored columns; ``more`` gives fields that stand in other tables."""
    values: dict[str, Any] = dict(more)
    for name, column, read, how in _plan(cls):
        if name in values:
            continue
        value = row[column]
        if how == "plain" or (value is None and how != "quote"):
            values[name] = value
        elif how == "quote":
            values[name] = None if value is None else Quote(row[f"{column}_start"], row[f"{column}_end"], value)
        elif how == "tuple":
            values[name] = () if value == "[]" else read(json.loads(value))
        else:
            values[name] = read(value)
    return cls(**values)


def _plan(cls: type) -> tuple[tuple[str, str, Callable[[Any], Any], str], ...]:
    """Name, column, decoder and way of storing of each field: found once, for a case has very many rows."""
    if cls not in _PLANS:
        plan = []
        for name, hint in _fields(cls).items():
            kind = _plain(hint)
            if kind is Quote:
                how = "quote"
            elif get_origin(kind) is tuple:
                how = "tuple"
            elif kind in (dt.date, float, bool) or dataclasses.is_dataclass(kind):
                how = "decode"
            else:
                how = "plain"
            plan.append((name, name.rstrip("_"), _decoder(hint), how))
        _PLANS[cls] = tuple(plan)
    return _PLANS[cls]
