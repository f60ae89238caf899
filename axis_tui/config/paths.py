"""Where the settings, the store and the state are: flags, then AXIS_TUI_*, then XDG.

Linux follows the XDG base directory specification directly, since importing platformdirs costs more than
the whole of the rest; other systems ask platformdirs for their own custom.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

APPLICATION = "axis-tui"
CONFIG_VARIABLE = "AXIS_TUI_CONFIG"
STORE_VARIABLE = "AXIS_TUI_STORE"
STATE_VARIABLE = "AXIS_TUI_STATE"


def expand(text: str | os.PathLike[str], environ: Mapping[str, str], base: Path | None = None) -> Path:
    """`text` as an absolute path: a leading `~/` is the home; relative means under `base`, or the cwd."""
    plain = os.fspath(text)
    if plain == "~" or plain.startswith("~/"):
        plain = str(_home(environ)) + plain[1:]
    return Path(os.path.abspath(os.path.join(base or os.getcwd(), plain)))


def config_file(environ: Mapping[str, str], flag: Path | None = None) -> tuple[Path, bool]:
    """The settings file, and whether the person named it, so that it has to exist."""
    if flag is not None:
        return expand(flag, environ), True
    if named := environ.get(CONFIG_VARIABLE):
        return expand(named, environ), True
    return _directory(environ, "config") / "config.toml", False


def default_store(environ: Mapping[str, str]) -> Path:
    """The store's place when nobody named one."""
    return _directory(environ, "data") / "store.db"


def default_state(environ: Mapping[str, str]) -> Path:
    """The state directory's place when nobody named one."""
    return _directory(environ, "state")


_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def _directory(environ: Mapping[str, str], what: str) -> Path:
    variable, below_home = _XDG[what]
    given = environ.get(variable, "")
    if os.path.isabs(given):  # the specification says to ignore a relative one
        return Path(given) / APPLICATION
    if sys.platform in ("darwin", "win32"):
        import platformdirs

        return Path(getattr(platformdirs, f"user_{what}_dir")(APPLICATION, appauthor=False))
    return _home(environ) / below_home / APPLICATION


def _home(environ: Mapping[str, str]) -> Path:
    home = environ.get("HOME", "")
    return Path(home) if os.path.isabs(home) else Path(os.path.expanduser("~"))
