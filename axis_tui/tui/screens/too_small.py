"""A notice over everything while the terminal is smaller than what the screens are drawn for."""

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from axis_tui.i18n import _
from axis_tui.present.line import Tone, line
from axis_tui.tui.screens.base import MIN_COLUMNS, MIN_ROWS
from axis_tui.tui.widgets.canvas import Canvas


class TooSmall(Screen[None]):
    """Says what size is needed; leaves by itself, or with `q`."""

    BINDINGS = [("q,ctrl+c", "app.quit", "")]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._canvas = Canvas()

    def compose(self) -> ComposeResult:
        yield self._canvas

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        size = self.app.size
        values: dict[str, Any] = {"columns": MIN_COLUMNS, "rows": MIN_ROWS}
        need = _("needs %(columns)d×%(rows)d") % values
        have = _("this is %(columns)d×%(rows)d") % {"columns": size.width, "rows": size.height}
        self._canvas.show(
            (line((need, Tone.STRONG)), line((have, Tone.MUTED)), line((_("q quit"), Tone.MUTED)))
        )
