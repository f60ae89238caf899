"""Kinds that installed packages bring through entry points: which there are, and loading the one named.

What a kind is, meter or carrier, is not known here: the rooms above name the group and word the refusals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from axis_tui.domain.problem import Problem
from axis_tui.domain.text import clean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Words:
    """How one group of kinds refuses: its error, and a template for each refusal with the places named."""

    problem: type[Problem]
    nearest: str
    """No such kind, but one like it: `kind`, `near`."""
    unknown: str
    """No such kind, and none like it: `kind`, `known`."""
    claimed: str
    """Two packages bring it: `kind`, `values`."""
    unloadable: str
    """Its package cannot be imported: `kind`, `value`, `reason`."""


def points(group: str) -> list["EntryPoint"]:
    """The entry points of that group, as the installed packages declare them; loads none."""
    from importlib.metadata import entry_points  # 30 ms, and only the worker needs it

    return list(entry_points(group=group))


def names(among: Sequence["EntryPoint"]) -> list[str]:
    """The kinds, each once, sorted."""
    return sorted({point.name for point in among})


def load(among: Sequence["EntryPoint"], kind: str, words: Words) -> Any:
    """What the entry point of that kind stands for, imported.

    Raises `words.problem`, one line: for an unknown kind with the nearest known one, for a kind that two
    packages claim, and for a package that cannot be imported; a Problem raised there comes through as it is.
    """
    found = [point for point in among if point.name == kind]
    if not found:
        raise _unknown(kind, names(among), words)
    if len({point.value for point in found}) > 1:
        values = clean(", ".join(sorted(point.value for point in found)))
        raise words.problem(words.claimed, kind=kind, values=values)
    point = found[0]
    try:
        return point.load()
    except Problem:
        raise
    except Exception as error:  # a third party's package may fail in any way while it is imported
        reason = clean(f"{type(error).__name__}: {error}")
        raise words.problem(words.unloadable, kind=kind, value=clean(point.value), reason=reason) from error


def take_options(
    options: Mapping[str, Value] | None, known: Mapping[str, type], problem: type[Problem], template: str
) -> dict[str, Value]:
    """The options, each known and of its very type; else `problem`: `name`, `value`, `allowed`."""
    for name, value in (options or {}).items():
        if type(value) is not known.get(name):
            allowed = ", ".join(f"{key} ({wanted.__name__})" for key, wanted in known.items()) or "-"
            raise problem(template, name=repr(name)[:60], value=repr(value)[:60], allowed=allowed)
    return dict(options or {})


def _unknown(kind: str, known: list[str], words: Words) -> Problem:
    from difflib import get_close_matches

    if near := get_close_matches(kind, known, n=1, cutoff=0.5):
        return words.problem(words.nearest, kind=clean(kind), near=near[0])
    return words.problem(words.unknown, kind=clean(kind), known=", ".join(known) or "-")
