"""Whether this machine has a chip that we may ask: one that the settings name, or an lpac on PATH."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from axis_tui.config import Settings

_DEFAULT = "default"
OFF = "off"
"""The setting `chip.lpac` of a machine whose chip is to be left alone."""


def is_set_up(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether a key under [chip] is set, or the program is there to be run."""
    if settings.chip.lpac == OFF:
        return False
    is_named = any(key.startswith("chip.") and origin != _DEFAULT for key, origin in settings.origins.items())
    return is_named or find_program(settings, environ) is not None


def find_program(settings: Settings, environ: Mapping[str, str]) -> str | None:
    """Where lpac is on this machine; None where it is not."""
    return shutil.which(settings.chip.lpac, path=environ.get("PATH", ""))
