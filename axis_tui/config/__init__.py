"""Settings of one person: TOML under XDG, the environment, flags; flags win.

No setting is acted on here, and nothing is written: rooms above get a frozen `Settings` and wire themselves.
"""

from axis_tui.config.load import load
from axis_tui.config.name import check_host, check_interface
from axis_tui.config.paths import config_file
from axis_tui.config.problem import SettingsProblem
from axis_tui.config.settings import (
    AlertSettings,
    CarrierSettings,
    ChipSettings,
    MeterSettings,
    OptionValue,
    Paths,
    Settings,
    WorkerSettings,
)


def render(settings: Settings) -> str:
    """The settings as TOML for `config show`, each with its origin; imported when asked for."""
    from axis_tui.config import rendering

    return rendering.render(settings)


__all__ = [
    "AlertSettings",
    "CarrierSettings",
    "ChipSettings",
    "MeterSettings",
    "OptionValue",
    "Paths",
    "Settings",
    "SettingsProblem",
    "WorkerSettings",
    "check_host",
    "check_interface",
    "config_file",
    "load",
    "render",
]
