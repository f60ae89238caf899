"""Build hook: compiles the gettext catalogues, so that the repository holds only their sources."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Writes an `.mo` beside every `.po` before the files are collected, for wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in sorted(Path(self.root, "axis_tui", "locale").rglob("*.po")):
            with source.open("rb") as text:
                catalogue = read_po(text)
            with source.with_suffix(".mo").open("wb") as binary:
                write_mo(binary, catalogue)
