"""What a command works with: options, settings, store, clock; each is loaded when first asked for."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axis_tui import bootstrap, i18n
from axis_tui.domain.problem import Problem

if TYPE_CHECKING:
    from axis_tui.config import Settings
    from axis_tui.present.glyphs import Glyphs
    from axis_tui.store.presence import Presence
    from axis_tui.store.read import Reader


class Context:
    """One run of one command."""

    def __init__(self, options: Any) -> None:
        self.options = options
        """The parsed words of the command line, an argparse.Namespace or alike."""
        self.clock = bootstrap.clock()
        """This instant, UTC seconds."""

    @cached_property
    def settings(self) -> Settings:
        """The settings in force; from now on messages are in their language. Raises SettingsProblem."""
        settings = bootstrap.settings(self.flags, os.environ)
        i18n.use(i18n.detect(os.environ, settings.language))
        return settings

    @property
    def flags(self) -> dict[str, str | None]:
        """The global flags as settings; None where not given."""
        options = self.options
        return {
            "config": options.config,
            "store": options.store,
            "language": options.language,
            "theme": options.theme,
            "glyphs": "ascii" if options.ascii else None,
        }

    @property
    def store(self) -> Path:
        """The store's file; it need not exist."""
        return self.settings.paths.store_file

    @cached_property
    def zone(self) -> str:
        """The person's time zone, an IANA name."""
        return bootstrap.zone(self.settings, os.environ)

    @cached_property
    def glyphs(self) -> Glyphs:
        """What to draw with on this output; what it can carry where the settings cannot be read."""
        try:
            setting = self.settings.glyphs
        except Problem:
            setting = "ascii" if self.options.ascii else "auto"
        return bootstrap.glyphs(setting)

    @cached_property
    def colour(self) -> bool:
        """Whether to send colours."""
        from axis_tui.cli.output import wants_colour

        return wants_colour(self.options.no_color)

    def open_reader(self) -> Reader:
        """The store for reading. Raises StoreMissing and the other StoreProblems."""
        return bootstrap.open_reader(self.settings)

    def has_store(self) -> bool:
        """False where none was made yet. Raises StoreProblem where one cannot be used, or was lost."""
        from axis_tui.store.problems import StoreMissing

        try:
            self.open_reader().close()
        except StoreMissing as missing:
            if missing.known:
                raise
            return False
        return True

    def bring_up_to_date(self) -> None:
        """Migrates a store of an earlier version and sets up a blank one; one that was never made is left
        to be made. Raises StoreProblem.
        """
        from axis_tui.store.problems import StoreEmpty, StoreOlder

        try:
            self.has_store()
        except (StoreEmpty, StoreOlder):
            bootstrap.open_writer(self.settings, create=True).close()

    def presence(self) -> Presence:
        """Whether a worker runs for this store."""
        from axis_tui.store.presence import probe

        return probe(self.store)

    def width(self) -> int:
        """Cells of the output's width: the terminal's, else 80."""
        columns = os.environ.get("COLUMNS", "")
        if columns.isdigit() and len(columns) < 6:
            wide = int(columns)
        else:
            try:
                wide = os.get_terminal_size(sys.stdout.fileno()).columns
            except (OSError, ValueError):
                wide = 80
        return max(60, min(wide, 160))
