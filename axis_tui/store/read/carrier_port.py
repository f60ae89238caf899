"""What a carrier's adapter declares, as the worker keeps it: what may be offered without asking a carrier."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from axis_tui.domain.money import Money

KEY = "carrier:"
"""Prefix of the setting, before the carrier's id."""
_SELLS = frozenset({"order", "top_up"})


class Rows(Protocol):
    """What these questions are asked of: a Reader, or a transaction with what it has written."""

    def row(self, sql: str, parameters: Sequence[object] = ..., /) -> tuple[Any, ...] | None:
        """The first row of one SELECT, None where there is none."""


@dataclass(frozen=True, slots=True)
class CarrierPort:
    """A carrier's declaration; one without an adapter declares nothing: a person carries out its orders."""

    kind: str = "manual"
    capabilities: frozenset[str] = frozenset()
    """Values of the carriers' `Capability`."""
    channels: frozenset[str] = frozenset()
    """Values of `domain.renewal_word.Channel`."""
    minimum: Money | None = None
    """The least that can be paid at once."""

    @property
    def can_auto_renew(self) -> bool:
        """Whether a renewal can be ordered without a person."""
        return "auto" in self.channels and bool(_SELLS & self.capabilities)


def carrier_port(rows: Rows, carrier_id: int) -> CarrierPort:
    """What the carrier declares; nothing where no adapter serves it, or where its declaration is broken."""
    found = rows.row("SELECT value FROM store_setting WHERE key = ?", (f"{KEY}{carrier_id}",))
    try:
        declared = json.loads(found[0]) if found is not None else {}
        return CarrierPort(
            str(declared.get("kind", "manual")),
            frozenset(map(str, declared.get("capabilities", ()))),
            frozenset(map(str, declared.get("channels", ()))),
            _minimum(declared),
        )
    except (ValueError, TypeError, AttributeError, KeyError):
        return CarrierPort()


def _minimum(declared: dict[str, Any]) -> Money | None:
    minor = declared.get("minimum_minor")
    return None if minor is None else Money(int(minor), declared["currency"], int(declared["exponent"]))
