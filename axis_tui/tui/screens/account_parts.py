"""The parts of Account that are lists: where their rows come from, and how each is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.i18n import N_, _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.tui.device_source import DeviceSource
from axis_tui.tui.forward_source import FewSource, ForwardSource
from axis_tui.tui.screens import account_lines, account_methods

if TYPE_CHECKING:
    from axis_tui.store.read import Reader

STORE, CARRIERS, DEVICES, METHODS, METERS = "store", "carriers", "devices", "methods", "meters"
PARTS = (STORE, CARRIERS, DEVICES, METHODS, METERS)
PART_WORDS = {
    STORE: N_("this store"),
    CARRIERS: N_("carriers"),
    DEVICES: N_("devices"),
    METHODS: N_("payment"),
    METERS: N_("meters"),
}

_ROOM_FOR_ALL = 68


def part_word(part: str, width: int) -> str:
    """How a part is named in the line of parts."""
    if part == METHODS and width >= _ROOM_FOR_ALL:
        return _("payment methods")
    return _(PART_WORDS[part])


def new_source(part: str, reader: Reader) -> ForwardSource[Any]:
    """The rows of a part."""
    from axis_tui.store.read import inventory, payment

    if part == DEVICES:
        return DeviceSource(reader)
    if part == METHODS:
        return FewSource(lambda: payment.methods(reader), lambda row: row.id)
    ask = inventory.carriers if part == CARRIERS else inventory.meters
    return FewSource(lambda: ask(reader), lambda row: row.id)


def header(part: str, width: int) -> Line:
    """Titles over the columns."""
    return {
        CARRIERS: account_lines.carrier_header,
        DEVICES: account_lines.device_header,
        METHODS: account_methods.method_header,
        METERS: account_lines.meter_header,
    }[part](width)


def row_line(part: str, row: Any, now: int, zone: str, width: int, glyphs: Glyphs) -> Line:
    """One row."""
    if part == CARRIERS:
        return account_lines.carrier_row(row, now, width, glyphs)
    if part == DEVICES:
        return account_lines.device_row(row, width, glyphs)
    if part == METHODS:
        return account_methods.method_row(row, now, zone, width, glyphs)
    return account_lines.meter_row(row, now, width, glyphs)


def pane_lines(
    part: str, row: Any, reader: Reader, now: int, zone: str, width: int, glyphs: Glyphs
) -> Sequence[Line]:
    """About the selected row; what to do where there is none."""
    if row is None:
        nothing = _("none yet; n adds one") if part == METHODS else _("nothing here yet")
        return (line((f" {nothing}", Tone.MUTED)),)
    if part == CARRIERS:
        return account_lines.carrier_pane(row, now, zone, width, glyphs)
    if part == DEVICES:
        return account_lines.device_pane(row, width, glyphs)
    if part == METHODS:
        return account_methods.method_pane(row, rules_of(reader, row.id), now, zone, width, glyphs)
    return account_lines.meter_pane(row, now, width, glyphs)


def rules_of(reader: Reader, method_id: int) -> int:
    """How many auto-renew rules that are on pay with this method."""
    from axis_tui.store.read.rule_state import rules_paid_with

    return rules_paid_with(reader, method_id)
