"""What a worker says of itself. It runs in this process and ends its children: no nursery here."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from axis_tui.config import MeterSettings, load
from axis_tui.domain.usage import Reading
from axis_tui.worker.log import redact
from axis_tui.worker.service import run
from tests.store.fleet import NOW
from tests.worker.world import FakeMeter


def test_on_a_terminal_the_service_says_when_it_starts_and_ends(tmp_path: Path) -> None:
    class Ending(FakeMeter):
        """Its first reading brings the signal that ends the worker."""

        def read(self, now: int) -> Reading:
            os.kill(os.getpid(), signal.SIGTERM)
            return super().read(now)

    store = tmp_path / "store.db"
    terminal, far_end = os.openpty()
    meters = (MeterSettings("kernel", "wwan0"),)
    settings = replace(load(None, {"HOME": str(tmp_path)}), meters=meters)
    with os.fdopen(terminal, "rb", buffering=0) as shown:
        code = run(store, settings, tmp_path / "state", lambda: NOW, make=lambda _: Ending(), log_to=far_end)
        os.close(far_end)
        lines = shown.read(4096).decode().splitlines()
    assert code == 0
    assert lines == [
        f"axis-tui worker: {redact(f'works for {store}; Ctrl+C ends it')}",
        "axis-tui worker: ended; what was read is stored",
    ]
