"""A person's home for tests of the command line: everything under one folder, run in this process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from axis_tui import i18n
from axis_tui.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What one command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Its standard output as one JSON object."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True, slots=True)
class Home:
    """Runs commands with settings, store and state under `path`."""

    path: Path
    capsys: pytest.CaptureFixture[str]
    environ: Mapping[str, str] = field(default_factory=dict)

    def axis(self, *argv: str) -> Said:
        """Runs one command in this process."""
        self.capsys.readouterr()
        i18n.use("en")
        code = main(argv)
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.path / "data" / "store.db"

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.path / "config" / "config.toml"

    def write_settings(self, text: str) -> None:
        """Makes the settings file."""
        self.config.parent.mkdir(exist_ok=True)
        self.config.write_text(text, "utf-8")


def new_home(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """A home whose environment is in force for the test."""
    home = Home(path, capsys)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "AXIS_TUI_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(path))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("AXIS_TUI_DEBUG", "")
    monkeypatch.setenv("AXIS_TUI_STORE", str(home.store))
    monkeypatch.setenv("AXIS_TUI_STATE", str(path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(path / "xdg"))
    monkeypatch.delenv("AXIS_TUI_CONFIG", raising=False)
    return home
