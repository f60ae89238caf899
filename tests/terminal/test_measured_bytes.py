"""Bytes that really cross an interface reach the Usage screen: counted once, to within one per cent."""

import json
import os
import re
import signal
import sys
from pathlib import Path

from tests.meters.machine import Veth
from tests.terminal.dashboard import axis, dashboard_environ, small_store
from tests.terminal.session import Session

PAYLOAD = 50_000_000
LOW, HIGH = PAYLOAD, int(PAYLOAD * 1.01)
SETTINGS = """
[worker]
refresh_seconds = 3600

[[meter]]
kind = "kernel"
interface = "{interface}"
esim = "Japan 10 GB"
"""


def metered_home(home: Path, interface: str) -> Path:
    small_store(home)
    folder = home / "config" / "axis-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(SETTINGS.format(interface=interface), "utf-8")
    return home


def counted(home: Path) -> int:
    """Bytes that the store holds for the eSIM since yesterday."""
    done = axis(dashboard_environ(home), "usage", "Japan 10 GB", "--by", "day", "--days", "2", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    return sum(row["rx_bytes"] + row["tx_bytes"] for row in rows)


def test_fifty_megabytes_on_a_veth_pair_appear_on_the_usage_screen_after_one_refresh(tmp_path: Path) -> None:
    with Veth() as veth:
        home = metered_home(tmp_path, veth.interface)
        environ = dashboard_environ(home)
        with Session([sys.executable, "-m", "axis_tui"], environ) as session:
            # The companion has read the counter once when the list says how old the reading is.
            assert session.read_until(lambda text: "companion" in text and "read " in text, 20), (
                session.text()
            )
            assert axis(environ, "refresh").returncode == 0
            before = counted(home)
            veth.receive(PAYLOAD)
            session.send("down")
            session.send("2")
            assert session.read_until(lambda text: "Japan 10 GB  Axis JP" in text, 10), session.text()
            session.send("ctrl+r")
            assert session.read_until(lambda text: re.search(r"5\d\.\d MB", text) is not None, 20), (
                session.text()
            )
        assert LOW <= counted(home) - before <= HIGH


def test_a_worker_killed_at_any_moment_neither_loses_nor_doubles_what_crossed(tmp_path: Path) -> None:
    with Veth() as veth:
        home = metered_home(tmp_path, veth.interface)
        environ = dashboard_environ(home)
        assert axis(environ, "worker", "--once").returncode == 0
        for _ in range(3):
            with Session([sys.executable, "-m", "axis_tui", "worker"], environ) as worker:
                veth.receive(PAYLOAD // 3)
                worker.read(0.4)
                os.kill(worker.pid, signal.SIGKILL)
                assert worker.wait(5)
        assert axis(environ, "worker", "--once").returncode == 0
        assert LOW - 2 <= counted(home) <= HIGH
