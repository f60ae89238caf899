"""Dataclasses as JSON values and back, every type checked; knows no dataclass by name."""

import contextlib
import dataclasses
import types
import typing
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Kind = TypeVar("Kind")
_Reader = Callable[[object], Any]


def encode(value: object) -> Any:
    """What JSON writes for `value`: a dataclass as an object of its fields, a tuple as an array."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dict):
        return {key: encode(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [encode(one) for one in value]
    kind: Any = type(value)
    return {name: encode(getattr(value, name)) for name in _names(kind)}


def decode(kind: type[Kind], raw: object) -> Kind:
    """The `kind` that `encode` made `raw` of; a field left out has its default.

    Raises ValueError, one line, that names the place, but no mapping's key: `lines[…].plans[0].starts_at`.
    """
    wanted: Any = kind
    value: Kind = _reader(wanted)(raw)
    return value


class _Misfit(ValueError):
    """What is wrong and where, the place put together on the way out."""

    def __init__(self, reason: str, place: str = "") -> None:
        self.reason = reason
        self.place = place
        super().__init__(f"{place.lstrip('.') or 'it'} {reason}")

    def within(self, place: str) -> "_Misfit":
        return _Misfit(self.reason, place + self.place)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(kind: Any) -> _Reader:
    """What checks and builds a `kind`, put together once: a state holds thousands of the same."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _either(arguments)
    if origin in (list, tuple):
        return _sequence(origin, _reader(arguments[0]))
    if origin is dict:
        return _mapping(_reader(arguments[1]))
    if dataclasses.is_dataclass(kind):
        return _record(kind, {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()})
    if issubclass(kind, Enum):
        return _word({member.value: member for member in kind})
    return _plain(kind)


def _plain(kind: type) -> _Reader:
    def read(raw: object) -> Any:
        if type(raw) is kind:
            return raw
        raise _Misfit(f"is not {kind.__name__}")

    return read


def _word(members: dict[Any, Enum]) -> _Reader:
    def read(raw: object) -> Any:
        if isinstance(raw, str) and raw in members:
            return members[raw]
        raise _Misfit(f"is none of {', '.join(members)}")

    return read


def _either(kinds: tuple[Any, ...]) -> _Reader:
    is_optional = type(None) in kinds
    readers = [_reader(kind) for kind in kinds if kind is not type(None)]

    def read(raw: object) -> Any:
        if raw is None and is_optional:
            return None
        for one in readers[:-1]:
            with contextlib.suppress(_Misfit):
                return one(raw)
        return readers[-1](raw)

    return read


def _sequence(kind: Any, reader: _Reader) -> _Reader:
    def read(raw: object) -> Any:
        if not isinstance(raw, list | tuple):
            raise _Misfit("is not a list")
        values: list[Any] = []
        for one in raw:
            try:
                values.append(reader(one))
            except _Misfit as misfit:
                raise misfit.within(f"[{len(values)}]") from None
        return kind(values)

    return read


def _mapping(reader: _Reader) -> _Reader:
    def read(raw: object) -> Any:
        if not isinstance(raw, dict):
            raise _Misfit("is not a mapping")
        try:
            return {key: reader(one) for key, one in raw.items()}
        except _Misfit as misfit:
            raise misfit.within("[…]") from None

    return read


def _record(kind: Any, readers: dict[str, _Reader]) -> _Reader:
    def read(raw: object) -> Any:
        if not isinstance(raw, dict):
            raise _Misfit("is not a mapping")
        values: dict[str, Any] = {}
        for name, one in raw.items():
            if name not in readers:
                raise _Misfit(f"knows no {ascii(name)[:40]}")
            try:
                values[name] = readers[name](one)
            except _Misfit as misfit:
                raise misfit.within(f".{name}") from None
        try:
            return kind(**values)
        except (TypeError, ValueError) as error:
            raise _Misfit(f"cannot be: {error}") from None

    return read
