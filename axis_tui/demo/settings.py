"""The demo's settings file: its own store and chip, and simulated meters that are read every few seconds."""

from __future__ import annotations

import json

from axis_tui.demo.carrier import state_file
from axis_tui.demo.seeds import EsimSeed, World

REFRESH_S = 5
"""How often the worker reads: the least that settings allow."""


def meter_options(here: World, esim: EsimSeed) -> dict[str, int | str | bool]:
    """The options of the simulated meter that counts for this eSIM."""
    return {"seed": here.seed, "day_bytes": esim.live_bytes_per_day}


def settings_text(here: World, lpac: str) -> str:
    """The settings file of this world, as TOML; `lpac` speaks for its chip."""
    lines = ['store = "store.db"', 'state = "state"', "", "[worker]", f"refresh_seconds = {REFRESH_S}"]
    # What JSON writes for printable text, TOML reads.
    lines += ["", "[chip]", f"lpac = {json.dumps(lpac, ensure_ascii=False)}"]
    for carrier in here.carriers:
        if carrier.packages:
            lines += ["", "[[carrier]]", f'name = "{carrier.name}"', 'kind = "sandbox"', "[carrier.options]"]
            lines += [f'state = "{state_file(carrier)}"']
    for esim in here.esims:
        if esim.live_bytes_per_day:
            lines += ["", "[[meter]]", 'kind = "simulated"', f'interface = "{esim.interface}"']
            lines += [f'esim = "{esim.nickname}"', "[meter.options]"]
            lines += [f"{name} = {value}" for name, value in meter_options(here, esim).items()]
    return "\n".join([*lines, ""])
