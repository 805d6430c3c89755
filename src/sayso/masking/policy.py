"""Who is masked: a readable file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import RequestError


@dataclass(frozen=True, slots=True)
class Policy:
    """One masking policy; the fields are explained in ``resources/profiles/mask/default.yaml``."""

    name: str
    about: str = ""
    offices: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    never_exempt: tuple[str, ...] = ()
    mask_offices: bool = False
    mask_speakers: bool = False
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    coarsen_ages: bool = True
    coarsen_family: bool = True
    coarsen_towns: bool = True
    pseudonym: str = "Person {n}"


def policies() -> tuple[str, ...]:
    """Names of the policies that ship."""
    folder = files("sayso.resources") / "profiles" / "mask"
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def load_policy(name: str) -> Policy:
    """A policy that ships, by name, or one in a file, by path.

    Raises :class:`RequestError`: ``unknown-profile``, ``bad-profile``.
    """
    return _policy(name, _read(name))


def _read(name: str) -> Mapping[str, Any]:
    if name in policies():
        text = (files("sayso.resources") / "profiles" / "mask" / f"{name}.yaml").read_text(encoding="utf-8")
    elif Path(name).is_file():
        text = Path(name).read_text(encoding="utf-8", errors="replace")
    else:
        raise RequestError("unknown-profile", name, "known: " + ", ".join(policies()) + ", or a file")
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RequestError("bad-profile", name, str(error).splitlines()[0]) from error
    if not isinstance(raw, dict):
        raise RequestError("bad-profile", name, "not a table of settings")
    return raw


def _policy(origin: str, raw: Mapping[str, Any]) -> Policy:
    base: dict[str, Any] = {}
    if "like" in raw:
        parent = load_policy(str(raw["like"]))
        base = {f.name: getattr(parent, f.name) for f in fields(Policy)}
    known = {f.name: f for f in fields(Policy)}
    for key, value in raw.items():
        if key == "like":
            continue
        if key not in known:
            raise RequestError("bad-profile", origin, f"no setting named {key!r}; there are {', '.join(known)}")
        if known[key].type.startswith("tuple"):
            if not isinstance(value, list):
                raise RequestError("bad-profile", origin, f"{key} takes a list")
            base[key] = tuple(str(v) for v in value)
        elif known[key].type == "bool":
            if not isinstance(value, bool):
                raise RequestError("bad-profile", origin, f"{key} takes true or false")
            base[key] = value
        else:
            base[key] = str(value)
    base.setdefault("name", origin)
    if "{n}" not in base.get("pseudonym", "{n}"):
        raise RequestError("bad-profile", origin, "pseudonym needs {n}, or everybody becomes one person")
    return Policy(**base)
