"""`l`: the ledger over a main screen; and `e` on it, the whole of it in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.line import Tone, line
from axis_tui.present.when import local
from axis_tui.tui.beside import beside
from axis_tui.tui.dialogs.choose import Choose

if TYPE_CHECKING:
    from pathlib import Path

    from axis_tui.store.read import Reader
    from axis_tui.store.read.ledger import LedgerRow
    from axis_tui.tui.screens.base import AxisScreen

_PAGE = 500


def open_ledger(screen: AxisScreen) -> None:
    """Show the ledger; Esc comes back here."""
    from axis_tui.tui.screens.ledger import LedgerScreen

    screen.app.push_screen(LedgerScreen())


def ask_export(screen: AxisScreen) -> None:
    """Ask in which form, then write every entry to a new file that only its owner reads."""
    options = [
        (line(" CSV ", (_("for a spreadsheet"), Tone.MUTED)), "csv"),
        (line(" JSON ", (_("for a program"), Tone.MUTED)), "json"),
    ]

    def picked(kind: str | None) -> None:
        if kind is not None:
            _write(screen, kind)

    screen.app.push_screen(Choose(_("Export the ledger as"), options), picked)


def every(reader: Reader) -> Iterator[LedgerRow]:
    """All entries, the newest first, a page at a time."""
    from axis_tui.store.read import ledger

    rows = ledger.page(reader, _PAGE)
    while rows:
        yield from rows
        rows = ledger.page(reader, _PAGE, rows[-1].entry.number)


def _write(screen: AxisScreen, kind: str) -> None:
    now, open_reader = screen.now, screen.deps.open_reader
    day = local(now, screen.deps.zone).date().isoformat()

    def work() -> Path:
        from axis_tui.present.ledger_export import ledger_csv, ledger_json
        from axis_tui.tui.screens.order_file import write_private

        with open_reader() as reader:
            rows = every(reader)
            text = ledger_csv(rows) if kind == "csv" else ledger_json(rows, now)
        return write_private(f"axis-ledger-{day}.{kind}", text)

    screen.say(_("writing the ledger") + screen.deps.glyphs.ellipsis, Tone.MUTED)
    screen.deliver(
        beside(work), lambda path: screen.say(_("written to %(path)s") % {"path": path}, Tone.GOOD)
    )
