"""Whole numbers and sizes of an auto-renew rule, read and written back. Pure."""

from __future__ import annotations

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.units import UnitSystem, parse_bytes, scale


def count(text: str) -> int:
    """A whole number. Raises Problem."""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise Problem(N_("Write a whole number"))
    return int(text)


def size_text(amount_bytes: int, system: str) -> str:
    """A size that reads back as the same bytes: `1 GB`, `1.25 GB`, `1073741825 B`."""
    for decimals in range(4):
        text = scale(amount_bytes, UnitSystem(system), decimals).text()
        if parse_bytes(text, UnitSystem(system)) == amount_bytes:
            return text
    return f"{amount_bytes} B"
