"""Work that takes longer than a key may wait, in a thread; `AxisScreen.deliver` brings its result back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Future[T]:
    """Run `work` while the keys still work; a reader it opens itself, since the screen's is the loop's."""
    from concurrent.futures import ThreadPoolExecutor

    threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="axis-beside")
    future = threads.submit(work)
    threads.shutdown(wait=False)
    return future
