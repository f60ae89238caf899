"""Sending the picture: the cells that differ, and the terminal's own cursor after them.

Knows the driver and what the compositor gives; what a picture shows is the screens' business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.screen import Screen

from axis_tui.tui import lifeline
from axis_tui.tui.frame import Frame

if TYPE_CHECKING:
    from axis_tui.tui.app import AxisApp

IN_STEP_FROM = 1024
"""Bytes from which a terminal that can is told to show them at once."""


class Picture:
    """What one dashboard has sent to its terminal."""

    def __init__(self, app: AxisApp) -> None:
        self._app = app
        self._frame: Frame | None = None
        self._caret: tuple[int, int] | None = None
        self._caret_shown = False

    def forget(self) -> None:
        """Say that the terminal may show something else than was sent."""
        if self._frame is not None:
            self._frame.forget()

    def send(self, screen: Screen[Any], update: LayoutUpdate | ChopsUpdate) -> None:
        """Send what differs of the rows that changed; all rows where the terminal may show anything."""
        app, frame = self._app, self._frame
        if app._driver is None:
            return
        if frame is None:
            frame = self._frame = self._new_frame()
        frame.resize(*app.size)
        if frame.is_forgotten and isinstance(update, ChopsUpdate):
            update = screen._compositor.render_full_update()
        data = frame.update(_pieces(update))
        if data:
            data = self._caret_bytes(data)
            in_step = app._sync_available and len(data) > IN_STEP_FROM
            self._write(f"\x1b[?2026h{data}\x1b[?2026l" if in_step else data)

    def place_caret(self, at: tuple[int, int] | None) -> None:
        """Show the terminal's own cursor at (column, row); None hides it."""
        if at == self._caret:
            return
        self._caret = at
        if not self._app.is_headless and self._app._running:
            self._write(self._caret_bytes(""))

    def _new_frame(self) -> Frame:
        deps = self._app.deps
        return Frame(
            None if deps.no_color else self._app.console._color_system,
            erases_in_colour=lifeline.erases_in_colour(),
            repertoire=lifeline.repertoire(deps.glyphs),
        )

    def _write(self, data: str) -> None:
        driver = self._app._driver
        if driver is not None:
            driver.write(data)
            driver.flush()

    def _caret_bytes(self, data: str) -> str:
        """`data`, and after it the caret where it belongs; hidden while it would be seen travelling."""
        if self._caret is None:
            shown, self._caret_shown = self._caret_shown, False
            return "\x1b[?25l" + data if shown else data
        column, row = self._caret
        show, self._caret_shown = "" if self._caret_shown else "\x1b[?25h", True
        return f"{data}\x1b[{row + 1};{column + 1}H{show}"


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Sequence[Segment]]]:
    """Rows of a compositor's update as (row, first column, segments)."""
    if isinstance(update, LayoutUpdate):
        for row, strips in enumerate(update.strips, update.region.y):
            yield row, update.region.x, [segment for strip in strips for segment in strip]
    else:
        for row in sorted({span[0] for span in update.spans}):
            for column, strip in update.chops[row].items():
                if strip is not None:
                    yield row, column, list(strip)
