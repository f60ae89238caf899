"""Whether this machine has a chip that we may ask, and whether switching it may cut our own connection.

Nothing here asks the chip.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from axis_tui.config.settings import Settings

OFF = "off"
"""The setting `chip.lpac` of a machine whose chip is to be left alone."""
_DEFAULT = "default"


def is_chip_set_up(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether a key under [chip] is set, or lpac is there to be run."""
    if settings.chip.lpac == OFF:
        return False
    is_named = any(key.startswith("chip.") and origin != _DEFAULT for key, origin in settings.origins.items())
    return is_named or find_lpac(settings, environ) is not None


def find_lpac(settings: Settings, environ: Mapping[str, str]) -> str | None:
    """Where lpac is on this machine; None where it is not."""
    return shutil.which(settings.chip.lpac, path=environ.get("PATH", ""))


def may_carry_us(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether the enabled profile may be the way by which the person reaches this machine, or the chip's.

    So it is in a session through SSH on the machine of the chip, and where the chip is reached through ssh.
    """
    return bool(settings.chip.host or environ.get("SSH_CONNECTION"))
