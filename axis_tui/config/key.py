"""Every key a settings file may hold, declared once: its name, default and check."""

from dataclasses import dataclass

from axis_tui.config.check import (
    Check,
    Value,
    choice,
    filled,
    integer,
    integers,
    optional,
    program,
    word,
    zone,
)
from axis_tui.config.name import destination
from axis_tui.config.settings import AlertSettings, ChipSettings, WorkerSettings


@dataclass(frozen=True, slots=True)
class Key:
    """One setting with a single value; `name` is dotted, `worker.refresh_seconds`."""

    name: str
    default: Value
    check: Check

    @property
    def table(self) -> str:
        """The table it stands in; empty for the top."""
        return self.name.rpartition(".")[0]

    @property
    def leaf(self) -> str:
        """The name inside its table."""
        return self.name.rpartition(".")[2]

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "AXIS_TUI_" + self.name.upper().replace(".", "_")


_WORKER, _ALERTS, _CHIP = WorkerSettings(), AlertSettings(), ChipSettings()

KEYS = (
    Key("language", "auto", choice("auto", "en", "zh_Hans", "zh_Hant")),
    Key("theme", "dark", choice("dark", "light", "high-contrast", "ansi")),
    Key("glyphs", "auto", choice("auto", "unicode", "ascii")),
    Key("time_zone", "auto", zone),
    Key("worker.refresh_seconds", _WORKER.refresh_seconds, integer(5, 86_400)),
    Key("alerts.expiry_days", _ALERTS.expiry_days, integers(1, 3_650, descending=True)),
    Key("alerts.lapse_days", _ALERTS.lapse_days, integers(1, 3_650, descending=True)),
    Key("alerts.low_data_percent", _ALERTS.low_data_percent, integers(1, 100, descending=False)),
    Key("alerts.stale_minutes", _ALERTS.stale_minutes, integer(1, 10_080)),
    Key("chip.lpac", _CHIP.lpac, program),
    Key("chip.host", _CHIP.host, destination),
    Key("chip.apdu", _CHIP.apdu, optional(word)),
    Key("chip.device", _CHIP.device, optional(filled(4_096))),
    Key("chip.slot", _CHIP.slot, integer(1, 255)),
    Key("chip.http", _CHIP.http, optional(word)),
    Key("chip.timeout_seconds", _CHIP.timeout_seconds, integer(5, 3_600)),
)  # fmt: skip
"""The keys with one value each, in the order in which `config show` prints them."""

STORE = Key("store", "", filled(4_096))
STATE = Key("state", "", filled(4_096))
"""Paths; they have no constant default, so `paths` resolves them."""

SINGLE_TABLES = ("worker", "alerts", "chip")
"""Tables that stand once in a file, each a dataclass of settings of the same name."""
TABLES = (*SINGLE_TABLES, "carrier", "meter")
CARRIER_KEYS = ("name", "kind", "options")
METER_KEYS = ("kind", "interface", "host", "esim", "since", "options")
