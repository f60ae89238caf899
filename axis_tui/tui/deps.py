"""What the dashboard is given from outside: the store, the clock, the settings. Made in bootstrap,
faked in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from axis_tui.config import Settings
    from axis_tui.present.glyphs import Glyphs
    from axis_tui.store.read import Reader
    from axis_tui.tui.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Deps:
    """Collaborators of the dashboard.

    `open_reader` raises a Problem when there is no usable store; `zone` is the person's IANA time zone;
    `presence` tells cheaply who refreshes this store (an `axis_tui.store.presence` value); `companion_argv`
    starts a worker that ends with its standard input, or is None where none should be started; `theme` is a
    name of `theme.NAMES`.
    """

    store: Path
    open_reader: Callable[[], Reader]
    gateway: Gateway
    clock: Callable[[], int]
    zone: str
    settings: Settings | None
    glyphs: Glyphs
    presence: Callable[[], Any]
    companion_argv: tuple[str, ...] | None = None
    theme: str = "dark"
    no_color: bool = False
    demo_argv: tuple[str, ...] | None = None
    demo: bool = False
    """The store is the demo's: the status line says so."""
    state_dir: Path | None = None
    """Where backups are kept; None where none can be made."""
