"""One change of the store by a command; a dry run goes the whole way and then keeps nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from axis_tui import bootstrap
from axis_tui.cli.context import Context

if TYPE_CHECKING:
    from axis_tui.store.write import Tx


class _Undone(Exception):
    """Ends the transaction of a dry run."""


@contextmanager
def changing(context: Context, *, create: bool = False) -> Iterator[Tx]:
    """A transaction in which the command makes its change. Raises Problem; then nothing is changed.

    `create` makes a store where none is, but not for a dry run.
    """
    dry_run = context.options.dry_run
    with (
        suppress(_Undone),
        bootstrap.open_writer(context.settings, create=create and not dry_run) as writer,
        writer.transaction() as tx,
    ):
        yield tx
        if dry_run:
            raise _Undone
