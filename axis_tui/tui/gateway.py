"""Writes from the dashboard: one thread of its own, in which the write side of the store is first imported.

The dashboard shows and answers keys without SQLModel; the first change pays for the import, here, while keys
still work. Results are delivered by the screen that asked (`AxisScreen.write`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from axis_tui.store.write import Writer

T = TypeVar("T")


class Gateway:
    """The only door from the dashboard to the write side. `open_writer` may create the store."""

    def __init__(self, open_writer: Callable[[], Writer], clock: Callable[[], int]) -> None:
        self._open_writer = open_writer
        self._clock = clock
        self._threads: ThreadPoolExecutor | None = None
        self._writer: Writer | None = None

    def write(self, change: Callable[[Any], T]) -> Future[T]:
        """Run `change(tx)` in one transaction. The future raises Problem when the change was refused."""
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="axis-write")
        return self._threads.submit(self._run, change)

    def ask(self, kind: str, payload: Mapping[str, Any]) -> Future[int]:
        """Leave a request for the worker: refresh, acknowledge, snooze, unsnooze, switch. Gives its id."""
        return self.write(lambda tx: _ask(tx, kind, dict(payload), self._clock()))

    def close(self) -> None:
        """Let the running change finish, then give the store back."""
        if self._threads is not None:
            self._threads.submit(self._close)
            self._threads.shutdown(wait=True)
            self._threads = None

    def _run(self, change: Callable[[Any], T]) -> T:
        if self._writer is None:
            self._writer = self._open_writer()
        with self._writer.transaction() as tx:
            return change(tx)

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _ask(tx: Any, kind: str, payload: dict[str, Any], now: int) -> int:
    from axis_tui.store.write import requests

    return int(requests.ask(tx, kind, payload, now))
