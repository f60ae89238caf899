"""`e` on the history: all that the filter lets pass, as CSV or JSON, in a file that only its owner reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.line import Tone, line
from axis_tui.present.when import local
from axis_tui.tui.beside import beside
from axis_tui.tui.dialogs.choose import Choose
from axis_tui.tui.screens.order_file import write_private

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.renewals import Filter, OrderRow
    from axis_tui.tui.screens.base import AxisScreen

_PAGE = 500


def ask_export(screen: AxisScreen, chosen: Filter) -> None:
    """Ask in which form, then write it beside the screen, which stays usable; says where it is."""
    options = [
        (line(" CSV ", (_("for a spreadsheet"), Tone.MUTED)), "csv"),
        (line(" JSON ", (_("for a program"), Tone.MUTED)), "json"),
    ]

    def picked(kind: str | None) -> None:
        if kind is not None:
            _write(screen, chosen, kind)

    screen.app.push_screen(Choose(_("Export the history as"), options), picked)


def _write(screen: AxisScreen, chosen: Filter, kind: str) -> None:
    now = screen.now
    day = local(now, screen.deps.zone).date().isoformat()
    open_reader: Callable[[], Reader] = screen.deps.open_reader

    def work() -> Path:
        from axis_tui.present.order_export import orders_csv, orders_json

        with open_reader() as reader:
            rows = every(reader, chosen)
            text = orders_csv(rows) if kind == "csv" else orders_json(rows, now)
        return write_private(f"axis-orders-{day}.{kind}", text)

    screen.say(_("writing the history") + screen.deps.glyphs.ellipsis, Tone.MUTED)
    screen.deliver(
        beside(work), lambda path: screen.say(_("written to %(path)s") % {"path": path}, Tone.GOOD)
    )


def every(reader: Reader, chosen: Filter) -> Iterator[OrderRow]:
    """All orders that the filter lets pass, the latest first, a page at a time."""
    from axis_tui.store.read import renewals

    rows = renewals.page(reader, chosen, _PAGE)
    while rows:
        yield from rows
        rows = renewals.page(reader, chosen, _PAGE, rows[-1].key)
