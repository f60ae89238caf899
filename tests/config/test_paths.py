"""Files are found by flag, then AXIS_TUI_*, then the settings file, then XDG."""

import subprocess
import sys
from pathlib import Path

from axis_tui.config import Paths, config_file, load


def test_xdg_directories_are_honoured_and_relative_ones_ignored(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_DATA_HOME": "relative"}
    assert load(None, environ).paths == Paths(
        tmp_path / "c/axis-tui/config.toml",
        tmp_path / ".local/share/axis-tui/store.db",
        tmp_path / ".local/state/axis-tui",
    )


def test_axis_variables_win_over_the_file_and_flags_over_both(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'store = "{tmp_path}/from-file.db"\nstate = "{tmp_path}/from-file"\n')
    environ = {"AXIS_TUI_CONFIG": str(file), "AXIS_TUI_STORE": str(tmp_path / "env.db")}
    settings = load(None, environ)
    assert settings.paths == Paths(file, tmp_path / "env.db", tmp_path / "from-file")
    assert settings.origins["state"] == f"{file}:2"
    assert load(None, environ, {"store": tmp_path / "flag.db"}).paths.store_file == tmp_path / "flag.db"


def test_a_tilde_is_the_home_and_a_relative_path_lies_beside_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('store = "~/s.db"\nstate = "kept"\n')
    paths = load(file, {"HOME": str(tmp_path / "me")}).paths
    assert (paths.store_file, paths.state_dir) == (tmp_path / "me/s.db", tmp_path / "kept")


def test_the_settings_file_can_be_named_while_it_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("= broken")
    assert config_file({}, file) == (file, True)
    assert config_file({"HOME": str(tmp_path)}) == (tmp_path / ".config/axis-tui/config.toml", False)


def test_loading_defaults_imports_neither_toml_nor_anything_slow(tmp_path: Path) -> None:
    script = (
        "import sys; from axis_tui.config import load; load(None, {'HOME': sys.argv[1]});"
        "slow = {'tomllib', 'platformdirs', 'difflib', 'zoneinfo', 'babel', 'sqlmodel', 'textual'};"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
