"""A store with an eSIM to renew and its carrier, put back as they were before each try; and a worker for it.

The worker is one thread on a clock of its own: each pass is a second, and a carrier is called in between.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from axis_tui.carriers.base import Carrier
from axis_tui.carriers.sandbox import SandboxCarrier
from axis_tui.config import CarrierSettings
from axis_tui.domain.alert import AlertRules
from axis_tui.domain.renewal_word import Channel
from axis_tui.store.read import inventory, open_reader, renewals
from axis_tui.store.write import open_writer
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.orders import NewOrder, place
from axis_tui.worker.clock import TrustedClock
from axis_tui.worker.engine import Engine, say_raised
from axis_tui.worker.fetch import Fetcher
from axis_tui.worker.refresh import Refresh
from axis_tui.worker.renewals.errand import Errands
from axis_tui.worker.renewals.service import Renewals
from tests.faults.far_end import FarEnd
from tests.faults.http_carrier import HttpCarrier
from tests.store.fleet import NOW
from tests.worker.renewal_world import CARRIER, renewal_world, usd
from tests.worker.world import DAY

PASSES = 400
"""After so many an order that is not over is stuck."""
Clock = Callable[[], int]


class Far(Protocol):
    """The carrier of a place."""

    def connect(self, clock: Clock) -> Carrier:
        """An adapter for a worker on that clock."""

    def charges(self) -> list[tuple[str, int]]:
        """Key and minor units of all that was really charged."""

    def put_back(self) -> None:
        """Nothing was ever charged."""


@dataclass
class SandboxFar:
    """The sandbox, whose state file is put back with the place."""

    file: Path

    def connect(self, clock: Clock) -> SandboxCarrier:
        """An adapter for its state file."""
        return SandboxCarrier(CARRIER, {"state": str(self.file)}, clock=clock, sleep=lambda _: None)

    def charges(self) -> list[tuple[str, int]]:
        """As its state file says."""
        return [(charge.key, charge.amount.minor) for charge in self.connect(lambda: NOW).charges()]

    def put_back(self) -> None:
        """The place does it."""


@dataclass
class HttpFar:
    """A far end that is a process of its own; each try has an account of its own there."""

    end: FarEnd
    kind: str
    tries: int = 0

    def connect(self, clock: Clock) -> HttpCarrier:
        """An adapter for the account of this try."""
        options = {"port": self.end.port, "account": self._account, "began_at": NOW - 20 * DAY}
        return HttpCarrier(CARRIER, options)

    def charges(self) -> list[tuple[str, int]]:
        """As its books say."""
        return [(charge["key"], charge["minor"]) for charge in self.end.charges(self._account)]

    def put_back(self) -> None:
        """Go to the next account."""
        self.tries += 1

    @property
    def _account(self) -> str:
        return f"{self.kind}{self.tries}"


@dataclass
class Place:
    """A store in `root`, and the carrier that its orders go to."""

    root: Path
    far: Far
    esim_id: int
    package_id: int
    card_id: int

    @property
    def store(self) -> Path:
        """The store file."""
        return self.root / "store.db"

    def put_back(self) -> None:
        """As it was, with nothing beside it."""
        shutil.rmtree(self.root)
        shutil.copytree(self.root.with_name("kept"), self.root)
        self.far.put_back()

    def renew(self, told: int) -> None:
        """One renewal, from the order to its end; its number is written to `told` once it is placed."""
        with Worker(self, NOW + 60) as worker:
            os.write(told, b"%d\n" % worker.order())
            worker.engine.start()
            worker.run_until_over()


class Worker:
    """A worker on the place's store from `at` on."""

    def __init__(self, place: Place, at: int) -> None:
        self.place, self.at = place, at
        self.writer = open_writer(
            place.store, create=False, state_dir=place.root / "state", clock=lambda: self.at
        )
        self.reader = open_reader(place.store)
        clock = TrustedClock(
            lambda: self.at,
            inventory.clock_high_water(self.reader),
            proof=lambda: False,
            monotonic=self.elapsed,
        )
        self.far = far = place.far.connect(lambda: self.at)
        renewals = Renewals(
            self.writer, self.reader, (CarrierSettings(CARRIER, far.kind),), lambda _: far,
            Errands(lambda: None, at_once, self.elapsed), say_raised,
        )  # fmt: skip
        self.engine = Engine(
            self.writer, self.reader, clock, Refresh((), 60, AlertRules(), "UTC", _no_meter),
            Fetcher(lambda: None, at_once, self.elapsed), AlertRules(),
            renewals, self.elapsed, **self.jobs(renewals),
        )  # fmt: skip

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()
        self.writer.close()

    def jobs(self, renewals: Renewals) -> dict[str, Any]:
        """Hook: what else the engine does, by its keywords."""
        return {}

    def order(self) -> int:
        """A person's order; its number."""
        new = NewOrder(
            self.place.esim_id, self.place.package_id, Channel.ONLINE, usd(900), method_id=self.place.card_id
        )
        with self.writer.transaction() as tx:
            return place(tx, new, self.at)

    def claim(self, order_id: int) -> None:
        """As right before it is sent, and then no more of it."""
        with self.writer.transaction() as tx:
            assert steps.claim(tx, order_id, self.at) is not None

    def decide(self, order_id: int) -> None:
        """What a person says of an order in review, who asked the carrier what was really charged."""
        secrets = renewals.secrets(self.reader, order_id)
        assert secrets is not None
        charged = [minor for key, minor in self.place.far.charges() if key == secrets.key]
        with self.writer.transaction() as tx:
            steps.resolve(
                tx,
                order_id,
                self.at,
                charged=usd(charged[0]) if charged else None,
                proof="told by the carrier",
            )

    def run_until_over(self) -> None:
        """Pass after pass until every order is at an end or waits for a person."""
        for _ in range(PASSES):
            if renewals.counts(self.reader).keys() <= {"review"}:
                return
            self.at += 1
            self.engine.step()
        raise AssertionError(f"still going: {renewals.counts(self.reader)}")

    def elapsed(self) -> float:
        return float(self.at)


def sandbox_place(folder: Path) -> Place:
    """With the sandbox for its carrier."""
    return _place(folder / "place", "again", SandboxFar(folder / "place" / "sandbox.json"))


def http_place(folder: Path, end: FarEnd, kind: str) -> Place:
    """With an account of that kind at a far end that is a process of its own."""
    return _place(folder / "place", "data", HttpFar(end, kind))


def _place(root: Path, code: str, far: Far) -> Place:
    root.mkdir()
    with renewal_world(root) as world:
        found = Place(root, far, world.esim_id, world.packages[code], world.card_id)
    shutil.copytree(root, root.with_name("kept"))
    return found


@contextmanager
def told_orders(folder: Path) -> Iterator[tuple[int, Callable[[], list[int]]]]:
    """A descriptor to tell of placed orders, and what was told so far."""
    file = folder / "told"
    descriptor = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        yield descriptor, lambda: [int(line) for line in file.read_text().split()]
    finally:
        os.close(descriptor)


def at_once(work: Callable[[], None]) -> None:
    work()


def _no_meter(settings: object) -> object:
    raise AssertionError("there are no meters here")
