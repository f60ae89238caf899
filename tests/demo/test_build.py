"""The demo's store: the same for the same seed and instant, true to the store's own rules, and gone after."""

import contextlib
import os
import select
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from axis_tui.cli.demo import forget_own_chip
from axis_tui.config import load
from axis_tui.demo.build import build
from axis_tui.demo.stage import Stage
from axis_tui.domain.problem import Problem
from axis_tui.domain.word import AlertState, Severity
from axis_tui.store.read import alerts, chip, inventory, open_reader, overview, usage

AT = 1_795_176_000
DAY = AT // 86_400


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("demo")
    return build(directory, 7, AT)


def dump(store: Path) -> list[str]:
    """All that is in a store, without the UUID that makes each store its own."""
    connection = sqlite3.connect(store)
    try:
        return [line for line in connection.iterdump() if "'uuid'" not in line]
    finally:
        connection.close()


def test_the_same_seed_and_instant_make_the_same_store(stored: Path, tmp_path: Path) -> None:
    again = build(tmp_path, 7, AT)
    assert dump(again) == dump(stored)


def test_the_first_screen_has_twelve_esims_and_ninety_days(stored: Path) -> None:
    with open_reader(stored) as reader:
        everything = overview.Filter()
        rows = overview.page(reader, everything, overview.Order.STATUS, 100)
        assert len(rows) == overview.count(reader, everything) == 12
        assert len({row.carrier for row in rows}) >= 8
        assert {row.device for row in rows} >= {"GL-MT3000", "Phone", "Tablet", "Watch"}
        days = usage.days(reader, None, DAY - 89, 90)
        assert all(day.total_bytes > 0 for day in days)
        assert sum(day.carrier_bytes for day in days) > 0


def test_alerts_of_several_severities_wait(stored: Path) -> None:
    with open_reader(stored) as reader:
        assert all(alerts.open_counts(reader)[severity] for severity in (Severity.WARNING, Severity.CRITICAL))
        states = {row.state for row in alerts.page(reader, 100, states=tuple(AlertState))}
        assert states >= {AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.SNOOZED}


def test_live_traffic_is_added_to_what_was_built_and_nothing_twice(stored: Path) -> None:
    with open_reader(stored) as reader:
        meters = inventory.meters(reader)
        assert {meter.esim_name for meter in meters} >= {"Japan 10 GB", "EU 20 GB"}
        assert all(meter.state == "ok" for meter in meters)
    settings = load(stored.parent / "config.toml", {"HOME": str(stored.parent)})
    assert {meter.interface for meter in settings.meters} == {meter.interface for meter in meters}
    assert settings.paths.store_file == stored


def test_the_first_frame_has_a_chip_with_a_profile_that_works_and_one_that_nobody_knows(stored: Path) -> None:
    with open_reader(stored) as reader:
        profiles = {row.iccid[-4:]: row for row in chip.profiles(reader)}
        assert {tail: (row.state, row.esim_id is None) for tail, row in profiles.items()} == {
            "0017": ("enabled", False), "1469": ("disabled", False), "3380": ("disabled", True)
        }  # fmt: skip
        assert [row.kind for row in alerts.page(reader, 100) if row.esim_id is None] == ["unknown_on_chip"]
    settings = load(stored.parent / "config.toml", {"HOME": str(stored.parent)})
    assert settings.chip.lpac == str(stored.parent / "lpac")


def test_only_the_owner_can_read_it(stored: Path) -> None:
    for path in (stored, stored.parent / "config.toml"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_stage_is_private_and_gone_afterwards() -> None:
    with Stage(7, AT) as stage:
        assert stat.S_IMODE(stage.directory.stat().st_mode) == 0o700
        stage.build()
        assert stage.store.exists()
        assert stage.config.exists()
    assert not stage.directory.exists()


def test_the_stage_goes_even_when_its_process_is_killed() -> None:
    code = (
        "import os, signal; from axis_tui.demo.stage import Stage; stage = Stage(7, 0);"
        "print(stage.directory, stage.reaper_pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == -signal.SIGKILL
    directory, reaper_pid = done.stdout.split()
    with contextlib.suppress(ProcessLookupError):
        ended = os.pidfd_open(int(reaper_pid))
        assert select.select([ended], [], [], 30)[0]
        os.close(ended)
    assert not Path(directory).exists()


def test_a_world_that_cannot_be_built_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with Stage(7, AT) as stage:
        stage.config.write_text("in the way")
        with pytest.raises(Problem, match="demo could not be built"):
            stage.build()
    assert not stage.directory.exists()


def test_a_demo_that_is_kept_stays_and_is_gone_on_in(tmp_path: Path) -> None:
    with Stage(7, AT, tmp_path / "kept") as stage:
        stage.build()
    before = dump(tmp_path / "kept" / "store.db")
    (tmp_path / "kept" / "lpac").write_text("for a Python that is gone")
    with Stage(8, AT + 60, tmp_path / "kept") as again:
        again.build()
    assert dump(tmp_path / "kept" / "store.db") == before
    assert sys.executable in (tmp_path / "kept" / "lpac").read_text()


def test_a_demo_is_not_kept_where_something_else_is(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(Problem, match="something else than a demo"):
        Stage(7, AT, tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "mine"


def test_a_persons_own_chip_stays_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AXIS_TUI_CHIP_HOST", "router")
    monkeypatch.setenv("AXIS_TUI_DEBUG", "1")
    forget_own_chip()
    assert "AXIS_TUI_CHIP_HOST" not in os.environ
    assert "AXIS_TUI_DEBUG" in os.environ
