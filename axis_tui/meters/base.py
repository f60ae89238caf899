"""What a meter is, for ours and for third parties: a source of cumulative byte counters on a machine.

A meter never decides what bytes mean: no eSIM, no plan, no store. A third party's package declares a class
under the entry point group `axis_tui.meters`; `tests/meters/contract.py` holds what every meter must do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from axis_tui.config import OptionValue
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.usage import Reading

Option = OptionValue
"""A value of `[meter.options]`."""
COUNTER_LIMIT = 1 << 63
"""Counters and row sums at or above this are refused: the store keeps signed 64-bit integers."""


class MeterProblem(Problem):
    """A reading that could not be had; one line for a person. The next refresh may succeed."""


class Capability(StrEnum):
    """What a kind of meter can do beyond `read`."""

    HISTORY = "history"
    """Knows the bytes of hours or days from before the first reading."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """The bytes of one past interval `[start_at, start_at + seconds)`: an hour, a day, or a part of one."""

    start_at: int
    seconds: int
    rx_bytes: int
    tx_bytes: int


class Meter(Protocol):
    """One interface on one machine. `host` is empty for this machine, else read through `ssh HOST`.

    Made as `Class(interface, host, options)`; raises Problem for an interface, a host or an option that it
    cannot take, and does no I/O then. Every method may block up to the meter's own time-out.
    """

    @property
    def kind(self) -> str:
        """The entry point's name."""

    @property
    def interface(self) -> str:
        """Network interface on that machine."""

    @property
    def host(self) -> str:
        """Destination for ssh, or empty."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do beyond `read`."""

    def read(self, now: int) -> Reading:
        """The counters as of `Reading.at`, which is `now` or the earlier moment when the source last counted.

        Bytes are cumulative within one `epoch`. Raises MeterProblem, and nothing else, when there is none.
        """

    def history(self, now: int, since: int) -> Sequence[HistoryRow]:
        """Rows that start at `since` or later, oldest first, disjoint, none counted by a later reading.

        Taken with the same `now` as `read`, it covers exactly what that reading covers. Empty without the
        capability. Raises MeterProblem.
        """


class MeterFactory(Protocol):
    """What an entry point loads: the meter's class."""

    def __call__(
        self, interface: str, host: str = "", options: Mapping[str, Option] | None = None
    ) -> Meter: ...


def place(interface: str, host: str) -> str:
    """How messages name a meter's interface: `wwan0`, or `router:wwan0`."""
    return f"{host}:{interface}" if host else interface


def take_options(
    kind: str, options: Mapping[str, Option] | None, known: Mapping[str, type]
) -> dict[str, Option]:
    """The options, each known to this kind and of its type; raises MeterProblem that lists the known ones."""
    for name, value in (options or {}).items():
        if type(value) is not known.get(name):
            allowed = ", ".join(f"{key} ({wanted.__name__})" for key, wanted in known.items()) or "-"
            raise MeterProblem(
                N_("a %(kind)s meter cannot take the option %(name)s = %(value)s; it knows: %(allowed)s"),
                kind=kind, name=repr(name)[:60], value=repr(value)[:60], allowed=allowed,
            )  # fmt: skip
    return dict(options or {})
